"""`freight days` as a planner meets it: a plan kept, a day noted, compared and learned from."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from freight import days
from freight.days.keep import load
from freight.days.store import open_store
from tests.integration.test_command_line import Screen


@pytest.fixture
def freight(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Screen:
    monkeypatch.chdir(tmp_path)
    return Screen(monkeypatch, capsys)


@pytest.fixture
def plan(two_vans: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(two_vans, tmp_path / "out"))


def test_a_day_from_plan_to_corrections(freight: Screen, plan: Path, tmp_path: Path) -> None:
    code, text = freight("days", "add", plan)
    assert (code, "Kept as number 1" in text) == (0, True), text
    code, text = freight("days", "add", plan)
    assert (code, "Already kept as number 1" in text) == (0, True), text
    assert (tmp_path / "days.sqlite").is_file()
    assert "2026-11-23" in freight("days", "list")[1]
    route = json.loads((plan / "plan.json").read_text(encoding="utf-8"))["routes"][0]
    vehicle, order = route["vehicle"], route["visits"][0]["orders"][0]
    for key in ("1", "2026-11-23", "23.11.2026"):
        code, text = freight("days", "show", key)
        assert (code, vehicle in text) == (0, True)
    start = route["visits"][0]["start"][11:16]
    late = f"{int(start[:2]) + 1:02d}{start[2:]}"
    rows = ["date;vehicle;order;arrived;departed;km", f"23.11.2026;{vehicle};{order};{late};{late};"]
    (tmp_path / "actuals.csv").write_text(
        "\n".join([*rows, f"23.11.2026;{vehicle};;;07:30;"]), encoding="cp1252"
    )
    for _ in range(2):
        code, text = freight("days", "actuals", tmp_path / "actuals.csv")
        assert (code, "1 stops, 1 vehicles" in text) == (0, True), text
    code, text = freight("days", "compare", 1, "--out", tmp_path / "compared.csv")
    assert (code, "Later than promised" in text) == (0, True), text
    with (tmp_path / "compared.csv").open(encoding="utf-8-sig", newline="") as file:
        compared = {row["orders"]: row for row in csv.DictReader(file, delimiter=";")}
    assert (compared[order]["on_time"], compared[order]["actual_arrival"]) == ("no", late)
    code, text = freight("days", "learn", "--out", tmp_path / "corrections.csv")
    assert (code, "no, n < 8" in text) == (0, True), text
    assert "service;receiver" in (tmp_path / "corrections.csv").read_text(encoding="utf-8-sig")


def test_learned_minutes_are_planned_with_and_stay_apart(freight: Screen, tmp_path: Path) -> None:
    case = tmp_path / "cases" / "day"
    golden = Path(__file__).parents[1] / "golden"
    shutil.copytree(golden / "cases" / "good_two_vans", case)
    shutil.copytree(golden / "town", tmp_path / "town")
    with (case / "scenario.yaml").open("a", encoding="utf-8") as file:
        file.write("corrections: learned.csv\n")
    head = "kind;by;key;n;planned_min;actual_min;correction;unit;apply"
    (case / "learned.csv").write_text(f"{head}\nservice;receiver;GJ;9;15;17;2;min;yes\n", encoding="utf-8")
    code, text = freight("plan", case / "scenario.yaml", "--out", tmp_path / "out", "--iterations", 5)
    assert (code, "0 violations" in text) == (0, True), text
    assert freight("days", "add", tmp_path / "out")[0] == 0
    with open_store(str(tmp_path / "days.sqlite")) as store, store.transaction() as connection:
        stored = load(connection, 1)
    assert stored is not None
    visits = {visit.place: visit for route in stored.planned.routes for visit in route.visits}
    stays = {place: visit.depart_s - visit.start_s - visit.learned_s for place, visit in visits.items()}
    assert {place: visit.learned_s for place, visit in visits.items()} == {"AE": 0, "GJ": 120}
    assert len(set(stays.values())) == 1


def test_the_store_is_that_of_the_configs_or_of_the_option(freight: Screen, plan: Path, tmp_path: Path) -> None:
    (tmp_path / "configs").mkdir()
    (tmp_path / "configs" / "store.yaml").write_text("store: ../kept/days.sqlite\n", encoding="utf-8")
    assert freight("days", "add", plan)[0] == 0
    assert (tmp_path / "kept" / "days.sqlite").is_file()
    assert freight("days", "add", plan, "--store", tmp_path / "own.sqlite")[0] == 0
    assert (tmp_path / "own.sqlite").is_file()


def test_faults_are_told_and_nothing_is_kept(freight: Screen, plan: Path, tmp_path: Path) -> None:
    assert freight("days", "add", plan)[0] == 0
    (tmp_path / "actuals.csv").write_text("date;order;arrived\n23.11.2026;none;8\n", encoding="utf-8")
    code, text = freight("days", "actuals", tmp_path / "actuals.csv")
    assert code == 2
    assert "row 2" in text
    assert freight("days", "actuals", tmp_path / "missing.csv")[0] == 2
    for key in ("7", "2027-01-01", "yesterday"):
        code, text = freight("days", "show", key)
        assert (code, "->" in text) == (2, True), text
    assert freight("days", "add", tmp_path)[0] == 2
    assert freight("days", "list", "--store", "oracle://x/y")[0] == 2


def test_a_plan_that_breaks_a_rule_is_not_kept(freight: Screen, plan: Path) -> None:
    written = json.loads((plan / "plan.json").read_text(encoding="utf-8"))
    written["routes"][0]["visits"][0]["depart"] = written["routes"][0]["visits"][0]["start"]
    (plan / "plan.json").write_text(json.dumps(written), encoding="utf-8")
    code, text = freight("days", "add", plan)
    assert (code, "it is not kept" in text) == (1, True)
    assert "No plan is kept yet" in freight("days", "list")[1]


def test_without_the_database_library_it_says_what_to_install(
    freight: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(days, "find_spec", lambda name: None)
    code, text = freight("days", "list")
    assert code == 2
    assert "[store]" in text
