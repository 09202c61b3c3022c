"""Every reason is put to the test: undo what it says by how much it says, and the order fits."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.domain.plan import Solution
from freight.domain.problem import Problem, Reason, VehicleSlot
from freight.errors import NoPlanError
from freight.solve.search import solve
from tests.problems import DAY, HOUR_S, NOK, Features, four_orders, problem, random_problem, streets, van
from tests.unit.solve.brute_force import route_micro

BY = {"kg": (0, 1000), "m3": (1, 1_000_000), "units": (2, 1000)}


def reasons_of(day: Problem) -> dict[str, tuple[Reason, ...]]:
    solution = solve(day, seed=1, time_limit_s=None, iterations=200, engine="ortools")
    return {unserved.order_id: unserved.reasons for unserved in solution.unserved}


def relaxed(day: Problem, reasons: list[Reason]) -> Problem:
    """The same day, in which vehicles of the type have just as much more as the reasons say is missing."""
    slots = []
    late_s = {reason.rule: round((reason.amount or 0) * 60) for reason in reasons if reason.unit == "min"}
    for slot in day.vehicles:
        if slot.type_id != reasons[0].vehicle_type:
            slots.append(slot)
            continue
        capacity, energy, ends = list(slot.capacity), slot.energy_wh, slot.end_intervals
        for reason in reasons:
            if reason.unit in BY:
                unit, scale = BY[reason.unit]
                capacity[unit] += round((reason.amount or 0) * scale)
            if reason.rule == "battery" and energy is not None:
                energy += round((reason.amount or 0) * 1000)
        ends = (*ends[:-1], (ends[-1][0], ends[-1][1] + late_s.get("shift", 0)))
        slots.append(replace(slot, capacity=tuple(capacity), energy_wh=energy, end_intervals=ends))
    more = late_s.get("windows", 0)
    windows = tuple(
        tuple((*hours[:-1], (hours[-1][0], hours[-1][1] + more)) if hours else () for hours in by_profile)
        for by_profile in day.start_windows
    )
    return replace(day, vehicles=tuple(slots), start_windows=windows)


def insertions(day: Problem, solution: Solution, order: int, kind: str) -> Iterator[int]:
    """Cost of each way to put the order into the routes of a vehicle type, and what is paid without it."""
    now = {route.vehicle: route.orders for route in solution.routes}
    for vehicle, slot in enumerate(day.vehicles):
        orders = now.get(vehicle, ())
        before = route_micro(day, vehicle, orders) if orders else 0
        for place in range(len(orders) + 1):
            after = route_micro(day, vehicle, (*orders[:place], order, *orders[place:]))
            if slot.type_id == kind and after is not None and before is not None:
                yield after - before


FLAGS = st.fixed_dictionaries(
    {
        name: st.booleans()
        for name in ("windows", "pickups", "tight_load", "skills", "battery", "day_fee", "cheap_penalties")
    }
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(0, 10**6), FLAGS)
def test_reasons_are_true(number: int, flags: dict[str, bool]) -> None:
    day = random_problem(np.random.default_rng(number), Features(**flags), 6, 2)
    day = replace(day, vehicles=tuple(tightened(slot) for slot in day.vehicles))
    try:
        solution = solve(day, seed=1, time_limit_s=None, iterations=50, engine="ortools")
    except NoPlanError:
        return
    for unserved in solution.unserved:
        order = day.order_ids.index(unserved.order_id)
        assert unserved.reasons
        for kind in {reason.vehicle_type for reason in unserved.reasons}:
            mine = [reason for reason in unserved.reasons if reason.vehicle_type == kind]
            check_type(day, solution, order, kind, mine)


def tightened(slot: VehicleSlot) -> VehicleSlot:
    opens = slot.end_intervals[0][0]
    return replace(slot, end_intervals=((opens, opens + 5400),), day_micro=slot.day_micro)


def check_type(day: Problem, solution: Solution, order: int, kind: str, reasons: list[Reason]) -> None:
    extras = list(insertions(day, solution, order, kind))
    if reasons[0].rule == "cost":
        missing = min(extras) - int(day.penalty_micro[order])
        assert missing >= 0
        assert reasons[0].amount == pytest.approx(missing / NOK)
        return
    assert not extras, "a rule is named although the order fits"
    if all(reason.rule != "skills" and reason.amount is not None for reason in reasons):
        assert list(insertions(relaxed(day, reasons), solution, order, kind))


def test_too_heavy_for_anybody_is_said_by_how_much() -> None:
    load = np.array([[10_000, 1, 1]] * 3 + [[1_500_000, 1, 1]])
    (reason,) = reasons_of(four_orders(delivery=load))["order-3"]
    assert (reason.rule, reason.amount, reason.unit, reason.vehicle_type) == ("capacity", 500.0, "kg", "van")
    assert "500 kg more than a van carries" in reason.text


def test_an_empty_window_and_a_vehicle_without_hours_are_named() -> None:
    closed = van(1, type_id="bike", start_intervals=(), end_intervals=())
    day = replace(
        four_orders(),
        vehicles=(van(), closed),
        may_serve=np.ones((4, 2), dtype=bool),
        start_windows=((DAY,), (DAY,), (DAY,), ((),)),
    )
    rules = {(reason.vehicle_type, reason.rule) for reason in reasons_of(day)["order-3"]}
    assert ("van", "windows") in rules and ("bike", "shift") in rules


def test_a_refusal_of_the_problem_is_handed_on_as_it_is() -> None:
    refused = Reason("skills", "needs a tail lift", "van")
    day = four_orders(may_serve=np.array([[True], [True], [True], [False]]), refusals=((), (), (), (refused,)))
    assert reasons_of(day)["order-3"] == (refused,)


def test_another_order_that_would_become_late_is_named() -> None:
    nine = ((9 * HOUR_S, 9 * HOUR_S),)
    day = problem(
        streets(((0, 0), (10_000, 0), (-10_000, 0))),
        (van(),),
        start_windows=((nine,), (nine,)),
        penalty_micro=np.array([9000, 8000], dtype=np.int64) * NOK,
    )
    (reason,) = reasons_of(day)["order-1"]
    assert reason.rule == "windows"
    assert reason.amount == pytest.approx((2000 + 300) / 60)
    assert "39 min" in reason.text  # rounded up: so much is enough


def test_a_dear_order_says_how_far_above_its_penalty() -> None:
    day = four_orders(penalty_micro=np.array([1000, 1000, 1000, 1], dtype=np.int64) * NOK)
    (reason,) = reasons_of(day)["order-3"]
    assert (reason.rule, reason.unit) == ("cost", "NOK")
    assert reason.amount == pytest.approx(2 + 50 - 1)
