"""Why an order was left out: the rule and by how much, found on the routes as they are."""

from __future__ import annotations

from collections.abc import Sequence

from freight.domain.plan import Unserved
from freight.domain.problem import Problem, Reason
from freight.solve.amounts import (
    behind_amount,
    energy_amount,
    load_amount,
    minutes_amount,
    money_amount,
    stops_amount,
)
from freight.solve.break_words import no_room
from freight.solve.eligible import standing_reasons
from freight.solve.goods_words import ill_matched
from freight.solve.insertion import Fit, Miss, Routes, attempts
from freight.solve.route_rules import Breach
from freight.solve.tables import Tables


def explain(problem: Problem, tables: Tables, routes: Routes, order: int) -> Unserved:
    """Reasons by vehicle type.

    First what holds whatever the routes look like. For a type that could take the order otherwise: that it
    fits but costs more than the penalty, or what the closest attempt on the final routes breaks, and by
    how much. Every amount is exact for that attempt.
    """
    reasons = list(standing_reasons(problem, order))
    by_type: dict[str, list[int]] = {}
    for vehicle in routes:
        by_type.setdefault(tables.vehicles[vehicle].type_id, []).append(vehicle)
    for vehicles in by_type.values():
        tried = attempts(tables, routes, order, vehicles)
        if tried:
            reasons += _closest(problem, tables, routes, order, tried)
    return Unserved(problem.order_ids[order], tuple(reasons))


def _closest(
    problem: Problem, tables: Tables, routes: Routes, order: int, tried: Sequence[Fit | Miss]
) -> list[Reason]:
    fits = [fit for fit in tried if isinstance(fit, Fit)]
    if fits:
        return [_too_dear(tables, order, min(fits, key=lambda fit: fit.extra_micro))]
    misses = [miss for miss in tried if isinstance(miss, Miss)]
    miss = min(misses, key=lambda miss: miss.distance)
    slot = tables.vehicles[miss.vehicle]
    who = (
        f"{slot.id} with the orders it already has"
        if routes[miss.vehicle]
        else f"{slot.id} with nothing else on board"
    )
    return [_reason(problem, order, breach, miss, who, slot.type_id) for breach in miss.breaches]


def _reason(problem: Problem, order: int, breach: Breach, miss: Miss, who: str, kind: str) -> Reason:
    if breach.rule == "breaks":
        return _restless(problem, breach, who, kind)
    if breach.rule == "goods_apart":
        return ill_matched(problem, order, miss.orders, who, kind)
    return _broken(problem, order, breach, who, kind)


def _restless(problem: Problem, breach: Breach, who: str, kind: str) -> Reason:
    amount, text = no_room(breach, problem.order_ids)
    return Reason("breaks", f"{who} {text}", kind, amount, "min")


def _too_dear(tables: Tables, order: int, fit: Fit) -> Reason:
    slot = tables.vehicles[fit.vehicle]
    amount, more = money_amount(fit.extra_micro - tables.penalty[order])
    _, extra = money_amount(fit.extra_micro)
    text = f"{slot.id} could serve it for {extra} more, {more} above its penalty"
    return Reason("cost", text, slot.type_id, amount, "NOK")


def _broken(problem: Problem, order: int, breach: Breach, who: str, kind: str) -> Reason:
    if breach.rule == "capacity":
        amount, said = load_amount(breach.amount, breach.unit)
        return Reason("capacity", f"{who} would carry {said} too much", kind, amount, breach.unit)
    if breach.unit == "stops":
        blocked = breach.rule == "last_in_first_out"
        amount, said = behind_amount(breach.amount) if blocked else stops_amount(breach.amount, breach.limit)
        return Reason(breach.rule, f"{who} {said}", kind, amount, "stops")
    if breach.rule == "battery":
        amount, said = energy_amount(breach.amount)
        return Reason("battery", f"{who} lacks {said} above the reserve", kind, amount, "kWh")
    if breach.rule == "access":
        return Reason("access", f"no streets join it to {who}", kind)
    amount, said = minutes_amount(breach.amount)
    if breach.rule == "shift":
        return Reason("shift", f"{who} would be back {said} after its hours", kind, amount, "min")
    if breach.order == order:
        text = f"{who} would start {said} after the last window"
    else:
        text = f"{who} would start order {problem.order_ids[breach.order]} {said} after its last window"
    return Reason("windows", text, kind, amount, "min")
