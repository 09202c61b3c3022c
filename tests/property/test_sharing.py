"""What Shapley's value and the least core promise, for any game."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from freight.compare.sharing import core_is_empty, excess, least_core, shapley

Floats = NDArray[np.float64]


@st.composite
def games(draw: st.DrawFn, least: int = 2, most: int = 5) -> tuple[int, Floats]:
    carriers = draw(st.integers(least, most))
    size = 2**carriers - 1
    costs = draw(st.lists(st.integers(0, 10_000), min_size=size, max_size=size))
    return carriers, np.array(costs, dtype=float)


@given(games())
def test_shares_sum_to_the_cost_of_all(game: tuple[int, Floats]) -> None:
    carriers, cost = game
    assert np.isclose(shapley(cost, carriers).sum(), cost[-1])


@given(games(), st.integers(0, 4), st.integers(0, 4))
def test_carriers_that_are_alike_pay_alike(game: tuple[int, Floats], one: int, other: int) -> None:
    carriers, cost = game
    one, other = one % carriers, other % carriers

    def swapped(group: int) -> int:
        a, b = group >> one & 1, group >> other & 1
        return (group & ~(1 << one) & ~(1 << other)) | a << other | b << one

    alike = np.array([(cost[group - 1] + cost[swapped(group) - 1]) / 2.0 for group in range(1, len(cost) + 1)])
    share = shapley(alike, carriers)
    assert np.isclose(share[one], share[other])


@given(games(least=2), st.integers(0, 500))
def test_a_carrier_that_adds_only_its_own_cost_pays_just_that(game: tuple[int, Floats], own: int) -> None:
    carriers, cost = game
    whole = np.concatenate([[0.0], cost])
    longer = np.concatenate([whole, whole + own])[1:]
    share = shapley(longer, carriers + 1)
    assert np.isclose(share[-1], own)
    assert np.allclose(share[:-1], shapley(cost, carriers))


@given(games(3, 3), games(3, 3))
def test_the_value_of_a_sum_is_the_sum_of_values(one: tuple[int, Floats], other: tuple[int, Floats]) -> None:
    assert np.allclose(shapley(one[1] + other[1], 3), shapley(one[1], 3) + shapley(other[1], 3))


@settings(deadline=None)
@given(games(2, 4))
def test_the_least_core_is_stable_exactly_when_there_is_a_core(game: tuple[int, Floats]) -> None:
    carriers, cost = game
    groups = list(range(1, len(cost) + 1))
    found = least_core(groups, cost, shapley(cost, carriers))
    tolerance = 1e-6 * max(cost[-1], 1.0)
    assert np.isclose(found.payment.sum(), cost[-1], atol=tolerance)
    worst = excess(groups[:-1], cost[:-1], found.payment).max()
    assert abs(worst - found.epsilon) <= tolerance
    assert core_is_empty(found.epsilon, max(cost[-1], 1.0)) == (not has_core(carriers, cost))


def has_core(carriers: int, cost: Floats) -> bool:
    """Bondareva and Shapley: no balanced collection of smaller groups is cheaper than all together."""
    from scipy.optimize import linprog

    groups = range(1, len(cost))
    cover = np.array([[group >> place & 1 for group in groups] for place in range(carriers)], dtype=float)
    found = linprog(cost[:-1], A_eq=cover, b_eq=np.ones(carriers), method="highs")
    return bool(cost[-1] <= found.fun + 1e-7 * max(cost[-1], 1.0))
