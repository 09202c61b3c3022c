"""stops.csv as a Norwegian spreadsheet opens it; summary.json as its schema says."""

from __future__ import annotations

import csv
import io
import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from freight.domain.fleet import EnergySource, Mode
from freight.domain.scenario import Effect, FeePer, Who, Zone, ZoneRule
from freight.output.summary import summary
from freight.output.summary import write as write_summary
from freight.output.tables import number, text_cell, write_stops
from freight.output.wording import chance_text, rule_text, standing, who_text
from tests.timelines import DAY
from tests.unit.output.conftest import Day

SCHEMA = json.loads((Path(__file__).parents[3] / "docs" / "summary.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def rows(day: Day, tmp_path: Path) -> list[dict[str, str]]:
    path = tmp_path / "stops.csv"
    write_stops(path, day.timeline, day.scenario)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))


def test_a_row_a_halt_in_driving_order(rows: list[dict[str, str]]) -> None:
    assert [(r["vehicle"], r["kind"], r["orders"]) for r in rows[3:7]] == [
        ("El 1", "depot", ""), ("El 1", "stop", "O1"), ("El 1", "stop", "O3"), ("El 1", "depot", ""),
    ]  # fmt: skip
    assert rows[3]["name"] == "Terminal Vest"
    assert rows[4]["address"] == "Tømmergata 2"


def test_clocks_and_decimal_commas(rows: list[dict[str, str]]) -> None:
    row = rows[4]
    assert (row["arrival"], row["start"], row["departure"]) == ("08:00", "08:02", "08:07")
    assert (row["load_kg"], row["wait_min"], row["service_min"]) == ("40,0", "2", "5")
    assert rows[0]["charge_kwh"] == ""


def test_kilometres_add_up(rows: list[dict[str, str]]) -> None:
    km = [float(r["km"].replace(",", ".")) for r in rows[3:7]]
    legs = [float(r["km_leg"].replace(",", ".")) for r in rows[3:7]]
    assert km[0] == 0.0
    assert km[-1] == pytest.approx(sum(legs), abs=0.02)


@pytest.mark.parametrize("text", ["=1+1", "+47 32 00", "-2", "@sum", "\tx"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert text_cell(text) == "'" + text
    assert text_cell("Låven") == "Låven"


def test_numbers_have_no_minus_zero() -> None:
    assert number(-0.0004, 2) == "0,00"
    assert number(None, 2) == ""


@pytest.fixture(scope="module")
def content(day: Day) -> dict[str, Any]:
    return summary(**day.parts)


def test_the_summary_keeps_its_schema(content: dict[str, Any], empty_day: Day) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(content, SCHEMA)
    nothing = summary(**empty_day.parts)
    jsonschema.validate(nothing, SCHEMA)
    assert nothing["total"]["load_factor"] is None
    assert nothing["total"]["km"] == 0.0


def test_parts_add_up_to_the_whole(content: dict[str, Any]) -> None:
    for name, whole in content["total"].items():
        if name == "load_factor":
            continue
        for split in ("by_vehicle_type", "by_vehicle"):
            assert sum(part[name] for part in content[split].values()) == pytest.approx(whole, abs=1e-5), name


def test_orders_cost_and_violations(content: dict[str, Any]) -> None:
    assert content["orders"] == {"total": 5, "served": 4, "unserved": 1}
    assert content["cost_nok"]["total_nok"] == 3730.75
    assert content["plan"]["violations"] == 0
    assert content["unserved"][0]["reasons"][0]["rule"] == "capacity"


def test_key_figures_by_hand(content: dict[str, Any], day: Day) -> None:
    bike = content["by_vehicle"]["Sykkel Æ"]
    assert bike["empty_km"] == pytest.approx(bike["km"] / 2)
    assert bike["load_factor"] == pytest.approx(15.0 / 200.0 / 2.0, abs=1e-6)
    assert bike["tonne_km"] == pytest.approx(0.015 * bike["km"] / 2, abs=1e-6)
    total = content["total"]
    assert total["waiting_h"] == pytest.approx(3 * 120 / 3600)
    assert total["service_h"] == pytest.approx(4 * 300 / 3600, abs=1e-6)
    assert total["hours"] == pytest.approx(
        total["driving_h"] + total["waiting_h"] + total["service_h"], abs=1e-5
    )
    metres = math.fsum(float(leg.length_m.sum()) for route in day.timeline.routes for leg in route.legs)
    assert total["km"] == pytest.approx(metres / 1000.0, abs=1e-6)


def test_kilometres_in_the_zone_by_type(content: dict[str, Any]) -> None:
    zone = content["zones"][0]
    assert zone["status"] == "scenario, not law"
    assert list(zone["km_by_vehicle_type"]) == ["electric-van", "cargo-bike"]
    assert zone["km"] == pytest.approx(sum(zone["km_by_vehicle_type"].values()))


def test_the_sources_travel_with_the_figures(content: dict[str, Any]) -> None:
    assert {row["confidence"] for row in content["factors"]["rows"]} >= {"found-in-source"}
    assert any("cold starts" in note for note in content["factors"]["notes"])


def test_waiting_on_the_way_counts_as_waiting(day: Day) -> None:
    route = day.timeline.routes[0]
    held = replace(route, legs=(replace(route.legs[0], hold_s=600.0), *route.legs[1:]))
    timeline = replace(day.timeline, routes=(held, *day.timeline.routes[1:]))
    parts = {**day.parts, "result": replace(day.result, timeline=timeline)}
    waiting = summary(**parts)["total"]["waiting_h"]
    assert waiting == pytest.approx((3 * 120 + 600) / 3600, abs=1e-6)


def test_the_summary_file_is_readable_json(day: Day, tmp_path: Path) -> None:
    path = tmp_path / "summary.json"
    write_summary(path, **day.parts)
    assert json.loads(path.read_text(encoding="utf-8"))["scenario"] == "Prøvedag i sentrum"


def test_rules_in_words() -> None:
    who = Who(
        energy=frozenset({EnergySource.DIESEL, EnergySource.PETROL}), euro_below=6,

        emission_class=frozenset({"old"}), gross_weight_over_kg=3500.0,
        mode=frozenset({Mode.DRIVE}), vehicle_types=frozenset({"van"}),
        exempt_vehicle_types=frozenset({"ambulance"}), exempt_vehicles=frozenset({"V9"}),
    )  # fmt: skip
    assert who_text(who) == (
        "diesel, petrol; combustion below Euro 6; emission class old; over 3500 kg; motor vehicles; "
        "types van, except ambulance, V9"
    )
    fee = ZoneRule("R", Who(), "24/7", Effect.FEE, DAY, DAY, 60.0, FeePer.DAY)
    assert rule_text(fee) == "Fee of NOK 60 per day for all vehicles: 24/7 from 2026-11-23 to 2026-11-23"
    assert standing(Zone("Z", "Z", "in force", (), ())) == "in force"
    assert standing(Zone("Z", "Z", "proposed", (), ())) == "proposed, not law"


def test_a_probability_is_never_rounded_to_certainty() -> None:
    assert [chance_text(share) for share in (0.0, 0.5, 0.9494, 0.9989, 0.99901, 1.0)] == [
        "0.0 %", "50.0 %", "94.9 %", "99.9 %", ">99.9 %", ">99.9 %",
    ]  # fmt: skip
