"""Only streets a vehicle can both reach and leave."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.network.connectivity import settle_levels
from freight.network.turns import Turns
from freight.network.view import CLOSED, DESTINATION, THROUGH
from tests.ascii_map import ascii_map
from tests.views import BIKE, FREE_RING, VAN, levels, see

TAIL = """
    A--B--E--F
    |  |
    D--C
"""


def test_the_largest_connected_set_wins() -> None:
    town = ascii_map("A--B  C--D--E--F", {"AB": {}, "CD": {}, "DE": {}, "EF": {}})
    assert levels(town, street="AB") == (CLOSED, CLOSED)
    assert levels(town, street="CD") == (THROUGH, THROUGH)


def test_of_two_equal_sets_the_first_wins() -> None:
    town = ascii_map("A--B  C--D", {"AB": {}, "CD": {}})
    assert levels(town, street="AB") == (THROUGH, THROUGH)
    assert levels(town, street="CD") == (CLOSED, CLOSED)


def test_a_street_without_return_is_closed() -> None:
    town = ascii_map(TAIL, {**FREE_RING, "BE": {"oneway": "yes"}, "EF": {"oneway": "yes"}})
    assert levels(town, street="BE") == levels(town, street="EF") == (CLOSED, CLOSED)


def test_a_street_without_way_in_is_closed() -> None:
    town = ascii_map(TAIL, {**FREE_RING, "BE": {"oneway": "-1"}, "EF": {}})
    assert levels(town, street="BE") == levels(town, street="EF") == (CLOSED, CLOSED)


def test_free_streets_behind_a_street_for_stops_are_for_stops() -> None:
    town = ascii_map(TAIL, {**FREE_RING, "BE": {"access": "destination"}, "EF": {}})
    assert levels(town, street="EF") == (DESTINATION, DESTINATION)


def test_free_streets_behind_a_closed_one_are_closed() -> None:
    town = ascii_map(TAIL, {**FREE_RING, "BE": {"motor_vehicle": "no"}, "EF": {}})
    assert levels(town, street="EF") == (CLOSED, CLOSED)
    assert levels(town, BIKE, street="EF") == (THROUGH, THROUGH)


def test_streets_for_stops_that_cannot_be_left_are_closed() -> None:
    only_in = {"access": "destination", "oneway": "yes"}
    town = ascii_map(TAIL, {**FREE_RING, "BE": only_in, "EF": {"access": "destination"}})
    assert levels(town, street="BE") == levels(town, street="EF") == (CLOSED, CLOSED)


def test_a_oneway_loop_for_stops_is_usable() -> None:
    art = """
        A--B--E
        |  |  |
        D--C--F
    """
    stops = {"access": "destination", "oneway": "yes"}
    town = ascii_map(art, {**FREE_RING, "BE": stops, "EF": stops, "FC": stops})
    assert [levels(town, street=name) for name in ("BE", "EF", "FC")] == [(DESTINATION, CLOSED)] * 3


def test_nothing_left_is_an_error_that_names_the_profile() -> None:
    town = ascii_map("A--B", {"AB": {"highway": "cycleway"}})
    assert set(see(town, VAN).access.tolist()) == {CLOSED}


def test_a_single_oneway_street_is_nothing() -> None:
    town = ascii_map("A--B--C", {"AB": {"oneway": "yes"}, "BC": {"oneway": "yes"}})
    assert set(see(town, VAN).access.tolist()) == {CLOSED}


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[int], list[tuple[int, int]]]:
    count = draw(st.integers(2, 9))
    level = draw(st.lists(st.sampled_from([CLOSED, THROUGH, DESTINATION]), min_size=count, max_size=count))
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1))
    allowed = draw(st.sets(pairs, max_size=24))
    return level, sorted((a, b) for a, b in allowed if level[a] != CLOSED and level[b] != CLOSED)


def reach(start: set[int], via: set[int], arcs: list[tuple[int, int]]) -> set[int]:
    found, todo = set(), set(start)
    while todo:
        here = todo.pop()
        for a, b in arcs:
            if a == here and b in via and b not in found:
                found.add(b)
                todo.add(b)
    return found


@settings(deadline=None, max_examples=120)
@given(graphs())
def test_the_promise_of_the_view(graph: tuple[list[int], list[tuple[int, int]]]) -> None:
    level, arcs = graph
    table = Turns(
        np.array([a for a, _ in arcs], dtype=np.int64), np.array([b for _, b in arcs], dtype=np.int64)
    )
    settled = settle_levels(np.array(level), table).tolist()
    if not any(settled):
        usable = {i for i, value in enumerate(level) if value != CLOSED}
        assert not any(i in reach({i}, usable, arcs) for i in usable)
        return
    core = {i for i, value in enumerate(settled) if value == THROUGH}
    stops = {i for i, value in enumerate(settled) if value == DESTINATION}
    back = [(b, a) for a, b in arcs]
    assert all(level[i] == THROUGH for i in core)
    for i in core:
        assert core - {i} <= reach({i}, core, arcs)
    usable = {i for i, value in enumerate(level) if value != CLOSED}
    if not core:
        assert stops
        assert all(stops == (reach({i}, usable, arcs) & reach({i}, usable, back)) | {i} for i in stops)
        through = {i for i in stops if level[i] == THROUGH}
        assert not any(i in reach({i}, through, arcs) for i in through)
        return
    # Exactly those that can be reached and left over streets that are open and not of the core.
    usable -= core
    assert stops == reach(core, usable, arcs) & reach(core, usable, back)


def test_without_any_through_street_the_vehicle_drives_from_stop_to_stop() -> None:
    town = ascii_map("A--B--C", {"ABC": {"motor_vehicle": "destination"}})
    view = see(town, VAN)
    assert set(view.access.tolist()) == {DESTINATION}


def test_the_larger_part_is_kept_even_where_no_street_is_for_through_traffic() -> None:
    only = {"motor_vehicle": "destination"}
    town = ascii_map("A--B--C--D   E--F", {"AB": only, "BC": only, "CD": only, "EF": {}})
    view = see(town, VAN)
    assert view.access[town.street("A", "B")] == DESTINATION
    assert view.access[town.street("E", "F")] == CLOSED
