"""Published instances with time windows: this engine against PyVRP, VROOM and OR-Tools at equal time.

    python benchmarks/vrptw.py INSTANCE... --seconds S --seed N --threads T [--against pyvrp,vroom,ortools]
        --out DIR

INSTANCE is a file, or a folder with such files. Methods take turns on every instance. DIR gets INSTANCE.json
of our routes, METHOD/INSTANCE.json of the others and vrptw.csv, one row a run, after those of earlier runs.
Every cost is recomputed from the routes. Distance only, truncated to tenths (DIMACS), see docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import time
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import numpy as np
from peers import RUNNERS, Routes, version_of
from rows import append, machine
from solomon import TENTHS, Instance, best_known, checked_cost, read_instance

from freight.files import write_atomically

OURS = "hybrid"
COLUMNS = (
    "date", "instance", "customers", "method", "version", "seed", "threads", "seconds", "wall_s", "cost",
    "best_known", "gap_percent", "routes", "feasible", "peak_mb", "python", "numpy", "machine",
)  # fmt: skip


def main() -> None:
    """Run every method on every instance, in turns, and print the means."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("instances", nargs="+", type=Path)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--against", default="", help="pyvrp,vroom,ortools")
    parser.add_argument("--out", type=Path, default=Path("out/vrptw"))
    args = parser.parse_args()
    methods = [OURS, *filter(None, args.against.split(","))]
    unknown = [method for method in methods if method not in RUNNERS]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; there are {', '.join(RUNNERS)}")
    files = instance_files(args.instances)
    if not files:
        parser.error("no instance there")
    _compile(methods)
    rows = []
    for path in files:
        instance = read_instance(path)
        for method in methods:
            row = run(instance, method, args.seconds, args.seed, args.threads, args.out)
            append(args.out / "vrptw.csv", COLUMNS, row)
            rows.append(row)
            print(
                f"{instance.name:9s} {method:8s} {row['cost']:>10} {row['gap_percent']:>7} % "
                f"{row['routes']:>4} routes {row['wall_s']:>6} s",
                flush=True,
            )
    for line in means(rows, methods):
        print(line)


def instance_files(given: Iterable[Path]) -> list[Path]:
    """The files themselves, and the instances inside folders."""
    return [
        file
        for path in given
        for file in (sorted(path.rglob("*.txt")) if path.is_dir() else [path])
        if file.suffix == ".txt"
    ]


def run(
    instance: Instance, method: str, seconds: float, seed: int, threads: int, out: Path
) -> dict[str, str | int | float]:
    """One run of one method: writes its routes and gives its row; an infeasible plan has no cost."""
    begin = time.perf_counter()
    routes = RUNNERS[method](instance, seconds, seed, threads)
    wall_s = time.perf_counter() - begin
    folder = out if method == OURS else out / method
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / f"{instance.name}.json", json.dumps({"routes": routes}) + "\n")
    cost = _cost(instance, routes)
    known = best_known().get(instance.name)
    gap = None if cost is None or known is None else 100 * (cost / TENTHS / known - 1)
    return {
        "date": date.today().isoformat(),
        "instance": instance.name,
        "customers": instance.customers,
        "method": method,
        "version": version_of(method),
        "seed": seed,
        "threads": threads,
        "seconds": seconds,
        "wall_s": round(wall_s, 1),
        "cost": "" if cost is None else cost / TENTHS,
        "best_known": "" if known is None else known,
        "gap_percent": "" if gap is None else round(gap, 3),
        "routes": len(routes),
        "feasible": int(cost is not None),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "machine": machine(),
    }


def _cost(instance: Instance, routes: Routes) -> int | None:
    try:
        return checked_cost(instance, routes)
    except ValueError as error:
        print(f"{instance.name}: {error}")
        return None


def means(rows: Sequence[dict[str, str | int | float]], methods: Sequence[str]) -> list[str]:
    """Mean gap of every method, and how our cost compares: mean ratio and where ours is lower."""
    cost = {(row["instance"], row["method"]): row["cost"] for row in rows if row["feasible"]}
    lines = []
    for method in methods:
        gaps = [
            float(row["gap_percent"]) for row in rows if row["method"] == method and row["gap_percent"] != ""
        ]
        shared = [name for name, other in cost if other == method and (name, OURS) in cost]
        ratios = [float(cost[name, OURS]) / float(cost[name, method]) for name in shared]
        gap = f"{np.mean(gaps):.3f} %" if gaps else "unknown"
        against = ""
        if method != OURS and ratios:
            lower = sum(ratio < 1 for ratio in ratios)
            against = f", ours/theirs {np.mean(ratios):.4f}, ours lower on {lower} of {len(ratios)}"
        lines.append(f"{method:8s} mean gap {gap}{against}")
    return lines


def _compile(methods: Sequence[str]) -> None:
    from freight.solve.search import prepare

    for method in methods:
        prepare(method, print)


if __name__ == "__main__":
    main()
