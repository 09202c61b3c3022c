"""Means over seeds from the rows of `vrptw.py`: a table by instance, and our cost against each peer's.

    python benchmarks/summary.py FILE.csv... --seconds 30 [--version TEXT]

Only rows of these seconds count, and of our own only those whose version contains TEXT. A method that was run
with fewer seeds than another is compared by the mean of what it has; the table says how many seeds that is.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

OURS = "hybrid"


def main() -> None:
    """Print the tables as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--version", default="")
    args = parser.parse_args()
    rows = pd.concat([pd.read_csv(file) for file in args.files], ignore_index=True)
    ours = (rows.method == OURS) & rows.version.str.contains(args.version, regex=False)
    rows = rows[(rows.seconds == args.seconds) & (ours | (rows.method != OURS))]
    if rows.empty:
        parser.error("no such rows in these files")
    for line in [*by_instance(rows), "", *comparisons(rows)]:
        print(line)


def by_instance(rows: pd.DataFrame) -> list[str]:
    """Mean cost of each method on each instance, its gap to the best known in brackets."""
    methods = [OURS, *sorted(set(rows.method) - {OURS})]
    seeds = {method: rows[rows.method == method].seed.nunique() for method in methods}
    heads = [f"{method} ({seeds[method]} seed{'s' if seeds[method] > 1 else ''})" for method in methods]
    lines = ["| instance | " + " | ".join(heads) + " |", "|---" * (len(methods) + 1) + "|"]
    for name in rows.instance.drop_duplicates():
        cells = []
        for method in methods:
            own = rows[(rows.instance == name) & (rows.method == method) & (rows.feasible == 1)]
            cells.append(f"{own.cost.mean():.1f} ({own.gap_percent.mean():.2f})" if len(own) else "no plan")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    means = [f"{_mean_gap(rows[rows.method == method]):.2f}" for method in methods]
    return [*lines, "| **mean gap** | " + " | ".join(f"**{gap}**" for gap in means) + " |"]


def _mean_gap(rows: pd.DataFrame) -> float:
    return float(rows[rows.feasible == 1].groupby("instance").gap_percent.mean().mean())


def comparisons(rows: pd.DataFrame) -> list[str]:
    """Mean ratio of our mean cost to each peer's, and on how many instances ours is lower, equal, higher."""
    kept = rows[rows.feasible == 1]
    cost = kept.groupby(["instance", "method"]).cost.mean().unstack()
    lines = []
    for method in [column for column in cost.columns if column != OURS]:
        both = cost[[OURS, method]].dropna()
        ratio = both[OURS] / both[method]
        long = both.index.str.lstrip("CR").str.startswith("2")
        lower, equal = int((ratio < 1 - 1e-9).sum()), int((abs(ratio - 1) <= 1e-9).sum())
        lines.append(
            f"ours to {method}: {ratio.mean():.4f} over {len(ratio)} instances "
            f"(long routes {ratio[long].mean():.4f}, short {ratio[~long].mean():.4f}); "
            f"lower on {lower}, equal on {equal}, higher on {len(ratio) - lower - equal}"
        )
    return [*lines, *_missing(rows)]


def _missing(rows: pd.DataFrame) -> Sequence[str]:
    lost = rows[rows.feasible != 1]
    return [f"no feasible plan: {row.method} on {row.instance}, seed {row.seed}" for row in lost.itertuples()]


if __name__ == "__main__":
    main()
