"""Tables of a study: text for the page, and everything as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from math import isnan
from pathlib import Path
from typing import Final, cast

import pandas as pd

from freight.files import write_atomically
from freight.output.report_tables import Table
from freight.output.study_words import NONE, Row, amount, by_key, measure_of, per_cent, signed, span
from freight.output.tables import number as decimal_comma
from freight.output.tables import text_cell

DIGITS: Final = 6
"""Decimals of a number in a CSV file."""
LISTED_GROUPS: Final = 12
"""Groups that would leave, shown on the page; the file has all."""


def write_csv(path: Path, table: pd.DataFrame) -> None:
    """Write a table for a Norwegian spreadsheet: semicolons, decimal commas, UTF-8 with byte order mark."""
    buffer = io.StringIO(newline="")
    rows = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    rows.writerow(table.columns)
    for row in table.itertuples(index=False, name=None):
        rows.writerow([_cell(value) for value in row])
    write_atomically(path, "\ufeff" + buffer.getvalue())


def records(table: pd.DataFrame) -> list[Row]:
    """Rows of a table."""
    return cast(list[Row], table.to_dict("records"))


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "" if isnan(value) else decimal_comma(value, DIGITS).rstrip("0").rstrip(",")
    return text_cell(str(value))


def measure_table(rows: pd.DataFrame) -> Table:
    """Every measure of one variant, scope and party against the base.

    Parameters
    ----------
    rows
        Rows of `compare.noise.differences`.
    """
    found = []
    for row in records(rows):
        one = measure_of(str(row["measure"]))
        found.append((
            one.name, str(row["unit"]), amount(row["base_mean"], one.digits), amount(row["mean"], one.digits),
            f"{amount(row['lowest'], one.digits)} – {amount(row['highest'], one.digits)}",
            signed(row["difference"], one.digits), per_cent(row["difference_share"]),
            span(row["difference_low"], row["difference_high"], one.digits),
            verdict_text(row), str(row["source"]),
        ))  # fmt: skip
    headings = (
        "Measure", "Unit", "Base, mean", "Mean", "Lowest – highest", "Difference", "In %", "95 % interval",
        "Verdict", "Source",
    )  # fmt: skip
    return Table(headings, tuple(found))


def verdict_text(row: Row) -> str:
    """The verdict with its reason, for people."""
    verdict, reason = str(row["verdict"]), str(row["reason"])
    return f"{verdict}: {reason}" if verdict == NONE else verdict


def factor_table(rows: pd.DataFrame, names: Mapping[str, str]) -> Table:
    """Differences with low, middle and high factors, of the measures that have them.

    Parameters
    ----------
    rows
        Rows of `differences` of one scope and party, without the base.
    """
    found = []
    for row in records(rows[rows["factor_difference_low"].notna()]):
        one = measure_of(str(row["measure"]))
        middle = (row["factor_difference_low"], row["difference"], row["factor_difference_high"])
        found.append((
            names[str(row["variant"])], one.name, str(row["unit"]),
            *(signed(value, one.digits) for value in middle),
        ))  # fmt: skip
    headings = ("Variant", "Measure", "Unit", "Low factors", "Middle", "High factors")
    return Table(headings, tuple(found))


def party_table(rows: pd.DataFrame, keys: tuple[str, ...]) -> Table:
    """Differences of a few measures by party: a row a party.

    Parameters
    ----------
    rows
        Rows of `differences` of one variant, scope and kind of party.
    keys
        Measures that become columns, where the rows have them.
    """
    there = [key for key in keys if (rows["measure"] == key).any()]
    found = []
    for party, own in rows.groupby("party", sort=False):
        by = by_key(own, "measure")
        cells = [_short(by.get(key), measure_of(key).digits) for key in there]
        found.append((str(party), *cells))
    units = by_key(rows, "measure")
    return Table(("Party", *(f"{measure_of(key).name}, {units[key]['unit']}" for key in there)), tuple(found))


def _short(row: Row | None, digits: int) -> str:
    if row is None:
        return "–"
    if row["verdict"] == NONE:
        return NONE
    share = "" if isnan(row["difference_share"]) else f" ({per_cent(row['difference_share'])})"
    return f"{signed(row['difference'], digits)}{share}"


def money_by_party(differences: pd.DataFrame, names: Mapping[str, str], base: str) -> Table:
    """Who gains and who pays: change of cost a day for every carrier, and of external cost for the city."""
    one = differences[(differences["scope"] == "participating") & (differences["variant"] != base)]
    cost = one[(one["measure"] == "cost_nok") & one["party_kind"].isin(["carrier", "total"])]
    outside = one[one["measure"].str.startswith("external_") & (one["party_kind"] == "total")]
    variants = [name for name in names if name != base and (one["variant"] == name).any()]
    carriers, whole = cost[cost["party_kind"] == "carrier"], cost[cost["party_kind"] == "total"]
    lines = [(str(party), own) for party, own in carriers.groupby("party", sort=False)]
    lines.append(("All together", whole))
    for key, own in outside.groupby("measure", sort=False):
        lines.append((f"The city: {measure_of(str(key)).name.lower()}", own))
    rows = []
    for label, own in lines:
        by = by_key(own, "variant")
        rows.append((label, *(_short(by.get(name), 0) for name in variants)))
    return Table(("NOK a day", *(names[name] for name in variants)), tuple(rows))


def share_rows(shares: pd.DataFrame) -> Table:
    """Payments by carrier: a row a carrier, two columns a rule.

    Parameters
    ----------
    shares
        Rows of `compare.shares.share_table` of one variant.
    """
    rules = list(dict.fromkeys(shares["rule"]))
    rows = []
    for carrier, own in shares.groupby("carrier", sort=False):
        by = by_key(own, "rule")
        cells: list[str] = []
        for rule in rules:
            gain = by[rule]
            text = NONE if gain["verdict"] == NONE else f"{gain['verdict']} {amount(abs(gain['gain_nok']), 0)}"
            cells += [amount(gain["share_nok"], 0), text]
        rows.append((str(carrier), amount(float(own["today_nok"].iloc[0]), 0), *cells))
    headings = [text for rule in rules for text in (f"Pays by {RULE_NAMES[rule]}", "Against today")]
    return Table(("Carrier", "Today", *headings), tuple(rows))


RULE_NAMES: Final = {
    "shapley": "Shapley value", "cost alone": "cost alone", "volume": "volume", "least core": "least core",
}  # fmt: skip
"""How the page names the rules of division."""


def leaving_rows(leaving: pd.DataFrame) -> Table:
    """Groups that would leave, the largest gains by each rule."""
    shown = leaving.sort_values("gain_nok", ascending=False, kind="stable").head(LISTED_GROUPS)
    rows = tuple(
        (RULE_NAMES[str(row["rule"])], str(row["coalition"]).replace("+", ", "), amount(row["gain_nok"], 0),
         span(row["gain_low"], row["gain_high"], 0), str(row["verdict"]))
        for row in records(shown)
    )  # fmt: skip
    return Table(("Rule", "Who", "Gain by leaving, NOK a day", "95 % interval", "Verdict"), rows)


def plain_span(low: float, high: float) -> str:
    """An interval of money, to the øre."""
    return "–" if isnan(low) or isnan(high) else f"{amount(low, 2)} to {amount(high, 2)}"


def fee_rows(fees: pd.DataFrame) -> Table:
    """The fee as carriers join."""
    rows = tuple(
        (str(row["carriers"]), str(row["joins"]).replace("+", ", "), amount(row["orders"], 0),
         amount(row["fee_needed_nok"], 2), plain_span(row["fee_needed_low"], row["fee_needed_high"]),
         f"{amount(row['fee_bearable_nok'], 2)} ({row['weakest']})", amount(row["fee_bearable_mean_nok"], 2),
         amount(row["subsidy_nok"], 0), str(row["verdict"]))
        for row in records(fees)
    )  # fmt: skip
    headings = (
        "Carriers", "Joins", "Orders a day", "Fee needed, NOK an order", "95 % interval",
        "Lowest fee a member can bear", "Fee that all together can bear", "Subsidy, NOK a day", "Verdict",
    )  # fmt: skip
    return Table(headings, rows)


def carrier_fee_rows(fees: pd.DataFrame) -> Table:
    """What each carrier can bear."""
    rows = tuple(
        (str(row["carrier"]), amount(row["orders"], 0), amount(row["fee_bearable_nok"], 2),
         plain_span(row["fee_bearable_low"], row["fee_bearable_high"]),
         amount(row["fee_needed_nok"], 2), signed(row["left_nok"], 0),
         "never" if isnan(row["must_join"]) else f"{row['must_join']:.0f}")
        for row in records(fees)
    )  # fmt: skip
    headings = (
        "Carrier", "Orders a day", "Can bear, NOK an order", "95 % interval", "Needed when all join",
        "Left after the fee, NOK a day", "Carriers that must join before it does not lose",
    )  # fmt: skip
    return Table(headings, rows)


def subsidy_rows(subsidies: pd.DataFrame) -> Table:
    """The subsidy at given fees."""
    rows = tuple(
        (amount(row["fee_nok"], 2), amount(row["income_nok"], 0), amount(row["hub_nok"], 0),
         amount(row["subsidy_nok"], 0), str(row["losers"]).replace("+", ", ") or "nobody")
        for row in records(subsidies)
    )  # fmt: skip
    headings = ("Fee, NOK an order", "Income, NOK a day", "Cost of the hub", "Subsidy needed", "Who would lose")
    return Table(headings, rows)
