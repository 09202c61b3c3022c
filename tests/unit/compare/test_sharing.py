"""Division of a common cost on games whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from freight.compare.coalitions import (
    coalitions_to_run,
    has_game,
    members,
    read_game,
    read_joined,
    sampled_orders,
)
from freight.compare.fees import fee_table
from freight.compare.shares import (
    BY_COST,
    BY_VOLUME,
    RULES,
    SHAPLEY,
    core_table,
    leaving_table,
    share_table,
)
from freight.compare.sharing import core_is_empty, excess, least_core, proportional, shapley, shapley_sampled
from tests.long_tables import game_table, study

GROUPS = list(range(1, 8))
AIRPORT = np.array([10.0, 20.0, 20.0, 30.0, 30.0, 30.0, 30.0])
"""Littlechild and Owen's runway: a group pays for its longest plane; carriers need 10, 20 and 30."""
GLOVES = np.array([6.0, 6.0, 7.0, 6.0, 7.0, 12.0, 11.0])


def test_the_runway_is_shared_as_published() -> None:
    """Each length is shared evenly by those who need it: 10/3, 10/3 + 10/2, 10/3 + 10/2 + 10."""
    assert shapley(AIRPORT, 3) == pytest.approx([10 / 3, 10 / 3 + 5.0, 10 / 3 + 15.0])
    found = least_core(GROUPS, AIRPORT, shapley(AIRPORT, 3))
    assert not core_is_empty(found.epsilon, 30.0)


def test_a_majority_game_has_no_core() -> None:
    """Any two save 60 as all three do: whoever is left out can offer more. Least core: 20 for everybody."""
    cost = np.array([100.0, 100.0, 140.0, 100.0, 140.0, 140.0, 240.0])
    found = least_core(GROUPS, cost, shapley(cost, 3))
    assert found.epsilon == pytest.approx(20.0)
    assert core_is_empty(found.epsilon, 240.0)
    assert found.payment == pytest.approx([80.0, 80.0, 80.0])
    assert excess(GROUPS, cost, found.payment).max() == pytest.approx(20.0)


def test_two_carriers_split_the_saving() -> None:
    cost = np.array([60.0, 100.0, 130.0])
    assert shapley(cost, 2) == pytest.approx([45.0, 85.0])
    assert least_core([1, 2, 3], cost, np.array([45.0, 85.0])).epsilon == pytest.approx(-15.0)


def test_one_carrier_pays_all() -> None:
    assert shapley(np.array([50.0]), 1).tolist() == [50.0]
    assert least_core([1], np.array([50.0]), np.array([50.0])).payment.tolist() == [50.0]


def test_of_a_wide_core_the_division_nearest_to_the_wanted_one_is_taken() -> None:
    cost = np.array([100.0, 100.0, 100.0, 100.0, 180.0, 180.0, 180.0])
    wanted = shapley(cost, 3)
    found = least_core(GROUPS, cost, wanted)
    assert found.payment.sum() == pytest.approx(180.0)
    assert excess(GROUPS, cost, found.payment)[:-1].max() == pytest.approx(found.epsilon)


def test_sampled_orders_sum_to_the_whole_and_come_near() -> None:
    orders = [[members(1 << "abc".index(name))[0] for name in order] for order in sampled_orders("abc", 400, 1)]
    value, error = shapley_sampled(GROUPS, AIRPORT, orders)
    assert value.sum() == pytest.approx(30.0)
    assert np.all(np.abs(value - shapley(AIRPORT, 3)) < 4.0 * error)
    assert sampled_orders("abc", 5, 2) == sampled_orders("cba", 5, 2)
    assert np.isnan(shapley_sampled(GROUPS, AIRPORT, orders[:1])[1]).all()


def test_which_coalitions_must_be_run() -> None:
    assert coalitions_to_run(["b", "a"]) == ("a", "b", "a+b")
    assert len(coalitions_to_run("abcdefgh")) == 255
    assert coalitions_to_run("abc", [("c", "a", "b")]) == ("a", "b", "c", "a+c", "a+b+c")


COST = {"a": 110.0, "b": 120.0, "c": 300.0, "a+b": 160.0, "a+c": 200.0, "b+c": 190.0, "a+b+c": 240.0}
TODAY = {"a": 100.0, "b": 100.0, "c": 120.0}
VOLUMES = {"a": 1.0, "b": 1.0, "c": 4.0}


def test_a_group_that_is_dearer_together_stays_as_today() -> None:
    game = read_game(game_table(COST, TODAY), "hub", "today")
    assert game.carriers == ("a", "b", "c")
    assert game.cost.mean(axis=1).tolist() == pytest.approx([100.0, 100.0, 160.0, 120.0, 200.0, 190.0, 240.0])
    assert game.name_of(5) == "a+c"
    assert game.complete


def test_the_normal_run_is_the_cost_of_all_when_no_row_names_them() -> None:
    cost = {name: value for name, value in COST.items() if name != "a+b+c"} | {"": 233.0}
    assert read_game(game_table(cost, TODAY), "hub", "today").cost[-1].tolist() == pytest.approx([233.0] * 5)


def test_shares_by_every_rule_sum_to_the_common_cost() -> None:
    game = read_game(game_table(COST, TODAY, noise=0.01, seeds=6), "hub", "today")
    found = share_table(game, VOLUMES)
    sums = found.groupby("rule")["share_nok"].sum()
    assert sums.to_dict() == pytest.approx(dict.fromkeys(RULES, float(game.cost[-1].mean())))
    assert (found["share_low"] < found["share_nok"]).all()
    assert found["gain_nok"].to_numpy() == pytest.approx((found["today_nok"] - found["share_nok"]).to_numpy())


def test_rules_by_hand() -> None:
    found = share_table(read_game(game_table(COST, TODAY), "hub", "today"), VOLUMES).set_index(
        ["rule", "carrier"]
    )
    assert found.loc[BY_VOLUME, "share_nok"].to_list() == pytest.approx([40.0, 40.0, 160.0])
    assert found.loc[BY_COST, "share_nok"].to_list() == pytest.approx([75.0, 75.0, 90.0])
    by_hand = [
        (2 * 100 + 60 + 80 + 2 * 50) / 6,
        (2 * 100 + 60 + 70 + 2 * 40) / 6,
        (2 * 120 + 100 + 90 + 2 * 80) / 6,
    ]
    assert found.loc[SHAPLEY, "share_nok"].to_list() == pytest.approx(by_hand)
    assert found.loc[(BY_VOLUME, "c"), "verdict"] == "loses"
    assert found.loc[(BY_VOLUME, "a"), "verdict"] == "gains"


def test_who_would_leave_and_whether_the_core_is_empty() -> None:
    game = read_game(game_table(COST, TODAY, noise=0.002, seeds=6), "hub", "today")
    leaving = leaving_table(game, VOLUMES)
    assert set(leaving["rule"]) == {BY_VOLUME}
    assert leaving.iloc[0]["coalition"] == "c"
    assert leaving.iloc[0]["gain_nok"] == pytest.approx(40.0, abs=2.0)
    assert leaving.iloc[0]["verdict"] == "would leave"
    core = core_table(game).iloc[0]
    assert core["verdict"] == "core not empty"
    assert core["saving_nok"] == pytest.approx(80.0, abs=2.0)
    assert (core["groups_known"], core["groups_possible"]) == (7, 7)


def test_an_empty_core_names_the_groups_that_would_leave() -> None:
    cost = {"a+b": 140.0, "a+c": 140.0, "b+c": 140.0, "a+b+c": 240.0}
    game = read_game(game_table(cost, dict.fromkeys("abc", 100.0), noise=0.002, seeds=8), "hub", "today")
    assert core_table(game).iloc[0]["verdict"] == "core empty"
    leaving = leaving_table(game, VOLUMES)
    pairs = leaving[leaving["rule"] == SHAPLEY]
    assert set(pairs["coalition"]) == {"a+b", "a+c", "b+c"}
    assert set(pairs["verdict"]) == {"would leave"}


def test_noise_as_large_as_the_core_is_said() -> None:
    cost = COST | {"a+b+c": 274.0}
    game = read_game(game_table(cost, TODAY, noise=0.05, seeds=6, entropy=3), "hub", "today")
    assert core_table(game).iloc[0]["verdict"] == "not measurable"


def test_one_run_measures_nothing() -> None:
    table = game_table(COST, TODAY, seeds=1)
    game = read_game(table, "hub", "today")
    assert core_table(game).iloc[0]["verdict"] == "not measurable"
    assert set(share_table(game, VOLUMES)["verdict"]) == {"no measurable difference"}
    assert set(leaving_table(game, VOLUMES)["verdict"]) == {"no measurable difference"}
    orders = dict.fromkeys("abc", 1.0)
    assert set(fee_table(read_joined(table, "hub", "today"), orders)["verdict"]) == {"not measurable"}


def test_sampled_coalitions_carry_their_own_error() -> None:
    carriers = "abcdefghi"
    orders = sampled_orders(carriers, 30, 4)
    cost = {name: 40.0 + 60.0 * (name.count("+") + 1) ** 0.8 for name in coalitions_to_run(carriers, orders)}
    game = read_game(game_table(cost, dict.fromkeys(carriers, 110.0), seeds=3), "hub", "today")
    found = share_table(game, dict.fromkeys(carriers, 1.0), orders)
    fair = found[found["rule"] == SHAPLEY]
    assert fair["share_nok"].sum() == pytest.approx(cost["+".join(carriers)])
    assert (fair["sampling_error_nok"] > 0.0).all()
    assert core_table(game, orders).iloc[0]["groups_known"] < 511
    with pytest.raises(ValueError, match="of 511 groups were run"):
        share_table(game, dict.fromkeys(carriers, 1.0))


def test_tables_without_a_game_are_refused() -> None:
    table = study({"today": 1.0, "hub": 0.8}, seeds=2)
    assert not has_game(table, "hub")
    with pytest.raises(ValueError, match="no coalition rows"):
        read_game(table, "hub", "today")
    with pytest.raises(ValueError, match="of b"):
        read_game(game_table(COST, {"a": 1.0, "c": 1.0}), "hub", "today")
    assert proportional(10.0, np.array([1.0, 3.0])).tolist() == [2.5, 7.5]
