"""The example day planned again after random events: checked clean, nothing done or loaded moved."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.random_events import random_events, write
from freight.commands import main
from freight.domain.happened import EventKind
from freight.domain.scenario import OrderKind
from freight.errors import InputError
from freight.output.changes import COLUMNS
from freight.run import PLAN_FILE, check_directory, open_day
from freight.run_replan import INPUTS, Replanned, Wish, replan_day
from freight.units import parse_clock
from tests.integration.conftest import EXAMPLES, PlannedDay

MORNING = EXAMPLES / "drammen" / "events.csv"
EFFORT = {"repair_steps": 10, "kernel_steps": 200}
NOW_S = parse_clock("10:40")


def again(drammen: PlannedDay, out: Path, seed: int, now: str) -> Replanned:
    now_s = parse_clock(now)
    plan, day = drammen.outcome.plan, drammen.day
    rows = random_events(plan, day.scenario, day.streets, now_s, count=5, seed=seed)
    out.mkdir(parents=True, exist_ok=True)
    events = write(rows, out / "events.csv")
    return replan_day(drammen.directory, events, out, Wish(now_s, **EFFORT), lambda _: None)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10**6), st.sampled_from(["07:30", "09:20", "10:40", "11:25"]))
def test_random_mornings(drammen: PlannedDay, tmp_path: Path, seed: int, now: str) -> None:
    out = tmp_path / f"{seed}-{now[:2]}"
    made = again(drammen, out, seed, now)
    assert made.outcome.result.violations == ()
    assert check_directory(out).result.violations == (), "the folder stands alone"
    nothing_done_is_moved(drammen, made, parse_clock(now))
    nothing_loaded_changes_its_vehicle(drammen, made, parse_clock(now))
    every_order_is_accounted_for(made, out)


def nothing_done_is_moved(drammen: PlannedDay, made: Replanned, now_s: int) -> None:
    """What no event touched and was over stands, visit for visit."""
    touched = {event.vehicle_id for event in made.happened.events if event.vehicle_id}
    after = {route.vehicle_id: route for route in made.outcome.plan.routes}
    for route in drammen.outcome.plan.routes:
        if route.depart_s <= now_s and route.vehicle_id not in touched:
            done = [visit for visit in route.visits if visit.depart_s <= now_s]
            assert list(after[route.vehicle_id].visits[: len(done)]) == done
            assert after[route.vehicle_id].depart_s == route.depart_s


def nothing_loaded_changes_its_vehicle(drammen: PlannedDay, made: Replanned, now_s: int) -> None:
    orders = {order.id: order for order in drammen.day.scenario.orders}
    late = {event.vehicle_id for event in made.happened.events if event.kind is EventKind.LATE}
    holder = {
        order_id: route.vehicle_id
        for route in drammen.outcome.plan.routes
        if route.depart_s <= now_s and route.vehicle_id not in late
        for visit in route.visits
        for order_id in visit.order_ids
        if orders[order_id].kind is OrderKind.DELIVERY
    }
    for route in made.outcome.plan.routes:
        for visit in route.visits:
            for order_id in visit.order_ids:
                assert holder.get(order_id, route.vehicle_id) == route.vehicle_id


def every_order_is_accounted_for(made: Replanned, out: Path) -> None:
    scenario = open_day(out / INPUTS / "scenario.yaml").scenario
    served = [name for route in made.outcome.plan.routes for visit in route.visits for name in visit.order_ids]
    left = [one.order_id for one in made.outcome.plan.unserved]
    assert sorted([*served, *left]) == sorted(order.id for order in scenario.orders)
    gone = {order.id for order in made.happened.cancelled}
    assert gone == {change.order_id for change in made.changes if change.what.value == "cancelled"}


def test_the_same_files_give_the_same_plan(drammen: PlannedDay, tmp_path: Path) -> None:
    plans = []
    for name in ("a", "b"):
        again(drammen, tmp_path / name / "out", 3, "10:40")
        plans.append((tmp_path / name / "out" / PLAN_FILE).read_bytes())
    assert plans[0] == plans[1]


def test_a_day_is_planned_again_twice(drammen: PlannedDay, tmp_path: Path) -> None:
    """A vehicle that broke down the first time stays where it is the second time."""
    first, second = tmp_path / "first", tmp_path / "second"
    routes = [
        route for route in drammen.outcome.plan.routes if route.depart_s < NOW_S < route.visits[-1].start_s
    ]
    events = tmp_path / "events.csv"
    who = routes[0].vehicle_id
    events.write_text(
        f"event;vehicle;street;until\nbreakdown;{who};;\nclosed;;Tomtegata;13:00\n", encoding="utf-8"
    )
    made = replan_day(drammen.directory, events, first, Wish(NOW_S, **EFFORT), lambda _: None)
    stuck = [one.order_id for one in made.outcome.plan.unserved if who in one.reasons[0].text]
    assert stuck and all(made.happened.loaded[who].count(order_id) for order_id in stuck)
    other = routes[1].vehicle_id
    events.write_text(f"event;vehicle;minutes\nlate;{other};10\n", encoding="utf-8")
    later = replan_day(first, events, second, Wish(NOW_S + 1200, **EFFORT), lambda _: None)
    assert check_directory(second).result.violations == ()
    ends = [[route for route in plan.outcome.plan.routes if route.vehicle_id == who] for plan in (made, later)]
    assert ends[0] == ends[1]
    assert [event.id for event in later.happened.events] == ["E1", "E2", "E3"]
    with pytest.raises(InputError, match="the plan was made at 11:00"):
        replan_day(second, events, tmp_path / "third", Wish(NOW_S, **EFFORT), lambda _: None)


def test_locks_hold_when_the_day_is_planned_again(drammen: PlannedDay, tmp_path: Path) -> None:
    directory = tmp_path / "locked"
    directory.mkdir()
    route = next(route for route in drammen.outcome.plan.routes if len(route.visits) > 10)
    text = "\n".join(
        f"{route.vehicle_id};{visit.order_ids[0]};{number}" for number, visit in enumerate(route.visits, 1)
    )
    (directory / "locks.csv").write_text(f"vehicle;order;position\n{text}\n", encoding="utf-8")
    told = (drammen.directory / PLAN_FILE).read_text("utf-8")
    scenario = drammen.day.scenario.input_files["scenario"].resolve().as_posix()
    before = next(line for line in told.splitlines() if '"scenario"' in line)
    (directory / PLAN_FILE).write_text(told.replace(before, f' "scenario": "{scenario}",'), encoding="utf-8")
    events = tmp_path / "events.csv"
    events.write_text("event;street;until\nclosed;Tollbugata;12:00\n", encoding="utf-8")
    now_s = route.visits[3].start_s
    made = replan_day(directory, events, tmp_path / "out", Wish(now_s, **EFFORT), lambda _: None)
    assert check_directory(tmp_path / "out").result.violations == ()
    told_ids = [name for visit in route.visits for name in visit.order_ids]
    now_ids = next(r for r in made.outcome.plan.routes if r.vehicle_id == route.vehicle_id)
    served = [name for visit in now_ids.visits for name in visit.order_ids]
    locked = [name for name in told_ids if name in served]
    assert served[: len(locked)] == locked


def test_the_command_line(
    drammen: PlannedDay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    words = ["freight", "replan", str(drammen.directory), "--now", "10:40", "--events", str(MORNING)]
    monkeypatch.setattr(sys, "argv", [*words, "--out", str(out)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert "told times no longer hold" in said and "R019-back" in said and "0 violations" in said
    with (out / "changes.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert tuple(rows[0]) == COLUMNS
    assert {row["change"] for row in rows} >= {"cancelled", "new"}
    assert all(row["reason"] for row in rows)


def test_faults_leave_nothing_behind(drammen: PlannedDay, tmp_path: Path) -> None:
    events = tmp_path / "events.csv"
    events.write_text("event;vehicle;street\nlate;nobody;\nclosed;;No Such Street\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        replan_day(drammen.directory, events, tmp_path / "out", Wish(NOW_S), lambda _: None)
    text = str(caught.value)
    assert "row 2, column minutes" in text and "is not in the fleet" in text
    assert "row 3, column street: is no street of the network (found 'No Such Street')" in text
    assert not (tmp_path / "out").exists()
