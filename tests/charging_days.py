"""Random small days on which vans must charge, and their cheapest charging by trying everything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from freight.domain.plan import RoutePlan
from freight.domain.problem import ChargeFunction, ChargerSlot, Problem
from freight.domain.scenario import Interval
from freight.domain.travel import TravelMatrices
from tests.problems import problem, van

LINEAR = ChargeFunction((0, 20), (0, 40))
"""Two Wh a second."""
BENT = ChargeFunction((0, 10, 20, 40), (0, 20, 30, 40))
"""Two, one, half a Wh a second."""


def charging_day(
    rng: np.random.Generator,
    *,
    orders: int = 4,
    vehicles: int = 1,
    wage: bool = False,
    windows: bool = True,
    curve: ChargeFunction = LINEAR,
    fill: bool = False,
    alike: bool = False,
) -> Problem:
    """Places a few seconds apart, full batteries of 40 Wh, two chargers with hours; money is small."""
    places = rng.integers(0, 13, (orders + 3, 2))
    metres = np.abs(places[:, None] - places[None]).sum(axis=2)[None].astype(np.int64)
    energy = 2 * metres
    shift: Interval = (0, int(rng.integers(120, 260)))
    sites = tuple(_site(rng, number, orders, windows, fill) for number in range(2))
    fleet = tuple(
        van(
            number,
            start_intervals=(shift,),
            end_intervals=(shift,),
            energy_wh=40,
            full_wh=40,
            day_micro=1000,
            second_micro=int(rng.integers(1, 5)) if wage else 0,
            charging=(curve, curve),
        )
        for number in range(vehicles)
    )
    if alike:
        sites = tuple(replace(sites[0], id=site.id, place=site.place) for site in sites)
    day = problem(TravelMatrices(metres, metres, energy, 3 * metres), fleet)
    hours = tuple((_hours(rng, shift) if windows else (shift,),) for _ in range(orders))
    return replace(
        day,
        order_ids=day.order_ids[:orders],
        order_place=np.arange(1, orders + 1),
        delivery=day.delivery[:orders],
        pickup=day.pickup[:orders],
        service_s=rng.integers(0, 5, (1, orders)),
        penalty_micro=np.full(orders, 10**6, dtype=np.int64),
        start_windows=hours,
        may_serve=np.ones((orders, vehicles), dtype=bool),
        refusals=((),) * orders,
        chargers=sites,
    )


def _site(rng: np.random.Generator, number: int, orders: int, windows: bool, fill: bool) -> ChargerSlot:
    shut = int(rng.integers(20, 120))
    hours = ((0, shut), (shut + 20, 400)) if windows and rng.random() < 0.5 else ((0, 400),)
    setup, fee = int(rng.integers(0, 4)), int(rng.integers(0, 30))
    return ChargerSlot(f"charger-{number}", orders + 1 + number, 1, hours, setup, fee, 1, fill=fill)


def _hours(rng: np.random.Generator, shift: Interval) -> tuple[Interval, ...]:
    opens = int(rng.integers(0, shift[1] - 40))
    first = (opens, opens + int(rng.integers(10, 60)))
    second = (first[1] + 15, first[1] + 40)
    return (first, second) if rng.random() < 0.3 else (first,)


def cheapest_by_trying(day: Problem, orders: Sequence[int], latest_s: int = 300) -> int | None:
    """Least micro of vehicle 0 on these orders, wages left out: every moment and every level is tried."""
    slot = day.vehicles[0]
    seconds, money, energy = (m[0] for m in (day.travel.seconds, day.travel.cost_micro, day.travel.energy_wh))
    places = [0, *(int(day.order_place[x]) for x in orders), 0]
    hours = [*(day.start_windows[x][0] for x in orders), slot.end_intervals]
    service = [*(int(day.service_s[0, x]) for x in orders), 0]
    states = {(slot.start_intervals[0][0], 40): 0}
    for k in range(len(places) - 1):
        here, there = places[k], places[k + 1]
        arrived: dict[tuple[int, int], int] = {}
        stay = _best_only([(here, now, level, cost) for (now, level), cost in states.items()])
        once = _best_only([way for one in stay for way in _sessions(day, *one)])
        twice = [way for one in once for way in _sessions(day, *one) if way[0] != one[0]]
        for place, leave, on_board, paid in (*stay, *once, *_best_only(twice)):
            when, left = leave + int(seconds[place, there]), on_board - int(energy[place, there])
            for opens, closes in hours[k]:
                start = max(when, opens)
                if left >= 0 and start <= closes:
                    key = start + service[k], left
                    arrived[key] = min(arrived.get(key, 10**9), paid + int(money[place, there]))
                    break
        states = arrived
    return min((cost for (now, _), cost in states.items() if now <= latest_s), default=None)


def _best_only(ways: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Without those that another one beats: at the same place no later, with no less, for no more."""
    found, least = [], {way[0]: [10**9] * 41 for way in ways}
    for way in sorted(ways, key=lambda one: (one[1], -one[2], one[3])):
        place, _, level, cost = way
        if cost < least[place][level]:
            found.append(way)
            least[place][: level + 1] = [min(cost, paid) for paid in least[place][: level + 1]]
    return found


def _sessions(day: Problem, here: int, now: int, level: int, cost: int) -> list[tuple[int, int, int, int]]:
    """Every session from here: (charger's place, end, level, cost)."""
    found = []
    for site, curve in zip(day.chargers, day.vehicles[0].charging, strict=True):
        assert curve is not None
        seconds, money, energy = (
            m[0] for m in (day.travel.seconds, day.travel.cost_micro, day.travel.energy_wh)
        )
        entry, arrive = level - int(energy[here, site.place]), now + int(seconds[here, site.place])
        if entry < 0:
            continue
        for opens, closes in site.open:
            begin = max(arrive, opens)
            for exit_wh in [40] if site.fill else range(entry, 41):
                end = begin + site.setup_s + _lasts_s(curve, entry, exit_wh)
                if end <= closes:
                    price = site.session_micro + site.micro_per_wh * (exit_wh - entry)
                    found.append((site.place, end, exit_wh, cost + int(money[here, site.place]) + price))
    return found


def _lasts_s(curve: ChargeFunction, entry: int, exit_wh: int) -> int:
    """Whole seconds that certainly lift the battery so far."""
    at = [float(np.interp(wh, curve.level_wh, curve.second)) for wh in (entry, exit_wh)]
    return int(np.ceil(at[1])) - int(np.floor(at[0])) if exit_wh > entry else 0


def driven(day: Problem, plan: RoutePlan) -> bool:
    """Whether the route keeps windows, hours, battery and the time its sessions need."""
    slot, seconds, energy = day.vehicles[plan.vehicle], day.travel.seconds[0], day.travel.energy_wh[0]
    here, now, level = 0, plan.depart_s, slot.energy_wh or 0
    for done, order in enumerate([*plan.orders, -1]):
        for stop in (one for one in plan.charges if one.after == done):
            site, curve = day.chargers[stop.charger], slot.charging[stop.charger]
            assert curve is not None
            now, level = now + int(seconds[here, site.place]), level - int(energy[here, site.place])
            inside = any(a <= stop.start_s and stop.end_s <= b for a, b in site.open)
            enough = stop.end_s - stop.start_s >= site.setup_s + _lasts_s(curve, level, stop.level_wh)
            if not (inside and enough and now <= stop.start_s and 0 <= level <= stop.level_wh <= slot.full_wh):
                return False
            here, now, level = site.place, stop.end_s, stop.level_wh
        there = 0 if order < 0 else int(day.order_place[order])
        now, level = now + int(seconds[here, there]), level - int(energy[here, there])
        if level < 0:
            return False
        if order < 0:
            return any(now <= b for _, b in slot.end_intervals)
        windows, start = day.start_windows[order][0], plan.start_s[done]
        if start < now or not any(a <= start <= b for a, b in windows):
            return False
        here, now = there, start + int(day.service_s[0, order])
    return False
