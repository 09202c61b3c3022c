"""Where the checker draws the border of a territory, against shapely in random shapes."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.check.context import Context
from freight.check.rules.territories import TOLERANCE_M, territories
from freight.domain.scenario import Ring, Zone
from freight.network.territories import metres_outside
from tests.days import order, vehicle
from tests.zone_town import town

MAP = town()
LAT, LON = MAP.latlon("E")
METRE = 1 / 111_195.0


def ring(radii_m: list[int], lat: float = LAT, lon: float = LON) -> Ring:
    """A star around a place: never crosses itself."""
    corners = []
    for number, radius_m in enumerate(radii_m):
        turn = 2 * math.pi * number / len(radii_m)
        east = math.cos(turn) * radius_m * METRE / math.cos(math.radians(lat))
        corners.append((lon + east, lat + math.sin(turn) * radius_m * METRE))
    return (*corners, corners[0])


def found(zone: Zone, lat: float, lon: float) -> list[float]:
    """Metres of every violation of one order at a place, served by a vehicle of this zone."""
    one = vehicle("van-1", territories=(zone.id,))
    at = order(MAP, "o", ("A", "B", 0.5), lat=lat, lon=lon)
    halt = SimpleNamespace(order_ids=("o",), label="order o", start_s=0.0)
    driven = SimpleNamespace(vehicle=one, timeline=SimpleNamespace(halts=(halt,)))
    context: Any = SimpleNamespace(replays=(driven,), orders={"o": at}, scenario=SimpleNamespace(zones=(zone,)))
    return [cast("float", violation.amount) for violation in territories(cast("Context", context))]


def square(*holes: Ring) -> Zone:
    return Zone("z", "Square", "scenario", ((ring([100, 100, 100, 100]), *holes),), ())


@pytest.mark.parametrize(
    ("north_m", "broken"), [(0, False), (99.9, False), (100.09, False), (100.11, True), (101, True)]
)
def test_on_the_border_counts_as_inside_and_a_metre_beyond_does_not(north_m: float, broken: bool) -> None:
    assert bool(found(square(), LAT + north_m * METRE, LON)) == broken


def test_a_hole_is_outside_by_the_way_to_its_border() -> None:
    (metres,) = found(square(ring([20, 20, 20, 20])), LAT, LON)
    assert metres == pytest.approx(20 / math.sqrt(2), rel=1e-3)


def test_two_polygons_are_both_the_territory() -> None:
    far = ring([50, 50, 50], lat=LAT + 500 * METRE)
    both = Zone("z", "Two", "scenario", ((ring([100, 100, 100, 100]),), (far,)), ())
    assert found(both, LAT + 500 * METRE, LON) == []
    assert found(both, LAT, LON) == []
    assert len(found(both, LAT + 300 * METRE, LON)) == 1


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.integers(20, 400), min_size=3, max_size=9),
    st.integers(-450, 450),
    st.integers(-450, 450),
)
def test_checker_and_builder_measure_the_same(radii_m: list[int], north_m: int, east_m: int) -> None:
    zone = Zone("z", "Star", "scenario", ((ring(radii_m),),), ())
    lat, lon = LAT + north_m * METRE, LON + east_m * METRE / math.cos(math.radians(LAT))
    told_m = metres_outside((zone,), lat, lon)
    said = found(zone, lat, lon)
    if told_m > TOLERANCE_M:
        assert said == [pytest.approx(told_m, abs=0.01)]
    else:
        assert said == []
