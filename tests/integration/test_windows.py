"""`freight windows` as a planner meets it: a receiver calls, a window is offered, accepted, and checked."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from freight import commands
from freight.inputs.plan_file import read_sequences
from freight.run import Budget, check_directory, plan_day
from tests.integration.conftest import EXAMPLES

Run = Callable[..., tuple[int, str, str]]
NEW = ("--address", "Nedre Storgate 22", "--kg", "120", "--minutes", "8")


@pytest.fixture
def freight(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["freight", *(str(word) for word in words)])
        with pytest.raises(SystemExit) as ended:
            commands.main()
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return int(ended.value.code or 0), printed.out, " ".join(printed.err.split())

    return run


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty orders of the Drammen example, planned."""
    day = tmp_path_factory.mktemp("windows") / "day"
    shutil.copytree(EXAMPLES / "drammen", day)
    lines = (day / "orders.csv").read_text("utf-8-sig").splitlines(keepends=True)
    (day / "orders.csv").write_text("".join(lines[:41]), "utf-8")
    budget = Budget(seed=3, time_limit_s=None, iterations=300)
    plan_day(day / "scenario.yaml", day / "out", budget, lambda _: None)
    return day / "out"


def rows(file: Path) -> list[dict[str, str]]:
    text = file.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_the_accepted_window_is_a_checked_plan_that_costs_what_was_said(
    planned: Path, freight: Run, tmp_path: Path
) -> None:
    code, out, err = freight("windows", planned, *NEW, "--accept", 1, "--out", tmp_path / "new")
    assert code == 0, err
    assert "Order NEW (Nedre Storgate 22): " in out
    assert "0 violations" in out
    told = json.loads((tmp_path / "new" / "windows.json").read_text("utf-8"))["orders"][0]
    first = told["windows"][0]
    assert first["rank"] == told["recommended"][0] == 1
    before, after = check_directory(planned), check_directory(tmp_path / "new")
    assert after.result.violations == ()
    more_nok = after.result.cost.total_nok - before.result.cost.total_nok
    assert more_nok == pytest.approx(first["extra_nok"], abs=1e-5)
    more_kg = after.account.total.co2e_wtw_kg - before.account.total.co2e_wtw_kg
    assert more_kg == pytest.approx(first["extra_co2e_kg"], abs=1e-5)
    old, new = read_sequences(planned / "plan.json"), read_sequences(tmp_path / "new" / "plan.json")
    assert [one for one in new[first["vehicle"]] if one != "NEW"] == list(old.get(first["vehicle"], []))
    assert {name: orders for name, orders in new.items() if name != first["vehicle"]} == {
        name: orders for name, orders in old.items() if name != first["vehicle"]
    }
    added = rows(tmp_path / "new" / "inputs" / "orders.csv")[-1]
    assert (added["id"], added["windows"]) == ("NEW", f"{first['from'][11:16]}-{first['until'][11:16]}")


def test_the_written_day_stands_alone_and_can_be_asked_again(
    planned: Path, freight: Run, tmp_path: Path
) -> None:
    new = tmp_path / "new"
    assert freight("windows", planned, *NEW, "--id", "A", "--accept", 2, "--out", new)[0] == 0
    assert freight("check", new)[0] == 0
    code, _, err = freight("windows", new, *NEW, "--id", "A")
    assert code == 2
    assert "command line, --id: is an order of the day already (found 'A')" in err
    assert freight("windows", new, *NEW, "--id", "B", "--accept", 1, "--out", tmp_path / "newer")[0] == 0
    served = {one for route in read_sequences(tmp_path / "newer" / "plan.json").values() for one in route}
    assert {"A", "B"} <= served
    assert freight("plan", tmp_path / "newer" / "inputs" / "scenario.yaml", "--iterations", 100, "--from",
                   tmp_path / "newer", "--out", tmp_path / "last")[0] == 0  # fmt: skip


def test_several_new_orders_of_a_norwegian_file(planned: Path, freight: Run, tmp_path: Path) -> None:
    file = tmp_path / "nye.csv"
    file.write_bytes(
        "id;name;place;kg;service_min;windows\n"
        "N1;Blåbærkroken;Bragernes torg;12,5;6;08.00-15.00\n"
        "N2;Åsgård;Strømsø torg;900;20;\n".encode("cp1252")
    )
    code, out, err = freight("windows", planned, "--orders", file, "--length", 180, "--step", 60,
                             "--out", tmp_path / "answers")  # fmt: skip
    assert code == 0, err
    table = rows(tmp_path / "answers" / "windows.csv")
    assert next(row["name"] for row in table if row["order"] == "N1") == "Blåbærkroken"
    possible = [row for row in table if row["order"] == "N1" and row["rank"]]
    assert possible
    assert all(row["window"][:5] >= "08:00" and row["window"][6:] <= "15:00" for row in possible)
    costs = [float(row["extra_nok"].replace(",", ".")) for row in possible]
    assert costs == sorted(costs)
    assert all(row["why_not"] for row in table if not row["rank"])
    assert "Order N2 (Åsgård)" in out
    code, _, err = freight("windows", planned, "--orders", file, "--accept", 1, "--out", tmp_path / "new")
    assert code == 2
    assert "2 new orders were asked for" in err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("at", ["59.7440, 10.2045", "59,7440;10,2045"])
def test_a_position_in_either_spelling(planned: Path, freight: Run, tmp_path: Path, at: str) -> None:
    hours = ("--hours", "08:00-10:00", "--length", 120)
    code, _, err = freight("windows", planned, "--at", at, "--units", 1, *hours, "--out", tmp_path)
    assert code == 0, err
    assert [row["window"] for row in rows(tmp_path / "windows.csv")] == ["08:00-10:00"]


def test_told_times_are_kept(planned: Path, freight: Run, tmp_path: Path) -> None:
    assert freight("windows", planned, *NEW, "--keep", 0, "--out", tmp_path)[0] == 0
    table = rows(tmp_path / "windows.csv")
    assert any(row["rank"] for row in table)
    assert {row["moved"] for row in table if row["rank"]} == {"0"}


def test_all_faults_come_at_once(planned: Path, freight: Run, tmp_path: Path) -> None:
    file = tmp_path / "new.csv"
    known = next(iter(read_sequences(planned / "plan.json").values()))[0]
    file.write_text(
        "id;place;lat;lon;kg;service_min;windows\n"
        f"{known};Bragernes torg;;;5;6;\n"
        "N2;Nowhere;;;5;6;\n"
        "N3;Bragernes torg;;;heavy;;\n"
        "N4;Bragernes torg;;;5;150;\n"
        "N5;Bragernes torg;;;5;6;02:00-03:00\n"
        "N6;;59,9;10,9;5;6;\n",
        "utf-8",
    )
    code, _, err = freight("windows", planned, "--orders", file, "--out", tmp_path / "out")
    assert code == 2
    for said in (
        f"row 2, column id: is an order of the day already (found '{known}')",
        "row 3, column place: is not in the gazetteer",
        "row 4, column kg: must be a number (found 'heavy')",
        "row 4, column service_min: is empty",
        "row 5, column service_min: the service is longer than a window of 120 min (found '150')",
        "row 6, column windows: nobody of the fleet is out long enough then (found '02:00-03:00')",
        "order N6 (N6) at 59.90000, 10.90000: the nearest street",
    ):
        assert said in err
    assert not (tmp_path / "out").exists()


def test_options_are_read_like_cells(planned: Path, freight: Run, tmp_path: Path) -> None:
    code, _, err = freight("windows", planned, "--address", "Ukjent gate 5", "--kg", "x", "--hours", "9to5",
                           "--out", tmp_path / "out")  # fmt: skip
    assert code == 2
    assert "command line, --address: is not" in err
    assert "command line, --kg: must be a number (found 'x')" in err
    assert "command line, --hours: must be two clock times (found '9to5')" in err
    assert freight("windows", planned, "--kg", "5")[0] == 2
    assert freight("windows", planned, *NEW, "--place", "Bragernes torg")[0] == 2
    code, _, err = freight("windows", planned, *NEW, "--accept", 1)
    assert code == 2
    assert "--accept needs a folder" in err
    code, _, err = freight("windows", planned, *NEW, "--accept", 99, "--out", tmp_path / "out")
    assert code == 2
    assert "windows that can be served" in err
    assert not (tmp_path / "out").exists()
    code, _, err = freight("windows", planned, *NEW, "--accept", 1, "--out", planned)
    assert code == 2
    assert "is the folder of the plan itself" in err


def test_changed_files_are_refused(planned: Path, freight: Run, tmp_path: Path) -> None:
    day = tmp_path / "day"
    shutil.copytree(planned.parent, day)
    with (day / "orders.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    code, _, err = freight("windows", day / "out", *NEW)
    assert code == 2
    assert "the file of orders has changed since the plan was made" in err


def test_locked_routes_and_places_stay(planned: Path, freight: Run, tmp_path: Path) -> None:
    """With every route but one taken over whole, that one serves it, behind its locked stops."""
    old = read_sequences(planned / "plan.json")
    free = max(old, key=lambda name: len(old[name]))
    locks = ["vehicle;order;position;whole"]
    for name, orders in old.items():
        whole = "" if name == free else "yes"
        locks += [f"{name};{one};{place};{whole}" for place, one in enumerate(orders, 1)]
    (tmp_path / "locks.csv").write_text("\n".join(locks) + "\n", "utf-8")
    scenario, made = planned.parent / "scenario.yaml", tmp_path / "locked"
    assert (
        freight("plan", scenario, "--iterations", 50, "--lock", tmp_path / "locks.csv", "--out", made)[0] == 0
    )
    new = tmp_path / "new"
    code, _, err = freight("windows", made, *NEW, "--accept", 1, "--out", new)
    assert code == 0, err
    assert freight("check", new)[0] == 0
    told = json.loads((new / "windows.json").read_text("utf-8"))["orders"][0]["windows"]
    assert {one["vehicle"] for one in told} <= {free} | {one["vehicle"] for one in told if one["new_vehicle"]}
    after = read_sequences(new / "plan.json")
    assert all(list(after[name]) == [*orders, *after[name][len(orders) :]] for name, orders in old.items())


def test_a_day_with_rush_hours_and_corrections_keeps_all_its_files(
    planned: Path, freight: Run, tmp_path: Path
) -> None:
    """The written folder has the traffic and the learned minutes, the new order's own among them."""
    day = tmp_path / "day"
    shutil.copytree(planned.parent, day)
    shutil.copy(EXAMPLES / "drammen-rush" / "traffic.csv", day)
    header = "kind;by;key;n;planned_min;actual_min;correction;unit;apply\n"
    row = "service;receiver;Nedre Storgate 22;9;8;11;3;min;yes\n"
    (day / "corrections.csv").write_text(header + row, "utf-8")
    with (day / "scenario.yaml").open("a", encoding="utf-8") as file:
        file.write("\ntraffic: traffic.csv\ncorrections: corrections.csv\n")
    assert freight("plan", day / "scenario.yaml", "--iterations", 100, "--out", day / "rush")[0] == 0
    code, _, err = freight("windows", day / "rush", *NEW, "--accept", 1, "--out", tmp_path / "new")
    assert code == 0, err
    shutil.rmtree(day)
    assert freight("check", tmp_path / "new")[0] == 0
    stop = next(row for row in rows(tmp_path / "new" / "stops.csv") if row["orders"] == "NEW")
    assert stop["service_min"] == "11"
