"""Replanning beside planning anew: seconds of the whole command, promises broken, cost.

``python -m benchmarks.replan [SETS]`` plans 150 orders of the Drammen example, draws that many sets of five
events, and adds a row a set to ``benchmarks/results/replan.csv``. Planning anew has the same vehicles where
they are, with the same goods on board, and the engine alone decides: it begins from nothing and looks at no
promise.
"""

from __future__ import annotations

import csv
import os
import random
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.random_events import random_events, write
from benchmarks.rows import append, machine
from freight.build.rest_plan import promised, whole_day
from freight.check.check import CheckResult, check_plan
from freight.domain.plan import Plan
from freight.inputs.plan_file import read_plan, scenario_path
from freight.run import PLAN_FILE, Budget, Day, open_day, plan_day
from freight.run_replan import lay_rest
from freight.solve.improve.engine import improve
from freight.solve.replan.search import closed
from freight.solve.search import prepare

EXAMPLE = Path(__file__).parents[1] / "examples" / "drammen"
RESULTS = Path(__file__).parent / "results" / "replan.csv"
ORDERS, EVENTS, SETS = 150, 5, 12
PLAN_STEPS, ANEW_STEPS = 20_000, 20_000
MOMENTS = ("09:20", "10:00", "10:40", "11:10")
COLUMNS = (
    "seed", "now", "events", "orders", "promises_ahead", "wall_s", "cpu_s", "changed_replan", "changed_anew",
    "unserved_replan", "unserved_anew", "cost_replan_nok", "cost_anew_nok", "violations_replan",
    "violations_anew", "load_average", "machine",
)  # fmt: skip


def small_day(folder: Path) -> Path:
    """The example with 150 of its orders; the scenario file."""
    for file in EXAMPLE.iterdir():
        if file.suffix in {".yaml", ".csv", ".geojson"}:
            (folder / file.name).write_bytes(file.read_bytes())
    with (EXAMPLE / "orders.csv").open(encoding="utf-8", newline="") as source:
        header, *rows = list(csv.reader(source, delimiter=";"))
    chosen = sorted(random.Random(0).sample(range(len(rows)), ORDERS))
    with (folder / "orders.csv").open("w", encoding="utf-8", newline="") as target:
        csv.writer(target, delimiter=";", lineterminator="\n").writerows([header, *(rows[i] for i in chosen)])
    return folder / "scenario.yaml"


def broken_promises(before: Plan, after: Plan, day: Day) -> int:
    """Orders told a time that no longer holds; cancelled ones do not count."""
    happened = day.scenario.happened
    assert happened is not None
    told, now = promised(before), promised(after)
    kept = {order.id for order in day.scenario.orders}
    return sum(
        name not in now or abs(now[name][0] - start_s) > happened.tolerance_s
        for name, (start_s, _) in told.items()
        if name in kept
    )


def anew(day: Day, earlier: Plan, told: CheckResult, seed: int) -> tuple[Plan, CheckResult]:
    """The rest of the day from nothing, without a thought for promises."""
    assert day.scenario.happened is not None
    rest = lay_rest(day, day.scenario.happened, earlier, told)
    found = improve(rest.problem, (), seed=seed, time_limit_s=None, iterations=ANEW_STEPS)
    plan = whole_day(closed(rest.problem, found.routes, seed), rest, earlier, ())
    return plan, check_plan(plan, day.scenario, day.streets, day.factors)


def one_set(folder: Path, seed: int) -> dict[str, object]:
    """One row: five events, replanned by the command and planned anew."""
    before = open_day(scenario_path(folder / PLAN_FILE))
    earlier = read_plan(folder / PLAN_FILE, before.streets.street_id, before.scenario.timezone)
    told = check_plan(earlier, before.scenario, before.streets, before.factors)
    now = MOMENTS[seed % len(MOMENTS)]
    now_s = int(now[:2]) * 3600 + int(now[3:]) * 60
    rows = random_events(earlier, before.scenario, before.streets, now_s, count=EVENTS, seed=seed)
    events, out = write(rows, folder / f"events-{seed}.csv"), folder / f"out-{seed}"
    start = [sys.executable, "-c", "from freight.commands import main; main()", "replan", str(folder)]
    begun, spent = time.perf_counter(), os.times()
    subprocess.run(
        [*start, "--now", now, "--events", str(events), "--out", str(out)], check=True, capture_output=True
    )
    wall_s, used = time.perf_counter() - begun, os.times()
    day = open_day(scenario_path(out / PLAN_FILE))
    plan = read_plan(out / PLAN_FILE, day.streets.street_id, day.scenario.timezone)
    result = check_plan(plan, day.scenario, day.streets, day.factors)
    other, other_result = anew(day, earlier, told, seed)
    return {
        "seed": seed,
        "now": now,
        "events": " ".join(row["event"] for row in rows),
        "orders": len(day.scenario.orders),
        "promises_ahead": sum(start_s > now_s for start_s, _ in promised(earlier).values()),
        "wall_s": f"{wall_s:.2f}",
        "cpu_s": f"{sum(used[2:4]) - sum(spent[2:4]):.2f}",
        "changed_replan": broken_promises(earlier, plan, day),
        "changed_anew": broken_promises(earlier, other, day),
        "unserved_replan": len(plan.unserved),
        "unserved_anew": len(other.unserved),
        "cost_replan_nok": f"{result.cost.total_nok - result.cost.penalty_nok:.0f}",
        "cost_anew_nok": f"{other_result.cost.total_nok - other_result.cost.penalty_nok:.0f}",
        "violations_replan": len(result.violations),
        "violations_anew": len(other_result.violations),
        "load_average": f"{os.getloadavg()[0]:.1f}",
        "machine": machine(),
    }


def main() -> None:
    """Measure, print and keep."""
    prepare("hybrid", print)
    sets = int(sys.argv[1]) if len(sys.argv) > 1 else SETS
    with TemporaryDirectory() as name:
        folder = Path(name)
        budget = Budget(seed=0, time_limit_s=None, iterations=PLAN_STEPS)
        plan_day(small_day(folder), folder, budget, print)
        rows = []
        for seed in range(sets):
            rows.append(one_set(folder, seed))
            append(RESULTS, COLUMNS, rows[-1])
            print({key: value for key, value in rows[-1].items() if key != "machine"}, flush=True)
    for column in ("wall_s", "cpu_s", "changed_replan", "changed_anew", "cost_replan_nok", "cost_anew_nok"):
        print(column, "median", statistics.median(float(str(row[column])) for row in rows))


if __name__ == "__main__":
    main()
