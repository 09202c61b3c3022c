"""What each idea of the engine earns: switched off alone, on published instances and on a rich day.

    python benchmarks/ablation.py INSTANCE... --seconds S --seeds N [--days drammen] [--orders 150] --out F.csv

One row a run; the table at the end gives the mean excess over the engine as it is, in percent of its cost,
for the same instances, seconds and seeds. What only a mixed fleet or optional orders can use shows on days.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
from rich import day_of
from rows import append, machine
from solomon import read_instance, to_problem
from vrptw import instance_files

from freight.domain.problem import Problem
from freight.solve.improve.engine import compile_engine, improve
from freight.solve.improve.settings import Settings

ALL = Settings()
WITHOUT = {
    "everything on": ALL,
    "strings: single orders instead": replace(ALL, longest_string=1.0, big_share=0.0),
    "strings as long as routes": replace(ALL, big_share=0.0),
    "orders that stay inside a string": replace(ALL, split_share=0.0),
    "blinks": replace(ALL, blink=1e-6),
    "first order opens a route": replace(ALL, new_route_share=0.0),
    "orders at more than their penalty": replace(ALL, generous_share=0.0),
    "exchange of route ends": replace(ALL, tails_tried=0.0),
    "exchange of vehicles": replace(ALL, exchange_share=0.0),
    "short near lists: all orders instead": replace(ALL, near_few=1e6, near_many=1e6),
    "annealing: only better plans instead": replace(ALL, hot=1e-6, cold=1e-6),
    "hotter start on long routes": replace(ALL, hotter=1.0),
}
COLUMNS = ("date", "problem", "orders", "without", "seed", "seconds", "cost", "iterations", "machine")


def main() -> None:
    """Run all variants in turns, then print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("instances", nargs="*", type=Path)
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--days", default="")
    parser.add_argument("--orders", type=int, default=150)
    parser.add_argument("--out", type=Path, default=Path("out/ablation.csv"))
    args = parser.parse_args()
    compile_engine(print)
    problems = {path.stem: to_problem(read_instance(path)) for path in instance_files(args.instances)}
    problems |= {f"{day}-{args.orders}": day_of(day, args.orders) for day in filter(None, args.days.split(","))}
    cost: dict[tuple[str, str, int], int] = {}
    for name, problem in problems.items():
        for seed in range(1, args.seeds + 1):
            for without, settings in WITHOUT.items():
                row = run(name, problem, without, settings, seed, args.seconds)
                append(args.out, COLUMNS, row)
                cost[without, name, seed] = int(str(row["cost"]))
                print(f"{name:12s} {seed} {without:40s} {row['cost']}", flush=True)
    for line in table(cost, list(problems)):
        print(line)


def run(
    name: str, problem: Problem, without: str, settings: Settings, seed: int, seconds: float
) -> dict[str, object]:
    """One run as a row; the cost is in the problem's own smallest unit."""
    found = improve(problem, (), seed=seed, time_limit_s=seconds, iterations=None, settings=settings)
    return {
        "date": date.today().isoformat(),
        "problem": name,
        "orders": problem.order_count,
        "without": without,
        "seed": seed,
        "seconds": seconds,
        "cost": found.cost_micro,
        "iterations": found.iterations,
        "machine": machine(),
    }


def table(cost: dict[tuple[str, str, int], int], names: Sequence[str]) -> list[str]:
    """Markdown: the mean excess of every variant, on short routes, long routes and days."""
    groups = {
        "short routes": [name for name in names if name.lstrip("CR")[0] == "1"],
        "long routes": [name for name in names if name.lstrip("CR")[0] == "2"],
        "days": [name for name in names if not name.lstrip("CR")[0].isdigit()],
    }
    shown = {group: members for group, members in groups.items() if members}
    lines = ["| without | " + " | ".join(shown) + " |", "|---|" + "---|" * len(shown)]
    for without in WITHOUT:
        excess = []
        for members in shown.values():
            pairs = [key for key in cost if key[0] == without and key[1] in members]
            base = [cost["everything on", name, seed] for _, name, seed in pairs]
            excess.append(np.mean([100 * (cost[key] / own - 1) for key, own in zip(pairs, base, strict=True)]))
        lines.append(f"| {without} | " + " | ".join(f"{value:+.2f} %" for value in excess) + " |")
    return lines


if __name__ == "__main__":
    main()
