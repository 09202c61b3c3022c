"""Reasons for orders left out are true, and the suggested change works: random small days, tried exhaustively.

`python -m benchmarks.explain 200` does the same for more and larger days.
"""

from __future__ import annotations

import pytest

from freight.errors import NoPlanError
from tests.explain_days import random_day
from tests.explain_truth import explained, failing, plan_day, untrue

DAYS = range(1000, 1028)
MOST_ORDERS = 5


@pytest.mark.parametrize("number", DAYS)
def test_reasons_are_true_and_the_cheapest_change_works(number: int) -> None:
    try:
        day = plan_day(random_day(number, MOST_ORDERS), iterations=300)
    except NoPlanError:
        pytest.skip("nothing of this day can be planned")
    for left_out in day.solution.unserved:
        found = explained(day, left_out.order_id, most_ways=1)
        assert list(untrue(day, found)) == []
        assert found.ways
        assert list(failing(day, left_out.order_id, found.ways[0])) == []
