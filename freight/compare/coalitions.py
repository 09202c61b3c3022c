"""What every group of carriers would cost: read from the long table of a study."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from freight.compare.long_table import MID, runs_in
from freight.compare.spread import by_day

Floats = NDArray[np.float64]
ALL_SUBSETS_UP_TO: Final = 8
"""Carriers; above, orders of joining are sampled."""
COST: Final = "cost_nok"


class Joined(NamedTuple):
    """What groups of carriers cost in a variant, as the table has it, run by run."""

    variant: str
    carriers: tuple[str, ...]
    groups: tuple[int, ...]
    """Groups in the table, ascending; a group is a whole number whose bit i stands for carrier i."""
    cost: Floats
    """Shape (groups, observations): per run, or per demand day where there are several."""
    own: Floats
    """Shape (groups, carriers, observations): the part of it that each member bears itself."""
    today: Floats
    """Shape (carriers, observations): own cost of each carrier in the base."""


class Game(NamedTuple):
    """Cost of every known group of carriers, with staying as today as a way out."""

    variant: str
    carriers: tuple[str, ...]
    groups: tuple[int, ...]
    """Known groups, ascending; the last is all carriers."""
    cost: Floats
    """Shape (groups, observations)."""
    today: Floats
    """Shape (carriers, observations)."""

    @property
    def everyone(self) -> int:
        """The group of all carriers."""
        return (1 << len(self.carriers)) - 1

    @property
    def complete(self) -> bool:
        """Whether the cost of every group is known."""
        return len(self.groups) == self.everyone

    def name_of(self, group: int) -> str:
        """Carriers of a group, joined as in the long table."""
        return "+".join(name for place, name in enumerate(self.carriers) if group >> place & 1)


def members(group: int) -> list[int]:
    """Places of the carriers of a group."""
    return [place for place in range(group.bit_length()) if group >> place & 1]


def sampled_orders(carriers: Sequence[str], count: int, seed: int) -> tuple[tuple[str, ...], ...]:
    """Orders in which carriers may join, drawn evenly; the same for the same seed."""
    rng = np.random.default_rng(seed)
    names = sorted(carriers)
    return tuple(tuple(names[place] for place in rng.permutation(len(names))) for _ in range(count))


def coalitions_to_run(carriers: Sequence[str], orders: Sequence[Sequence[str]] = ()) -> tuple[str, ...]:
    """Names of the groups whose cost is needed, as the `coalition` column writes them.

    Parameters
    ----------
    carriers
        All carriers.
    orders
        Sampled orders of joining; without them every group that is not empty. With them every beginning of an
        order, and every carrier alone.
    """
    names = sorted(carriers)
    if not orders:
        groups = {group for size in range(1, len(names) + 1) for group in combinations(names, size)}
    else:
        groups = {tuple(sorted(order[:size])) for order in orders for size in range(1, len(order) + 1)}
        groups |= {(name,) for name in names}
    return tuple("+".join(group) for group in sorted(groups, key=lambda group: (len(group), group)))


def has_game(table: pd.DataFrame, variant: str) -> bool:
    """Whether the table has runs of groups of carriers for a variant."""
    return bool(((table["variant"] == variant) & (table["coalition"] != "")).any())


def read_game(table: pd.DataFrame, variant: str, base: str, measure: str = COST) -> Game:
    """The cost of every group, with staying as today as a way out.

    Parameters
    ----------
    table, variant, base, measure
        As for `read_joined`.

    Returns
    -------
    Game
        A smaller group that is dearer together, by the mean over the runs, than its members are today stays as
        today; so does a carrier alone that the table does not have.
    """
    joined = read_joined(table, variant, base, measure)
    everyone = (1 << len(joined.carriers)) - 1
    found = {1 << place: own for place, own in enumerate(joined.today)}
    for group, cost in zip(joined.groups, joined.cost, strict=True):
        apart = joined.today[members(group)].sum(axis=0)
        found[group] = cost if group == everyone or cost.mean() <= apart.mean() else apart
    groups = tuple(sorted(found))
    return Game(variant, joined.carriers, groups, np.stack([found[group] for group in groups]), joined.today)


def read_joined(table: pd.DataFrame, variant: str, base: str, measure: str = COST) -> Joined:
    """Costs of groups of carriers, and of each carrier today.

    Parameters
    ----------
    table
        The long table. Read are rows with scope ``participating``, bound ``mid`` and the given measure:
        ``party_kind`` ``total`` of `variant` with a coalition (the cost of serving the orders of its members,
        and of no one else), its ``party_kind`` ``carrier`` rows (what a member bears itself, such as bringing
        its goods to the hub), and ``carrier`` rows of the normal runs of `base` (each carrier's cost today).
        Where no row names all carriers, the normal run of `variant` is the cost of all together.
    variant, base
        The variant that is shared out, and the variant that is today.

    Returns
    -------
    Joined
        Only runs (seed, day) in which every group has a cost.

    Raises
    ------
    ValueError
        No coalition rows, no run that has them all, or a carrier without a cost in the base.
    """
    rows = table[(table["scope"] == "participating") & (table["bound"] == MID) & (table["measure"] == measure)]
    carriers = _carriers(rows[rows["variant"] == variant])
    if not carriers:
        raise ValueError(f"variant '{variant}' has no coalition rows of {measure} in the table")
    here = _with_groups(rows[rows["variant"] == variant], carriers)
    before = rows[(rows["variant"] == base) & (rows["party_kind"] == "carrier") & (rows["coalition"] == "")]
    today = _by_run(before[before["party"].isin(carriers)], "party")
    lost = sorted(set(carriers) - set(today.index))
    if lost:
        raise ValueError(f"no {measure} in base '{base}' of {', '.join(lost)}")
    wide = _by_run(here[here["party_kind"] == "total"], "group").dropna(axis=1)
    there = set(runs_in(today.dropna(axis=1)))
    runs = [run for run in runs_in(wide) if run in there]
    groups = tuple(int(group) for group in wide.index)
    if not runs or groups[-1] != (1 << len(carriers)) - 1:
        raise ValueError(f"variant '{variant}': no run has {measure} of all its coalitions and of today")
    days = np.array([day for day, _ in runs], dtype=np.int64)
    own = _by_run(here[(here["party_kind"] == "carrier") & here["party"].isin(carriers)], ["group", "party"])
    every = pd.MultiIndex.from_product([groups, carriers])
    parts = own.reindex(index=every, columns=wide[runs].columns).fillna(0.0).to_numpy(dtype=float)
    return Joined(
        variant, carriers, groups,
        by_day(wide[runs].to_numpy(dtype=float), days),
        by_day(parts, days).reshape(len(groups), len(carriers), -1),
        by_day(today[runs].loc[list(carriers)].to_numpy(dtype=float), days),
    )  # fmt: skip


def _carriers(rows: pd.DataFrame) -> tuple[str, ...]:
    return tuple(
        sorted({carrier for name in rows["coalition"].unique() if name for carrier in name.split("+")})
    )


def _with_groups(rows: pd.DataFrame, carriers: Sequence[str]) -> pd.DataFrame:
    """Rows with the number of their group; the normal run stands for all where no row names them."""
    place = {carrier: 1 << bit for bit, carrier in enumerate(carriers)}
    everyone = (1 << len(carriers)) - 1
    number = {name: sum(place[one] for one in name.split("+")) for name in rows["coalition"].unique() if name}
    if everyone in number.values():
        rows = rows[rows["coalition"] != ""]
    return rows.assign(group=rows["coalition"].map(number | {"": everyone}).astype(int))


def _by_run(rows: pd.DataFrame, index: str | list[str]) -> pd.DataFrame:
    return rows.pivot(index=index, columns=["day", "seed"], values="value").sort_index()
