"""Food and paint through the command line: planned, explained, locked, and planned again on the way."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from freight.inputs.plan_file import read_sequences
from freight.run import Budget, plan_day
from tests.integration.conftest import EXAMPLES
from tests.integration.test_command_line import Screen

GOODS = "goods: {classes: [food, paint], keep_apart: [[food, paint]]}\n"
FLEET = """vehicles:
  - {type: van_electric, names: [evan-1, evan-2], depot: C1, shift: "07:00-15:00"}
"""
Classes = dict[str, str]


@pytest.fixture
def freight(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Screen:
    return Screen(monkeypatch, capsys)


@pytest.fixture
def day(tmp_path: Path) -> Path:
    """Six orders of the Drammen example: food, paint, food, paint, food, and one of neither; two vans."""
    folder = tmp_path / "day"
    shutil.copytree(EXAMPLES / "drammen", folder)
    with (folder / "orders.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter=";") if not row["skills"]][:6]
    with (folder / "orders.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, [*rows[0], "goods_class"], delimiter=";")
        table.writeheader()
        for row, name in zip(rows, ("Food", "paint", "FOOD", "Paint", "food", ""), strict=True):
            table.writerow(row | {"goods_class": name, "windows": "06:00-15:00", "kg": "5", "m3": "0,1"})
    fleet = (folder / "fleet.yaml").read_text("utf-8")
    (folder / "fleet.yaml").write_text(fleet[: fleet.index("vehicles:")] + FLEET, "utf-8")
    scenario = (folder / "scenario.yaml").read_text("utf-8")
    (folder / "scenario.yaml").write_text(scenario + GOODS, "utf-8")
    return folder


def classes(day: Path) -> Classes:
    with (day / "orders.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["goods_class"].casefold() for row in csv.DictReader(file, delimiter=";")}


def plan(day: Path) -> dict[str, list[str]]:
    budget = Budget(seed=3, time_limit_s=None, iterations=300)
    outcome = plan_day(day / "scenario.yaml", day / "out", budget, lambda _: None)
    assert outcome.result.violations == ()
    return {name: list(ids) for name, ids in read_sequences(day / "out" / "plan.json").items()}


def of_class(routes: dict[str, list[str]], known: Classes, name: str) -> str:
    """The vehicle that carries goods of a class; there must be one alone."""
    (vehicle,) = {who for who, ids in routes.items() if any(known[one] == name for one in ids)}
    return vehicle


def test_food_and_paint_go_in_a_van_each(day: Path) -> None:
    routes, known = plan(day), classes(day)
    assert sum(map(len, routes.values())) == 6
    assert of_class(routes, known, "food") != of_class(routes, known, "paint")


def test_a_new_order_on_the_way_goes_with_the_van_that_may_take_it(day: Path, freight: Screen) -> None:
    routes, known = plan(day), classes(day)
    food, paint = (of_class(routes, known, name) for name in ("food", "paint"))
    row = "new;{};59,7440;10,2050;pickup;5;3;{}\n"
    events = day / "events.csv"
    events.write_text(
        "event;order;lat;lon;kind;kg;service_min;goods_class\n"
        + row.format("N1", "paint") + row.format("N2", "food"), "utf-8",
    )  # fmt: skip
    code, text = freight("replan", day / "out", "--now", "07:10", "--events", events, "--out", day / "two")
    assert code == 0, text
    after = read_sequences(day / "two" / "plan.json")
    assert "N1" in after[paint] and "N2" in after[food]
    assert freight("check", day / "two")[0] == 0
    events.write_text(
        "event;order;lat;lon;kind;kg;service_min;goods_class\n" + row.format("N3", "pain"), "utf-8"
    )
    code, text = freight("replan", day / "out", "--now", "07:10", "--events", events, "--out", day / "three")
    assert code == 2
    assert "'pain'" in text and "did you mean paint?" in text
    assert not (day / "three").exists()


def test_a_broken_van_leaves_its_paint_and_the_reason_names_the_food(day: Path, freight: Screen) -> None:
    routes, known = plan(day), classes(day)
    food, paint = (of_class(routes, known, name) for name in ("food", "paint"))
    events = day / "events.csv"
    events.write_text(
        "event;vehicle;order;lat;lon;kind;kg;service_min;goods_class\n"
        f"broken_down;{paint};;;;;;;\nnew;;N1;59,7440;10,2050;pickup;5;3;paint\n",
        "utf-8",
    )
    code, text = freight("replan", day / "out", "--now", "07:10", "--events", events, "--out", day / "two")
    assert code == 0, text
    made = json.loads((day / "two" / "plan.json").read_text("utf-8"))
    reasons = {one["order"]: one["reasons"] for one in made["unserved"]}
    assert any(reason["rule"] == "goods_apart" and food in reason["text"] for reason in reasons["N1"])


def test_locking_them_into_one_route_is_refused(day: Path, freight: Screen) -> None:
    known = classes(day)
    first, second = (next(name for name, kind in known.items() if kind == one) for one in ("food", "paint"))
    locks = day / "locks.csv"
    locks.write_text(f"vehicle;order;position\nevan-1;{first};1\nevan-1;{second};2\n", "utf-8")
    code, text = freight("plan", day / "scenario.yaml", "--lock", locks, "--out", day / "o", "--iterations", 50)
    assert code == 2
    assert f"{first} and {second} must not ride together" in text


def test_the_reason_and_one_more_van_are_explained(day: Path, freight: Screen) -> None:
    fleet = (day / "fleet.yaml").read_text("utf-8")
    (day / "fleet.yaml").write_text(fleet.replace("[evan-1, evan-2]", "[evan-1]"), "utf-8")
    plan(day)
    left = json.loads((day / "out" / "plan.json").read_text("utf-8"))["unserved"]
    assert len(left) == 2, "the van takes the three of food"
    code, text = freight("explain", day / "out", left[0]["order"])
    assert code == 0
    assert "(food)" in text and "with which paint must not ride" in text
    assert "one more" in text


def test_a_new_receiver_of_paint_is_offered_windows_of_the_van_that_carries_paint(
    day: Path, freight: Screen
) -> None:
    routes, known = plan(day), classes(day)
    asked = ("windows", day / "out", "--at", "59.7440,10.2045", "--kg", "5", "--out", day / "answers")
    code, text = freight(*asked, "--goods-class", "pain")
    assert code == 2
    assert "--goods-class" in text and "did you mean paint?" in text
    assert freight(*asked, "--goods-class", "Paint")[0] == 0
    with (day / "answers" / "windows.csv").open(encoding="utf-8-sig", newline="") as file:
        offered = {row["vehicle"] for row in csv.DictReader(file, delimiter=";")} - {""}
    assert offered == {of_class(routes, known, "paint")}
