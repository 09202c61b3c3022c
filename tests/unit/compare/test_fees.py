"""The hub's fee, worked out by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from freight.compare.coalitions import read_joined
from freight.compare.fees import carrier_fee_table, fee_table, subsidy_table
from freight.compare.long_table import COLUMNS
from tests.long_tables import game_table, money

ORDERS = {"a": 10.0, "b": 20.0, "c": 10.0}
TODAY = {"a": 600.0, "b": 1000.0, "c": 300.0}
COST = {"a": 700.0, "b": 1100.0, "c": 650.0, "a+b": 1500.0, "a+c": 1000.0, "b+c": 1350.0, "a+b+c": 1700.0}
INBOUND = {"a": 100.0, "b": 200.0, "c": 50.0}


def with_inbound(seeds: int = 3, noise: float = 0.0) -> pd.DataFrame:
    rows = [
        money("hub", seed, coalition, ("carrier", carrier), INBOUND[carrier])
        for seed in range(seeds) for coalition in COST for carrier in coalition.split("+")
    ]  # fmt: skip
    return pd.concat(
        [game_table(COST, TODAY, seeds=seeds, noise=noise), pd.DataFrame(rows, columns=list(COLUMNS))]
    )


def test_the_fee_falls_as_carriers_join() -> None:
    """Hub costs: b 900, a 600, c 600 alone; b+c 1100, a+c 850; all 1350. Orders 10, 20, 10."""
    found = fee_table(read_joined(with_inbound(), "hub", "today"), ORDERS)
    assert found["coalition"].to_list() == ["b", "b+c", "a+b+c"]
    assert found["joins"].to_list() == ["b", "c", "a"]
    assert found["hub_nok"].to_list() == pytest.approx([900.0, 1100.0, 1350.0])
    assert found["fee_needed_nok"].to_list() == pytest.approx([45.0, 1100 / 30, 33.75])
    assert found["fee_dearest_nok"].to_list() == pytest.approx([60.0, 42.5, 33.75])


def test_the_weakest_carrier_sets_the_fee_that_can_be_borne() -> None:
    found = fee_table(read_joined(with_inbound(), "hub", "today"), ORDERS).iloc[-1]
    assert (found["weakest"], found["fee_bearable_nok"]) == ("c", pytest.approx(25.0))
    assert found["fee_bearable_mean_nok"] == pytest.approx((500 + 800 + 250) / 40)
    assert found["subsidy_nok"] == pytest.approx(1350.0 - 25.0 * 40.0)
    assert found["subsidy_per_order_nok"] == pytest.approx(8.75)
    assert found["verdict"] == "needs a subsidy"


def test_how_many_must_join_before_a_carrier_gains() -> None:
    found = carrier_fee_table(read_joined(with_inbound(), "hub", "today"), ORDERS).set_index("carrier")
    assert found["fee_bearable_nok"].to_dict() == pytest.approx({"a": 50.0, "b": 40.0, "c": 25.0})
    assert found["must_join"].to_dict() == pytest.approx({"a": 3.0, "b": 2.0, "c": np.nan}, nan_ok=True)
    assert found["left_nok"].to_dict() == pytest.approx({"a": 162.5, "b": 125.0, "c": -87.5})
    assert found["own_nok"].to_dict() == INBOUND


def test_the_subsidy_at_a_given_fee() -> None:
    found = subsidy_table(read_joined(with_inbound(), "hub", "today"), ORDERS, (20.0, 33.75, 45.0))
    assert found["subsidy_nok"].to_list() == pytest.approx([550.0, 0.0, 0.0])
    assert found["losers"].to_list() == ["", "c", "b+c"]


def test_without_rows_of_its_own_the_fee_covers_everything() -> None:
    found = fee_table(read_joined(game_table(COST, TODAY), "hub", "today"), ORDERS).iloc[-1]
    assert found["fee_needed_nok"] == pytest.approx(1700.0 / 40.0)
    summing = [money("hub", seed, "a+b+c", ("carrier", name), share) for seed in range(5)
               for name, share in (("a", 500.0), ("b", 700.0), ("c", 500.0))]  # fmt: skip
    table = pd.concat([game_table(COST, TODAY), pd.DataFrame(summing, columns=list(COLUMNS))])
    again = fee_table(read_joined(table, "hub", "today"), ORDERS).iloc[-1]
    assert again["fee_needed_nok"] == pytest.approx(1700.0 / 40.0)


def test_noise_makes_an_interval_and_may_hide_the_answer() -> None:
    found = fee_table(read_joined(with_inbound(6, 0.02), "hub", "today"), ORDERS).iloc[-1]
    assert found["fee_needed_low"] < found["fee_needed_nok"] < found["fee_needed_high"]
    even = TODAY | {"c": 387.5}
    table = game_table(COST, even, seeds=6, noise=0.05)
    close = fee_table(read_joined(table, "hub", "today"), ORDERS | {"c": 9.118}).iloc[-1]
    assert close["verdict"] == "not measurable"


def test_groups_that_were_not_run_are_jumped_over() -> None:
    cost = {name: value for name, value in COST.items() if "+" not in name or name == "a+b+c"}
    found = fee_table(read_joined(game_table(cost, TODAY), "hub", "today"), ORDERS)
    assert found["carriers"].to_list() == [1, 3]
    assert found["joins"].to_list() == ["b", "a+c"]
