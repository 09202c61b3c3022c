"""The hub's fee: what it must be, what carriers can bear, how many must join, what is left for a subsidy."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from freight.compare.coalitions import Joined, members
from freight.compare.noise import LEVEL
from freight.compare.spread import jackknife, t_half_width

Floats = NDArray[np.float64]
NOT_APART_SHARE: Final = 1e-6
"""When the hub's own cost is below this share of the whole, the rows of carriers hold all of it."""


class _Fees(NamedTuple):
    """Of one group that joined, per order unless said."""

    needed: float
    """The hub's cost."""
    bearable: Floats
    """Shape (members,): what each member saves by leaving its deliveries to the hub."""
    hub_nok: float
    """The hub's cost a day."""
    orders: float


def fee_table(joined: Joined, orders: Mapping[str, float]) -> pd.DataFrame:
    """The fee as carriers join, one after the other.

    The first is the carrier whose fee alone would be lowest; next comes the one that brings the fee down most.

    Parameters
    ----------
    joined
        From `coalitions.read_joined`. Where its rows of carriers add up to the whole cost, the hub has no cost
        of its own in the table; the fee then covers the whole cost, bringing the goods to the hub included.
    orders
        Orders of each carrier on a day.

    Returns
    -------
    pd.DataFrame
        One row for each number of carriers: `variant`, `carriers`, `joins` (who comes last), `coalition`,
        `orders`, `hub_nok` (a day), `fee_needed_nok` with `fee_needed_low`, `fee_needed_high` (95 % over the
        runs), `fee_cheapest_nok`, `fee_dearest_nok` (over all groups of that number in the table),
        `fee_bearable_nok` (the lowest of its members) and `weakest` (whose), `fee_bearable_mean_nok` (all
        members together), `subsidy_nok` and `subsidy_low`, `subsidy_high` (a day, so that at one fee for all no
        member loses), `subsidy_per_order_nok`, `verdict`: ``carries itself``, ``needs a subsidy`` or
        ``not measurable``.
    """
    sample = _flat(joined)
    mean = sample.mean(axis=1)
    rows: list[dict[str, object]] = []
    inside: set[str] = set()
    for group in _chain(joined, orders):
        value, error = jackknife(partial(_row, joined, group, orders), sample)
        needed, together, subsidy = value.tolist()
        half = t_half_width(error, sample.shape[1], LEVEL).tolist()
        fees = _fees(joined, mean, group, orders)
        same = [one for one in joined.groups if one.bit_count() == group.bit_count()]
        others = [_fees(joined, mean, one, orders).needed for one in same]
        names = [joined.carriers[place] for place in members(group)]
        rows.append({
            "variant": joined.variant, "carriers": len(names), "joins": "+".join(sorted(set(names) - inside)),
            "coalition": "+".join(names), "orders": fees.orders, "hub_nok": fees.hub_nok,
            "fee_needed_nok": needed, "fee_needed_low": needed - half[0],
            "fee_needed_high": needed + half[0],
            "fee_cheapest_nok": min(others), "fee_dearest_nok": max(others),
            "fee_bearable_nok": float(fees.bearable.min()), "weakest": names[int(fees.bearable.argmin())],
            "fee_bearable_mean_nok": together,
            "subsidy_nok": max(subsidy, 0.0), "subsidy_low": max(subsidy - half[2], 0.0),
            "subsidy_high": max(subsidy + half[2], 0.0),
            "subsidy_per_order_nok": max(subsidy, 0.0) / fees.orders, "verdict": _verdict(subsidy, half[2]),
        })  # fmt: skip
        inside = set(names)
    return pd.DataFrame(rows)


def carrier_fee_table(joined: Joined, orders: Mapping[str, float]) -> pd.DataFrame:
    """What each carrier can bear when all have joined, and how many must join for the fee to fall to it.

    Returns
    -------
    pd.DataFrame
        One row a carrier: `variant`, `carrier`, `orders`, `today_nok`, `own_nok` (what it still bears itself),
        `fee_bearable_nok` with `fee_bearable_low`, `fee_bearable_high`, `fee_needed_nok` (all joined),
        `left_nok` (a day, after the fee; below zero it loses), `must_join` (the first number of carriers, in
        the order of `fee_table`, at which it is in and its saving covers the fee; NaN: not even with all).
    """
    sample = _flat(joined)
    mean = sample.mean(axis=1)
    everyone, chain = joined.groups[-1], _chain(joined, orders)
    value, error = jackknife(partial(_bearable, joined, orders), sample)
    half = t_half_width(error, sample.shape[1], LEVEL)
    needed = _fees(joined, mean, everyone, orders).needed
    volume = np.array([orders[carrier] for carrier in joined.carriers])
    return pd.DataFrame({
        "variant": joined.variant, "carrier": list(joined.carriers), "orders": volume,
        "today_nok": joined.today.mean(axis=1), "own_nok": _own(joined, mean, everyone),
        "fee_bearable_nok": value, "fee_bearable_low": value - half, "fee_bearable_high": value + half,
        "fee_needed_nok": needed, "left_nok": (value - needed) * volume,
        "must_join": [_must_join(joined, mean, place, chain, orders) for place in range(len(volume))],
    })  # fmt: skip


def subsidy_table(joined: Joined, orders: Mapping[str, float], fees_nok: tuple[float, ...]) -> pd.DataFrame:
    """The subsidy a day at given fees, all carriers using the hub, and who would lose.

    Returns
    -------
    pd.DataFrame
        One row a fee: `variant`, `fee_nok`, `income_nok`, `hub_nok`, `subsidy_nok` = max(0, hub - income),
        `losers`: carriers that pay more than they save, joined by '+'.
    """
    mean = _flat(joined).mean(axis=1)
    fees = _fees(joined, mean, joined.groups[-1], orders)
    return pd.DataFrame([
        {"variant": joined.variant, "fee_nok": fee, "income_nok": fee * fees.orders, "hub_nok": fees.hub_nok,
         "subsidy_nok": max(0.0, fees.hub_nok - fee * fees.orders),
         "losers": "+".join(
             name for name, most in zip(joined.carriers, fees.bearable, strict=True) if most < fee)}
        for fee in fees_nok
    ])  # fmt: skip


def _flat(joined: Joined) -> Floats:
    """Shape (groups + groups x carriers + carriers, observations)."""
    size = joined.cost.shape[1]
    return np.vstack([joined.cost, joined.own.reshape(-1, size), joined.today])


def _own(joined: Joined, mean: Floats, group: int) -> Floats:
    """What each carrier bears itself in a group; zeros where the hub has no cost apart from it."""
    groups, carriers = len(joined.groups), len(joined.carriers)
    row = joined.groups.index(group)
    own = mean[groups + row * carriers : groups + (row + 1) * carriers]
    cost = float(mean[row])
    return np.zeros(carriers) if cost - own.sum() <= NOT_APART_SHARE * abs(cost) else own


def _fees(joined: Joined, mean: Floats, group: int, orders: Mapping[str, float]) -> _Fees:
    inside = members(group)
    volume = np.array([orders[joined.carriers[place]] for place in inside])
    own = _own(joined, mean, group)[inside]
    today = mean[len(mean) - len(joined.carriers) :][inside]
    hub = float(mean[joined.groups.index(group)] - own.sum())
    return _Fees(hub / float(volume.sum()), (today - own) / volume, hub, float(volume.sum()))


def _bearable(joined: Joined, orders: Mapping[str, float], mean: Floats) -> Floats:
    return _fees(joined, mean, joined.groups[-1], orders).bearable


def _row(joined: Joined, group: int, orders: Mapping[str, float], mean: Floats) -> Floats:
    fees = _fees(joined, mean, group, orders)
    volume = np.array([orders[joined.carriers[place]] for place in members(group)])
    together = float((fees.bearable * volume).sum()) / fees.orders
    return np.array([fees.needed, together, fees.hub_nok - float(fees.bearable.min()) * fees.orders])


def _chain(joined: Joined, orders: Mapping[str, float]) -> list[int]:
    """Groups, each the one before and the fewest carriers more: those that bring the fee down most."""
    mean = _flat(joined).mean(axis=1)
    chain: list[int] = []
    group = 0
    while group != joined.groups[-1]:
        inside = group
        wider = [one for one in joined.groups if one & inside == inside and one != inside]
        group = min(wider, key=lambda one: (one.bit_count(), _fees(joined, mean, one, orders).needed, one))
        chain.append(group)
    return chain


def _must_join(
    joined: Joined, mean: Floats, place: int, chain: list[int], orders: Mapping[str, float]
) -> float:
    for group in chain:
        if group >> place & 1:
            fees = _fees(joined, mean, group, orders)
            if fees.needed <= fees.bearable[members(group).index(place)]:
                return float(group.bit_count())
    return np.nan


def _verdict(gap: float, half: float) -> str:
    if not abs(gap) > half:
        return "not measurable"
    return "needs a subsidy" if gap > 0.0 else "carries itself"
