"""plan.geojson keeps RFC 7946 and says what happened."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from freight.domain.scenario import Zone
from freight.output.geojson import collection, write
from tests.timelines import ZONE_RING
from tests.unit.output.conftest import Day

ISO = re.compile(r"^2026-11-23T\d\d:\d\d:\d\d\+01:00$")


def made(day: Day, **changes: Any) -> dict[str, Any]:
    scenario = changes.get("scenario", day.scenario)
    return collection(
        plan=day.plan, scenario=scenario, streets=day.streets, timeline=day.timeline, account=day.account
    )


@pytest.fixture(scope="module")
def content(day: Day) -> dict[str, Any]:
    return made(day)


def of(content: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [one for one in content["features"] if one["properties"]["kind"] == kind]


def positions(coordinates: Any) -> Iterator[list[float]]:
    if isinstance(coordinates[0], float):
        yield coordinates
    else:
        for part in coordinates:
            yield from positions(part)


def test_every_feature_has_a_known_kind(content: dict[str, Any]) -> None:
    counts = {
        kind: len(of(content, kind))
        for kind in dict.fromkeys(f["properties"]["kind"] for f in content["features"])
    }
    assert counts == {"zone": 1, "route": 3, "leg": 7, "stop": 4, "depot": 1, "charger": 1, "unserved": 1}
    assert all(one["properties"]["title"] for one in content["features"] if one["properties"]["kind"] != "leg")


def test_the_box_holds_everything_tightly(content: dict[str, Any]) -> None:
    points = [p for one in content["features"] for p in positions(one["geometry"]["coordinates"])]
    lon, lat = zip(*points, strict=True)
    assert content["bbox"] == [min(lon), min(lat), max(lon), max(lat)]
    assert all(round(value, 7) == value for point in points for value in point)


def test_lines_have_two_positions_and_follow_each_other(content: dict[str, Any]) -> None:
    for route in of(content, "route"):
        legs = [
            one for one in of(content, "leg") if one["properties"]["vehicle"] == route["properties"]["vehicle"]
        ]
        lines = [one["geometry"]["coordinates"] for one in legs]
        assert route["geometry"]["coordinates"] == lines
        assert all(len(line) >= 2 for line in lines)
        assert all(a[-1] == b[0] for a, b in pairwise(lines))
        assert route["properties"]["length_m"] == pytest.approx(
            sum(one["properties"]["length_m"] for one in legs), abs=0.2
        )
        assert route["properties"]["co2e_kg"] == pytest.approx(
            sum(one["properties"]["co2e_kg"] for one in legs), abs=1e-4
        )


def test_times_are_iso_with_offset_and_in_order(content: dict[str, Any]) -> None:
    for leg in of(content, "leg"):
        depart, arrive = leg["properties"]["depart"], leg["properties"]["arrive"]
        assert ISO.match(depart)
        assert depart <= arrive
    for stop in of(content, "stop"):
        times = [stop["properties"][name] for name in ("arrival", "service_start", "departure")]
        assert times == sorted(times)
        assert all(ISO.match(time) for time in times)


def test_a_stop_tells_sequence_orders_load_and_charge(content: dict[str, Any]) -> None:
    first, second = [one["properties"] for one in of(content, "stop") if one["properties"]["vehicle"] == "El 1"]
    assert (first["sequence"], first["orders"], first["wait_s"], first["load_after_kg"]) == (
        1,
        ["O1"],
        120,
        40.0,
    )
    assert 1.0 > first["state_of_charge"] > second["state_of_charge"] > 0.9
    diesel = next(
        one["properties"] for one in of(content, "stop") if one["properties"]["vehicle"] == "Diesel 1"
    )
    assert diesel["state_of_charge"] is None


def test_legs_name_orders_and_the_depot(content: dict[str, Any]) -> None:
    ways = [(one["properties"]["from"], one["properties"]["to"]) for one in of(content, "leg")]
    assert ways[2:5] == [("D1", "O1"), ("O1", "O3"), ("O3", "D1")]


def test_metres_in_the_zone_by_leg(content: dict[str, Any]) -> None:
    inside = [one["properties"]["zone_m"] for one in of(content, "leg")]
    assert inside[3]["Z1"] == pytest.approx(333.6, abs=0.1)
    assert inside[0] == {}


def test_an_order_left_out_says_why(content: dict[str, Any]) -> None:
    found = of(content, "unserved")[0]["properties"]
    assert found["order"] == "O5"
    assert found["reasons"][0]["amount"] == 4000.0
    assert "Heavier" in found["description"]


def test_a_zone_is_right_handed_and_says_it_is_no_law(content: dict[str, Any]) -> None:
    zone = of(content, "zone")[0]
    ring = zone["geometry"]["coordinates"][0]
    assert ring == [list(at) for at in ZONE_RING[::-1]]
    assert "not law" in zone["properties"]["title"]
    assert zone["properties"]["rules"] == ["No entry for diesel: Mo-Fr 07:00-17:00"]


def test_a_zone_of_two_parts_and_one_still_without_shape(day: Day) -> None:
    zone = day.scenario.zones[0]
    two = replace(zone, polygons=((ZONE_RING,), (ZONE_RING,)))
    none = Zone("Z2", "Later", "adopted", (), ())
    found = of(made(day, scenario=replace(day.scenario, zones=(two, none))), "zone")
    assert [one["geometry"]["type"] for one in found] == ["MultiPolygon"]


def test_the_drawing_is_named_a_drawing(content: dict[str, Any], empty_day: Day) -> None:
    assert "not for navigation" in content["freight"]["notice"]
    real = made(empty_day)
    assert real["freight"]["notice"] == ""
    assert "ODbL" in real["freight"]["attribution"]
    assert of(real, "route") == []


def test_colours_differ_by_vehicle(content: dict[str, Any]) -> None:
    strokes = {one["properties"]["vehicle"]: one["properties"]["stroke"] for one in of(content, "route")}
    assert len(set(strokes.values())) == 3
    assert all(
        one["properties"]["stroke"] == strokes[one["properties"]["vehicle"]] for one in of(content, "leg")
    )


def test_the_file_is_the_same_twice_and_one_feature_a_line(day: Day, tmp_path: Path) -> None:
    for name in ("a.geojson", "b.geojson"):
        write(
            tmp_path / name, plan=day.plan, scenario=day.scenario, streets=day.streets, timeline=day.timeline,
            account=day.account,
        )  # fmt: skip
    text = (tmp_path / "a.geojson").read_text(encoding="utf-8")
    assert text == (tmp_path / "b.geojson").read_text(encoding="utf-8")
    assert json.loads(text) == json.loads(json.dumps(made(day)))
    assert len(text.splitlines()) == len(made(day)["features"]) + 2
    assert "Sykkel Æ" in text
