"""Points to streets."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.errors import UnreachableError
from freight.network.snap import Snapper
from freight.network.view import CLOSED, DESTINATION, Place, StreetView
from freight.network.zone_shapes import METRES_PER_DEGREE
from tests.random_views import Recipe, random_view

NODES = [(59.74, 10.20), (59.74, 10.21), (59.75, 10.21)]
"""An L: one street east, one street north."""


def corner(access: list[int]) -> StreetView:
    """Streets 0/1 along the south, 2/3 along the east."""
    view = random_view(Recipe(seed=1, nodes=3, segments=2, closed_share=0.0))
    lat, lon = (np.array(column) for column in zip(*NODES, strict=True))
    order = [0, 1, 1, 0, 1, 2, 2, 1]
    streets = replace(
        view.streets,
        node_lat=lat,
        node_lon=lon,
        from_node=np.array(order[0::2]),
        to_node=np.array(order[1::2]),
        points=np.column_stack([lon, lat])[order],
    )
    return replace(view, streets=streets, access=np.array(access, dtype=np.int8))


def test_both_directions_with_mirrored_shares_and_the_side_distance() -> None:
    place = Snapper(corner([1, 1, 1, 1])).snap("shop", 59.7399, 10.2025, 100)
    assert [at.street for at in place.positions] == [0, 1]
    assert place.positions[0].share == pytest.approx(0.25)
    assert place.positions[1].share == pytest.approx(0.75)
    assert place.distance_m == pytest.approx(0.0001 * METRES_PER_DEGREE, rel=1e-4)
    assert (place.label, place.lat, place.lon) == ("shop", 59.7399, 10.2025)


@pytest.mark.parametrize(("access", "street", "share"), [([1, 0, 1, 1], 0, 0.25), ([0, 1, 1, 1], 1, 0.75)])
def test_a_oneway_street_has_one_position(access: list[int], street: int, share: float) -> None:
    (at,) = Snapper(corner(access)).snap("shop", 59.7399, 10.2025, 100).positions
    assert at.street == street
    assert at.share == pytest.approx(share)


def test_a_nearer_street_of_other_vehicles_is_ignored() -> None:
    place = Snapper(corner([CLOSED, CLOSED, DESTINATION, 1])).snap("shop", 59.7401, 10.2099, 200)
    assert [at.street for at in place.positions] == [2, 3]


def test_equally_near_streets_give_the_lowest() -> None:
    for access in ([1, 1, 1, 1], [CLOSED, 1, 1, 1]):
        place = Snapper(corner(access)).snap("corner", *NODES[1], 10)
        assert place.positions[0].street == (0 if access[0] else 1)


@pytest.mark.parametrize(
    ("lat", "lon", "words"),
    [
        (59.745, 10.204, ["farm at 59.74500, 10.20400", "Street 1", "336 m", "at most 50 m", "raise"]),
        (10.204, 59.745, ["swapped: swap them"]),
        (59.80, 10.204, ["outside the network", "59.7400 to 59.7500", "10.2000 to 10.2100"]),
        (59.80, 10.404, ["outside the network"]),
    ],
)
def test_too_far_says_what_is_wrong_and_what_to_do(lat: float, lon: float, words: list[str]) -> None:
    with pytest.raises(UnreachableError) as caught:
        Snapper(corner([1, 1, 1, 1])).snap("farm", lat, lon, 50)
    for word in ["farm", "van", *words]:
        assert word in str(caught.value)


def test_swapping_is_not_blamed_when_the_point_is_inside() -> None:
    view = corner([1, 1, 1, 1])
    lat, lon = np.array([10.0, 10.0, 60.0]), np.array([10.0, 60.0, 60.0])
    streets = replace(view.streets, node_lat=lat, node_lon=lon)
    with pytest.raises(UnreachableError, match="Move the point"):
        Snapper(replace(view, streets=streets)).snap("farm", 30.0, 20.0, 50)


def test_many_points_at_once_and_errors_in_their_places() -> None:
    snapper = Snapper(corner([1, 1, 1, 1]))
    found = snapper.snap_many([("a", 59.74, 10.205), ("b", 0.0, 0.0), ("c", 59.745, 10.21)], 50)
    assert [type(item) for item in found] == [Place, UnreachableError, Place]
    assert found[2] == snapper.snap("c", 59.745, 10.21, 50)
    assert snapper.snap_many([], 50) == ()


def test_a_network_closed_to_the_vehicle() -> None:
    with pytest.raises(UnreachableError, match="no street that van may use"):
        Snapper(corner([0, 0, 0, 0])).snap("a", 59.74, 10.205, 50)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.floats(59.69, 59.73), st.floats(10.19, 10.25))
def test_no_usable_street_is_nearer(seed: int, lat: float, lon: float) -> None:
    view = random_view(Recipe(seed=seed, closed_share=0.3))
    if not (view.access != CLOSED).any():
        return
    place = Snapper(view).snap("p", lat, lon, 1e9)
    scale = np.array([np.cos(np.radians((view.streets.node_lat.min() + view.streets.node_lat.max()) / 2)), 1.0])
    along = np.linspace(0, 1, 200)[:, None]
    nearest_m = np.inf
    for street in np.flatnonzero(view.access != CLOSED):
        begin, end = view.streets.line(int(street))
        offset = (begin + along * (end - begin) - [lon, lat]) * scale * METRES_PER_DEGREE
        nearest_m = min(nearest_m, float(np.hypot(*offset.T).min()))
    assert place.distance_m <= nearest_m + 1e-6
    assert all(view.access[at.street] != CLOSED and 0 <= at.share <= 1 for at in place.positions)
    first = place.positions[0]
    begin, end = view.streets.line(first.street)
    reached_m = np.hypot(*((begin + first.share * (end - begin) - [lon, lat]) * scale * METRES_PER_DEGREE))
    assert reached_m == pytest.approx(place.distance_m, abs=1e-6)


def test_a_nearer_street_that_can_not_be_used_is_named_when_the_point_is_refused() -> None:
    with pytest.raises(
        UnreachableError, match=r"; .*, 11 m away, is closed to it or not joined to the rest of its"
    ):
        Snapper(corner([CLOSED, CLOSED, 1, 1])).snap("shop", 59.7401, 10.2025, 100)
    with pytest.raises(UnreachableError) as caught:
        Snapper(corner([1, 1, 1, 1])).snap("shop", 59.745, 10.205, 100)
    assert "not joined" not in str(caught.value)
