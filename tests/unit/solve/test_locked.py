"""Vehicles that begin elsewhere, and sequences that are given."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from freight.build.layers import begun_elsewhere
from freight.build.locked import with_locks
from freight.domain.lock import Lock
from freight.errors import InputError
from freight.solve.locked import solve_locked
from freight.solve.route_rules import gaps
from freight.solve.search import solve
from freight.solve.tables import make_tables
from tests.problems import FOUR_PLACES_M, HOUR_S, four_orders, problem, streets, van

search = partial(solve, seed=0, time_limit_s=None, iterations=1, engine="ortools")


def test_a_vehicle_that_begins_elsewhere_has_ways_of_its_own() -> None:
    made = begun_elsewhere(problem(streets(FOUR_PLACES_M), (van(0), van(1))), {1: 4})
    tables = make_tables(made)
    assert gaps(tables, 0, (3,)) == [200, 500], "from the depot"
    assert gaps(tables, 1, (3,)) == [0, 500], "from where the order is"
    assert made.start_windows[0][made.vehicles[1].profile] == made.start_windows[0][0]


def test_a_locked_order_goes_with_its_vehicle() -> None:
    locks = (Lock("van-1", "order-2"),)
    made = with_locks(problem(streets(FOUR_PLACES_M), (van(0), van(1))), locks)
    assert made.may_serve[2].tolist() == [False, True]
    assert made.may_serve[0].tolist() == [True, True]
    assert made.refusals[2][0].text == "it is locked to van-1"


def test_a_whole_route_takes_nothing_else() -> None:
    locks = (Lock("van-1", "order-2", 1, True),)
    made = with_locks(problem(streets(FOUR_PLACES_M), (van(0), van(1))), locks)
    assert made.may_serve[:, 1].tolist() == [False, False, True, False]


def test_locked_stops_come_first_however_far_they_are() -> None:
    locks = (Lock("van-0", "order-3", 1), Lock("van-0", "order-1", 2))
    made = with_locks(four_orders(), locks)
    found = solve_locked(made, locks, search)
    (route,) = found.routes
    assert route.orders[:2] == (3, 1)
    assert sorted(route.orders) == [0, 1, 2, 3] and found.unserved == ()


def test_without_positions_the_search_is_as_it_was() -> None:
    assert solve_locked(four_orders(), (Lock("van-0", "order-1"),), search) == search(four_orders())


def test_a_sequence_that_can_not_be_driven_is_said_to_be_so() -> None:
    early = ((((8 * HOUR_S, 8 * HOUR_S + 300),),),) + ((((8 * HOUR_S, 16 * HOUR_S),),),) * 3
    locks = (Lock("van-0", "order-3", 1), Lock("van-0", "order-0", 2))
    with pytest.raises(InputError, match=r"order-3 order-0.*|can not be driven in this order \(windows\)"):
        solve_locked(four_orders(start_windows=early), locks, search)


def test_an_order_that_its_vehicle_can_not_take_is_said_to_be_so() -> None:
    barred = np.ones((4, 1), dtype=bool)
    barred[2] = False
    with pytest.raises(InputError, match="van-0 can not serve it"):
        solve_locked(four_orders(may_serve=barred), (Lock("van-0", "order-2", 1),), search)
