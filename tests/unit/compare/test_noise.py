"""Differences between variants: intervals, verdicts, false alarms."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from freight.compare.noise import BASE, HIGHER, LOWER, NONE, differences
from freight.compare.spread import by_day, holm, jackknife, spread_of, t_half_width
from tests.long_tables import study


def small(variant: str, values: list[float], measure: str = "vehicle_km", day: int = 0) -> pd.DataFrame:
    return pd.DataFrame([
        {"variant": variant, "seed": seed, "day": day, "coalition": "", "scope": "zone", "party_kind": "total",
         "party": "all", "measure": measure, "unit": "km", "source": "replay", "bound": "mid", "value": value}
        for seed, value in enumerate(values)
    ])  # fmt: skip


def only(*parts: pd.DataFrame, variant: str = "hub") -> pd.Series:
    found = differences(pd.concat(parts, ignore_index=True), "today")
    rows = found[found["variant"] == variant]
    assert len(rows) == 1
    return rows.iloc[0]


def test_a_paired_difference_is_students() -> None:
    today, hub = [100.0, 104.0, 98.0, 101.0], [80.0, 86.0, 77.0, 82.5]
    row = only(small("today", today), small("hub", hub))
    known = stats.ttest_rel(hub, today)
    interval = known.confidence_interval(0.95)
    assert row["difference"] == pytest.approx(np.mean(hub) - np.mean(today))
    assert (row["difference_low"], row["difference_high"]) == pytest.approx((interval.low, interval.high))
    assert row["p_value"] == pytest.approx(known.pvalue)
    assert row["difference_share"] == pytest.approx(row["difference"] / np.mean(today))
    assert (row["mean"], row["lowest"], row["highest"], row["runs"]) == (pytest.approx(81.375), 77.0, 86.0, 4)
    assert (row["verdict"], row["reason"]) == (LOWER, "larger than the noise")


def test_runs_are_paired_by_seed_and_day_whatever_their_order() -> None:
    today, hub = small("today", [100.0, 200.0, 300.0]), small("hub", [90.0, 190.0, 290.0])
    row = only(today.sample(frac=1.0, random_state=1), hub.iloc[::-1])
    assert (row["difference"], row["difference_low"], row["difference_high"]) == (-10.0, -10.0, -10.0)


def test_a_run_without_its_pair_is_left_out_of_the_difference() -> None:
    row = only(small("today", [100.0, 101.0, 99.0]), small("hub", [90.0, 91.0, 89.0, 500.0]))
    assert (row["runs"], row["pairs"], row["difference"]) == (4, 3, -10.0)


def test_days_are_the_observations_when_there_are_several() -> None:
    today = [small("today", [100.0 * day, 100.0 * day + 2.0], day=day) for day in (1, 2, 3)]
    hub = [small("hub", [100.0 * day - shift, 100.0 * day + 2.0 - shift], day=day)
           for day, shift in ((1, 5.0), (2, 20.0), (3, 50.0))]  # fmt: skip
    row = only(*today, *hub)
    interval = stats.ttest_1samp([-5.0, -20.0, -50.0], 0.0).confidence_interval(0.95)
    assert (row["pairs"], row["days"]) == (6, 3)
    assert (row["difference_low"], row["difference_high"]) == pytest.approx((interval.low, interval.high))
    assert row["verdict"] == NONE


@pytest.mark.parametrize(
    ("today", "hub", "verdict", "reason"),
    [
        ([5.0] * 6, [5.0] * 6, NONE, "identical in every run"),
        ([5.0] * 6, [4.0] * 6, LOWER, "larger than the noise"),
        ([5.0, 5.0], [4.0, 4.0], NONE, "smaller than the noise"),
        ([5.0], [4.0], NONE, "fewer than two pairs of runs: no interval"),
        ([0.0] * 5, [7.5] * 5, HIGHER, "larger than the noise"),
        ([1000.0, 1001.0, 1002.0, 1003.0], [1004.0, 1005.01, 1006.0, 1007.0], NONE,
         "below the practical threshold of 0.5 %"),
        ([100.0, 110.0, 95.0, 105.0], [104.0, 101.0, 99.0, 103.0], NONE, "smaller than the noise"),
    ],
)  # fmt: skip
def test_verdicts(today: list[float], hub: list[float], verdict: str, reason: str) -> None:
    row = only(small("today", today), small("hub", hub))
    assert (row["verdict"], row["reason"]) == (verdict, reason)


def test_an_amount_that_the_base_does_not_have_was_zero_there_but_a_share_was_not() -> None:
    km = [small("today", [10.0, 11.0]), small("hub", [10.0, 11.0])]
    found = differences(pd.concat([*km, small("hub", [70.0, 70.0], "cost_hub_nok"),
                                   small("hub", [0.9, 0.8], "on_time_share")]), "today")  # fmt: skip
    hub = found[found["variant"] == "hub"].set_index("measure")
    assert hub.loc["cost_hub_nok", ["base_mean", "difference"]].to_list() == [0.0, 70.0]
    assert np.isnan(hub.loc["cost_hub_nok", "difference_share"])
    assert np.isnan(hub.loc["on_time_share", "difference"])
    assert hub.loc["on_time_share", "mean"] == pytest.approx(0.85)


def test_the_base_stands_first_and_is_not_judged() -> None:
    found = differences(study({"hub": 0.7, "today": 1.0}, seeds=3), "today")
    assert found["variant"].iloc[0] == "today"
    assert set(found.loc[found["variant"] == "today", "verdict"]) == {BASE}
    assert set(found["unit"]) == {"km", "vehicles", "stops", "min", "h", "share", "kWh", "l", "kg", "g", "NOK",
                                  "orders", "t km"}  # fmt: skip


def test_factors_stand_apart_from_the_interval() -> None:
    table = study({"today": 1.0, "hub": 0.7}, seeds=4)
    found = differences(table, "today")
    row = found[(found["variant"] == "hub") & (found["measure"] == "co2e_wtw_kg") & (found["party"] == "all")
                & (found["scope"] == "participating")].iloc[0]  # fmt: skip
    assert row["factor_low"] == pytest.approx(0.85 * row["mean"])
    assert row["factor_difference_high"] == pytest.approx(1.25 * row["difference"])
    without = differences(table[table["bound"] == "mid"], "today")
    same = ["difference", "difference_low", "difference_high", "p_adjusted"]
    pd.testing.assert_frame_equal(found[same], without[same])
    assert without["factor_low"].isna().all()


def test_faults_of_the_table_are_said() -> None:
    table = small("today", [1.0, 2.0])
    with pytest.raises(ValueError, match="no variant 'tomorrow'; it has today"):
        differences(table, "tomorrow")
    with pytest.raises(ValueError, match="said twice"):
        differences(pd.concat([table, table]), "today")


@pytest.mark.parametrize(("days", "seeds"), [(1, 10), (5, 3)])
def test_the_base_against_itself_differs_in_nothing(days: int, seeds: int) -> None:
    """Twenty studies of the base under other seeds: at most one false alarm for twenty measures.

    Few studies may have any: where one measure errs, all that hang on it err.
    """
    alarms, measures = [], 0
    for entropy in range(20):
        table = study({"today": 1.0, "again": 1.0}, seeds=seeds, days=days, carriers=2, entropy=entropy)
        found = differences(table, "today")
        again = found[found["variant"] == "again"]
        alarms.append((again["verdict"] != NONE).sum())
        measures += len(again)
    assert sum(alarms) * 20 <= measures
    assert sum(alarm > 0 for alarm in alarms) <= 1


def test_the_same_seeds_again_are_the_same_to_the_digit() -> None:
    table = study({"today": 1.0}, seeds=5)
    found = differences(pd.concat([table, table.assign(variant="again")]), "today")
    again = found[found["variant"] == "again"]
    assert (again["difference"].fillna(0.0) == 0.0).all()
    assert set(again["reason"]) == {"identical in every run"}


def test_an_effect_of_a_few_per_cent_is_seen() -> None:
    found = differences(study({"today": 1.0, "hub": 0.95}, entropy=5), "today")
    row = found[(found["variant"] == "hub") & (found["measure"] == "vehicle_km") & (found["party"] == "all")]
    assert set(row["verdict"]) == {LOWER}


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    rng = np.random.default_rng(7)
    sample = 3.0 + rng.standard_normal((4000, 10)) - rng.standard_normal((4000, 10))
    spread = spread_of(sample)
    held = np.abs(spread.mean - 3.0) <= spread.half_width(0.95)
    assert 0.94 <= held.mean() <= 0.96


def test_the_same_difference_in_every_pair_has_a_bounded_chance() -> None:
    """The bound 2 * 4**-n against the worst case, a fair coin on both sides, counted out."""
    rng = np.random.default_rng(3)
    coins = rng.integers(0, 2, (200_000, 3)) - rng.integers(0, 2, (200_000, 3))
    same = (coins == coins[:, :1]).all(axis=1) & (coins[:, 0] != 0)
    bound = spread_of(np.ones((1, 3))).p_value()[0]
    assert bound == 2.0 * 4.0**-3
    assert same.mean() == pytest.approx(bound, rel=0.05)


def test_holm_steps_down_and_counts_the_same_numbers_once() -> None:
    assert holm(np.array([0.01, 0.04, 0.03])).tolist() == pytest.approx([0.03, 0.06, 0.06])
    assert holm(np.array([0.01, 0.01, np.nan, 0.04])).tolist() == pytest.approx(
        [0.02, 0.02, np.nan, 0.04], nan_ok=True
    )
    assert np.isnan(holm(np.array([np.nan]))).all()


def test_nan_is_left_out_and_days_are_averaged() -> None:
    spread = spread_of(np.array([[1.0, np.nan, 3.0], [np.nan, np.nan, np.nan]]))
    assert spread.size.tolist() == [2, 0]
    assert spread.mean[0] == 2.0
    assert np.isnan(spread.mean[1])
    assert by_day(np.array([[1.0, 3.0, 10.0]]), np.array([4, 4, 9])).tolist() == [[2.0, 10.0]]


def test_a_jackknife_of_a_mean_is_students_interval() -> None:
    sample = np.array([[1.0, 2.0, 4.0, 9.0]])
    value, error = jackknife(lambda mean: mean, sample)
    assert value[0] == 4.0
    assert t_half_width(error, 4, 0.95)[0] == pytest.approx(spread_of(sample).half_width(0.95)[0])
