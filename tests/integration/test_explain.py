"""`freight explain` as a planner meets it, and the change it suggests written into the files by hand."""

from __future__ import annotations

import csv
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from freight import commands
from freight.inputs.plan_file import read_sequences
from freight.run import Budget, plan_day
from tests.integration.conftest import EXAMPLES

FLEET = """vehicles:
  - {type: van_electric, names: [evan-1], depot: C1, shift: "07:00-15:00"}
  - {type: cargo_bike, names: [bike-1], depot: H1, shift: "07:00-12:00"}
"""
Rows = list[dict[str, str]]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def freight(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["freight", *(str(word) for word in words)])
        with pytest.raises(SystemExit) as ended:
            commands.main()
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return int(ended.value.code or 0), printed.out, printed.err

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Six orders of the Drammen example, one of them due before anybody starts, one that does not pay."""
    day = tmp_path / "day"
    shutil.copytree(EXAMPLES / "drammen", day)
    rows = [row for row in read(day) if not row["skills"]][:6]
    rows[0].update(windows="06:00-06:45")
    rows[1].update(penalty_nok="1")
    write(day, rows)
    fleet = (day / "fleet.yaml").read_text("utf-8")
    (day / "fleet.yaml").write_text(fleet[: fleet.index("vehicles:")] + FLEET, "utf-8")
    plan(day)
    return day


def read(day: Path) -> Rows:
    with (day / "orders.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def write(day: Path, rows: Rows) -> None:
    with (day / "orders.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


def plan(day: Path, start: Path | None = None) -> set[str]:
    """Ids of the orders that a plan serves."""
    budget = Budget(seed=3, time_limit_s=None, iterations=500, start=start)
    plan_day(day / "scenario.yaml", day / "out", budget, lambda _: None)
    return {one for orders in read_sequences(day / "out" / "plan.json").values() for one in orders}


def test_the_suggested_cells_written_into_the_files_serve_the_orders(folder: Path, freight: Run) -> None:
    code, out, _ = freight("explain", folder / "out", "--json")
    assert code == 0
    told: list[dict[str, Any]] = json.loads(out)
    assert {one["order"] for one in told} == {read(folder)[0]["id"], read(folder)[1]["id"]}
    before = {row["id"] for row in read(folder)} - {one["order"] for one in told}
    for one in told:
        ways = [way for way in one["ways"] if all(edit["file"] == "orders" for edit in way["edits"])]
        rows = read(folder)
        for edit in ways[0]["edits"]:
            rows[int(edit["where"].removeprefix("row ")) - 2][edit["field"]] = edit["after"]
        write(folder, rows)
    assert plan(folder) == before | {one["order"] for one in told}


def test_it_is_said_in_words(folder: Path, freight: Run) -> None:
    late = read(folder)[0]["id"]
    code, out, _ = freight("explain", folder / "out", late)
    assert code == 0
    assert out.startswith(f"Order {late} is not served")
    assert "The cheapest change that serves it" in out
    report = (folder / "out" / "report.html").read_text("utf-8")
    assert "Cheapest change that serves it" in report
    served = read(folder)[3]["id"]
    code, out, _ = freight("explain", folder / "out", served)
    assert code == 0
    assert f"Order {served} is served by" in out


def test_an_unknown_order_is_answered_with_names_like_it(folder: Path, freight: Run) -> None:
    known = read(folder)[2]["id"]
    code, _, err = freight("explain", folder / "out", known.lower() + "x")
    assert code == 2
    assert "no such order" in err
    assert known in err


def test_changed_files_and_missing_plans_are_refused(folder: Path, freight: Run) -> None:
    rows = read(folder)
    rows[2].update(kg="1")
    write(folder, rows)
    code, _, err = freight("explain", folder / "out")
    assert code == 2
    assert "the file of orders has changed since the plan was made" in err
    code, _, err = freight("explain", folder)
    assert code == 2
    assert "plan.json" in err


def test_nothing_left_out_is_good_news(folder: Path, freight: Run) -> None:
    write(folder, read(folder)[2:])
    plan(folder)
    code, out, _ = freight("explain", folder / "out")
    assert code == 0
    assert "Every order is served" in out
