"""Zones: faults of polygons, and cutting streets at boundaries."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.domain.scenario import Ring
from freight.errors import InputError
from freight.network.streets import Streets
from freight.network.zones import inside, polygon_faults, resolve, split_at_zones
from tests.ascii_map import AsciiMap, ascii_map
from tests.views import see
from tests.zone_town import BLOCKS, TOWN, around, town, zone


def test_streets_are_cut_where_the_boundary_crosses_them() -> None:
    place = town()
    zones = (zone(around(place, "CF")),)
    streets = split_at_zones(place.streets, zones)
    assert streets.count == place.streets.count + 4
    cut = {name for name in streets.street_id if "/" in name}
    ways = {place.way_ids["BC"], place.way_ids["EF"]}
    assert cut == {f"{way}.0/{number}{sign}" for way in ways for number in (1, 2) for sign in "+-"}
    assert streets.length_m.sum() == pytest.approx(place.streets.length_m.sum())
    assert sorted(streets.node_osm_id.tolist())[:2] == [-2, -1]
    assert inside(streets, zones[0]).sum() == 6


def check_shape(streets: Streets) -> None:
    """What every consumer of `Streets` relies on."""
    even, odd = np.arange(0, streets.count, 2), np.arange(1, streets.count, 2)
    assert np.array_equal(streets.from_node[even], streets.to_node[odd])
    assert np.array_equal(streets.to_node[even], streets.from_node[odd])
    assert np.all(streets.forward[even] != streets.forward[odd])
    assert streets.length_m[even] == pytest.approx(streets.length_m[odd])
    assert len(set(streets.street_id)) == streets.count
    assert len(set(streets.node_osm_id.tolist())) == len(streets.node_osm_id)
    for street in range(streets.count):
        line = streets.line(street)
        assert np.array_equal(line, streets.line(street ^ 1)[::-1])
        assert streets.street_id[street][:-1] == streets.street_id[street ^ 1][:-1]
        for end, node in ((line[0], streets.from_node[street]), (line[-1], streets.to_node[street])):
            assert end.tolist() == [streets.node_lon[node], streets.node_lat[node]]


def test_twins_names_and_ends_stay_in_step() -> None:
    place = town()
    check_shape(split_at_zones(place.streets, (zone(around(place, "CF")),)))


def test_a_street_through_a_zone_has_three_pieces_in_order() -> None:
    place = ascii_map("A-------B-----C", {"AB": {"oneway": "yes"}, "BC": {}})
    middle = (59.74, (place.latlon("A")[1] + place.latlon("B")[1]) / 2)
    ring: Ring = tuple(
        (middle[1] + x, middle[0] + y)
        for x, y in ((-0.002, -0.001), (0.002, -0.001), (0.002, 0.001), (-0.002, 0.001), (-0.002, -0.001))
    )
    streets = split_at_zones(place.streets, (zone(ring),))
    way = place.way_ids["AB"]
    by_name = {name: i for i, name in enumerate(streets.street_id)}
    chain = [by_name[f"{way}.0/{number}+"] for number in (1, 2, 3)]
    back = [by_name[f"{way}.0/{number}-"] for number in (3, 2, 1)]
    for pieces in (chain, back):
        for first, second in itertools.pairwise(pieces):
            assert streets.to_node[first] == streets.from_node[second]
    assert inside(streets, zone(ring))[chain].tolist() == [False, True, False]
    assert inside(streets, zone(ring))[back].tolist() == [False, True, False]


def test_a_crossing_beside_a_junction_is_no_crossing() -> None:
    place = town()
    lat, lon = place.latlon("B")
    hair = 0.3 / (111_195 * math.cos(math.radians(lat)))
    ring: Ring = (
        (lon + hair, lat - 0.01), (lon + 0.1, lat - 0.01), (lon + 0.1, lat + 0.01), (lon + hair, lat + 0.01),
        (lon + hair, lat - 0.01),
    )  # fmt: skip
    assert split_at_zones(place.streets, (zone(ring),)).count == place.streets.count


def test_a_street_on_the_boundary_is_outside() -> None:
    place = town()
    corners = [place.node(letter) for letter in "EFCBE"]
    ring: Ring = tuple(
        (float(place.streets.node_lon[node]), float(place.streets.node_lat[node])) for node in corners
    )
    streets = split_at_zones(place.streets, (zone(ring),))
    assert not inside(streets, zone(ring)).any()


def test_no_zones_no_change() -> None:
    place = town()
    assert split_at_zones(place.streets, ()) is place.streets
    assert split_at_zones(place.streets, (replace(zone(), osm_name="x"),)) is place.streets
    assert not inside(place.streets, zone()).any()


def test_restrictions_go_over_to_the_pieces() -> None:
    rules = [
        {"from": "AB", "via": "B", "to": "BC", "restriction": "no_straight_on"},
        {"from": "DE", "via": ["EF"], "to": "CF", "restriction": "no_left_turn"},
    ]
    place = ascii_map(TOWN, BLOCKS, restrictions=rules)
    streets = split_at_zones(place.streets, (zone(around(place, "CF")),))
    names = {
        restriction.osm_id: [streets.street_id[street] for street in restriction.streets]
        for restriction in streets.restrictions
    }
    ways = place.way_ids
    assert names == {
        1001: [f"{ways['AB']}.0+", f"{ways['BC']}.0/1+"],
        1002: [f"{ways['DE']}.0+", f"{ways['EF']}.0/1+", f"{ways['EF']}.0/2+", f"{ways['CF']}.0-"],
    }
    assert see(streets).banned_paths == (streets.restrictions[1].streets,)


@st.composite
def triangles(draw: st.DrawFn) -> Ring:
    corner = st.tuples(st.floats(10.198, 10.226), st.floats(59.735, 59.742))
    points = [draw(corner) for _ in range(3)]
    return (*points, points[0])


@settings(deadline=None, max_examples=40)
@given(st.lists(triangles(), min_size=1, max_size=2))
def test_every_street_is_wholly_inside_or_outside(rings: list[Ring]) -> None:
    zones = tuple(zone(ring, zone_id=f"z{i}") for i, ring in enumerate(rings) if shapely.Polygon(ring).is_valid)
    place = town()
    streets = split_at_zones(place.streets, zones)
    check_shape(streets)
    assert streets.length_m.sum() == pytest.approx(place.streets.length_m.sum())
    scale = np.array([111_195 * math.cos(math.radians(59.7395)), 111_195])
    for each in zones:
        area = shapely.Polygon(np.array(each.polygons[0][0]) * scale)
        marked = inside(streets, each)
        for street in range(streets.count):
            line = shapely.LineString(streets.line(street) * scale)
            share_m = line.intersection(area).length
            assert share_m > line.length - 1.2 if marked[street] else share_m < 1.2


# Polygons ------------------------------------------------------------------------------------------------

SQUARE: Ring = ((10.0, 59.0), (10.1, 59.0), (10.1, 59.1), (10.0, 59.1), (10.0, 59.0))


def faults(*rings: Ring, polygons: tuple[tuple[Ring, ...], ...] = ()) -> list[str]:
    found = polygon_faults(
        (replace(zone(*rings), polygons=polygons or tuple((ring,) for ring in rings)),), "z.geojson"
    )
    assert all(fault.file == "z.geojson" and "centre" in fault.where and fault.advice for fault in found)
    return [fault.message for fault in found]


def test_a_good_polygon_has_no_fault() -> None:
    assert faults(SQUARE) == []


@pytest.mark.parametrize(
    ("ring", "message"),
    [
        (SQUARE[:-1], "not closed"),
        (SQUARE[:3], "at least 4 points"),
        ((SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3], SQUARE[0]), "crosses or touches itself"),
        (tuple((lon, lat + 40) for lon, lat in SQUARE), "exchanged"),
        (tuple((lon + 400, lat) for lon, lat in SQUARE), "outside the globe"),
        (((math.nan, 59.0), *SQUARE[1:]), "outside the globe"),
    ],
)
def test_bad_polygons(ring: Ring, message: str) -> None:
    assert any(message in text for text in faults(ring))


def test_a_crossing_is_located() -> None:
    bow: Ring = (SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3], SQUARE[0])
    (fault,) = polygon_faults((zone(bow),), "z.geojson")
    assert "10.05 59.05" in fault.value


def test_a_zone_without_polygon() -> None:
    assert faults() == ["the zone has no polygon"]
    assert polygon_faults((replace(zone(), osm_name="Known on the map"),), "z.geojson") == ()
    assert faults(polygons=((),)) == ["the polygon has no outer ring"]


def test_all_faults_at_once() -> None:
    assert len(faults(SQUARE[:-1], SQUARE[:3])) == 2


def map_with_zone() -> AsciiMap:
    art = """
        P--------Q
          A-B
        S--------R
    """
    tags = {"boundary": "low_emission_zone", "name": "Sentrum"}
    return ascii_map(art, {"AB": {}}, areas={"PQRSP": tags})


def test_a_zone_of_the_map_is_found_by_name() -> None:
    place = map_with_zone()
    (found,) = resolve((replace(zone(), osm_name="Sentrum"),), place.streets, "z.geojson")
    assert len(found.polygons) == 1
    assert inside(place.streets, found).all()


def test_a_drawn_polygon_goes_before_the_name() -> None:
    place = map_with_zone()
    drawn = replace(zone(around(place, "A")), osm_name="Nowhere")
    assert resolve((drawn,), place.streets, "z.geojson") == (drawn,)


def test_unknown_names_are_refused_with_those_that_exist() -> None:
    place = map_with_zone()
    wanted = (replace(zone(), osm_name="Centrum"), replace(zone(zone_id="x"), osm_name="Y"))
    with pytest.raises(InputError) as error:
        resolve(wanted, place.streets, "z.geojson")
    assert len(error.value.faults) == 2
    assert "Centrum" in str(error.value)
    assert "zones in the network: Sentrum" in str(error.value)


def test_exchanged_coordinates_are_noticed_by_the_network() -> None:
    place = town()
    ring = tuple((lat, lon) for lon, lat in around(place, "CF"))
    with pytest.raises(InputError, match="exchanged"):
        resolve((zone(ring),), place.streets, "z.geojson")
    far = zone(SQUARE)
    assert resolve((far,), place.streets, "z.geojson") == (far,)
