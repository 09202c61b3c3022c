"""What a fleet file can get wrong although every single field is right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from freight.domain.fleet import EnergySource
from freight.inputs.explain import Location, Problem, did_you_mean
from freight.inputs.fleet_model import FleetFile, SimpleBlock, TypeBlock, VehicleBlock

MAX_VEHICLES = 1000


def fleet_problems(content: FleetFile, depots: frozenset[str] | None) -> Iterator[Problem]:
    """Everything wrong between the fields of a fleet file; `depots` None leaves depot names unchecked."""
    types: dict[str, TypeBlock] = {}
    for number, block in enumerate(content.types):
        where: Location = ("types", number)
        if block.id in types:
            yield Problem((*where, "id"), block.id, "the id stands twice", "every type has its own id")
        types.setdefault(block.id, block)
        for problem in _type_problems(block):
            yield problem._replace(where=(*where, *problem.where))
    seen: set[str] = set()
    for number, vehicles in enumerate(content.vehicles):
        where = ("vehicles", number)
        for problem in _vehicle_problems(vehicles, types, depots, seen):
            yield problem._replace(where=(*where, *problem.where))
    if len(seen) > MAX_VEHICLES:
        message = f"are more than {MAX_VEHICLES}"
        yield Problem(("vehicles",), str(len(seen)), message, "is a count wrong?")


def _type_problems(block: TypeBlock) -> Iterator[Problem]:
    yield from _energy_problems(block)
    payload_kg = block.gross_weight_kg - block.kerb_weight_kg
    if payload_kg <= 0:
        value, message = f"{block.gross_weight_kg:g}", "is not more than kerb_weight_kg"
        yield Problem(("gross_weight_kg",), value, message, "gross = kerb + everything on board")
    elif payload_kg < block.capacity.kg:
        value = f"{block.capacity.kg:g}"
        message = f"is more than gross less kerb weight leaves ({payload_kg:g} kg)"
        yield Problem(("capacity", "kg"), value, message, "check the three weights")
    if not any((block.capacity.kg, block.capacity.m3, block.capacity.units)):
        yield Problem(("capacity",), "", "carries nothing", "write kg, m3 and units")
    if (block.overtime_after_h is None) != (block.overtime_nok_per_h == 0):
        message = "hours without overtime and its price go together"
        value = f"{block.overtime_nok_per_h:g}"
        yield Problem(("overtime_nok_per_h",), value, message, "write overtime_after_h and a price, or neither")


def _energy_problems(block: TypeBlock) -> Iterator[Problem]:
    electric = block.energy is EnergySource.ELECTRIC
    model = block.consumption.model
    if electric and block.battery is None:
        yield Problem(("battery",), "", "an electric vehicle needs a battery", "write the battery block")
    if not electric and block.battery is not None:
        message = f"a {block.energy} vehicle has no battery to drive on"
        yield Problem(("battery",), "", message, "remove it, or write energy: electric")
    if electric and block.euro_class is not None:
        message = "an electric vehicle has no Euro class"
        yield Problem(("euro_class",), str(block.euro_class), message, "remove it")
    if electric and model == "curve":
        message = "fuel curves are for combustion engines"
        yield Problem(("consumption", "model"), model, message, "write simple or dynamics")
    if not electric and model != "curve" and not (block.factor_class and block.factor_euro):
        message = "emissions of a combustion engine need factor_class and factor_euro"
        yield Problem((), "", message, "name a class and Euro label of the factor table")
    if isinstance(block.consumption, SimpleBlock):
        yield from _load_problems(block, block.consumption)
    if block.battery is not None and block.battery.reserve_share >= 1:
        message = "leaves nothing to drive with"
        yield Problem(("battery", "reserve_share"), "1", message, "0.1 keeps a tenth")
    if block.battery is not None and block.battery.charge_curve is not None:
        for problem in curve_problems(block.battery.charge_curve, block.battery.reserve_share):
            yield problem._replace(where=("battery", "charge_curve", *problem.where))


def curve_problems(curve: Sequence[tuple[float, float]], reserve_share: float) -> Iterator[Problem]:
    """What keeps a charge curve from saying one power at every level from the reserve to full."""
    for number, (before, after) in enumerate(pairwise(curve), 1):
        if after[0] <= before[0]:
            advice = "list the points from empty to full"
            yield Problem((number, 0), f"{after[0]:g}", "is not above the level before it", advice)
        if after[1] > before[1]:
            advice = (
                "a battery takes less the fuller it is; where it starts slowly, write the later power there too"
            )
            yield Problem((number, 1), f"{after[1]:g}", "is more than at the level before it", advice)
    if curve[0][0] > reserve_share:
        advice = f"begin at the reserve ({reserve_share:g}) or below"
        yield Problem((0, 0), f"{curve[0][0]:g}", "leaves out the levels above the reserve", advice)
    if curve[-1][0] < 1:
        yield Problem((len(curve) - 1, 0), f"{curve[-1][0]:g}", "ends before the battery is full", "end at 1")


def _load_problems(block: TypeBlock, consumption: SimpleBlock) -> Iterator[Problem]:
    reference_t = block.reference_load_share * block.capacity.kg / 1000
    if consumption.kwh_per_tonne_km * reference_t >= consumption.kwh_per_km:
        value = f"{consumption.kwh_per_tonne_km:g}"
        message = (
            f"leaves nothing for the empty vehicle: {reference_t:g} t of reference load take all of kwh_per_km"
        )
        yield Problem(("consumption", "kwh_per_tonne_km"), value, message, "an electric van takes 0.02 to 0.05")


def _vehicle_problems(
    block: VehicleBlock, types: dict[str, TypeBlock], depots: frozenset[str] | None, seen: set[str]
) -> Iterator[Problem]:
    kind = types.get(block.type)
    if kind is None:
        yield Problem(("type",), block.type, "is no type of this file", did_you_mean(block.type, types))
    if depots is not None and block.depot not in depots:
        yield Problem(("depot",), block.depot, "is no known depot", did_you_mean(block.depot, sorted(depots)))
    for number, name in enumerate(block.territories):
        if name in block.territories[:number]:
            yield Problem(("territories", number), name, "the territory stands twice", "keep one of the two")
    if (block.count is None) == (block.names is None):
        yield Problem((), "", "needs either count or names", "count: 3, or names: [A, B, C]")
        return
    if block.names is not None and block.prefix is not None:
        yield Problem(("prefix",), block.prefix, "belongs to count, not to names", "remove it")
    for name in block.ids():
        if name in seen:
            advice = "give the entries different prefixes or names"
            yield Problem((), name, "the vehicle id stands twice", advice)
        seen.add(name)
    if kind is not None and block.start_charge_share is not None:
        yield from _charge_problems(block.start_charge_share, kind)


def _charge_problems(share: float, kind: TypeBlock) -> Iterator[Problem]:
    if kind.battery is None:
        if kind.energy is not EnergySource.ELECTRIC:
            yield Problem(("start_charge_share",), f"{share:g}", f"type {kind.id} has no battery", "remove it")
    elif share < kind.battery.reserve_share < 1:
        message = f"is below the reserve of type {kind.id} ({kind.battery.reserve_share:g})"
        yield Problem(("start_charge_share",), f"{share:g}", message, "charge it, or take it off the day")
