"""Are the reasons for orders left out true, do the suggested changes work? Random small days, all tried.

Run with ``python -m benchmarks.explain 200``: days are drawn until so many orders were left out. Every stated
reason is worked out again, every suggested change applied and the day planned again (`tests/explain_truth.py`).
One row an order in ``benchmarks/results/explain.csv``.
"""

from __future__ import annotations

import csv
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from freight.errors import NoPlanError
from freight.explain.explain import Explanation
from tests.explain_days import random_day
from tests.explain_truth import Planned, explained, failing, plan_day, untrue

RESULTS = Path(__file__).parent / "results" / "explain.csv"
COLUMNS = (
    "day",
    "order",
    "orders",
    "vehicles",
    "rules",
    "scopes",
    "reasons_true",
    "change",
    "change_works",
    "others_tried",
    "others_work",
    "seconds",
)
MOST_WAYS = 3


def rows(wanted: int) -> Iterator[dict[str, object]]:
    """One row an order left out."""
    number, count = 0, 0
    while count < wanted:
        try:
            day = plan_day(random_day(number))
        except NoPlanError:
            number += 1
            continue
        for left_out in day.solution.unserved[: wanted - count]:
            yield judged(day, number, left_out.order_id)
            count += 1
        number += 1


def judged(day: Planned, number: int, order_id: str) -> dict[str, object]:
    """What is said of an order, and whether it is so."""
    begun = time.perf_counter()
    found = explained(day, order_id, MOST_WAYS)
    seconds = time.perf_counter() - begun
    lies = [*untrue(day, found)]
    failed = [[*failing(day, order_id, way, exhaustive=rank == 0)] for rank, way in enumerate(found.ways)]
    for text in (*lies, *(text for one in failed for text in one)):
        print(f"day {number}: {text}", file=sys.stderr)
    return {
        "day": number,
        "order": order_id,
        "orders": day.problem.order_count,
        "vehicles": len(day.problem.vehicles),
        "rules": "+".join(sorted({reason.rule for one in found.reasons for reason in one.reasons})),
        "scopes": "+".join(sorted({one.scope for one in found.reasons})),
        "reasons_true": not lies,
        "change": cheapest(found),
        "change_works": bool(failed) and not failed[0],
        "others_tried": len(failed[1:]),
        "others_work": sum(not one for one in failed[1:]),
        "seconds": f"{seconds:.2f}",
    }


def cheapest(found: Explanation) -> str:
    """Kinds of the changes of the first way."""
    return "+".join(change.kind for change in found.ways[0].changes) if found.ways else ""


def main(wanted: int) -> None:
    """Write the rows and print the sums."""
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    made = []
    with RESULTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for row in rows(wanted):
            writer.writerow(row)
            file.flush()
            made.append(row)
    suggested = [row for row in made if row["change"]]
    print(f"{len(made)} orders left out; reasons true: {sum(bool(row['reasons_true']) for row in made)}")
    print(f"a change suggested: {len(suggested)}; works: {sum(bool(row['change_works']) for row in suggested)}")
    print(Counter(str(row["change"]) for row in made).most_common())
    print(Counter(rule for row in made for rule in str(row["rules"]).split("+")).most_common())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
