"""Accounts of a run: every figure allocated once, and every sum the same."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from freight.compare.accounts import COMMON, allocate
from freight.compare.bounds import bounded
from freight.compare.measures import COST_PARTS
from freight.compare.scopes import with_zone_scope
from freight.emissions.account import account
from tests.studies import C1_FLEET, DRAMMEN, RING, driven, ground, quick, with_policy

HUB = {"model": "hub", "hub": "C1", "fleet": C1_FLEET, "returns": True, "groups": ["Bragernes other"]}
RATIOS = {"load_factor", "on_time_share"}


@pytest.fixture(scope="module")
def town_table() -> pd.DataFrame:
    """A hub that some groups use, in the example town."""
    return driven(quick(with_policy(DRAMMEN, HUB)), "tried")[1]


@given(
    st.floats(-1e6, 1e6),
    st.dictionaries(st.text(max_size=3), st.floats(0.0, 1e5), min_size=1, max_size=30),
)
def test_parts_sum_to_the_whole(total: float, weights: dict[str, float]) -> None:
    parts = allocate(total, weights)
    assert parts.keys() == weights.keys()
    assert math.fsum(parts.values()) == pytest.approx(total, rel=1e-15, abs=1e-12)


def test_goods_without_weight_share_evenly() -> None:
    assert allocate(9.0, {"a": 0.0, "b": 0.0, "c": 0.0}) == {"a": 3.0, "b": 3.0, "c": 3.0}


@pytest.mark.parametrize("kind", ["carrier", "receiver"])
def test_parties_sum_to_the_total(town_table: pd.DataFrame, kind: str) -> None:
    rows = town_table[~town_table["measure"].isin(RATIOS)]
    sums = rows.groupby(["party_kind", "measure", "bound"])["value"].sum()
    whole = sums["total"]
    assert len(whole) > 40
    for key, value in whole.items():
        assert sums[kind][key] == pytest.approx(value, rel=1e-12)


def test_consignments_carry_exactly_what_the_fleet_emits() -> None:
    laid = quick(with_policy(DRAMMEN, HUB))
    done, table = driven(laid, "tried")
    total = table[(table["party_kind"] == "total") & (table["bound"] == "mid")].set_index("measure")["value"]
    fleet = [
        account(one.result.timeline, one.day.scenario, laid.factors).total
        for one in done
        if one.result is not None
    ]
    for measure in ("nox_g", "pm_wear_g", "pm_exhaust_g", "co2e_ttw_kg"):
        assert total[measure] == pytest.approx(math.fsum(getattr(one, measure) for one in fleet), rel=1e-12)
    tonnes = sum(order.load.kg / 1000 for one in done if one.day.hub for order in one.day.scenario.orders)
    hub_kg = tonnes * laid.factors.factor("hub_co2e", "hub").value
    driving_kg = math.fsum(one.co2e_wtw_kg for one in fleet)
    assert total["co2e_wtw_kg"] == pytest.approx(driving_kg + hub_kg, rel=1e-12)


def test_money_parts_sum_to_the_cost(town_table: pd.DataFrame) -> None:
    mid = town_table[town_table["bound"] == "mid"]
    wide = mid.pivot_table(index=["party_kind", "party"], columns="measure", values="value").fillna(0.0)
    parts = [name for name in COST_PARTS if name in wide]
    assert wide["cost_nok"].to_numpy() == pytest.approx(wide[parts].sum(axis=1).to_numpy(), rel=1e-12)
    assert wide.loc[("carrier", COMMON), "cost_handling_nok"] > 0.0


def test_low_and_high_factors_lie_around_the_middle(town_table: pd.DataFrame) -> None:
    wide = town_table[town_table["measure"] == "co2e_wtw_kg"].pivot_table(
        index=["party_kind", "party"], columns="bound", values="value"
    )
    assert (wide["low"] < wide["mid"]).all()
    assert (wide["mid"] < wide["high"]).all()
    assert bounded(ground(DRAMMEN).factors)["low"].factor("charging_efficiency", "electricity").value == 0.95


def test_activity_is_the_same_however_the_goods_travel() -> None:
    """Tonne-kilometres go by the shortest feasible distance of the chain, not by the way driven."""
    laid = ground(RING)
    found = [driven(laid, name)[1] for name in ("today", "hub")]
    activity = [
        table[(table["measure"] == "tonne_km") & (table["party_kind"] == "carrier")]["value"].to_list()
        for table in found
    ]
    assert activity[0] == activity[1]
    km = [
        table[(table["measure"] == "vehicle_km") & (table["party_kind"] == "total")]["value"].sum()
        for table in found
    ]
    assert km[1] > km[0]


def test_all_freight_in_the_zone_adds_an_unchanged_rest() -> None:
    table = pd.concat([driven(ground(RING), name)[1] for name in ("today", "hub")], ignore_index=True)
    both = with_zone_scope(table, "today", 0.25)
    city = both[(both["party_kind"] == "city") & (both["measure"] == "vehicle_km_in_zone")]
    value = city.set_index(["variant", "scope"])["value"]
    assert value["today", "zone"] == pytest.approx(4 * value["today", "participating"])
    rest = [value[name, "zone"] - value[name, "participating"] for name in ("today", "hub")]
    assert rest[0] == pytest.approx(rest[1])
