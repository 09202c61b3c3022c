"""Mean, interval and test of small samples, a row each; Holm's correction over many tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Floats = NDArray[np.float64]
EXACT = 1e-9
"""Spread or mean below this share of the values is rounding, not a spread or a difference."""


class Spread(NamedTuple):
    """Of each row of a sample, NaN left out: shape (rows,) each."""

    size: NDArray[np.int64]
    mean: Floats
    deviation: Floats
    lowest: Floats
    highest: Floats

    def half_width(self, level: float) -> Floats:
        """Half of the interval that holds the true mean with probability `level` (Student's t)."""
        free = np.maximum(self.size - 1, 1)
        half = stats.t.ppf(0.5 + level / 2.0, free) * self.deviation / np.sqrt(np.maximum(self.size, 1))
        return np.where(self.size > 1, half, np.nan)

    def p_value(self) -> Floats:
        """Chance of a mean so far from zero if the true mean were zero, two-sided; NaN where not tested.

        Rows of zeros and rows with fewer than two values are not tested. A difference that is the same in every
        pair has no spread for Student's t. If both sides came from one distribution, a pair would show one
        given difference d != 0 with probability at most 1/4 (the largest sum of p_i p_(i+d) over a distribution
        p, by Motzkin and Straus), so n pairs would all show d or all -d with at most ``2 * 4**-n``.

        References
        ----------
        .. [1] T. S. Motzkin, E. G. Straus (1965), "Maxima for graphs and a new proof of a theorem of Turan",
           Canadian Journal of Mathematics 17.
        """
        scale = EXACT * np.maximum(np.abs(self.lowest), np.abs(self.highest))
        still = self.deviation <= scale
        error = np.where(still, 1.0, self.deviation) / np.sqrt(np.maximum(self.size, 1))
        tail = 2.0 * stats.t.sf(np.abs(self.mean) / error, np.maximum(self.size - 1, 1))
        chance = np.where(still, 2.0 * 4.0 ** -self.size.astype(float), tail)
        nothing = (self.size < 2) | (still & (np.abs(self.mean) <= scale))
        return np.where(nothing, np.nan, chance)


def spread_of(sample: Floats) -> Spread:
    """Count, mean, sample deviation and extremes of every row; NaN values are left out.

    Parameters
    ----------
    sample
        Shape (rows, observations).
    """
    there = ~np.isnan(sample)
    count = np.count_nonzero(there, axis=1)
    some = np.maximum(count, 1)
    mean = np.where(count > 0, np.where(there, sample, 0.0).sum(axis=1) / some, np.nan)
    off = np.where(there, sample - mean[:, None], 0.0)
    deviation = np.where(count > 1, np.sqrt((off**2).sum(axis=1) / np.maximum(count - 1, 1)), np.nan)
    lowest = np.where(count > 0, np.where(there, sample, np.inf).min(axis=1, initial=np.inf), np.nan)
    highest = np.where(count > 0, np.where(there, sample, -np.inf).max(axis=1, initial=-np.inf), np.nan)
    return Spread(count, mean, deviation, lowest, highest)


def by_day(sample: Floats, days: NDArray[np.int64]) -> Floats:
    """Runs of one day share its orders: with several days the mean of a day is the observation.

    Parameters
    ----------
    sample
        Shape (rows, runs).
    days
        Shape (runs,), the demand day of each run.

    Returns
    -------
    Floats
        `sample` itself with one day, else shape (rows, days).
    """
    different = np.unique(days)
    if len(different) < 2:
        return sample
    return np.stack([spread_of(sample[:, days == day]).mean for day in different], axis=1)


def jackknife(statistic: Callable[[Floats], Floats], sample: Floats) -> tuple[Floats, Floats]:
    """A statistic of the mean observation, and its standard error by leaving out one observation at a time.

    For a linear statistic this is the standard error of its mean.

    Parameters
    ----------
    statistic
        From a mean observation, shape (rows,), to values of any one shape (values,).
    sample
        Shape (rows, observations).

    Returns
    -------
    tuple[Floats, Floats]
        Value and standard error, shape (values,); the error is NaN with one observation.

    References
    ----------
    .. [1] B. Efron, C. Stein (1981), "The jackknife estimate of variance", Annals of Statistics 9(3).
    """
    size = sample.shape[1]
    value = statistic(sample.mean(axis=1))
    if size < 2:
        return value, np.full(value.shape, np.nan)
    left = np.stack([statistic(np.delete(sample, one, axis=1).mean(axis=1)) for one in range(size)])
    return value, np.sqrt((size - 1) / size * ((left - left.mean(axis=0)) ** 2).sum(axis=0))


def t_half_width(error: Floats, size: int, level: float) -> Floats:
    """Half of the interval round a value with that standard error from `size` observations."""
    return np.asarray(stats.t.ppf(0.5 + level / 2.0, max(size - 1, 1)) * error, dtype=np.float64)


def t_chance(value: Floats, error: Floats, size: int) -> Floats:
    """Chance of a value so far from zero if the true one were zero, two-sided; NaN where not tested.

    Without any error (the same in all observations) the bound of `Spread.p_value` holds.
    """
    still = error <= EXACT * np.abs(value)
    tail = 2.0 * stats.t.sf(np.abs(value) / np.where(still, 1.0, error), max(size - 1, 1))
    chance = np.where(still, 2.0 * 4.0**-size, tail)
    return np.where((value == 0.0) | np.isnan(error), np.nan, chance)


def holm(p_values: Floats) -> Floats:
    """Holm's step-down adjustment: the chance of any false alarm in the family stays below the level.

    NaN (not tested) stays NaN and does not count. Values that are equal to nine digits come from the same
    numbers seen twice (a cost and the same cost without a constant): they stand or fall together, as one.

    References
    ----------
    .. [1] S. Holm (1979), "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
       Statistics 6(2).
    """
    adjusted = np.full(len(p_values), np.nan)
    tested = ~np.isnan(p_values)
    if not tested.any():
        return adjusted
    tiny = np.finfo(float).tiny
    different, place = np.unique(np.round(np.log(np.maximum(p_values[tested], tiny)), 9), return_inverse=True)
    steps = np.exp(different) * np.arange(len(different), 0, -1)
    adjusted[tested] = np.minimum(np.maximum.accumulate(steps), 1.0)[place]
    return adjusted
