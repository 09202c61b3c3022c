"""The example in which vehicles come back to load anew: plan, map data, sheets, planning on, replanning."""

from __future__ import annotations

import csv
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from freight.domain.timeline import Halt
from freight.errors import InputError
from freight.run import Budget, Outcome, open_day, plan_day
from freight.run_print import print_day
from freight.run_replan import Wish, replan_day
from tests.integration.conftest import EXAMPLES

SCENARIO = EXAMPLES / "drammen-reload" / "scenario.yaml"
BIKE_KG, HUB = 200.0, "H1"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reload")


@pytest.fixture(scope="module")
def day(folder: Path) -> Outcome:
    return plan_day(SCENARIO, folder, Budget(seed=1, time_limit_s=None, iterations=1500), lambda _: None)


def loads(outcome: Outcome) -> list[tuple[str, Halt]]:
    """(vehicle, halt) at which a vehicle loads anew."""
    return [
        (route.vehicle_id, halt)
        for route in outcome.result.timeline.routes
        for halt in route.halts
        if halt.reload
    ]


def features(folder: Path, kind: str) -> list[dict[str, Any]]:
    found = json.loads((folder / "plan.geojson").read_text(encoding="utf-8"))["features"]
    return [one["properties"] for one in found if one["properties"]["kind"] == kind]


def test_everything_is_served_by_vehicles_that_come_back(day: Outcome) -> None:
    assert day.result.violations == ()
    assert day.plan.unserved == ()
    assert loads(day)


def test_a_bike_delivers_more_than_it_holds_and_never_carries_it(day: Outcome) -> None:
    orders = {order.id: order for order in open_day(SCENARIO).scenario.orders}
    delivered = {
        route.vehicle_id: sum(
            orders[name].load.kg for h in route.halts for name in h.order_ids if orders[name].kind == "delivery"
        )
        for route in day.result.timeline.routes
        if route.type_id == "cargo_bike"
    }
    assert max(delivered.values()) > BIKE_KG
    most = [
        leg.payload.kg
        for route in day.result.timeline.routes
        for leg in route.legs
        if route.vehicle_id in delivered
    ]
    assert max(most) <= BIKE_KG + 0.01


def test_one_bike_at_a_time_is_at_the_only_dock_of_the_hub(day: Outcome) -> None:
    turns = sorted((h.start_s, h.depart_s) for who, h in loads(day) if who.startswith("bike"))
    assert all(done_s <= next_s for (_, done_s), (next_s, _) in pairwise(turns))


def test_map_data_and_stops_name_the_halts(day: Outcome, folder: Path) -> None:
    told = features(folder, "reload")
    assert [(one["vehicle"], one["load_after_kg"]) for one in told] == [
        (who, pytest.approx(halt.load_after.kg, abs=0.001)) for who, halt in loads(day)
    ]
    with (folder / "stops.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter=";") if row["kind"] == "reload"]
    assert [row["vehicle"] for row in rows] == [who for who, _ in loads(day)]


def test_the_sheet_has_a_loading_list_for_every_departure(day: Outcome, folder: Path) -> None:
    who = loads(day)[-1][0]
    turns = sum(name == who for name, _ in loads(day))
    print_day(folder, ("no",), False, lambda _: None)
    page = (folder / "sheets" / f"{who}.no.html").read_text(encoding="utf-8")
    assert page.count('<h3 class="again">') == turns
    assert page.count("<tfoot>") == turns + 1
    assert "Lever fra deg det som er hentet" in page


def test_planning_on_keeps_the_departures(day: Outcome, folder: Path, tmp_path: Path) -> None:
    budget = Budget(seed=2, time_limit_s=None, iterations=1, start=folder)
    again = plan_day(SCENARIO, tmp_path, budget, lambda _: None)
    assert again.result.violations == ()
    assert again.plan.objective_micro <= day.plan.objective_micro


def test_the_rest_of_such_a_day_is_not_planned_again(day: Outcome, folder: Path, tmp_path: Path) -> None:
    assert loads(day)
    events = EXAMPLES / "drammen" / "events.csv"
    with pytest.raises(InputError, match="load anew can not be planned again yet"):
        replan_day(folder, events, tmp_path / "out", Wish(9 * 3600), lambda _: None)
    assert not (tmp_path / "out").exists()
