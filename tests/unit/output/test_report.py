"""report.html: whole, alone, safe, and true to the replay."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from freight.check.violation import Violation
from freight.domain.fleet import EnergySource
from freight.output.day_figures import gantt_figure, load_share, time_axis
from freight.output.map_figure import map_figure, stop_span
from freight.output.report import render
from freight.output.report_tables import number, vehicle_table
from freight.output.style import COLOURS, SYMBOLS, styles, symbol_path
from freight.output.totals import pair
from freight.output.write import write_all
from tests.timelines import order, small_account, small_result
from tests.unit.output.conftest import Day


class Page(HTMLParser):
    """Tags, texts outside scripts, and the embedded data."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.data = ""
        self._in = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self._in = "data" if dict(attrs).get("id") == "report-data" else tag

    def handle_endtag(self, tag: str) -> None:
        self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in == "data":
            self.data += data
        elif not self._in:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def page(day: Day, **changes: Any) -> Page:
    return Page(render(**{**day.parts, **changes}))


@pytest.fixture(scope="module")
def small(day: Day) -> Page:
    return page(day)


def test_it_asks_no_server_for_anything(small: Page) -> None:
    for tag, attributes in small.tags:
        assert tag not in ("link", "img", "iframe", "base"), tag
        assert not ({"src", "href", "srcset"} & set(attributes)), (tag, attributes)


def test_it_says_that_the_plan_was_checked_and_what_it_is(small: Page) -> None:
    assert "0 violations." in small.text
    assert "Prøvedag i sentrum" in small.text
    assert "Monday 23 November 2026" in small.text
    assert "not for navigation" in small.text


def test_broken_rules_come_first(day: Day) -> None:
    broken = small_result(
        day.timeline, (Violation("window", "O1 is served at 13:00, its window closed at 12:00"),)
    )
    found = page(day, result=broken)
    assert "1 broken rule: this plan must not be driven." in found.text
    assert "window : O1 is served at 13:00" in found.text
    assert "0 violations" not in found.text


def test_key_figures_and_tables(small: Page) -> None:
    assert "4 of 5" in small.text
    assert "Heavier than any vehicle may carry <by 4 000 kg>" in small.text
    assert "scenario, not law" in small.text
    assert "No entry for diesel: Mo-Fr 07:00-17:00" in small.text
    assert "1 731 NOK" in small.text
    assert "not counted: 2 000 NOK of penalties for orders left out" in small.text
    assert "guidebook 2019" in small.text


def test_every_vehicle_can_be_switched(small: Page, day: Day) -> None:
    boxes = [a["value"] for tag, a in small.tags if tag == "input"]
    assert sorted(str(box) for box in boxes) == sorted(route.vehicle_id for route in day.timeline.routes)
    data = json.loads(small.data)
    parts = [(t["meta"]["vehicle"], t["meta"]["part"]) for t in data["map"]["data"] if t.get("meta")]
    assert sorted(parts) == sorted((str(v), part) for v in boxes for part in ("line", "arrows", "stops"))
    assert set(data["loads"]) == set(boxes)


def test_names_are_text_and_never_markup(day: Day) -> None:
    evil = "</script><script>alert(1)</script><b onclick=x>"
    orders = tuple(replace(one, name=evil, address=evil) for one in day.scenario.orders)
    found = page(day, scenario=replace(day.scenario, name=evil, orders=orders))
    scripts = [tag for tag, _ in found.tags if tag == "script"]
    assert len(scripts) == 3
    assert not any(tag == "b" and "onclick" in attributes for tag, attributes in found.tags)
    hovers = [text for t in json.loads(found.data)["map"]["data"] for text in t.get("hovertext") or ()]
    assert not any("<script" in text or "<b onclick" in text for text in hovers)
    assert any("&lt;script&gt;" in text for text in hovers)


def test_the_figures_come_from_the_replay(small: Page, day: Day) -> None:
    data = json.loads(small.data)
    driving = next(t for t in data["gantt"]["data"] if t["name"] == "Driving")
    hours = sum(float(leg.drive_s.sum()) for route in day.timeline.routes for leg in route.legs) / 3600.0
    assert sum(driving["x"]) == pytest.approx(hours, abs=1e-3)
    legs = sum(len(route.legs) for route in day.timeline.routes)
    assert len(driving["x"]) == legs
    battery = next(t for t in data["loads"]["El 1"]["data"] if t["name"] == "Battery")
    assert battery["y"] == sorted(battery["y"], reverse=True)
    assert [t["name"] for t in data["loads"]["Diesel 1"]["data"]] == ["Load"]


def test_waiting_on_the_way_is_drawn_where_it_happens(day: Day) -> None:
    route = day.timeline.routes[0]
    first = route.legs[0]
    held = replace(first, hold_s=600.0, hold_before=1, arrive_s=first.arrive_s + 600.0)
    timeline = replace(day.timeline, routes=(replace(route, legs=(held, *route.legs[1:])),))
    figure = gantt_figure(timeline, day.scenario)
    waiting = next(trace for trace in figure.data if trace.name == "Waiting")
    begin = (first.depart_s + float(first.drive_s[0])) / 3600.0
    assert waiting.base[0] == pytest.approx(begin, abs=1e-4)
    assert waiting.x[0] == pytest.approx(600 / 3600, abs=1e-4)
    assert "open later" in waiting.hovertext[0]


def test_a_day_without_routes_is_still_a_report(empty_day: Day) -> None:
    found = page(empty_day)
    assert "0 of 5" in found.text
    assert "OpenStreetMap contributors, ODbL" in found.text
    assert "not for navigation" not in found.text


def test_all_served_says_so(day: Day) -> None:
    found = page(day, plan=replace(day.plan, unserved=()))
    assert "every order is served" in found.text
    assert "none left out" in found.text


def test_the_map_draws_water_bridge_zone_and_what_is_left_out(day: Day) -> None:
    look = styles(route.vehicle_id for route in day.timeline.routes)
    figure = map_figure(day.plan, day.scenario, day.streets, day.timeline, look)
    fills = [trace for trace in figure.data if trace.fill == "toself"]
    assert len(fills) == 2
    words = " ".join(str(text) for trace in figure.data if trace.text for text in trace.text)
    assert "Ærlig bru" in words
    plates = " ".join(plate.text for plate in figure.layout.annotations)
    assert "Nullutslippssone Nord" in plates
    assert "scenario, not law" in plates
    assert "No entry for diesel: Mo-Fr 07:00-17:00" in plates.replace("<br>", " ")
    crosses = [trace for trace in figure.data if trace.marker.symbol == "x"]
    assert len(crosses) == 1
    assert figure.layout.yaxis.scaleratio == pytest.approx(1.983, abs=0.01)


def test_streets_far_from_the_plan_are_not_drawn(day: Day) -> None:
    far = replace(day.streets, points=day.streets.points + np.array([3.0, 0.0]))
    look = styles(route.vehicle_id for route in day.timeline.routes)
    empty = replace(day.timeline, routes=())
    figure = map_figure(day.plan, replace(day.scenario, zones=()), far, empty, look)
    drawn = [trace for trace in figure.data if trace.mode == "lines" and trace.fill is None]
    assert drawn == []


def test_the_first_view_holds_the_middle_of_the_orders(day: Day) -> None:
    many = (*(order(f"N{i}", i % 2, 1.0) for i in range(40)), replace(order("far", 3, 1.0), lat=60.5))
    west, south, east, north = stop_span(replace(day.scenario, orders=many))
    assert west < 10.204 < east
    assert south < 59.74 < north < 60.0


def test_write_all_writes_four_whole_files(day: Day, tmp_path: Path) -> None:
    paths = write_all(tmp_path / "new", **day.parts)
    again = write_all(tmp_path / "again", **day.parts)
    assert [path.read_bytes() for path in paths] == [path.read_bytes() for path in again]
    assert [path.name for path in paths] == ["plan.geojson", "stops.csv", "summary.json", "report.html"]
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == sorted(path.name for path in paths)
    assert paths[3].read_text(encoding="utf-8").rstrip().endswith("</html>")


def test_looks_differ_and_white_text_can_be_read() -> None:
    look = styles(str(i) for i in range(140))
    assert len(set(look.values())) == 140
    for colour in COLOURS:
        assert contrast_to_white(colour) >= 4.5, colour
    for symbol in SYMBOLS:
        numbers = [float(value) for value in re.split("[ ,]", symbol_path(symbol))]
        assert all(0.0 <= value <= 14.0 for value in numbers)


def contrast_to_white(colour: str) -> float:
    """WCAG 2.1 contrast ratio."""
    parts = [int(colour[i : i + 2], 16) / 255.0 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [(12802.4, 0, "12\u202f802"), (0.0, 1, "0.0"), (0.004, 2, "<0.01"), (-0.001, 1, "0.0"), (1.25, 1, "1.2")],
)
def test_numbers_for_people(value: float, digits: int, expected: str) -> None:
    assert number(value, digits) == expected


def test_the_time_axis_keeps_whole_hours() -> None:
    axis = time_axis(6.4 * 3600, 18.2 * 3600, 8)
    assert axis["tickvals"] == list(range(6, 20, 2))
    assert axis["ticktext"][0] == "06:00"


def test_load_share_takes_the_fullest_unit(day: Day) -> None:
    load = day.timeline.routes[0].halts[0].load_after
    assert load_share(load, load._replace(kg=load.kg * 4, m3=load.m3 * 2, units=0.0)) == 0.5
    assert load_share(load, type(load)()) == 0.0


def test_a_gas_vehicle_shows_energy_and_no_litres(day: Day) -> None:
    kinds = tuple(
        replace(kind, energy=EnergySource.GAS) if kind.id == "diesel-van" else kind
        for kind in day.scenario.vehicle_types
    )
    scenario = replace(day.scenario, vehicle_types=kinds)
    pairs = pair(day.timeline, small_account(day.timeline, scenario))
    energy = {row[0]: row[8] for row in vehicle_table(pairs, scenario).rows}
    assert energy == {"Diesel 1": "0.9 kWh", "El 1": "0.4 kWh", "Sykkel Æ": "<0.1 kWh"}


def test_a_zone_waiting_for_its_shape_is_not_drawn(day: Day) -> None:
    zones = (replace(day.scenario.zones[0], polygons=()),)
    figure = map_figure(
        day.plan, replace(day.scenario, zones=zones), day.streets, replace(day.timeline, routes=()), {}
    )
    assert len([trace for trace in figure.data if trace.fill == "toself"]) == 1
