"""One route by itself: its exact schedule and cost, or the rules it breaks and by how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from freight.domain.problem import UNITS
from freight.domain.scenario import Interval
from freight.domain.traffic import Traffic
from freight.domain.travel import UNREACHABLE
from freight.solve.breaks import Rested, missing_s, rested
from freight.solve.charging import Charged, charged_route
from freight.solve.hourly import Sequel, shortest_hourly
from freight.solve.schedule import Schedule, next_open, shortest
from freight.solve.stations import charges
from freight.solve.tables import Tables


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a route would break.

    `amount` is in the solver's unit: grams, cm3, thousandths, seconds or Wh; for a leg that no street joins
    it is 0. `order` is whose window would be missed, or -1.
    """

    rule: str
    amount: int
    limit: int
    unit: str = ""
    order: int = -1


def gaps(tables: Tables, vehicle: int, orders: Sequence[int]) -> list[int]:
    """Seconds from each start of service (first: the departure) to the next arrival, the depot last."""
    slot = tables.vehicles[vehicle]
    seconds = tables.seconds[slot.profile]
    here, service, found = slot.depot_place, 0, []
    for order in orders:
        there = tables.place[order]
        found.append(service + seconds[here][there])
        here, service = there, tables.service_s[slot.profile][order]
    found.append(service + seconds[here][slot.depot_place])
    return found


def hours(tables: Tables, vehicle: int, orders: Sequence[int]) -> list[tuple[Interval, ...]]:
    """Allowed starts of every stop, and of the return."""
    slot = tables.vehicles[vehicle]
    return [*(tables.windows[order][slot.profile] for order in orders), slot.end_intervals]


def route_schedule(
    tables: Tables, vehicle: int, orders: Sequence[int], *, thorough: bool = False
) -> Schedule | Charged | None:
    """The schedule of least span, None when hours or battery do not allow any.

    Where the battery holds too little for the whole route, it is the cheapest one with charging, at the speeds
    of the slowest hour. Where speeds change by the hour, see `freight.solve.hourly` for `thorough`. The breaks
    of its driver are in it.
    """
    made = _unrested(tables, vehicle, orders, thorough=thorough)
    if made is None or not tables.vehicles[vehicle].breaks:
        return made
    key = ~vehicle, tuple(orders)
    if key not in tables.charged:
        found = rested(tables, vehicle, orders, made)
        if found is made:
            return made
        tables.charged[key] = found if isinstance(found, Rested) else None
    return tables.charged[key]


def _unrested(
    tables: Tables, vehicle: int, orders: Sequence[int], *, thorough: bool = False
) -> Schedule | Charged | None:
    if plain_excess_wh(tables, vehicle, orders) > 0:
        return charged_route(tables, vehicle, tuple(orders))
    leave = tables.vehicles[vehicle].start_intervals
    if tables.traffic is not None:
        return shortest_hourly(sequel(tables, vehicle, orders, tables.traffic), thorough=thorough)
    return shortest(leave, gaps(tables, vehicle, orders), hours(tables, vehicle, orders))


def sequel(tables: Tables, vehicle: int, orders: Sequence[int], traffic: Traffic) -> Sequel:
    """The stops of a route, for times that change by the hour."""
    profile = tables.vehicles[vehicle].profile
    return Sequel(
        traffic=traffic,
        profile=profile,
        places=_places(tables, vehicle, orders),
        service_s=[0, *(tables.service_s[profile][order] for order in orders)],
        windows=[tables.vehicles[vehicle].start_intervals, *hours(tables, vehicle, orders)],
    )


def route_cost(tables: Tables, vehicle: int, orders: Sequence[int], schedule: Schedule | Charged) -> int:
    """Millionths of a krone of a driven route: day, legs, time, day fees, charging."""
    slot = tables.vehicles[vehicle]
    money = tables.money[slot.profile]
    places = _places(tables, vehicle, orders)
    legs = sum(money[here][there] for here, there in pairwise(places))
    fees = sum(
        by_vehicle[vehicle]
        for by_vehicle, inside in tables.day_fees
        if any(inside[slot.profile][place] for place in places[1:-1])
    )
    charging = schedule.detour_micro if isinstance(schedule, Charged) else 0
    paid_s = schedule.paid_s if isinstance(schedule, Rested) else schedule.span_s
    return slot.day_micro + legs + slot.wages_micro(paid_s) + fees + charging


def breaches(tables: Tables, vehicle: int, orders: Sequence[int]) -> list[Breach]:
    """Every rule that the route would break; empty when it can be driven as it is."""
    legs = _no_street(tables, vehicle, orders)
    if legs:
        return legs
    lateness = _lateness(tables, vehicle, orders)
    counted = [*_too_many(tables, vehicle, orders), *blocked(tables, vehicle, orders), *_parted(tables, orders)]
    excess = [*overload(tables, vehicle, orders), *counted]
    range_wh = _out_of_range(tables, vehicle, orders, alone=not excess and not lateness)
    return [*excess, *range_wh, *lateness] or _restless(tables, vehicle, orders)


def _restless(tables: Tables, vehicle: int, orders: Sequence[int]) -> list[Breach]:
    """By how much the breaks of the driver have no room, where nothing else is in the way."""
    slot = tables.vehicles[vehicle]
    made = _unrested(tables, vehicle, orders) if slot.breaks else None
    if made is None or route_schedule(tables, vehicle, orders) is not None:
        return []
    missing, order = missing_s(tables, vehicle, orders, made)
    return [Breach("breaks", missing, slot.end_intervals[-1][1] - slot.start_intervals[0][0], order=order)]


def _places(tables: Tables, vehicle: int, orders: Sequence[int]) -> list[int]:
    depot = tables.vehicles[vehicle].depot_place
    return [depot, *(tables.place[order] for order in orders), depot]


def _no_street(tables: Tables, vehicle: int, orders: Sequence[int]) -> list[Breach]:
    seconds = tables.seconds[tables.vehicles[vehicle].profile]
    cut = any(seconds[here][there] >= UNREACHABLE for here, there in pairwise(_places(tables, vehicle, orders)))
    return [Breach("access", 0, 0)] if cut else []


def overload(tables: Tables, vehicle: int, orders: Sequence[int]) -> list[Breach]:
    """What is too much on board: deliveries are there from loading on, pickups until it is loaded anew."""
    found = []
    for unit, name in enumerate(UNITS):
        limit = tables.vehicles[vehicle].capacity[unit]
        peak = max(_peak(tables, section, unit) for section in sections(tables, orders))
        if peak > limit:
            found.append(Breach("capacity", peak - limit, limit, name))
    return found


def sections(tables: Tables, orders: Sequence[int]) -> list[Sequence[int]]:
    """What is served between leaving the depot and loading anew, and so on to the end of the route."""
    cuts = [at for at, order in enumerate(orders) if order >= tables.first_reload]
    begins, ends = [0, *(at + 1 for at in cuts)], [*cuts, len(orders)]
    return [orders[begin:end] for begin, end in zip(begins, ends, strict=True)]


def _peak(tables: Tables, orders: Sequence[int], unit: int) -> int:
    load = peak = sum(tables.delivery[order][unit] for order in orders)
    for order in orders:
        load += tables.pickup[order][unit] - tables.delivery[order][unit]
        peak = max(peak, load)
    return peak


def _too_many(tables: Tables, vehicle: int, orders: Sequence[int]) -> list[Breach]:
    limit = tables.vehicles[vehicle].max_stops
    stops = sum(order < tables.first_reload for order in orders)
    if limit is None or stops <= limit:
        return []
    return [Breach("max_stops", stops - limit, limit, "stops")]


def _parted(tables: Tables, orders: Sequence[int]) -> list[Breach]:
    """Goods of the route that must not ride together."""
    pairs = tables.goods.broken(orders) if tables.goods is not None else ()
    return [Breach("goods_apart", len(pairs), 1, "pairs")] if pairs else []


def blocked(tables: Tables, vehicle: int, orders: Sequence[int]) -> list[Breach]:
    """How many deliveries lie behind goods picked up before, where the last in is the first out."""
    if not tables.vehicles[vehicle].last_in_first_out:
        return []
    behind = 0
    for section in sections(tables, orders):
        picks = [any(tables.pickup[order]) for order in section]
        first = picks.index(True) if True in picks else len(picks)
        behind += len(picks) - first - sum(picks)
    return [Breach("last_in_first_out", behind, max(1, len(orders)), "stops")] if behind else []


def plain_excess_wh(tables: Tables, vehicle: int, orders: Sequence[int]) -> int:
    """What the route uses beyond the battery when nothing is charged; not above 0 when the range is enough."""
    slot = tables.vehicles[vehicle]
    if slot.energy_wh is None:
        return 0
    energy = tables.energy_wh[slot.profile]
    needed = sum(energy[here][there] for here, there in pairwise(_places(tables, vehicle, orders)))
    return needed - slot.energy_wh


def _out_of_range(tables: Tables, vehicle: int, orders: Sequence[int], *, alone: bool) -> list[Breach]:
    """What is missing without charging, where charging does not help; that is asked `alone` of other rules."""
    missing, slot = plain_excess_wh(tables, vehicle, orders), tables.vehicles[vehicle]
    if missing <= 0 or (
        charges(slot) and not (alone and charged_route(tables, vehicle, tuple(orders)) is None)
    ):
        return []
    return [Breach("battery", missing, slot.energy_wh or 0)]


def _lateness(tables: Tables, vehicle: int, orders: Sequence[int]) -> list[Breach]:
    """Worst lateness at a stop and at the return when everything is done as early as possible.

    Were the last window of each late stop that much longer, the route would be in time.
    """
    now = tables.vehicles[vehicle].start_intervals[0][0]
    worst = Breach("windows", 0, 1)
    for number, windows in enumerate(hours(tables, vehicle, orders)):
        arrive_s = _arrival_s(tables, vehicle, orders, number, now)
        opened = next_open(windows, arrive_s)
        now = arrive_s if opened is None else opened
        late = now - windows[-1][1]
        if number == len(orders):
            shift = windows[-1][1] - windows[0][0]
            back = [Breach("shift", late, shift)] if late > 0 else []
            return ([worst] if worst.amount else []) + back
        if late > worst.amount:
            worst = Breach("windows", late, windows[-1][1] - windows[0][0], order=orders[number])
    return []


def _arrival_s(tables: Tables, vehicle: int, orders: Sequence[int], number: int, start_s: int) -> int:
    """When stop `number` is reached after service at the one before, or the day, began at `start_s`."""
    slot, last = tables.vehicles[vehicle], len(orders)
    here = slot.depot_place if number == 0 else tables.place[orders[number - 1]]
    there = slot.depot_place if number == last else tables.place[orders[number]]
    leave_s = start_s + (tables.service_s[slot.profile][orders[number - 1]] if number else 0)
    if tables.traffic is None:
        return leave_s + tables.seconds[slot.profile][here][there]
    return tables.traffic.arrival_s(slot.profile, here, there, leave_s)
