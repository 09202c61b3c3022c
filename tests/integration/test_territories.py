"""Territories through the command line: a van each for west and east, and an order in neither."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from freight.inputs.plan_file import read_sequences
from tests.integration.conftest import EXAMPLES
from tests.integration.test_command_line import Screen

FLEET = """vehicles:
  - {type: van_electric, names: [evan-west], depot: C1, shift: "07:00-15:00", territories: [west]}
  - {type: van_electric, names: [evan-east], depot: C1, shift: "07:00-15:00", territories: [east]}
"""


@pytest.fixture
def freight(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Screen:
    return Screen(monkeypatch, capsys)


def area(zone_id: str, west: float, east: float) -> dict[str, object]:
    corners = [[west, 59.5], [east, 59.5], [east, 60.0], [west, 60.0], [west, 59.5]]
    return {
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": [corners]},
        "properties": {"id": zone_id, "name": zone_id.title(), "status": "scenario", "rules": []},
    }


@pytest.fixture
def day(tmp_path: Path) -> Path:
    """Seven orders of the Drammen example from west to east; the middle one lies in neither territory."""
    folder = tmp_path / "day"
    shutil.copytree(EXAMPLES / "drammen", folder)
    with (folder / "orders.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter=";") if not row["skills"] and row["lon"]]
    at = {float(row["lon"].replace(",", ".")): row for row in rows}
    lons = sorted(at)[:7]
    with (folder / "orders.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]), delimiter=";")
        table.writeheader()
        for number, lon in enumerate(lons):
            name = "middle" if number == 3 else f"{'west' if number < 3 else 'east'}-{number}"
            table.writerow(at[lon] | {"id": name, "windows": "06:00-15:00", "kg": "5", "m3": "0,1"})
    west, east = (lons[2] + lons[3]) / 2, (lons[3] + lons[4]) / 2
    drawn = [area("west", 10.0, west), area("east", east, 11.0), area("between", west, east)]
    drawing = {"type": "FeatureCollection", "features": drawn}
    (folder / "zones.geojson").write_text(json.dumps(drawing), "utf-8")
    fleet = (folder / "fleet.yaml").read_text("utf-8")
    (folder / "fleet.yaml").write_text(fleet[: fleet.index("vehicles:")] + FLEET, "utf-8")
    return folder


def test_each_keeps_to_its_territory_and_the_order_in_neither_says_why(day: Path, freight: Screen) -> None:
    code, text = freight("plan", day / "scenario.yaml", "--out", day / "out", "--seed", 1, "--iterations", 100)
    assert code == 0, text
    routes = read_sequences(day / "out" / "plan.json")
    assert {name: {one.partition("-")[0] for one in ids} for name, ids in routes.items()} == {
        "evan-west": {"west"}, "evan-east": {"east"},
    }  # fmt: skip
    (left,) = json.loads((day / "out" / "plan.json").read_text("utf-8"))["unserved"]
    assert left["order"] == "middle"
    assert {reason["rule"] for reason in left["reasons"]} == {"territories"}
    assert freight("check", day / "out")[0] == 0
    code, text = freight("explain", day / "out", "middle")
    assert code == 0
    assert "serves West only, the order lies" in text
    assert "serve Between (between) too" in text


def test_a_lock_does_not_widen_a_territory_and_swapped_vans_are_found(day: Path, freight: Screen) -> None:
    locks = day / "locks.csv"
    locks.write_text("vehicle;order\nevan-west;east-4\n", "utf-8")
    code, text = freight("plan", day / "scenario.yaml", "--lock", locks, "--out", day / "o", "--iterations", 50)
    assert code == 0, text
    left = {one["order"] for one in json.loads((day / "o" / "plan.json").read_text("utf-8"))["unserved"]}
    assert left == {"middle", "east-4"}
    code, text = freight("plan", day / "scenario.yaml", "--out", day / "out", "--seed", 1, "--iterations", 100)
    plan = day / "out" / "plan.json"
    written = plan.read_text("utf-8")
    swapped = written.replace("evan-west", "?").replace("evan-east", "evan-west").replace("?", "evan-east")
    plan.write_text(swapped, "utf-8")
    code, text = freight("check", day / "out")
    assert code == 1
    assert "territories" in text and "(east)" in text and "(west)" in text
