"""The long table of a study: one value a row, and how runs are read from it.

Columns: `variant`, `seed`, `day` (0 = orders as given), `coalition` ('' for the normal run, else carriers
joined by '+'), `scope` ('participating' or 'zone'), `party_kind` ('total', 'carrier', 'receiver' or 'city'),
`party`, `measure`, `unit`, `source`, `bound` ('mid', 'low' or 'high' of the factors), `value`.
"""

from __future__ import annotations

from typing import Final, cast

import pandas as pd

COLUMNS: Final = (
    "variant", "seed", "day", "coalition", "scope", "party_kind", "party", "measure", "unit", "source", "bound",
    "value",
)  # fmt: skip
KEYS: Final = ("scope", "party_kind", "party", "measure")
"""What names one comparison."""
RUN: Final = ("variant", "seed", "day")
"""What names one run."""
MID: Final = "mid"
NOT_ADDITIVE: Final = frozenset({"load_factor", "on_time_share"})
"""A run without such a value has none; of every other measure a missing row means zero."""


def normal_runs(table: pd.DataFrame, bound: str) -> pd.DataFrame:
    """Rows of the runs with all carriers, at one bound of the factors."""
    return table[(table["coalition"] == "") & (table["bound"] == bound)]


def every_run(rows: pd.DataFrame) -> pd.DataFrame:
    """Values by comparison (rows, in the order of the table) and run (columns variant, seed, day).

    A run that did not report an amount had none of it (a cost part that only a hub has is zero without a hub);
    shares stay NaN.

    Raises
    ------
    ValueError
        Two rows have the same comparison and run.
    """
    names = [*KEYS, *RUN]
    twice = rows.duplicated(names)
    if twice.any():
        raise ValueError(f"said twice in the table: {rows.loc[twice, names].iloc[0].to_dict()}")
    order = rows[list(KEYS)].drop_duplicates()
    wide = rows.set_index(names)["value"].unstack(list(RUN))
    wide = wide.reindex(pd.MultiIndex.from_frame(order))
    additive = ~wide.index.get_level_values("measure").isin(NOT_ADDITIVE)
    wide.loc[additive] = wide.loc[additive].fillna(0.0)
    return wide.sort_index(axis=1)


def runs_in(wide: pd.DataFrame) -> list[tuple[int, int]]:
    """Column labels of a table by run: pairs of whole numbers."""
    return cast(list[tuple[int, int]], wide.columns.to_list())
