"""Loads, sockets, and what a small day costs."""

from __future__ import annotations

from ortools.sat.python import cp_model

from freight.domain.problem import UNITS
from freight.solve.exact.clock import Day
from freight.solve.exact.ways import DEPOT, DIRECT, Way

NO_PRICE = 10**12


def loads(day: Day) -> None:
    """What is on board fits: all deliveries at the start, all pickups at the end; stops are not too many.

    Where the last in is the first out no delivery follows a pickup.
    """
    for unit in range(len(UNITS)):
        for vehicle in day.ways.used:
            _fits(day, unit, vehicle)
    for vehicle in day.ways.used:
        limit = day.ways.tables.vehicles[vehicle].max_stops
        if limit is not None:
            day.ways.model.add(sum(lit for (who, _), lit in day.ways.served.items() if who == vehicle) <= limit)
    tables = day.ways.tables
    for way, lit in day.ways.taken.items():
        between = tables.vehicles[way.vehicle].last_in_first_out and DEPOT not in (way.origin, way.target)
        if between and any(tables.pickup[way.origin]) and not any(tables.pickup[way.target]):
            day.ways.model.add(lit == 0)


def goods_apart(day: Day) -> None:
    """No vehicle serves two orders whose goods must not ride together."""
    goods, served = day.ways.tables.goods, day.ways.served
    if goods is None:
        return
    for one, other in goods.broken(range(len(day.ways.tables.place))):
        for vehicle in day.ways.used:
            both = [served[vehicle, order] for order in (one, other) if (vehicle, order) in served]
            if len(both) > 1:
                day.ways.model.add_at_most_one(both)


def _fits(day: Day, unit: int, vehicle: int) -> None:
    model, tables = day.ways.model, day.ways.tables
    limit = tables.vehicles[vehicle].capacity[unit]
    own = [(order, lit) for (who, order), lit in day.ways.served.items() if who == vehicle]
    out = sum(tables.delivery[order][unit] * lit for order, lit in own)
    home = sum(tables.pickup[order][unit] * lit for order, lit in own)
    model.add(out <= limit)
    model.add(home <= limit)
    if not (any(tables.delivery[o][unit] for o, _ in own) and any(tables.pickup[o][unit] for o, _ in own)):
        return
    load = {order: model.new_int_var(0, limit, "") for order, _ in own}
    for way, lit in day.ways.taken.items():
        if way.vehicle == vehicle and way.target != DEPOT:
            change = tables.pickup[way.target][unit] - tables.delivery[way.target][unit]
            before = out if way.origin == DEPOT else load[way.origin]
            model.add(load[way.target] == before + change).only_enforce_if(lit)


def sockets(day: Day) -> None:
    """No charger holds more vehicles at once than it has sockets."""
    model = day.ways.model
    for number, site in enumerate(day.ways.tables.chargers):
        spans = []
        for session in day.sessions.values():
            for here in session.here.get(number, ()):
                spans.append(
                    model.new_optional_interval_var(session.begin, session.lasts, session.end, here, "")
                )
        if len(spans) > site.sockets:
            model.add_cumulative(spans, [1] * len(spans), site.sockets)


def cost(day: Day) -> cp_model.LinearExprT:
    """Millionths of a krone, as the routing model counts them."""
    ways, tables = day.ways, day.ways.tables
    terms: list[cp_model.LinearExprT] = [tables.penalty[order] * lit for order, lit in enumerate(ways.left_out)]
    for vehicle, used in ways.used.items():
        slot = tables.vehicles[vehicle]
        terms.append(slot.day_micro * used)
        if slot.second_micro:
            span = ways.model.new_int_var(0, slot.end_intervals[-1][1] - slot.start_intervals[0][0], "")
            lasts = day.back[vehicle] - day.leaves[vehicle]
            ways.model.add(span >= lasts).only_enforce_if(used)
            _least_span(day, vehicle, span)
            terms.append(slot.second_micro * span)
    terms += [_leg_micro(day, way) * lit for way, lit in ways.taken.items()]
    return sum([*terms, *_energy_prices(day), *_day_fees(day)])


def _least_span(day: Day, vehicle: int, span: cp_model.IntVar) -> None:
    """What follows from the other rules and shortens proofs: driving, service and charging add up."""
    tables = day.ways.tables
    slot = tables.vehicles[vehicle]
    service = tables.service_s[slot.profile]
    own = [(way, lit) for way, lit in day.ways.taken.items() if way.vehicle == vehicle]
    busy = sum(
        (_leg_sum(day, way, tables.seconds[slot.profile]) + (0 if way.target == DEPOT else service[way.target]))
        * lit
        for way, lit in own
    ) + sum(tables.chargers[way.charger].setup_s * lit for way, lit in own if way.charger != DIRECT)
    day.ways.model.add(span >= busy)
    first = [(curve.second[1], curve.level_wh[1]) for curve in slot.charging if curve is not None]
    if slot.energy_wh is None or not first:
        return
    used = sum(_leg_sum(day, way, tables.energy_wh[slot.profile]) * lit for way, lit in own)
    quickest_s, wh = min(first, key=lambda piece: piece[0] / piece[1])
    day.ways.model.add(wh * span >= wh * busy + quickest_s * (used - slot.energy_wh))


def _leg_sum(day: Day, way: Way, layer: list[list[int]]) -> int:
    """Of a matrix along a way, by its charger if it has one."""
    here, there = day.ways.place(way.vehicle, way.origin), day.ways.place(way.vehicle, way.target)
    if way.charger == DIRECT:
        return layer[here][there]
    place = day.ways.tables.chargers[way.charger].place
    return layer[here][place] + layer[place][there]


def _leg_micro(day: Day, way: Way) -> int:
    tables = day.ways.tables
    money = _leg_sum(day, way, tables.money[tables.vehicles[way.vehicle].profile])
    return money + (0 if way.charger == DIRECT else tables.chargers[way.charger].session_micro)


def _energy_prices(day: Day) -> list[cp_model.LinearExprT]:
    """The Wh of every session at the price of its charger."""
    model, tables, terms = day.ways.model, day.ways.tables, list[cp_model.LinearExprT]()
    for session in day.sessions.values():
        dear = max(tables.chargers[number].micro_per_wh for number in session.here)
        if not dear:
            continue
        price = model.new_int_var(0, NO_PRICE, "")
        for number, lits in session.here.items():
            bought = tables.chargers[number].micro_per_wh * (session.exit - session.entry)
            for here in lits:
                model.add(price >= bought).only_enforce_if(here)
        terms.append(price)
    return terms


def _day_fees(day: Day) -> list[cp_model.LinearExprT]:
    ways, terms = day.ways, list[cp_model.LinearExprT]()
    for by_vehicle, inside in ways.tables.day_fees:
        for vehicle in ways.used:
            row = inside[ways.tables.vehicles[vehicle].profile]
            paying = [
                lit
                for (who, order), lit in ways.served.items()
                if who == vehicle and row[ways.tables.place[order]]
            ]
            if by_vehicle[vehicle] and paying:
                pays = ways.model.new_bool_var("")
                for lit in paying:
                    ways.model.add_implication(lit, pays)
                terms.append(by_vehicle[vehicle] * pays)
    return terms
