"""What differs from the base, and whether the difference is more than the noise of the search."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from freight.compare.long_table import MID, RUN, every_run, normal_runs, runs_in
from freight.compare.spread import EXACT, Spread, by_day, holm, spread_of

LEVEL: Final = 0.95
"""Of the interval round a difference."""
ALARM_SHARE: Final = 0.01
"""Chance of one false alarm or more in a family of comparisons when nothing differs. Measures hang together, so
alarms come in clumps: at 5 % a table of the base against itself would too often have several."""
PRACTICAL_SHARE: Final = 0.005
"""A difference below this share of the base is called none, however sure: rounding to whole seconds and Wh
on every leg may make it, and no count in a street could see it."""
NONE: Final = "no measurable difference"
LOWER: Final = "lower"
HIGHER: Final = "higher"
BASE: Final = "base"
FAMILY: Final = ("party_kind",)
"""Comparisons of one variant that are corrected together."""

Floats = NDArray[np.float64]


class _Pairs(NamedTuple):
    """Differences of one variant, one row a comparison, one column a pair or (with many days) a day."""

    difference: Floats
    base: Floats
    number: int


def differences(table: pd.DataFrame, base: str) -> pd.DataFrame:
    """Every variant against the base, measure by measure.

    Parameters
    ----------
    table
        The long table of a study; only rows with an empty `coalition` count.
    base
        Name of the variant that the others are held against.

    Returns
    -------
    pd.DataFrame
        One row for variant x scope x party_kind x party x measure, base first, with

        - `unit`, `source`;
        - `runs`, `days`, `mean`, `lowest`, `highest` over the variant's own runs (factors in the middle);
        - `base_mean`, `pairs`, `difference`, `difference_low`, `difference_high`: mean of the paired difference
          (same seed, same day) and its 95 % interval by Student's t. With several demand days a day is one
          observation: the mean over its seeds;
        - `difference_share`, `difference_share_low`, `difference_share_high`: the same as shares of the base;
        - `p_value`, `p_adjusted`: alone, and after Holm's correction over all comparisons of the variant with
          the same kind of party;
        - `verdict`: ``lower``, ``higher``, ``no measurable difference`` or ``base``; `reason`: why;
        - `factor_low`, `factor_high`: mean of the variant with the low and the high factors;
          `factor_difference_low`, `factor_difference_high`: the difference to the base with the same factors on
          both sides. NaN where the table has no such rows. Never mixed with the interval.

    Raises
    ------
    ValueError
        The base is not in the table, or two rows say the same thing.

    References
    ----------
    .. [1] Student (1908), "The probable error of a mean", Biometrika 6(1).
    .. [2] S. Holm (1979), "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
       Statistics 6(2).
    """
    wide = {bound: every_run(normal_runs(table, bound)) for bound in (MID, "low", "high")}
    variants = list(dict.fromkeys(table["variant"].to_list()))
    if base not in variants:
        raise ValueError(f"the table has no variant '{base}'; it has {', '.join(variants)}")
    words = _words(table)
    variants = [base, *(name for name in variants if name != base)]
    parts = [_one_variant(wide, name, base, words) for name in variants]
    return pd.concat(parts, ignore_index=True)


def _words(table: pd.DataFrame) -> pd.DataFrame:
    return table.groupby("measure", sort=False)[["unit", "source"]].first()


def _one_variant(wide: dict[str, pd.DataFrame], name: str, base: str, words: pd.DataFrame) -> pd.DataFrame:
    mid = wide[MID]
    own = _runs(mid, name)
    keys = own.index
    values = own.to_numpy()
    found = keys.to_frame(index=False)
    found.insert(0, "variant", name)
    found["unit"], found["source"] = (
        words[column].reindex(found["measure"]).to_numpy() for column in ("unit", "source")
    )
    found["runs"] = np.count_nonzero(~np.isnan(values), axis=1)
    found["days"] = len({day for _, day in runs_in(own)})
    whole = spread_of(values)
    found["mean"], found["lowest"], found["highest"] = whole.mean, whole.lowest, whole.highest
    pairs = _pairs(mid.loc[keys], name, base)
    found["base_mean"], found["pairs"] = spread_of(pairs.base).mean, pairs.number
    _judge(found, pairs, is_base=name == base)
    for bound in ("low", "high"):
        own_mean, difference = _by_factors(wide[bound], name, base, keys)
        found[f"factor_{bound}"], found[f"factor_difference_{bound}"] = own_mean, difference
    return found


def _runs(wide: pd.DataFrame, name: str) -> pd.DataFrame:
    """Runs of one variant; columns (seed, day)."""
    if name not in wide.columns.get_level_values(RUN[0]):
        nothing = pd.MultiIndex.from_tuples([], names=list(RUN[1:]))
        return pd.DataFrame(index=wide.index, columns=nothing, dtype=float)
    return pd.DataFrame(wide[name])


def _pairs(mid: pd.DataFrame, name: str, base: str) -> _Pairs:
    one, other = _runs(mid, name), _runs(mid, base)
    there = set(runs_in(other))
    both = [run for run in runs_in(one) if run in there]
    left, right = one[both].to_numpy(dtype=float), other[both].to_numpy(dtype=float)
    difference = left - right
    difference[np.abs(difference) <= EXACT * np.maximum(np.abs(left), np.abs(right))] = 0.0
    days = np.array([day for _, day in both], dtype=np.int64)
    return _Pairs(by_day(difference, days), right, len(both))


def _judge(found: pd.DataFrame, pairs: _Pairs, *, is_base: bool) -> None:
    """Add difference, interval, p-values and verdict."""
    spread = spread_of(pairs.difference)
    half = spread.half_width(LEVEL)
    found["difference"] = spread.mean
    found["difference_low"], found["difference_high"] = spread.mean - half, spread.mean + half
    scale = np.abs(found["base_mean"].to_numpy(dtype=float))
    with np.errstate(divide="ignore", invalid="ignore"):
        for column in ("difference", "difference_low", "difference_high"):
            share = found[column].to_numpy(dtype=float) / scale
            found[column.replace("difference", "difference_share")] = np.where(scale > 0.0, share, np.nan)
    p_value = np.full(len(found), np.nan) if is_base else spread.p_value()
    adjusted = np.full(len(found), np.nan)
    families = found[list(FAMILY)].astype(str).agg("|".join, axis=1).to_numpy()
    for family in np.unique(families):
        adjusted[families == family] = holm(p_value[families == family])
    found["p_value"], found["p_adjusted"] = p_value, adjusted
    said = [_verdict(*row) for row in zip(spread.mean, spread.size, scale, adjusted, strict=True)]
    found["verdict"] = [BASE if is_base else verdict for verdict, _ in said]
    found["reason"] = ["" if is_base else reason for _, reason in said]


def _verdict(difference: float, count: int, scale: float, adjusted: float) -> tuple[str, str]:
    if count < 2:
        return NONE, "fewer than two pairs of runs: no interval"
    if np.isnan(adjusted):
        return NONE, "identical in every run"
    if adjusted >= ALARM_SHARE:
        return NONE, "smaller than the noise"
    if scale > 0.0 and abs(difference) < PRACTICAL_SHARE * scale:
        return NONE, f"below the practical threshold of {100.0 * PRACTICAL_SHARE:g} %"
    return (LOWER if difference < 0.0 else HIGHER), "larger than the noise"


def _by_factors(wide: pd.DataFrame, name: str, base: str, keys: pd.Index) -> tuple[Floats, Floats]:
    """Mean of the variant, and mean difference to the base, with one bound of the factors."""
    rows = wide.reindex(keys)
    own: Spread = spread_of(_runs(rows, name).to_numpy(dtype=float))
    return own.mean, spread_of(_pairs(rows, name, base).difference).mean
