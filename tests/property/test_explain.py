"""Reasons for orders left out are true, and the suggested change works: random small days, tried exhaustively.

`python -m benchmarks.explain 200` does the same for more and larger days.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from freight.domain.scenario import Scenario
from freight.errors import NoPlanError
from tests.explain_days import random_day
from tests.explain_truth import explained, failing, plan_day, untrue

DAYS = range(1000, 1028)
FEW_STOPS = range(1100, 1108)
MOST_ORDERS = 5


def few_stops(number: int) -> Scenario:
    """A random day on which nobody may make more than two stops."""
    scenario = random_day(number, MOST_ORDERS)
    vehicles = tuple(replace(one, max_stops=1 + at % 2) for at, one in enumerate(scenario.vehicles))
    return replace(scenario, vehicles=vehicles)


@pytest.mark.parametrize("number", FEW_STOPS)
def test_so_they_are_where_stops_are_limited(number: int) -> None:
    assert_true(few_stops(number))


@pytest.mark.parametrize("number", DAYS)
def test_reasons_are_true_and_the_cheapest_change_works(number: int) -> None:
    assert_true(random_day(number, MOST_ORDERS))


def assert_true(scenario: Scenario) -> None:
    try:
        day = plan_day(scenario, iterations=300)
    except NoPlanError:
        pytest.skip("nothing of this day can be planned")
    for left_out in day.solution.unserved:
        found = explained(day, left_out.order_id, most_ways=1)
        assert list(untrue(day, found)) == []
        assert found.ways
        assert list(failing(day, left_out.order_id, found.ways[0])) == []
