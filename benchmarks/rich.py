"""The rich problem on streets: how the cost of a day falls, for the engine, OR-Tools alone and PyVRP.

    python benchmarks/rich.py --days drammen,helsinki --orders 50,150,500 --seconds 30 --seed N --threads T
        --methods hybrid,ortools,pyvrp --out FILE.csv

A day is one of the examples with its streets, zone, mixed fleet, windows and returns. Its orders are drawn
from those of the example; above their number a receiver gets several, of other sizes and hours. The fleet
grows with them. One order in five is optional: leaving it out costs little. Every cost is recomputed, in the
problem's own money, from the routes; PyVRP is told what it has words for (see rich_pyvrp.py).
"""

from __future__ import annotations

import argparse
import math
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import numpy as np
from peers import version_of
from rows import append, machine

from freight.build import build
from freight.domain.fleet import Load, Vehicle
from freight.domain.problem import Problem
from freight.domain.scenario import Order
from freight.run import open_day
from freight.solve.insertion import cost_of
from freight.solve.progress import Progress
from freight.solve.route_rules import breaches
from freight.solve.search import prepare, solve
from freight.solve.tables import Tables, make_tables
from freight.units import MICRO

EXAMPLES = Path(__file__).parents[1] / "examples"
CHECKPOINTS_S = (1, 2, 5, 10, 20, 30, 60)
OPTIONAL_SHARE = 0.2
OPTIONAL_NOK = 40.0
ORDERS_SEED = 2026
ENGINES = ("hybrid", "ortools")
COLUMNS = (
    "date", "day", "orders", "method", "version", "seed", "threads", "seconds", "wall_s", "cost_nok", "served",
    "vehicles", "broken_routes", *(f"cost_{second}s" for second in CHECKPOINTS_S), "python", "machine",
)  # fmt: skip


@dataclass(slots=True)
class Run:
    """Routes by vehicle, and the best cost at every better plan on the way."""

    routes: dict[int, tuple[int, ...]]
    steps: list[tuple[float, float]] = field(default_factory=list)


def main() -> None:
    """Run every method on every day, in turns."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--days", default="drammen,helsinki")
    parser.add_argument("--orders", default="50,150,500")
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--methods", default="hybrid,ortools,pyvrp")
    parser.add_argument("--out", type=Path, default=Path("out/rich.csv"))
    args = parser.parse_args()
    methods = args.methods.split(",")
    for method in methods:
        prepare(method, print)
    for day in args.days.split(","):
        for count in map(int, args.orders.split(",")):
            problem = day_of(day, count)
            for method in methods:
                row = measured(problem, method, args.seconds, args.seed, args.threads)
                append(args.out, COLUMNS, {"day": day, "orders": count, **row})
                print(
                    f"{day:9s} {count:5d} {method:8s} {row['cost_nok']:>10} NOK {row['served']:>5} served "
                    f"{row['vehicles']:>3} vehicles {row['broken_routes']} broken, {row['wall_s']} s",
                    flush=True,
                )


def day_of(name: str, count: int) -> Problem:
    """The problem of an example with so many orders, the same at every call."""
    day = open_day(EXAMPLES / name / "scenario.yaml")
    rng = np.random.default_rng((ORDERS_SEED, count))
    known = day.scenario.orders
    orders = drawn(known, count, rng)
    fleet = grown(day.scenario.vehicles, count / len(known))
    scenario = replace(day.scenario, orders=orders, vehicles=fleet)
    return build(scenario, day.streets, day.factors).problem


def drawn(known: Sequence[Order], count: int, rng: np.random.Generator) -> tuple[Order, ...]:
    """So many orders: every known one at most once a round, later rounds of other sizes and hours."""
    chosen: list[Order] = []
    while len(chosen) < count:
        later = bool(chosen)
        for index in rng.permutation(len(known))[: count - len(chosen)]:
            order = known[int(index)]
            if later:
                factor = float(rng.lognormal(0.0, 0.4))
                load = Load(order.load.kg * factor, order.load.m3 * factor, max(1.0, order.load.units))
                order = replace(order, load=load, windows=known[int(rng.integers(len(known)))].windows)
            if rng.random() < OPTIONAL_SHARE:
                order = replace(order, penalty_nok=OPTIONAL_NOK)
            chosen.append(replace(order, id=f"{order.id}-{len(chosen)}"))
    return tuple(chosen)


def grown(fleet: Sequence[Vehicle], share: float) -> tuple[Vehicle, ...]:
    """The fleet times `share`, rounded up by vehicle."""
    copies = max(1, math.ceil(share - 0.2))
    return tuple(
        replace(vehicle, id=vehicle.id if not copy else f"{vehicle.id}-{copy}")
        for copy in range(copies)
        for vehicle in fleet
    )


def measured(problem: Problem, method: str, seconds: float, seed: int, threads: int) -> dict[str, object]:
    """One run as a row."""
    begin = time.perf_counter()
    found = search(problem, method, seconds, seed, threads)
    wall_s = time.perf_counter() - begin
    tables = make_tables(problem)
    broken = sum(bool(breaches(tables, vehicle, orders)) for vehicle, orders in found.routes.items())
    row: dict[str, object] = {
        "date": date.today().isoformat(),
        "method": method,
        "version": version_of(method),
        "seed": seed,
        "threads": threads if method == "hybrid" else 1,
        "seconds": seconds,
        "wall_s": round(wall_s, 1),
        "cost_nok": round(price(tables, found.routes) / MICRO, 2) if found.routes else "",
        "served": sum(map(len, found.routes.values())),
        "vehicles": sum(bool(orders) for orders in found.routes.values()),
        "broken_routes": broken,
        "python": platform.python_version(),
        "machine": machine(),
    }
    for second in CHECKPOINTS_S:
        until = [cost for at, cost in found.steps if at <= second]
        row[f"cost_{second}s"] = round(min(until), 2) if until and second <= seconds else ""
    return row


def search(problem: Problem, method: str, seconds: float, seed: int, threads: int) -> Run:
    """Let one method plan the day."""
    if method not in ENGINES:
        from rich_pyvrp import run_pyvrp

        return Run(run_pyvrp(problem, seconds, seed))
    run = Run({})
    solution = solve(
        problem,
        seed=seed,
        time_limit_s=seconds,
        iterations=None,
        progress=_keep(run),
        engine=method,
        threads=threads if method == "hybrid" else 1,
    )
    run.routes = {route.vehicle: route.orders for route in solution.routes}
    return run


def _keep(run: Run) -> Callable[[Progress], None]:
    return lambda progress: run.steps.append((progress.elapsed_s, progress.best_nok))


def price(tables: Tables, routes: dict[int, tuple[int, ...]]) -> int:
    """Millionths of a krone. A route that breaks a rule is dropped: its orders count as left out."""
    kept = {v: orders for v, orders in routes.items() if orders and not breaches(tables, v, orders)}
    served = {order for orders in kept.values() for order in orders}
    left = sum(penalty for order, penalty in enumerate(tables.penalty) if order not in served)
    return left + sum(cost_of(tables, vehicle, orders) for vehicle, orders in kept.items())


if __name__ == "__main__":
    main()
