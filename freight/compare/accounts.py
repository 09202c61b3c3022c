"""What a run amounts to, consignment by consignment: every figure is allocated, so that every sum agrees."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from freight.compare.bounds import BOUNDS
from freight.compare.execute import DayDone
from freight.compare.routes import RouteDone
from freight.domain.fleet import Mode
from freight.domain.scenario import Order
from freight.emissions.account import Amounts
from freight.inputs.study_model import HubBlock
from freight.units import SECONDS_PER_HOUR

COMMON = "common scheme"
"""Who bears the cost of a neutral or shared fleet and of hubs, until it is shared out."""
EMITTED = ("co2e_wtw_kg", "co2e_wtw_residual_kg", "co2e_ttw_kg", "nox_g", "pm_exhaust_g", "pm_wear_g")


class Share(NamedTuple):
    """A figure of one consignment."""

    consignment: str
    measure: str
    bound: str
    value: float
    bearer: str = ""
    """Of money: who pays it, where that is not the consignment's own carrier."""


@dataclass(frozen=True, eq=False, slots=True)
class Rules:
    """What the accounts go by."""

    zone_id: str
    hubs: Mapping[str, HubBlock]
    hub_kg_per_t: Mapping[str, float]
    """CO2e of handling a tonne at a hub, by bound."""
    external_nok_per_km: Mapping[str, float]
    """Marginal external cost of a motor vehicle, by bound; empty: the table has none."""


def shares(
    done: Sequence[DayDone], routes: Sequence[RouteDone], orders: Mapping[str, Order], rules: Rules
) -> Iterator[Share]:
    """Every figure of a run, allocated to the consignments that cause it.

    Energy and emissions of a route go by tonne-kilometres of shortest feasible distance, as ISO 14083 asks;
    what drives and costs goes by equal parts to the consignments on board; stops to those served there.
    """
    for route in routes:
        yield from _emissions(route)
        yield from _driving(route, rules)
        yield from _stops(route)
    for one in done:
        yield from _handling(one, orders, rules)


def allocate(total: float, weights: Mapping[str, float]) -> dict[str, float]:
    """Parts of a total by weight, equal ones where nothing has weight; they sum to it.

    The rounding that is left goes to the largest part.
    """
    whole = math.fsum(weights.values())
    even = whole <= 0.0
    parts = {
        name: total / len(weights) if even else total * (weight / whole) for name, weight in weights.items()
    }
    rest = total - math.fsum(parts.values())
    largest = max(parts, key=lambda name: abs(parts[name]))
    parts[largest] += rest
    return parts


def _spread(
    measure: str, bound: str, total: float, weights: Mapping[str, float], bearer: str = ""
) -> Iterator[Share]:
    if total:
        for name, part in allocate(total, weights).items():
            yield Share(name, measure, bound, part, bearer)


def _emissions(route: RouteDone) -> Iterator[Share]:
    """By tonne-kilometres."""
    for bound in BOUNDS:
        total = route.amounts[bound].total
        for measure, value in _amounts(total).items():
            yield from _spread(measure, bound, value, route.tonne_km)


def _amounts(total: Amounts) -> dict[str, float]:
    named = {name: float(getattr(total, name)) for name in EMITTED}
    return {"energy_kwh": total.grid_kwh, "fuel_l": total.litres, **named}


def _driving(route: RouteDone, rules: Rules) -> Iterator[Share]:
    """Kilometres, hours, vehicles and money, by equal parts."""
    line = route.timeline
    even = dict.fromkeys(route.tonne_km, 1.0)
    km, zone_km = route.km, route.zone_km(rules.zone_id)
    motor = route.kind.mode is not Mode.CYCLE
    driven = {
        "vehicle_km": km,
        "vehicle_km_in_zone": zone_km,
        "vehicles": 1.0 if route.first_use else 0.0,
        "vehicles_entering_zone": 1.0 if zone_km > 0.0 else 0.0,
        "driver_h": (line.halts[-1].arrive_s - line.halts[0].depart_s) / SECONDS_PER_HOUR,
    }
    if motor:
        driven |= {
            "motor_km": km,
            "motor_km_in_zone": zone_km,
            "motor_vehicles_entering_zone": driven["vehicles_entering_zone"],
        }
    for measure, value in driven.items():
        yield from _spread(measure, "mid", value, even)
    for measure, value in _money(route).items():
        yield from _spread(measure, "mid", value, even, route.day.carrier or COMMON)
    if motor:
        for bound, nok in rules.external_nok_per_km.items():
            yield from _spread("external_cost_nok", bound, km * nok, even, route.day.carrier or COMMON)


def _money(route: RouteDone) -> dict[str, float]:
    parts = route.cost
    return {
        "cost_day_nok": parts.day_nok if route.first_use else 0.0,
        "cost_km_nok": parts.km_nok,
        "cost_hour_nok": parts.hour_nok,
        "cost_energy_nok": parts.energy_nok + parts.charging_nok,
        "cost_fee_nok": parts.fee_nok,
    }


def _stops(route: RouteDone) -> Iterator[Share]:
    """Stops at receivers and the minutes there; halts at hubs and terminals are no stops in the street."""
    for halt in route.timeline.halts:
        served = [name for name in halt.order_ids if name not in route.day.bulk]
        if not served:
            continue
        even = dict.fromkeys(served, 1.0)
        minutes = (halt.depart_s - halt.arrive_s) / 60.0
        yield from _spread("stops", "mid", 1.0, even)
        yield from _spread("kerb_min", "mid", minutes, even)
        if route.kind.mode is not Mode.CYCLE:
            yield from _spread("motor_kerb_min", "mid", minutes, even)


def _handling(one: DayDone, orders: Mapping[str, Order], rules: Rules) -> Iterator[Share]:
    """Hub operations: money by order, by kg and by day; CO2e by mass."""
    if not one.day.hub or one.plan is None:
        return
    hub = rules.hubs[one.day.hub]
    names = [name for order in one.day.scenario.orders for name in one.day.consignments(order.id)]
    for name in names:
        mass_kg = orders[name].load.kg
        nok = hub.handling_nok_per_order + hub.handling_nok_per_kg * mass_kg + hub.day_nok / len(names)
        yield Share(name, "cost_handling_nok", "mid", nok, COMMON)
        for bound in BOUNDS:
            kg = mass_kg / 1000.0 * rules.hub_kg_per_t[bound]
            yield Share(name, "co2e_wtw_kg", bound, kg)
            yield Share(name, "co2e_wtw_residual_kg", bound, kg)
