"""What a study can get wrong against its base scenario and against itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from freight.domain.scenario import Scenario
from freight.inputs.explain import Location, Problem, did_you_mean
from freight.inputs.study_model import (
    FleetLine,
    HubBlock,
    HubPolicy,
    LocatePolicy,
    Policy,
    ReversePolicy,
    SeparatePolicy,
    StudyFile,
    TwoEchelonPolicy,
    VariantBlock,
)
from freight.units import clock

NO_ZONE = "is no zone of the base scenario"
NO_TYPE = "is no vehicle type of the base scenario"
NO_PLACE = "is no depot or place"
NO_GROUP = "no order has this group"


def study_problems(study: StudyFile, base: Scenario) -> list[Problem]:
    """Everything wrong; what lies in a variant begins with its id."""
    found = [*_carriers(study, base), *_hubs(study, base), *count_problems(study)]
    found += _twice("variants", [variant.id for variant in study.variants])
    zones = [zone.id for zone in base.zones]
    found += _known(("zone", "id"), [study.zone.id], zones, NO_ZONE)
    for number, variant in enumerate(study.variants):
        for problem in _variant(variant, study, base):
            where = ("variants", number, *problem.where)
            found.append(problem._replace(where=where, message=f"variant {variant.id}: {problem.message}"))
    return found


def count_problems(study: StudyFile) -> Iterator[Problem]:
    """Reference, seeds, days and sharing that do not go together."""
    names = [variant.id for variant in study.variants]
    yield from _known(("reference",), [study.reference], names, "is no variant of this study")
    if study.interval and study.seeds * study.days < 2:
        message = "one run has no interval, and 95 % intervals are asked for"
        yield Problem(
            ("seeds",), str(study.seeds), message, "10 seeds are a good start; or set interval: false"
        )
    if study.sharing is None:
        return
    yield from _known(("sharing", "variant"), [study.sharing.variant], names, "is no variant of this study")
    for field in ("seeds", "days"):
        wanted, there = getattr(study.sharing, field), getattr(study, field)
        if wanted > there:
            message = f"more {field} for groups of carriers than for the variants"
            yield Problem(("sharing", field), str(wanted), message, f"at most {there}")
    for variant in study.variants:
        if variant.id == study.sharing.variant and isinstance(variant.policy, SeparatePolicy):
            message = f"variant {variant.id}: carriers that drive separately have no gain to share"
            yield Problem(
                ("sharing", "variant"), variant.id, message, "name a variant with a hub or with shared fleets"
            )


def _carriers(study: StudyFile, base: Scenario) -> Iterator[Problem]:
    yield from _twice("carriers", [carrier.id for carrier in study.carriers])
    places, types = [depot.id for depot in base.depots], [kind.id for kind in base.vehicle_types]
    with_orders = {order.carrier for order in base.orders}
    for number, carrier in enumerate(study.carriers):
        here: Location = ("carriers", number)
        yield from _known((*here, "terminal"), [carrier.terminal], places, NO_PLACE)
        if not carrier.fleet:
            message = f"carrier {carrier.id} has no fleet"
            yield Problem((*here, "fleet"), "", message, "add at least one line with type, count and shift")
        if carrier.id not in with_orders:
            advice = did_you_mean(carrier.id, sorted(with_orders))
            yield Problem((*here, "id"), carrier.id, "no order has this carrier", advice)
        yield from _types((*here, "fleet"), carrier.fleet, types)
    named = {carrier.id for carrier in study.carriers}
    for name in sorted(with_orders - named):
        count = sum(order.carrier == name for order in base.orders)
        said = (
            f"{count} orders have the carrier {name!r}, which is not listed"
            if name
            else f"{count} orders have no carrier"
        )
        yield Problem(("carriers",), "", said, "add it with terminal and fleet")


def _hubs(study: StudyFile, base: Scenario) -> Iterator[Problem]:
    yield from _twice("hubs", [hub.id for hub in study.hubs])
    places = [depot.id for depot in base.depots]
    for number, hub in enumerate(study.hubs):
        here: Location = ("hubs", number)
        yield from _known((*here, "id"), [hub.id], places, NO_PLACE)
        arrivals = hub.latest_arrival
        if sorted(set(arrivals)) != arrivals:
            shown = ", ".join(clock(arrival_s) for arrival_s in arrivals)
            yield Problem((*here, "latest_arrival"), shown, "must ascend", "the earliest wave first")
        yield from _opening(here, hub)


def _opening(here: Location, hub: HubBlock) -> Iterator[Problem]:
    opens, closes = hub.opening
    for arrival_s in hub.latest_arrival:
        if not opens + hub.unload_min * 60 <= arrival_s <= closes:
            message = f"hub {hub.id}: nobody can unload by then, it is open {clock(opens)}-{clock(closes)}"
            advice = f"{hub.unload_min:g} minutes of unloading must fit between opening and latest arrival"
            yield Problem((*here, "latest_arrival"), clock(arrival_s), message, advice)


def _variant(variant: VariantBlock, study: StudyFile, base: Scenario) -> Iterator[Problem]:
    types = [kind.id for kind in base.vehicle_types]
    yield from _known(("zones",), variant.zones or (), [one.id for one in base.zones], NO_ZONE)
    for old, new in variant.replace_types.items():
        yield from _known(("replace_types", old), [old, new], types, NO_TYPE)
    fleets, hubs = _named(variant.policy)
    known = [hub.id for hub in study.hubs]
    for field, names in hubs.items():
        yield from _known(("policy", field), names, known, "is no hub of this study")
    for field, lines in fleets.items():
        yield from _types(("policy", field), lines, types)
    yield from _joining(variant, study, base)


def _named(policy: Policy) -> tuple[dict[str, Sequence[FleetLine]], dict[str, Sequence[str]]]:
    """Fleets and hubs that a policy names, by field."""
    match policy:
        case TwoEchelonPolicy():
            centre = [policy.hub] if policy.hub else []
            fleets: dict[str, Sequence[FleetLine]] = {"fleet": policy.fleet, "bikes": policy.bikes}
            return fleets, {"hub": centre, "micro_hubs": policy.micro_hubs}
        case LocatePolicy():
            return {"fleet": policy.fleet}, {"candidates": policy.candidates}
        case ReversePolicy():
            return {"fleet": policy.fleet, "station_fleet": policy.station_fleet}, {"hub": [policy.hub]}
        case HubPolicy():
            return {"fleet": policy.fleet}, {"hub": [policy.hub]}
        case _:
            return {}, {}


def _joining(variant: VariantBlock, study: StudyFile, base: Scenario) -> Iterator[Problem]:
    """Carriers and groups that opt in, and what only one policy asks for."""
    policy = variant.policy
    if isinstance(policy, SeparatePolicy):
        return
    groups = sorted({order.group for order in base.orders})
    carriers = [carrier.id for carrier in study.carriers]
    yield from _known(("policy", "carriers"), policy.carriers or (), carriers, "is no carrier of this study")
    yield from _known(("policy", "groups"), policy.groups or (), groups, NO_GROUP)
    if isinstance(policy, TwoEchelonPolicy) and policy.hub and not policy.fleet:
        message = "the consolidation centre has no fleet"
        yield Problem(("policy", "fleet"), "", message, "add the neutral vans that leave the hub")
    if isinstance(policy, LocatePolicy) and policy.choose > len(policy.candidates):
        message = f"chooses among {len(policy.candidates)} candidates"
        yield Problem(("policy", "choose"), str(policy.choose), message, "name more, or choose fewer")
    if isinstance(policy, ReversePolicy):
        places = [depot.id for depot in base.depots]
        yield from _known(("policy", "station"), [policy.station], places, NO_PLACE)
        yield from _known(("policy", "materials"), policy.materials, groups, NO_GROUP)


def _types(where: Location, lines: Sequence[FleetLine], types: Sequence[str]) -> Iterator[Problem]:
    for number, line in enumerate(lines):
        here: Location = (*where, number, "type")
        yield from _known(here, [line.type], types, NO_TYPE)


def _known(where: Location, names: Iterable[str], known: Sequence[str], message: str) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            yield Problem(where, name, message, did_you_mean(name, known))


def _twice(field: str, names: Sequence[str]) -> Iterator[Problem]:
    for number, name in enumerate(names):
        if name in names[:number]:
            where: Location = (field, number, "id")
            yield Problem(where, name, f"the id of {field} stands twice", "every one has its own id")
