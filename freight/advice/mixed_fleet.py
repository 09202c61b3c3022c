"""Which orders fall to combustion vehicles because of range, and what would have changed it.

Everything is reckoned on the routes as planned, one change at a time: one order is given to an electric
vehicle, at any place in its route, or all orders of a combustion vehicle to electric ones. Range is the cause
where such a change would make the plan cheaper with batteries that never run out, and none does with the
batteries and chargers that there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from freight.advice.asked import Asked
from freight.advice.boundless import without_range_limits
from freight.advice.findings import Because, FleetAdvice, RangeCase, Taker, Verdict
from freight.advice.moves import Move, single_moves, whole_moves
from freight.advice.remedies import remedies, today
from freight.build import Built
from freight.domain.fleet import EnergySource
from freight.domain.plan import Solution
from freight.domain.scenario import Interval
from freight.solve.eligible import usable
from freight.solve.insertion import Routes
from freight.solve.tables import Tables, make_tables
from freight.units import MICRO, WH_PER_KWH


@dataclass(frozen=True, eq=False, slots=True)
class _Look:
    """The planned day."""

    built: Built
    solution: Solution
    boundless: Tables
    routes: Routes
    takers: tuple[int, ...]
    """Electric vehicles with hours that day."""


def fleet_advice(built: Built, solution: Solution) -> FleetAdvice | None:
    """What is to be said about a planned day; None where no combustion vehicle drives beside electric ones."""
    givers = [route.vehicle for route in solution.routes if not _electric(built, route.vehicle)]
    slots = list(enumerate(built.problem.vehicles))
    takers = tuple(
        n for n, slot in slots if slot.energy_wh is not None and _electric(built, n) and usable(slot)
    )
    if not givers or not takers:
        return None
    idle: Routes = {n: () for n, slot in slots if usable(slot)}
    routes = idle | {route.vehicle: route.orders for route in solution.routes}
    look = _Look(built, solution, make_tables(without_range_limits(built)), routes, takers)
    verdicts: list[Verdict] = []
    cases: list[RangeCase] = []
    for giver in givers:
        for verdict, case in _of_route(look, giver):
            verdicts += [] if verdict is None else [verdict]
            cases += [] if case is None else [case]
    return FleetAdvice(tuple(verdicts), tuple(cases))


def _electric(built: Built, vehicle: int) -> bool:
    return built.profiles[built.problem.vehicles[vehicle].profile].kind.energy is EnergySource.ELECTRIC


def _taken(look: _Look, move: Move) -> list[list[Interval]]:
    """By charger: when vehicles that the move leaves alone are plugged in there."""
    taken: list[list[Interval]] = [[] for _ in look.built.problem.chargers]
    takers = {part.taker for part in move.parts}
    for route in look.solution.routes:
        for stop in route.charges if route.vehicle not in takers else ():
            taken[stop.charger].append((stop.start_s, stop.end_s))
    return taken


def _of_route(look: _Look, giver: int) -> Iterator[tuple[Verdict | None, RangeCase | None]]:
    """The route as a whole first, then a verdict on each of its orders."""
    orders, ids = look.routes[giver], look.built.problem.order_ids
    takers = _unlike(look)
    whole, case = _judged(look, whole_moves(look.boundless, look.routes, giver, look.takers))
    yield None, case
    for order in (one for one in orders if one < look.built.problem.first_reload):
        because = whole
        if not any(look.boundless.allowed[order][taker] for taker in takers):
            because = Because.REFUSED
        elif len(orders) > 1 and whole is not Because.SEARCH:
            moves = single_moves(look.boundless, look.routes, giver, order, takers)
            alone, case = _judged(look, moves)
            because = whole if alone is Because.NOT_CHEAPER else alone
            yield None, case
        yield Verdict(ids[order], look.built.problem.vehicles[giver].id, because), None


def _unlike(look: _Look) -> tuple[int, ...]:
    """Of vehicles at home that are alike only the first."""
    first: dict[tuple[object, ...], int] = {}
    for taker in look.takers:
        slot = look.built.problem.vehicles[taker]
        fees = tuple(fee.fee_micro[taker] for fee in look.built.problem.day_fees)
        first.setdefault((taker,) if look.routes[taker] else (replace(slot, id=""), fees), taker)
    return tuple(first.values())


def _judged(look: _Look, moves: Sequence[Move]) -> tuple[Because, RangeCase | None]:
    """Whether range keeps these changes from being made; the one that misses least stands for all."""
    if not moves:
        return Because.NOT_CHEAPER, None
    asked = [Asked(look.built, move, look.routes, _taken(look, move)) for move in moves]
    if any((today(one)[0] or 0) > 0 for one in asked):
        return Because.SEARCH, None
    return Because.RANGE, _case(look, min(asked, key=_shortfall))


def _shortfall(asked: Asked) -> tuple[int, int]:
    return sum(asked.missing_wh(part) for part in asked.move.parts), -asked.move.saved_micro


def _case(look: _Look, asked: Asked) -> RangeCase:
    problem, move = look.built.problem, asked.move
    takers = (
        Taker(
            vehicle_id=problem.vehicles[part.taker].id,
            sequence=tuple(problem.order_ids[order] for order in part.sequence),
            missing_kwh=asked.missing_wh(part) / WH_PER_KWH,
        )
        for part in move.parts
    )
    return RangeCase(
        order_ids=tuple(problem.order_ids[order] for order in move.orders),
        vehicle_id=problem.vehicles[move.giver].id,
        whole_route=len(move.orders) == len(look.routes[move.giver]),
        takers=tuple(takers),
        saved_nok=move.saved_micro / MICRO,
        today=today(asked)[1],
        remedies=remedies(asked),
    )
