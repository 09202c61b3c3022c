"""From the long table of a study to what its page and its files show."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from freight.compare.coalitions import has_game, read_game, read_joined
from freight.compare.fees import carrier_fee_table, fee_table, subsidy_table
from freight.compare.long_table import MID
from freight.compare.noise import differences
from freight.compare.shares import core_table, leaving_table, share_table
from freight.compare.statement import assumptions, notice, study_facts
from freight.compare.variants import Ground
from freight.files import write_atomically
from freight.output.geojson import as_text
from freight.output.study_geojson import collection
from freight.output.study_page import StudyResult
from freight.output.study_page import write as write_page
from freight.output.study_tables import write_csv
from freight.output.study_workbook import write as write_workbook

KINDS = {
    "hub": "hub", "reverse": "hub", "locate": "hub", "two_echelon": "micro-hub",
    "collaboration": "collaboration",
}  # fmt: skip
"""Policy -> kind of published case."""
TIDY = ("total", "city")
"""Kinds of party in the CSV of all runs; the Parquet table has every one."""


def study_result(ground: Ground, table: pd.DataFrame, joining_orders: Sequence[Sequence[str]]) -> StudyResult:
    """Differences, money and words of a study.

    Parameters
    ----------
    table
        The long table with both scopes.
    joining_orders
        Sampled orders in which carriers join; empty where every group was run.
    """
    study = ground.study
    shown = [variant for variant in study.variants if variant.id in set(table["variant"])]
    return StudyResult(
        title=f"{study.name_no} / {study.name}" if study.name != study.name_no else study.name,
        base=study.reference,
        names={one.id: f"{one.name_no} / {one.name}" if one.name != one.name_no else one.name for one in shown},
        differences=differences(table, study.reference),
        money=_money(ground, table, joining_orders),
        kinds={one.id: KINDS[one.policy.model] for one in shown if one.policy.model in KINDS},
        explained={one.id: one.explained for one in shown if one.explained},
        assumptions=assumptions(ground),
        notice=notice(ground),
    )


def _money(
    ground: Ground, table: pd.DataFrame, joining_orders: Sequence[Sequence[str]]
) -> dict[str, pd.DataFrame]:
    """Shares, core, leaving and fees of the variant whose gain is shared; empty where no group was run."""
    sharing, base = ground.study.sharing, ground.study.reference
    if sharing is None or not has_game(table, sharing.variant):
        return {}
    orders = _by_carrier(table, base, "orders")
    game, joined = read_game(table, sharing.variant, base), read_joined(table, sharing.variant, base)
    found = {
        "shares": share_table(game, orders, joining_orders),
        "core": core_table(game, joining_orders),
        "leaving": leaving_table(game, orders, joining_orders),
        "fees": fee_table(joined, orders),
        "carrier_fees": carrier_fee_table(joined, orders),
    }
    if sharing.fees_nok_per_order:
        found["subsidies"] = subsidy_table(joined, orders, tuple(sharing.fees_nok_per_order))
    return found


def _by_carrier(table: pd.DataFrame, variant: str, measure: str) -> dict[str, float]:
    rows = table[
        (table["variant"] == variant)
        & (table["coalition"] == "")
        & (table["measure"] == measure)
        & (table["party_kind"] == "carrier")
        & (table["scope"] == "participating")
        & (table["bound"] == MID)
    ]
    return {str(name): float(value) for name, value in rows.groupby("party")["value"].mean().items()}


def write_result(
    directory: Path,
    ground: Ground,
    table: pd.DataFrame,
    load: pd.DataFrame,
    joining_orders: Sequence[Sequence[str]],
    failures: Sequence[dict[str, Any]],
    runs: int,
) -> tuple[Path, ...]:
    """Write study.html, study.geojson, study.json and the tables as CSV; returns what people open first.

    The page needs runs of the reference; without any, only study.json and the tables of runs are written.
    """
    tidy = table[(table["coalition"] == "") & (table["bound"] == MID) & table["party_kind"].isin(TIDY)]
    write_csv(directory / "measures.csv", tidy)
    facts = json.dumps(study_facts(ground, failures, runs), ensure_ascii=False, allow_nan=False, indent=2)
    write_atomically(directory / "study.json", facts + "\n")
    normal = table[table["coalition"] == ""][["variant", "seed", "day"]].drop_duplicates()
    counts = {one.id: int((normal["variant"] == one.id).sum()) for one in ground.study.variants}
    streets = collection(ground.streets, ground.base, load, counts, ground.study.reference)
    write_atomically(directory / "study.geojson", as_text(streets))
    written = tuple(directory / name for name in ("study.geojson", "study.json", "measures.csv"))
    if ground.study.reference not in set(table["variant"]):
        return written
    result = replace(study_result(ground, table, joining_orders), streets=streets)
    write_page(directory, result)
    write_workbook(directory / "study.xlsx", {"differences": result.differences, **result.money, "runs": tidy})
    return (directory / "study.html", directory / "study.xlsx", *written)
