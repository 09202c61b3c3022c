"""Choosing hubs by CP-SAT, against every choice tried."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from freight.solve.locate import locate


def cheapest(serve: np.ndarray, bring: np.ndarray, carrier_of: list[int], choose: int) -> int:
    """Try every set of hubs and every way to serve from it."""
    candidates, orders = serve.shape
    best = None
    for opened in (part for size in range(1, choose + 1) for part in combinations(range(candidates), size)):
        for number in range(len(opened) ** orders):
            hubs = [opened[number // len(opened) ** order % len(opened)] for order in range(orders)]
            used = {(hub, carrier_of[order]) for order, hub in enumerate(hubs)}
            cost = sum(int(serve[hub, order]) for order, hub in enumerate(hubs))
            cost += sum(int(bring[pair]) for pair in used)
            best = cost if best is None else min(best, cost)
    assert best is not None
    return best


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("choose", [1, 2])
def test_nothing_is_cheaper(seed: int, choose: int) -> None:
    rng = np.random.default_rng(seed)
    serve, bring = rng.integers(1, 100, (3, 5)), rng.integers(1, 150, (3, 2))
    carrier_of = [0, 1, 0, 1, 0]
    found = locate(serve, bring, carrier_of, choose)
    assert found.cost_micro == cheapest(serve, bring, carrier_of, choose)
    assert len(found.opened) <= choose
    assert set(found.hub_of) == set(found.opened)
