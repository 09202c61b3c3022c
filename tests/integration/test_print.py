"""`freight print` as a planner meets it."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import gpxpy
import pytest
from icalendar import Calendar

from freight import run_print
from freight.output.sheets.browser import NoPdfError
from tests.integration.test_command_line import Screen


@pytest.fixture
def freight(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Screen:
    return Screen(monkeypatch, capsys)


@pytest.fixture
def plan(two_vans: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(two_vans, tmp_path / "out"))


def test_a_plan_is_printed_with_all_its_files(freight: Screen, plan: Path) -> None:
    code, text = freight("print", plan)
    assert code == 0, text
    folder = plan / "sheets"
    vehicles = [route["vehicle"] for route in json.loads((plan / "plan.json").read_text())["routes"]]
    assert len(vehicles) == 2
    assert "Sheets written: 4" in text
    for vehicle in vehicles:
        name = vehicle.replace(" ", "-")
        page = (folder / f"{name}.no.html").read_text(encoding="utf-8")
        assert "Main Street" in page
        assert gpxpy.parse((folder / f"{name}.gpx").read_text(encoding="utf-8")).tracks
        assert len(Calendar.from_ical((folder / f"{name}.ics").read_bytes()).walk("VEVENT")) == 2
    with (folder / "promised.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert sorted(row["vehicle"] for row in rows) == sorted(vehicles)
    first = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert freight("print", plan)[0] == 0
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == first


def test_one_language_is_one_sheet_a_vehicle(freight: Screen, plan: Path) -> None:
    assert freight("print", plan, "--lang", "en")[0] == 0
    pages = [file.name for file in (plan / "sheets").iterdir() if file.suffix == ".html"]
    assert sorted(name.split(".")[-2] for name in pages if name != "index.html") == ["en", "en"]


def test_without_a_browser_the_sheets_are_written_and_it_says_how(
    freight: Screen, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_print, "find_browser", lambda: None)
    code, text = freight("print", plan, "--pdf")
    assert code == 0
    assert "No PDF" in text
    assert "install Chromium or Chrome" in text

    def fails(browser: str, pages: object) -> tuple[Path, ...]:
        raise NoPdfError(f"{browser} could not print")

    monkeypatch.setattr(run_print, "find_browser", lambda: "chromium")
    monkeypatch.setattr(run_print, "write_pdfs", fails)
    code, text = freight("print", plan, "--pdf")
    assert (code, "chromium could not print" in text) == (0, True)
    assert ".pdf" not in (plan / "sheets" / "index.html").read_text(encoding="utf-8")


def test_a_plan_that_breaks_a_rule_is_not_printed(freight: Screen, plan: Path) -> None:
    written = json.loads((plan / "plan.json").read_text(encoding="utf-8"))
    written["routes"][0]["visits"][0]["depart"] = written["routes"][0]["visits"][0]["start"]
    (plan / "plan.json").write_text(json.dumps(written), encoding="utf-8")
    code, text = freight("print", plan)
    assert code == 1
    assert "no sheets were written" in text
    assert "service" in text
    assert not (plan / "sheets").exists()


def test_a_folder_without_a_plan_is_told(freight: Screen, tmp_path: Path) -> None:
    code, text = freight("print", tmp_path)
    assert code == 2
    assert "plan.json" in text
