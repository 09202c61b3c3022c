"""The money of each variant with coalitions: sentences, tables and pictures of its part of the page."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan
from typing import Any, NamedTuple

import pandas as pd

from freight.output.report_tables import Table
from freight.output.study_money import fee_figure, gain_figure
from freight.output.study_tables import (
    RULE_NAMES,
    carrier_fee_rows,
    fee_rows,
    leaving_rows,
    records,
    share_rows,
    subsidy_rows,
)
from freight.output.study_words import Row, amount, span


class MoneyPart(NamedTuple):
    """One variant on the money page; a table is None where nothing was worked out."""

    id: str
    name: str
    words: tuple[str, ...]
    shares: Table | None
    leaving: Table | None
    fees: Table | None
    carrier_fees: Table | None
    subsidies: Table | None
    figures: Mapping[str, Any]


def money_parts(money: Mapping[str, pd.DataFrame], names: Mapping[str, str]) -> tuple[MoneyPart, ...]:
    """A part for every variant of the tables, in the order of `names`.

    Parameters
    ----------
    money
        As in `StudyResult.money`.
    """
    there = {str(variant) for table in money.values() for variant in table["variant"]}
    return tuple(
        _part(f"money-{place}", variant, names[variant], money)
        for place, variant in enumerate(names)
        if variant in there
    )


def _part(place: str, variant: str, name: str, money: Mapping[str, pd.DataFrame]) -> MoneyPart:
    own = {key: table[table["variant"] == variant] for key, table in money.items()}
    own = {key: table for key, table in own.items() if len(table)}
    words: list[str] = []
    figures: dict[str, Any] = {}
    if "core" in own:
        words += _core_words(records(own["core"])[0])
    if "shares" in own:
        figures[f"{place}-gain"] = gain_figure(own["shares"])
        words += _leaving_words(own.get("leaving"))
    if "fees" in own:
        figures[f"{place}-fee"] = fee_figure(own["fees"])
        words += _fee_words(records(own["fees"])[-1])
    return MoneyPart(
        place,
        name,
        tuple(words),
        share_rows(own["shares"]) if "shares" in own else None,
        leaving_rows(own["leaving"]) if "leaving" in own else None,
        fee_rows(own["fees"]) if "fees" in own else None,
        carrier_fee_rows(own["carrier_fees"]) if "carrier_fees" in own else None,
        subsidy_rows(own["subsidies"]) if "subsidies" in own else None,
        figures,
    )


def _core_words(core: Row) -> list[str]:
    saving, low, high = (float(core[key]) for key in ("saving_nok", "saving_low", "saving_high"))
    said = "save" if saving >= 0.0 else "pay"
    more = "" if saving >= 0.0 else " more"
    interval = " (one run only: no interval)."
    if not isnan(low):
        sure = "" if low * high > 0.0 else " This is within the noise: no measurable difference."
        interval = f" (95 % interval of the saving {span(low, high, 0)}).{sure}"
    first = (
        f"Together the {core['carriers']} carriers {said} NOK {amount(abs(saving), 0)}{more} a day against "
        f"today{interval}"
    )
    known = ""
    if core["groups_known"] != core["groups_possible"]:
        known = (
            f" Only {core['groups_known']} of {core['groups_possible']} groups were computed: "
            "others may object too."
        )
    return [first, _stability(core) + known]


def _stability(core: Row) -> str:
    epsilon = amount(abs(float(core["epsilon_nok"])), 0)
    if core["verdict"] == "core not empty":
        return (
            "The cost can be divided so that nobody is better off outside (the core is not empty). The most "
            f"stable division leaves every group at least NOK {epsilon} a day better off inside."
        )
    if core["verdict"] == "core empty":
        return (
            "However the cost is divided, some group is better off outside (the core is empty). By the most "
            f"stable division (the least core) no group gains more than NOK {epsilon} a day by leaving."
        )
    if isnan(core["epsilon_low"]):
        return (
            "Whether the cost can be divided so that nobody is better off outside cannot be told from one run."
        )
    return (
        "Whether the cost can be divided so that nobody is better off outside cannot be told: the answer is "
        f"within the noise (least core {span(core['epsilon_low'], core['epsilon_high'], 0)} NOK a day)."
    )


def _leaving_words(leaving: pd.DataFrame | None) -> list[str]:
    found = []
    for rule in ("shapley", "cost alone", "volume"):
        name = RULE_NAMES[rule]
        own = [] if leaving is None else records(leaving[leaving["rule"] == rule])
        sure = [row for row in own if row["verdict"] == "would leave"]
        if sure:
            who = str(sure[0]["coalition"]).replace("+", ", ")
            found.append(
                f"Divided by {name}, {len(sure)} group{'' if len(sure) == 1 else 's'} would leave; "
                f"the most gains {who}: NOK {amount(sure[0]['gain_nok'], 0)} a day."
            )
        elif own:
            found.append(
                f"Divided by {name}, nobody measurably gains by leaving; {len(own)} may, in the noise."
            )
        else:
            found.append(f"Divided by {name}, nobody gains by leaving.")
    return found


def _fee_words(last: Row) -> list[str]:
    needed = (
        f"With all {last['carriers']} carriers the hub needs NOK {amount(last['fee_needed_nok'], 2)} an "
        f"order; the weakest of them, {last['weakest']}, can bear NOK {amount(last['fee_bearable_nok'], 2)}, "
        f"all together NOK {amount(last['fee_bearable_mean_nok'], 2)}."
    )
    ends = {
        "carries itself": "At one fee for all the hub carries itself.",
        "needs a subsidy": f"At one fee that nobody loses by, it needs a subsidy of NOK "
        f"{amount(last['subsidy_nok'], 0)} a day (NOK {amount(last['subsidy_per_order_nok'], 2)} an order).",
        "not measurable": "Whether it carries itself is within the noise.",
    }
    return [f"{needed} {ends[str(last['verdict'])]}"]
