"""A whole made-up study as the council's page gets it: six variants, coalitions for those with a hub."""

from __future__ import annotations

import numpy as np
import pandas as pd

from freight.compare.coalitions import coalitions_to_run, read_game, read_joined
from freight.compare.fees import carrier_fee_table, fee_table, subsidy_table
from freight.compare.long_table import COLUMNS
from freight.compare.noise import differences
from freight.compare.shares import core_table, leaving_table, share_table
from freight.output.study_page import StudyResult
from tests.long_tables import money, study

NAMES = {
    "today": "I dag: hver transportør for seg", "hub": "Samleterminal på Kobbervikdalen",
    "micro": "Mikrohub på Strømsø med lastesykler", "hub-electric": "Samleterminal med elektriske kjøretøy",
    "zone": "Lavutslippssone, dagens kjøretøy", "zone-hub": "Lavutslippssone og samleterminal",
}  # fmt: skip
EFFECTS = {"today": 1.0, "hub": 0.78, "micro": 0.71, "hub-electric": 0.78, "zone": 1.004, "zone-hub": 0.8}
KINDS = {"hub": "hub", "micro": "micro-hub", "hub-electric": "hub"}
HUB_COST = {"hub": 0.98, "micro": 1.12, "hub-electric": 0.9}
ELECTRIC_KWH_PER_L = 3.0


def long_table(seeds: int = 10, entropy: int = 11) -> pd.DataFrame:
    """The long table, with electricity instead of fuel where fleets are electric."""
    table = study(EFFECTS, seeds=seeds, entropy=entropy)
    electric = table["variant"].isin(["hub-electric", "micro"])
    for measure, factor in (("fuel_l", 0.0), ("co2e_wtw_kg", 0.02), ("co2e_wtw_residual_kg", 0.55),
                            ("nox_g", 0.0), ("pm_exhaust_g", 0.0), ("cost_energy_nok", 0.5)):  # fmt: skip
        table.loc[electric & (table["measure"] == measure) & (table["scope"] == "participating"), "value"] *= (
            factor
        )
    litres = table[electric & (table["measure"] == "fuel_l")].index
    energy = table[electric & (table["measure"] == "energy_kwh")].index
    table.loc[energy, "value"] = 60.0 + ELECTRIC_KWH_PER_L * np.arange(len(litres)) % 7
    return pd.concat([table, coalition_rows(table, entropy)], ignore_index=True)


def coalition_rows(table: pd.DataFrame, entropy: int) -> pd.DataFrame:
    """Costs of every group of carriers at each hub: a fixed part, and less an order the more there are."""
    rng = np.random.default_rng(entropy)
    cost = table[(table["variant"] == "today") & (table["measure"] == "cost_nok") & (table["bound"] == "mid")
                 & (table["party_kind"] == "carrier") & (table["scope"] == "participating")]  # fmt: skip
    today = cost.pivot(index="seed", columns="party", values="value")
    rows = []
    for variant, scale in HUB_COST.items():
        for seed in today.index:
            for group in coalitions_to_run(list(today.columns)):
                inside = group.split("+")
                alone = float(today.loc[seed, inside].sum())
                whole = (
                    scale * (1500.0 + 0.86 * alone - 5.5 * alone**0.55) * (1.0 + 0.008 * rng.standard_normal())
                )
                rows.append(money(variant, seed, group, ("total", "all"), whole))
                rows += [money(variant, seed, group, ("carrier", name), 0.12 * today.loc[seed, name])
                         for name in inside]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def result(seeds: int = 10) -> StudyResult:
    """The page's input, made the way a study makes it."""
    table = long_table(seeds)
    own = table[(table["variant"] == "today") & (table["measure"] == "orders") & (table["seed"] == 0)
                & (table["party_kind"] == "carrier") & (table["scope"] == "participating")]  # fmt: skip
    orders = dict(zip(own["party"], own["value"], strict=True))
    found: dict[str, list[pd.DataFrame]] = {}
    for variant in HUB_COST:
        game, joined = read_game(table, variant, "today"), read_joined(table, variant, "today")
        for name, part in (
            ("shares", share_table(game, orders)), ("core", core_table(game)),
            ("leaving", leaving_table(game, orders)), ("fees", fee_table(joined, orders)),
            ("carrier_fees", carrier_fee_table(joined, orders)),
            ("subsidies", subsidy_table(joined, orders, (40.0, 60.0, 80.0))),
        ):  # fmt: skip
            found.setdefault(name, []).append(part)
    return StudyResult(
        title="Varetransport i Drammen sentrum: seks muligheter", base="today", names=NAMES,
        differences=differences(table, "today"),
        money={name: pd.concat(parts, ignore_index=True) for name, parts in found.items()},
        kinds=KINDS, explained={"hub": "Bare fem transportører deltar; innkjøring er regnet med."},
        assumptions=("Made-up numbers: this study tests the page.",),
        notice="Oppdiktede tall for å prøve siden. Gater: skjematisk nett.",
    )  # fmt: skip
