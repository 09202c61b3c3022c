"""What a run does inside the study's zone: the city's own rows."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from freight.compare.accounts import EMITTED, Rules
from freight.compare.bounds import BOUNDS
from freight.compare.routes import RouteDone
from freight.compare.row import Row
from freight.compare.variants import Ground
from freight.domain.fleet import Mode

Parts = dict[tuple[str, str], list[float]]
"""(measure, bound) -> what adds up to it."""


def city_rows(routes: Sequence[RouteDone], ground: Ground, rules: Rules) -> Iterator[Row]:
    """Kilometres, vehicles, stops, minutes at the kerb and emissions inside the zone.

    Emissions of a leg are taken to be spread evenly over its metres.
    """
    parts: Parts = {}
    for route in routes:
        _add_driving(parts, route, rules)
        _add_stops(parts, route, ground)
        _add_emissions(parts, route, rules.zone_id)
    for (measure, bound), values in sorted(parts.items()):
        yield Row("participating", "city", rules.zone_id, measure, bound, math.fsum(values))


def _add(parts: Parts, measure: str, bound: str, value: float) -> None:
    parts.setdefault((measure, bound), []).append(value)


def _add_driving(parts: Parts, route: RouteDone, rules: Rules) -> None:
    km = route.zone_km(rules.zone_id)
    entered = 1.0 if km > 0.0 else 0.0
    motor = 0.0 if route.kind.mode is Mode.CYCLE else 1.0
    _add(parts, "vehicle_km_in_zone", "mid", km)
    _add(parts, "motor_km_in_zone", "mid", km * motor)
    _add(parts, "vehicles_entering_zone", "mid", entered)
    _add(parts, "motor_vehicles_entering_zone", "mid", entered * motor)
    for bound, nok in rules.external_nok_per_km.items():
        _add(parts, "external_cost_nok", bound, km * motor * nok)


def _add_stops(parts: Parts, route: RouteDone, ground: Ground) -> None:
    motor = 0.0 if route.kind.mode is Mode.CYCLE else 1.0
    for halt, leg in zip(route.timeline.halts[1:], route.timeline.legs, strict=True):
        if any(name not in route.day.bulk for name in halt.order_ids) and ground.in_zone[leg.streets[-1]]:
            minutes = (halt.depart_s - halt.arrive_s) / 60.0
            _add(parts, "stops", "mid", 1.0)
            _add(parts, "kerb_min", "mid", minutes)
            _add(parts, "motor_kerb_min", "mid", minutes * motor)


def _add_emissions(parts: Parts, route: RouteDone, zone_id: str) -> None:
    for bound in BOUNDS:
        for leg, amounts in zip(route.timeline.legs, route.amounts[bound].legs, strict=True):
            metres, inside_m = float(leg.length_m.sum()), dict(leg.zone_m).get(zone_id, 0.0)
            for measure in EMITTED if inside_m > 0.0 else ():
                _add(parts, measure, bound, float(getattr(amounts, measure)) * inside_m / metres)
