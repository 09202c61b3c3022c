"""Problems as arrays: kinds of vehicles, near lists, random numbers, links."""

from __future__ import annotations

import numpy as np
import pytest

from freight.solve.improve import columns as c
from freight.solve.improve.chance import below, chance, first_state
from freight.solve.improve.data import make_data
from freight.solve.improve.near import adjacent_orders, near_orders
from freight.solve.improve.settings import BIG_SHARE, BLINK, NAMES, SCALE, Settings, as_array, setting
from freight.solve.improve.state import from_links, new_state, to_links
from tests.problems import four_orders, problem, streets, van


def test_equal_vehicles_are_one_kind_and_those_without_hours_stay_out() -> None:
    fleet = (van(0), van(1, day_micro=1), van(2), van(3, end_intervals=()), van(4, day_micro=1))
    compiled = make_data(problem(streets(((0, 0), (1, 0), (2, 0))), fleet))
    assert compiled.vehicles == (0, 2, 1, 4)
    assert compiled.arrays.kind.tolist() == [[0, 2], [2, 4]]


def test_units_that_can_not_bind_are_left_out() -> None:
    day = problem(streets(((0, 0), (1, 0), (2, 0))), (van(0, capacity=(15_000, 10**9, 10**9)),))
    assert make_data(day).arrays.goods.shape == (2, 1, 2)


def test_near_orders_come_first_and_late_ones_last() -> None:
    day = four_orders()
    assert near_orders(day, 0, Settings())[0].tolist() == [1, 2, 3]
    assert adjacent_orders(day, 0)[0].tolist() == [0, 1, 2, 3]
    early = (((0, 60),),)
    late = (((36_000, 36_060),),)
    strict = four_orders(start_windows=(early, late, early, early))
    assert near_orders(strict, 0, Settings())[0].tolist()[-1] == 1


def test_compiled_code_reads_every_setting_at_its_place() -> None:
    compiled = make_data(four_orders(), Settings(blink=0.25, big_share=0.5))
    assert compiled.arrays.settings.shape == (c.SETTINGS,) == (len(NAMES),)
    for which, name in enumerate(NAMES):
        value = getattr(Settings(blink=0.25, big_share=0.5), name)
        assert setting(compiled.view, which) == pytest.approx(value, abs=1 / SCALE)
    assert (NAMES[BLINK], NAMES[BIG_SHARE]) == ("blink", "big_share")
    assert as_array(Settings())[BIG_SHARE] == 150_000


def test_ways_into_a_place_are_the_ways_turned_round() -> None:
    arrays = make_data(four_orders()).arrays
    assert (arrays.arc_into == arrays.arc.swapaxes(1, 2)).all()


def test_random_numbers_follow_the_published_generator() -> None:
    state, seed = first_state(42), first_state(42) % 2**64
    counter = np.zeros(c.COUNTERS, dtype=np.int64)
    counter[c.RANDOM] = state
    for _ in range(50):
        seed ^= seed >> 12
        seed = (seed ^ (seed << 25)) % 2**64
        seed ^= seed >> 27
        assert chance(counter) == ((seed * 2685821657736338717 % 2**64) >> 11) / 2**53
    assert {int(below(counter, 3)) for _ in range(60)} == {0, 1, 2}


def test_links_and_routes_are_inverse() -> None:
    arrays = make_data(four_orders()).arrays
    links = to_links(arrays, {0: (2, 0, 3)})
    assert from_links(arrays, links) == {0: (2, 0, 3)}
    assert links[1] == c.UNROUTED
    assert new_state(arrays, 1).node[4, c.ROUTE] == 0
