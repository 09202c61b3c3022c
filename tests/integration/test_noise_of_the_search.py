"""The noise of the real search: a day planned again under other seeds is no other policy."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from freight.compare.long_table import COLUMNS
from freight.compare.noise import LOWER, NONE, differences
from freight.domain.plan import Solution
from freight.domain.problem import Problem
from freight.solve.search import solve
from tests.problems import problem, streets, van

ORDERS, VANS, RUNS = 40, 6, 8
OTHER_SEEDS = 100


def day(spread_m: int) -> Problem:
    """Forty orders in a square, and small vans."""
    places = np.random.default_rng(5).integers(0, spread_m, (ORDERS + 1, 2))
    vans = tuple(van(number, capacity=(90_000, 10_000_000, 100_000)) for number in range(VANS))
    return problem(streets(places), vans)


def rows(variant: str, made: Problem, seeds: Sequence[int]) -> list[tuple[object, ...]]:
    """What every run amounts to; pairs are named by their place, not by the seed that was drawn."""
    found: list[tuple[object, ...]] = []
    for place, seed in enumerate(seeds):
        plan = solve(made, seed=seed, time_limit_s=None, iterations=120)
        for measure, unit, value in (
            ("vehicle_km", "km", driven_km(made, plan)), ("vehicles", "vehicles", float(len(plan.routes))),
            ("cost_nok", "NOK", plan.objective_micro / 1e6), ("unserved", "orders", float(len(plan.unserved))),
        ):  # fmt: skip
            found.append(
                (variant, place, 0, "", "participating", "total", "", measure, unit, "search", "mid", value)
            )
    return found


def driven_km(made: Problem, plan: Solution) -> float:
    total = 0
    for route in plan.routes:
        places = [0, *(int(made.order_place[order]) for order in route.orders), 0]
        total += sum(int(made.travel.metres[0, a, b]) for a, b in pairwise(places))
    return total / 1000.0


def test_other_seeds_are_no_difference_and_other_streets_are() -> None:
    here = day(20_000)
    table = pd.DataFrame(
        [
            *rows("today", here, range(RUNS)),
            *rows("again", here, range(OTHER_SEEDS, OTHER_SEEDS + RUNS)),
            *rows("nearer", day(16_000), range(RUNS)),
        ],
        columns=list(COLUMNS),
    )
    found = differences(table, "today").set_index(["variant", "measure"])
    assert set(found.loc["again", "verdict"]) == {NONE}
    assert found.loc[("nearer", "vehicle_km"), "verdict"] == LOWER
    assert found.loc[("today", "cost_nok"), "lowest"] < found.loc[("today", "cost_nok"), "highest"]
