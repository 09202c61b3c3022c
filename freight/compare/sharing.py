"""Who should pay what of a common cost: Shapley value, core, least core, and who would leave."""

from __future__ import annotations

from collections.abc import Sequence
from math import factorial
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from freight.compare.coalitions import members

Floats = NDArray[np.float64]
ROUNDING_SHARE: Final = 1e-7
"""Of the common cost: below this, an excess is the linear programme's rounding."""


SLACK: Final = 1e-9
"""Room for the second programme at the first one's optimum, as a share of the common cost."""


class LeastCore(NamedTuple):
    """The most stable division."""

    epsilon: float
    """What the group with most reason to leave would gain by it; above zero when the core is empty."""
    payment: Floats
    """Shape (carriers,): of all divisions with that epsilon, the one nearest to the wanted division."""


def shapley(cost: Floats, carriers: int) -> Floats:
    """Each carrier's mean extra cost, over all orders of joining.

    Parameters
    ----------
    cost
        Shape (2**carriers - 1,): cost of group 1, 2, ... by their bits; the empty group costs nothing.

    Returns
    -------
    Floats
        Shape (carriers,); sums to the cost of all.

    References
    ----------
    .. [1] L. S. Shapley (1953), "A value for n-person games", Contributions to the Theory of Games II.
    """
    whole = np.concatenate([[0.0], cost])
    groups = np.arange(len(whole))
    size = np.array([int(group).bit_count() for group in groups])
    ways = factorial(carriers)
    weight = np.array([factorial(k) * factorial(carriers - 1 - k) / ways for k in range(carriers)])
    value = np.empty(carriers)
    for place in range(carriers):
        without = groups[(groups >> place & 1) == 0]
        extra = whole[without | 1 << place] - whole[without]
        value[place] = (weight[size[without]] * extra).sum()
    return value


def shapley_sampled(
    groups: Sequence[int], cost: Floats, orders: Sequence[Sequence[int]]
) -> tuple[Floats, Floats]:
    """Mean extra cost over sampled orders of joining, and its standard error from the sampling.

    Parameters
    ----------
    groups, cost
        Known groups and the cost of each, shape (groups,).
    orders
        Places of the carriers in the order of joining; every beginning must be known.

    Returns
    -------
    tuple[Floats, Floats]
        Value and standard error, shape (carriers,). The values sum to the cost of all, whatever the sample.

    References
    ----------
    .. [1] J. Castro, D. Gomez, J. Tejada (2009), "Polynomial calculation of the Shapley value based on
       sampling", Computers & Operations Research 36(5).
    """
    known = dict(zip(groups, cost.tolist(), strict=True))
    extra = np.empty((len(orders), len(orders[0])))
    for row, order in enumerate(orders):
        group, before = 0, 0.0
        for place in order:
            group |= 1 << place
            extra[row, place] = known[group] - before
            before = known[group]
    error = np.full(extra.shape[1], np.nan)
    if len(orders) > 1:
        error = extra.std(axis=0, ddof=1) / np.sqrt(len(orders))
    return extra.mean(axis=0), error


def proportional(total: float, weights: Floats) -> Floats:
    """The common cost by a key such as cost alone or volume."""
    return np.asarray(total * weights / weights.sum(), dtype=np.float64)


def excess(groups: Sequence[int], cost: Floats, payment: Floats) -> Floats:
    """What each group pays above what it would cost alone: its gain by leaving, shape (groups,)."""
    return np.array([payment[members(group)].sum() for group in groups]) - cost


def least_core(groups: Sequence[int], cost: Floats, wanted: Floats) -> LeastCore:
    """Lower the largest gain by leaving as far as it goes.

    Two linear programmes (HiGHS): the smallest epsilon with sum over S of x <= c(S) + epsilon for every known
    group S but the whole, x summing to c(N); then, at that epsilon, the x nearest to `wanted` (by its largest
    distance).

    Parameters
    ----------
    groups, cost
        Known groups, the last of all carriers, and their cost, shape (groups,).
    wanted
        Shape (carriers,): a division thought fair, summing to the cost of all.

    Returns
    -------
    LeastCore
        With one carrier it pays all and epsilon is 0.

    References
    ----------
    .. [1] M. Maschler, B. Peleg, L. S. Shapley (1979), "Geometric properties of the kernel, nucleolus, and
       related solution concepts", Mathematics of Operations Research 4(4).
    """
    carriers, scale = len(wanted), max(abs(float(cost[-1])), 1.0)
    if carriers == 1:
        return LeastCore(0.0, cost[-1:].copy())
    inside = np.array([[group >> place & 1 for place in range(carriers)] for group in groups], dtype=float)
    rows, limit = inside[:-1], cost[:-1] / scale
    column, one, apart = np.ones((len(rows), 1)), np.eye(carriers), np.ones((carriers, 1))
    total = cost[-1:] / scale
    epsilon = float(_lowest(np.hstack([rows, -column]), limit, total)[-1])
    above = np.vstack([np.hstack([rows, 0.0 * column]), np.hstack([one, -apart]), np.hstack([-one, -apart])])
    bound = np.concatenate([limit + epsilon + SLACK, wanted / scale, -wanted / scale])
    return LeastCore(epsilon * scale, _lowest(above, bound, total)[:-1] * scale)


def _lowest(rows: Floats, limit: Floats, total: Floats) -> Floats:
    """The point with the smallest last coordinate under `rows`, the others summing to `total`."""
    width = rows.shape[1]
    whole = np.append(np.ones(width - 1), 0.0)[None, :]
    found = linprog(
        np.append(np.zeros(width - 1), 1.0), rows, limit, whole, total, (None, None), method="highs"
    )
    if found.x is None:
        raise RuntimeError(f"the linear programme of the least core failed: {found.message}")
    return np.asarray(found.x, dtype=np.float64)


def core_is_empty(epsilon: float, total: float) -> bool:
    """Whether every division gives some group a reason to leave."""
    return epsilon > ROUNDING_SHARE * abs(total)
