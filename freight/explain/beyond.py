"""Entries of the catalogue that reach beyond the day's fleet: goods, dates, chargers, batteries, rules."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from freight.build.charging import charges_at
from freight.domain.fleet import Load, VehicleType
from freight.domain.scenario import Charger, Effect, Scenario, Zone
from freight.explain.change import Change, find_order
from freight.explain.draft import Changes, Draft, draft, on_vehicle, raised_penalty
from freight.explain.fleet_changes import BatteryBigger, ChargerAdded, Exempted
from freight.explain.order_changes import DayMoved, OrderSplit
from freight.explain.stand import Stand, attempt, changed, distinct_vehicles, fit
from freight.explain.why import alone
from freight.solve.insertion import Fit, Miss
from freight.units import MICRO, WH_PER_KWH

MOST_PARTS = 4
DAYS_AHEAD = 7
KWH_STEP = 0.1
FALLBACK_KW = 22.0
"""Power of a charger where the scenario has none to take after: a usual AC socket."""


def split(stand: Stand, order_id: str) -> Iterator[Draft]:
    """The goods in two to four equal parts, the fewest that fit."""
    order = find_order(stand.scenario, order_id)
    for count in range(2, MOST_PARTS + 1):
        change = OrderSplit(order_id, _parts(order.load, count))
        day = changed(stand, change.apply(stand.scenario))
        extras = None if day is None else _inserted(day, change.part_ids())
        if extras is None:
            continue
        # Each part has its own share of the penalty, and is left out when it costs more than that.
        needed_micro = max(sum(extras), count * max(extras))
        before: Changes = ()
        if needed_micro >= stand.tables.penalty[stand.order(order_id)]:
            raised = raised_penalty(stand, order_id, needed_micro)
            if raised is None:
                return
            before = (raised,)
        yield Draft((*before, change), sum(extras) / MICRO, 0.0)
        return


def _parts(load: Load, count: int) -> tuple[Load, ...]:
    """Equal parts in readable numbers; the last has what is left."""
    digits = (1, 3, 0 if load.units == round(load.units) else 3)
    share = [
        math.ceil(value / count * 10**digit - 1e-9) / 10**digit
        for value, digit in zip(load, digits, strict=True)
    ]
    parts, left = [], list(load)
    for number in range(count, 0, -1):
        taken = left if number == 1 else [min(have, part) for have, part in zip(left, share, strict=True)]
        parts.append(Load(*(round(value, 6) for value in taken)))
        left = [have - value for have, value in zip(left, taken, strict=True)]
    return tuple(parts)


def _inserted(day: Stand, part_ids: tuple[str, ...]) -> list[int] | None:
    """What every part costs more, one inserted after the other; None when one fits nowhere."""
    extras = []
    for part_id in part_ids:
        number = day.order(part_id)
        found = [f for v in distinct_vehicles(day) if (f := fit(day, number, v)) is not None]
        if not found:
            return None
        best = min(found, key=lambda one: (one.extra_micro, one.vehicle))
        extras.append(best.extra_micro)
        day = replace(day, routes=day.routes | {best.vehicle: best.orders})
    return extras


def another_day(stand: Stand, order_id: str) -> Iterator[Draft]:
    """The next of seven days on which a rule with hours or dates is not in the way."""
    number = stand.order(order_id)
    barred = {reason.rule for vehicle in stand.routes for reason in alone(stand, number, vehicle)}
    if not barred & {"hours", "access"}:
        return
    today = stand.scenario.day
    for ahead in range(1, DAYS_AHEAD + 1):
        change = DayMoved(order_id, today, today + timedelta(days=ahead))
        day = changed(stand, change.apply(stand.scenario))
        drafts = [] if day is None else _as_it_is(day, order_id, change)
        if drafts:
            yield min(drafts, key=Draft.order)
            return


def _as_it_is(day: Stand, order_id: str, change: Change) -> list[Draft]:
    found = []
    for vehicle in distinct_vehicles(day):
        fits = fit(day, day.order(order_id), vehicle)
        made = None if fits is None else draft(day, order_id, (change,), fits.extra_micro, vehicle)
        if made is not None:
            found.append(made)
    return found


def charger_near(stand: Stand, order_id: str) -> Iterator[Draft]:
    """A charger at the order, the depot or another stop of the route, for a vehicle whose range is short."""
    scenario = stand.scenario
    for vehicle in _short_of_energy(stand, order_id):
        kind = scenario.vehicle_type(stand.slot(vehicle).type_id)
        if kind.battery is None or not kind.battery.charge_curve:
            continue
        for change in _chargers(stand, order_id, vehicle, kind):
            day = changed(stand, change.apply(scenario))
            if day is not None:
                yield from _only_fits(day, order_id, vehicle, change)


def _chargers(stand: Stand, order_id: str, vehicle: int, kind: VehicleType) -> Iterator[ChargerAdded]:
    scenario = stand.scenario
    order = find_order(scenario, order_id)
    depot = next(one for one in scenario.depots if one.id == scenario.vehicles[vehicle].depot_id)
    stops = [scenario.orders[number] for number in stand.routes[vehicle] if number < stand.tables.first_reload]
    spots = {
        (order.lat, order.lon): f"the stop of order {order.id}",
        (depot.lat, depot.lon): f"depot {depot.id}",
    }
    for stop in stops:
        spots.setdefault((stop.lat, stop.lon), f"the stop of order {stop.id}")
    like = next((one for one in scenario.chargers if charges_at(kind, one)), None)
    for (lat, lon), name in spots.items():
        fresh = Charger("new-charger", name, lat, lon, FALLBACK_KW, 1, frozenset({kind.mode}))
        made = fresh if like is None else replace(like, id=fresh.id, name=name, lat=lat, lon=lon, hours="24/7")
        yield ChargerAdded(made)


def bigger_battery(stand: Stand, order_id: str) -> Iterator[Draft]:
    """As much more battery as the closest attempt lacks."""
    scenario = stand.scenario
    for vehicle in _short_of_energy(stand, order_id):
        one = scenario.vehicles[vehicle]
        battery = scenario.vehicle_type(one.type_id).battery
        missed = attempt(stand, stand.order(order_id), vehicle)
        if battery is None or not isinstance(missed, Miss):
            continue
        used = battery.usable_share * (one.start_charge_share - battery.reserve_share)
        lacking_wh = sum(breach.amount for breach in missed.breaches if breach.rule == "battery")
        if used <= 0 or not lacking_wh:
            continue
        more_kwh = math.ceil((lacking_wh + 1) / WH_PER_KWH / used / KWH_STEP) * KWH_STEP
        change = BatteryBigger(one.type_id, battery.capacity_kwh, round(battery.capacity_kwh + more_kwh, 3))
        day = changed(stand, change.apply(scenario))
        if day is not None:
            yield from _only_fits(day, order_id, vehicle, change)


def _short_of_energy(stand: Stand, order_id: str) -> Iterator[int]:
    for vehicle in distinct_vehicles(stand):
        tried = attempt(stand, stand.order(order_id), vehicle)
        if isinstance(tried, Miss) and any(breach.rule == "battery" for breach in tried.breaches):
            yield vehicle


def _only_fits(day: Stand, order_id: str, vehicle: int, change: Change) -> Iterator[Draft]:
    fits = attempt(day, day.order(order_id), vehicle)
    made = draft(day, order_id, (change,), fits.extra_micro, vehicle) if isinstance(fits, Fit) else None
    if made is not None:
        yield made


def exemption(stand: Stand, order_id: str) -> Iterator[Draft]:
    """A vehicle that the bans of one zone do not meet."""
    scenario = stand.scenario
    for zone in scenario.zones:
        for vehicle in distinct_vehicles(stand):
            one = scenario.vehicles[vehicle]
            rules = _bans(scenario, zone, one.id)
            if rules:
                change = Exempted(one.id, zone.id, rules)
                day = changed(stand, change.apply(scenario))
                if day is not None:
                    yield from on_vehicle(day, order_id, vehicle, (change,))


def _bans(scenario: Scenario, zone: Zone, vehicle_id: str) -> tuple[str, ...]:
    one = next(vehicle for vehicle in scenario.vehicles if vehicle.id == vehicle_id)
    kind = scenario.vehicle_type(one.type_id)
    return tuple(r.id for r in zone.rules if r.effect is Effect.BAN and r.who.meets(kind, one.id))
