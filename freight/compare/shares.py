"""Tables of the money: who pays what by which rule, whether the core is empty, who would leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from freight.compare.coalitions import Game
from freight.compare.noise import ALARM_SHARE, LEVEL, NONE
from freight.compare.sharing import (
    core_is_empty,
    excess,
    least_core,
    proportional,
    shapley,
    shapley_sampled,
)
from freight.compare.spread import holm, jackknife, t_chance, t_half_width

Floats = NDArray[np.float64]
SHAPLEY: Final = "shapley"
BY_COST: Final = "cost alone"
BY_VOLUME: Final = "volume"
STABLE: Final = "least core"
RULES: Final = (SHAPLEY, BY_COST, BY_VOLUME, STABLE)
"""Ways to divide the common cost; `least core` is its division that is nearest to Shapley's."""
SMALLEST_NOK: Final = 0.01
"""A gain by leaving below one øre is rounding."""


def share_table(game: Game, volumes: Mapping[str, float], orders: Sequence[Sequence[str]] = ()) -> pd.DataFrame:
    """What each carrier pays by each rule, and what it gains against today.

    Parameters
    ----------
    game
        From `coalitions.read_game`.
    volumes
        Each carrier's goods in any one unit, for the rule `volume`.
    orders
        The sampled orders of joining, where not every group was run.

    Returns
    -------
    pd.DataFrame
        One row for rule x carrier: `variant`, `rule`, `carrier`, `today_nok` (own cost in the base),
        `alone_nok` (cost outside the common scheme), `share_nok` with `share_low`, `share_high`, `gain_nok` =
        today - share with `gain_low`, `gain_high` (95 % intervals over the runs, by jackknife),
        `sampling_error_nok` (standard error of sampled orders; 0 when all groups are known), `verdict`:
        ``gains``, ``loses`` or ``no measurable difference`` (Holm over the carriers of a rule).
    """
    carriers, size = len(game.carriers), game.cost.shape[1]

    def statistic(mean: Floats) -> Floats:
        payments = _payments(game, mean, volumes, orders)
        today = mean[len(game.groups) :]
        return np.concatenate([np.concatenate([payments[rule], today - payments[rule]]) for rule in RULES])

    value, error = jackknife(statistic, np.vstack([game.cost, game.today]))
    half = t_half_width(error, size, LEVEL).reshape(len(RULES), 2, carriers)
    sums = value.reshape(half.shape)
    sampling = _sampling_error(game, orders)
    alone = game.cost[[game.groups.index(1 << place) for place in range(carriers)]].mean(axis=1)
    parts = []
    for row, rule in enumerate(RULES):
        unsure = sampling if rule == SHAPLEY else np.zeros(carriers)
        width = np.sqrt(half[row] ** 2 + (t_half_width(unsure, max(len(orders), 2), LEVEL)) ** 2)
        chance = holm(t_chance(sums[row, 1], np.hypot(error.reshape(half.shape)[row, 1], unsure), size))
        parts.append(
            pd.DataFrame({
                "variant": game.variant, "rule": rule, "carrier": list(game.carriers),
                "today_nok": game.today.mean(axis=1), "alone_nok": alone,
                "share_nok": sums[row, 0], "share_low": sums[row, 0] - width[0],
                "share_high": sums[row, 0] + width[0],
                "gain_nok": sums[row, 1], "gain_low": sums[row, 1] - width[1],
                "gain_high": sums[row, 1] + width[1],
                "sampling_error_nok": unsure,
                "verdict": [_gain_verdict(*pair) for pair in zip(sums[row, 1], chance, strict=True)],
            })
        )  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def core_table(game: Game, orders: Sequence[Sequence[str]] = ()) -> pd.DataFrame:
    """Whether all can be kept content, in one row.

    Returns
    -------
    pd.DataFrame
        `variant`, `carriers`, `observations`, `groups_known`, `groups_possible`, `together_nok` (cost of all),
        `today_nok` (sum of today), `saving_nok` with `saving_low`, `saving_high`, `epsilon_nok` with
        `epsilon_low`, `epsilon_high` (above zero: the core is empty), `verdict`: ``core not empty``,
        ``core empty`` or ``not measurable``.
    """

    def statistic(mean: Floats) -> Floats:
        cost = mean[: len(game.groups)]
        found = least_core(game.groups, cost, _shapley(game, cost, orders))
        return np.array([found.epsilon, mean[len(game.groups) :].sum() - cost[-1]])

    size = game.cost.shape[1]
    value, error = jackknife(statistic, np.vstack([game.cost, game.today]))
    half = t_half_width(error, size, LEVEL)
    total = float(game.cost[-1].mean())
    empty = core_is_empty(float(value[0]), total)
    sure = abs(value[0]) > half[0] or (size > 1 and abs(value[0]) <= SMALLEST_NOK)
    return pd.DataFrame({
        "variant": [game.variant], "carriers": len(game.carriers), "observations": size,
        "groups_known": len(game.groups), "groups_possible": game.everyone,
        "together_nok": total, "today_nok": game.today.mean(axis=1).sum(),
        "saving_nok": value[1], "saving_low": value[1] - half[1], "saving_high": value[1] + half[1],
        "epsilon_nok": value[0], "epsilon_low": value[0] - half[0], "epsilon_high": value[0] + half[0],
        "verdict": ("core empty" if empty else "core not empty") if sure else "not measurable",
    })  # fmt: skip


def leaving_table(
    game: Game, volumes: Mapping[str, float], orders: Sequence[Sequence[str]] = ()
) -> pd.DataFrame:
    """Groups that would pay less outside than by a rule, the largest gain first.

    Returns
    -------
    pd.DataFrame
        `variant`, `rule`, `coalition`, `size`, `gain_nok` (payment of its members - its cost alone) with
        `gain_low`, `gain_high`, `verdict`: ``would leave`` (Holm over all known groups of the rule) or ``no
        measurable difference``. Rules that nobody would leave have no row.
    """

    def statistic(mean: Floats) -> Floats:
        cost = mean[: len(game.groups)]
        payments = _payments(game, mean, volumes, orders)
        return np.concatenate([excess(game.groups[:-1], cost[:-1], payments[rule]) for rule in RULES])

    size = game.cost.shape[1]
    value, error = jackknife(statistic, np.vstack([game.cost, game.today]))
    half = t_half_width(error, size, LEVEL)
    width = len(game.groups) - 1
    parts = []
    for row, rule in enumerate(RULES):
        here = slice(row * width, (row + 1) * width)
        chance = holm(t_chance(value[here], error[here], size))
        parts.append(
            pd.DataFrame({
                "variant": game.variant, "rule": rule,
                "coalition": [game.name_of(group) for group in game.groups[:-1]],
                "size": [group.bit_count() for group in game.groups[:-1]],
                "gain_nok": value[here], "gain_low": value[here] - half[here],
                "gain_high": value[here] + half[here],
                "verdict": np.where(chance < ALARM_SHARE, "would leave", NONE),
            })
        )  # fmt: skip
    found = pd.concat(parts, ignore_index=True)
    found = found[found["gain_nok"] > SMALLEST_NOK]
    order = found["rule"].map({rule: place for place, rule in enumerate(RULES)})
    return (
        found.assign(order=order)
        .sort_values(["order", "gain_nok"], ascending=[True, False], kind="stable")
        .drop(columns="order")
        .reset_index(drop=True)
    )


def _gain_verdict(gain: float, chance: float) -> str:
    if not chance < ALARM_SHARE:
        return NONE
    return "gains" if gain > 0.0 else "loses"


def _payments(
    game: Game, mean: Floats, volumes: Mapping[str, float], orders: Sequence[Sequence[str]]
) -> dict[str, Floats]:
    cost = mean[: len(game.groups)]
    alone = cost[[game.groups.index(1 << place) for place in range(len(game.carriers))]]
    fair = _shapley(game, cost, orders)
    goods = np.array([volumes[carrier] for carrier in game.carriers])
    return {
        SHAPLEY: fair,
        BY_COST: proportional(cost[-1], alone),
        BY_VOLUME: proportional(cost[-1], goods),
        STABLE: least_core(game.groups, cost, fair).payment,
    }


def _shapley(game: Game, cost: Floats, orders: Sequence[Sequence[str]]) -> Floats:
    if game.complete:
        return shapley(cost, len(game.carriers))
    return shapley_sampled(game.groups, cost, _places(game, orders))[0]


def _sampling_error(game: Game, orders: Sequence[Sequence[str]]) -> Floats:
    if game.complete:
        return np.zeros(len(game.carriers))
    return shapley_sampled(game.groups, game.cost.mean(axis=1), _places(game, orders))[1]


def _places(game: Game, orders: Sequence[Sequence[str]]) -> list[list[int]]:
    if not orders:
        raise ValueError(
            f"variant '{game.variant}': {len(game.groups)} of {game.everyone} groups were run; "
            "say in which orders the carriers joined"
        )
    place = {carrier: bit for bit, carrier in enumerate(game.carriers)}
    return [[place[carrier] for carrier in order] for order in orders]
