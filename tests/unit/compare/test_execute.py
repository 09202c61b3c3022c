"""Runs of whole variants: every policy planned and checked, waves in time, seeds that repeat."""

from __future__ import annotations

from dataclasses import replace

import pytest

from freight.compare.execute import run_days, unsynchronised
from freight.compare.planning_day import Bulk
from freight.compare.variants import Ground
from tests.studies import DRAMMEN, RING, driven, ground, quick, with_policy
from tests.unit.compare.test_policies import POLICIES

FEW = ["Carrier C", "Carrier D", "Carrier H"]


@pytest.mark.parametrize("name", [name for name in POLICIES if name != "separate"])
def test_every_policy_gives_plans_without_violation(name: str) -> None:
    laid = quick(with_policy(DRAMMEN, POLICIES[name]), 2)
    done = run_days(laid, "tried", 0, tuple(FEW), (1,))
    assert all(one.result is not None and not one.result.violations for one in done)
    assert not unsynchronised(list(done))
    served = {
        part
        for one in done
        if one.plan is not None
        for route in one.plan.routes
        for visit in route.visits
        for order_id in visit.order_ids
        if order_id not in one.day.bulk
        for part in one.day.consignments(order_id)
    }
    left_out = {part for one in done for part in one.unserved}
    wanted = {order.id for order in laid.base.orders if order.carrier in FEW}
    assert served | left_out == wanted
    assert len(left_out) <= 4


def test_a_run_repeats_to_the_digit_and_another_seed_is_another_walk() -> None:
    laid = quick(ground(RING))
    first, again = (driven(laid, "hub")[1] for _ in range(2))
    assert first.equals(again)


@pytest.fixture
def ring() -> Ground:
    return quick(ground(RING))


def test_goods_that_leave_too_early_are_named(ring: Ground) -> None:
    done = list(run_days(ring, "hub", 0, (), (1,)))
    assert unsynchronised(done) == []
    inbound = done[0]
    slow = {name: replace(bulk, handling_s=20 * 3600) for name, bulk in inbound.day.bulk.items()}
    done[0] = replace(inbound, day=replace(inbound.day, bulk=slow))
    lines = unsynchronised(done)
    assert len(lines) == 3
    assert all("can leave at" in line for line in lines)


def test_goods_that_are_never_brought_are_named(ring: Ground) -> None:
    done = list(run_days(ring, "hub", 0, (), (1,)))
    lost = {name: Bulk(bulk.place, ()) for name, bulk in done[0].day.bulk.items()}
    done[0] = replace(done[0], day=replace(done[0].day, bulk=lost))
    assert all("is never brought" in line for line in unsynchronised(done))
    assert unsynchronised(done)
