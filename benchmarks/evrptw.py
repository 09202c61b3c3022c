"""The electric instances of Schneider, Stenger and Goeke: fewest vehicles first, then distance.

    python benchmarks/evrptw.py INSTANCE... --recharge full|partial --seconds S --seed N
        [--engine hybrid|ortools] [--start FILE_OR_FOLDER] --out FILE_OR_FOLDER

INSTANCE is a file, or a folder with such files. With one instance --out may be the solution's file, else it is
a folder for INSTANCE.json. evrptw.csv beside the solutions gets a row a run. A start is a solution to begin
from, of either policy; a worse one is never returned.
"""

from __future__ import annotations

import argparse
import json
import platform
import time
from datetime import date
from functools import partial
from importlib.metadata import version
from pathlib import Path

import numpy as np
from rows import append, machine
from schneider import POLICIES, ElectricInstance, best_known, read_instance, to_problem, written
from schneider_check import checked

from freight.domain.plan import RoutePlan
from freight.domain.problem import Problem
from freight.files import write_atomically
from freight.solve.improve.engine import compile_engine, improve
from freight.solve.insertion import Routes
from freight.solve.read_back import plan_routes
from freight.solve.tables import make_tables

KNOWN = Path(__file__).parent / "data" / "evrptw" / "best_known.csv"
FLEET_SHARE = 0.4
"""Of the time, for saving vehicles."""
LAPS, LAP_SHARE = 3, 2 / 15
"""Walks from there, each with a share of the time; the rest goes on from the best of them."""
FILLED_SHARE = 0.4
"""Share of the time that partial recharge spends on full ones first."""
COLUMNS = (
    "date", "instance", "recharge", "engine", "version", "seed", "seconds", "wall_s", "iterations", "vehicles",
    "distance", "best_vehicles", "best_distance", "gap_percent", "feasible", "unserved", "python", "numpy",
    "ortools", "numba", "machine",
)  # fmt: skip
Row = dict[str, str | int | float]
Written = list[list[dict[str, str | float]]]


def main() -> None:
    """Solve every instance, write the solutions and their rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("instances", nargs="+", type=Path)
    parser.add_argument("--recharge", choices=POLICIES, default="full")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=("hybrid", "ortools"), default="hybrid")
    parser.add_argument("--start", type=Path)
    parser.add_argument("--out", type=Path, default=Path("out/evrptw"))
    args = parser.parse_args()
    found = [f for p in args.instances for f in (sorted(p.rglob("*.txt")) if p.is_dir() else [p])]
    if len(found) > 1 and args.out.suffix == ".json":
        parser.error("several instances need a folder for --out")
    compile_engine(print)
    known = best_known(KNOWN)
    for path in found:
        instance = read_instance(path)
        out = args.out if args.out.suffix == ".json" else args.out / f"{instance.name}.json"
        start = args.start / f"{instance.name}.json" if args.start and args.start.is_dir() else args.start
        row = run(instance, args.recharge, args.engine, args.seconds, args.seed, start, out)
        row |= compared(row, known.get((instance.name, args.recharge)))
        append(out.parent / "evrptw.csv", COLUMNS, row)
        print(
            f"{instance.name:10s} {args.recharge:8s} {row['vehicles']:>3} {row['distance']:>10} best"
            f" {row['best_vehicles']:>3} {row['best_distance']:>10} {row['gap_percent']:>8} %"
            f" {row['wall_s']:>6} s",
            flush=True,
        )


def run(
    instance: ElectricInstance,
    policy: str,
    engine: str,
    seconds: float,
    seed: int,
    start: Path | None,
    out: Path,
) -> Row:
    """Solve once: writes the solution and gives its row; without a feasible solution there is no distance."""
    begin, problem = time.perf_counter(), to_problem(instance, policy)
    first = () if start is None else read_start(problem, start)
    if engine == "ortools":
        from evrptw_ortools import search

        routes, bound = search(instance, policy, seconds, seed)
        iterations = 0
        print(f"{instance.name}: least distance proven {'none' if bound is None else f'{bound:.4f}'}")
    else:
        routes, iterations = improved(instance, policy, first, seconds, seed)
    wall_s = time.perf_counter() - begin
    plans = plan_routes(make_tables(problem), routes)
    stops = written(instance, problem, plans, policy)
    out.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(out, json.dumps({"routes": stops}) + "\n")
    measured = _measure(instance, stops, policy)
    return {
        "date": date.today().isoformat(),
        "instance": instance.name,
        "recharge": policy,
        "engine": engine,
        "version": version("freight"),
        "seed": seed,
        "seconds": seconds,
        "wall_s": round(wall_s, 1),
        "iterations": iterations,
        "vehicles": len(plans),
        "distance": "" if measured is None else round(measured, 4),
        "feasible": int(measured is not None),
        "unserved": instance.customers - sum(len(plan.orders) for plan in plans),
        "python": platform.python_version(),
        "numpy": np.__version__,
        "ortools": version("ortools"),
        "numba": version("numba"),
        "machine": machine(),
    }


def improved(
    instance: ElectricInstance, policy: str, first: tuple[RoutePlan, ...], seconds: float, seed: int
) -> tuple[Routes, int]:
    """Routes and iterations: fewer vehicles first, then several walks from there, the best one once more.

    What full recharges allow partial ones allow too, at no higher cost. So partial recharge begins with full
    ones, whose labels are fewer, unless a start is given.
    """
    spent_s, iterations = 0.0, 0
    if policy == "partial" and not first:
        spent_s = FILLED_SHARE * seconds
        first, iterations, _ = _walked(to_problem(instance, "full"), first, spent_s, seed)
    _, more, found = _walked(to_problem(instance, policy), first, seconds - spent_s, seed)
    return found, iterations + more


def _walked(
    problem: Problem, first: tuple[RoutePlan, ...], seconds: float, seed: int
) -> tuple[tuple[RoutePlan, ...], int, Routes]:
    """The best plan as a start and as routes, with the iterations of all walks."""
    walk = partial(improve, problem, iterations=None)
    fewest = walk(first, seed=seed, time_limit_s=FLEET_SHARE * seconds, fleet_share=1.0)
    laps = [
        walk(_begin(fewest.routes), seed=seed + 1000 * (lap + 1), time_limit_s=LAP_SHARE * seconds)
        for lap in range(LAPS)
    ]
    best = min(laps, key=lambda lap: lap.cost_micro)
    last_s = (1 - FLEET_SHARE - LAPS * LAP_SHARE) * seconds
    last = walk(_begin(best.routes), seed=seed, time_limit_s=last_s)
    return _begin(last.routes), sum(one.iterations for one in (fewest, *laps, last)), last.routes


def _begin(routes: Routes) -> tuple[RoutePlan, ...]:
    return tuple(RoutePlan(vehicle, 0, one, (0,) * len(one)) for vehicle, one in routes.items() if one)


def read_start(problem: Problem, path: Path) -> tuple[RoutePlan, ...]:
    """Orders in sequence of a solution; charging is found anew."""
    number = {name: order for order, name in enumerate(problem.order_ids)}
    stops = json.loads(path.read_text(encoding="utf-8"))["routes"]
    orders = [tuple(number[stop["id"]] for stop in route if stop["id"] in number) for route in stops]
    return tuple(RoutePlan(vehicle, 0, one, (0,) * len(one)) for vehicle, one in enumerate(orders))


def _measure(instance: ElectricInstance, stops: Written, policy: str) -> float | None:
    try:
        return checked(instance, stops, policy)[1]
    except ValueError as error:
        print(f"{instance.name}: {error}")
        return None


def compared(row: Row, known: tuple[int, float] | None) -> Row:
    """Best known values, and the gap in percent where the vehicles are as many."""
    if known is None:
        return {"best_vehicles": "", "best_distance": "", "gap_percent": ""}
    vehicles, distance = known
    same = row["vehicles"] == vehicles and row["distance"] != ""
    gap: str | float = round(100 * (float(row["distance"]) / distance - 1), 3) if same else ""
    return {"best_vehicles": vehicles, "best_distance": distance, "gap_percent": gap}


if __name__ == "__main__":
    main()
