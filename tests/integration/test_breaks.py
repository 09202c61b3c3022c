"""Breaks from people's files to people's files, on the drawn town."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from shutil import copytree

import pytest

from freight.commands import main
from freight.errors import InputError
from freight.inputs.breaks import PACKAGED
from freight.run import Budget, check_directory, plan_day, validate_day

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
TABLE = """\
rule;counts;per;over_min;break_min;parts_min;waiting;charging;paid
short;work;stretch;15,5;5;;free;free;no
"""


@pytest.fixture
def day(tmp_path: Path) -> Path:
    """The golden day of one van, whose driver rests after a quarter of an hour of work."""
    copytree(GOLDEN / "town", tmp_path / "golden" / "town")
    folder = tmp_path / "golden" / "cases" / "day"
    copytree(GOLDEN / "cases" / "good_one_van", folder)
    (folder / "my.csv").write_text(TABLE, "utf-8")
    with (folder / "scenario.yaml").open("a", encoding="utf-8") as file:
        file.write("breaks: [short]\nbreak_table: my.csv\n")
    return folder / "scenario.yaml"


def said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, str]:
    monkeypatch.setattr(sys, "argv", ["freight", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    texts = capsys.readouterr()
    return int(ended.value.code or 0), " ".join((texts.out + texts.err).split())


def test_a_break_reaches_plan_tables_report_and_sheets(
    day: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    outcome = plan_day(day, out, Budget(time_limit_s=None, iterations=30), lambda _: None)
    taken = [one for route in outcome.plan.routes for visit in route.visits for one in visit.breaks]
    assert [end_s - begin_s for begin_s, end_s in taken] == [300]
    assert outcome.result.cost.total_nok == pytest.approx(outcome.plan.objective_micro / 1e6, abs=1.0)
    assert check_directory(out).plan == outcome.plan
    (told,) = json.loads((out / "summary.json").read_text("utf-8"))["breaks"]
    assert (told["minutes"], told["paid"], told["rules"]) == (5, False, "short")
    points = json.loads((out / "plan.geojson").read_text("utf-8"))["features"]
    assert sum(one["properties"]["kind"] == "break" for one in points) == 1
    head, *rows = (out / "stops.csv").read_text("utf-8-sig").splitlines()
    assert head.endswith(";breaks")
    assert sum(not row.endswith(";") for row in rows) == 1
    assert "Breaks of drivers" in (out / "report.html").read_text("utf-8")
    assert said(capsys, monkeypatch, "print", str(out))[0] == 0
    sheets = out / "sheets"
    assert "Pause 5 min, kl. " in (sheets / "Van.no.html").read_text("utf-8")
    assert "Break 5 min, " in (sheets / "Van.en.html").read_text("utf-8")
    assert "SUMMARY:Pause 5 min" in (sheets / "Van.ics").read_text("utf-8")
    assert "Pause 5 min" in (sheets / "Van.gpx").read_text("utf-8")


def test_the_same_seed_gives_the_same_breaks(day: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        plan_day(day, tmp_path / name, Budget(time_limit_s=None, iterations=30), lambda _: None)
    assert (tmp_path / "a" / "plan.json").read_bytes() == (tmp_path / "b" / "plan.json").read_bytes()


def test_what_does_not_know_breaks_yet_says_so(
    day: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    plan_day(day, out, Budget(time_limit_s=None, iterations=5), lambda _: None)
    events = tmp_path / "events.csv"
    events.write_text("id;at;kind;order\nE1;06:01;order_cancelled;west\n", "utf-8")
    words = ("replan", str(out), "--now", "06:02", "--events", str(events), "--out", str(tmp_path / "again"))
    code, text = said(capsys, monkeypatch, *words)
    assert (code, "the rest of a day with breaks can not be planned again yet" in text) == (2, True)
    locks = tmp_path / "locks.csv"
    locks.write_text("vehicle;order;position\nVan;west;1\n", "utf-8")
    with pytest.raises(InputError, match="can not be planned together with breaks yet"):
        budget = Budget(time_limit_s=None, iterations=5)
        plan_day(day, tmp_path / "locked", budget, lambda _: None, lock_file=locks)


def test_every_fault_of_the_table_and_of_its_names_is_told(day: Path) -> None:
    table = day.parent / "my.csv"
    table.write_text(TABLE + "other;resting;day;0;5;1+2;maybe;free;no\n", "utf-8")
    with pytest.raises(InputError) as caught:
        validate_day(day)
    places = {fault.where for fault in caught.value.faults}
    assert {"row 3, column counts", "row 3, column over_min", "row 3, column waiting"} <= places
    table.write_text(TABLE + "short;work;day;300;5;1+2;free;free;no\n", "utf-8")
    with pytest.raises(InputError, match="of a day is one number"):
        validate_day(day)
    table.write_text(TABLE.replace("short", "shorter"), "utf-8")
    with pytest.raises(InputError, match="did you mean shorter"):
        validate_day(day)


def test_the_table_to_edit_is_the_packaged_one() -> None:
    assert (ROOT / "configs" / "breaks.csv").read_bytes() == PACKAGED.read_bytes()


def test_a_type_has_its_own_rules_or_none(day: Path) -> None:
    fleet = day.parents[2] / "town" / "van.yaml"
    text = fleet.read_text("utf-8")
    assert [rule.name for rule in validate_day(day).problem.vehicles[0].breaks] == ["short"]
    fleet.write_text(text.replace("    cost_day_nok", "    breaks: []\n    cost_day_nok", 1), "utf-8")
    assert validate_day(day).problem.vehicles[0].breaks == ()
