"""What overtime costs by the fleet file, and what it can not go together with."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from freight.build import build
from freight.check.cost import overtime_h, plan_cost
from freight.errors import InputError
from freight.run import Day, open_day
from tests.integration.conftest import EXAMPLES


@cache
def day(name: str) -> Day:
    return open_day(EXAMPLES / name / "scenario.yaml")


def with_overtime(opened: Day, after_h: float, nok_per_h: float) -> Day:
    kinds = tuple(
        replace(kind, overtime_after_h=after_h, overtime_nok_per_h=nok_per_h)
        for kind in opened.scenario.vehicle_types
    )
    return replace(opened, scenario=replace(opened.scenario, vehicle_types=kinds))


def test_seconds_beyond_the_normal_ones_cost_both_prices() -> None:
    made = with_overtime(day("drammen"), 2.0, 180.0)
    problem = build(made.scenario, made.streets, made.factors).problem
    for slot in problem.vehicles:
        hour = made.scenario.vehicle_type(slot.type_id).cost_hour_nok
        # A price per second is a whole number of millionths: at most half of one is lost every second.
        assert slot.wages_micro(7200) == pytest.approx(2 * hour * 1e6, abs=7200 / 2)
        assert slot.wages_micro(10_800) == pytest.approx((3 * hour + 180) * 1e6, abs=(10_800 + 3600) / 2)


def test_without_overtime_all_seconds_cost_the_same() -> None:
    opened = day("drammen")
    slots = build(opened.scenario, opened.streets, opened.factors).problem.vehicles
    assert all(slot.wages_micro(40_000) == 40_000 * slot.second_micro for slot in slots)
    assert overtime_h(9.0, opened.scenario.vehicle_types[0]) == 0.0


def test_overtime_and_charging_on_the_way_are_refused_together() -> None:
    made = with_overtime(day("drammen-winter"), 7.5, 200.0)
    with pytest.raises(InputError, match="together with charging on the way") as caught:
        build(made.scenario, made.streets, made.factors)
    assert "fleet" in str(caught.value)


def test_an_empty_plan_has_no_overtime() -> None:
    made = with_overtime(day("drammen"), 0.0, 1000.0)
    from freight.domain.timeline import Timeline

    cost = plan_cost(Timeline(()), made.scenario, made.factors)
    assert cost.hour_nok == 0.0
