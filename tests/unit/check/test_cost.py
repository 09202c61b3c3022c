"""The cost of a plan from its timeline alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from freight.check.cost import CostParts, plan_cost
from freight.domain.fleet import EnergySource
from freight.domain.scenario import Weights
from freight.emissions.prices import energy_nok_per_kwh
from tests.broken_plans.world import checked, good_world


def test_the_parts_are_counted_by_hand() -> None:
    world = good_world()
    result = checked(world)
    routes = result.timeline.routes
    km = sum(float(leg.length_m.sum()) for route in routes for leg in route.legs) / 1000
    hours = sum(route.halts[-1].arrive_s - route.halts[0].depart_s for route in routes) / 3600
    kwh = {route.vehicle_id: sum(float(leg.energy_kwh.sum()) for leg in route.legs) for route in routes}
    litres = kwh["Van 1"] / world.factors.kwh_per_litre(EnergySource.DIESEL)
    assert result.cost.day_nok == 3 * 500.0
    assert result.cost.km_nok == pytest.approx(2.0 * km)
    assert result.cost.hour_nok == pytest.approx(400.0 * hours)
    assert result.cost.energy_nok == pytest.approx(20.0 * litres + 1.5 * (kwh["Electric"] + kwh["Bike"]))
    assert result.cost.fee_nok == 0.0
    assert result.cost.penalty_nok == 1000.0


def test_the_total_is_the_sum_of_its_parts() -> None:
    assert CostParts(1.0, 2.0, 4.0, 8.0, 16.0, 32.0).total_nok == 63.0
    assert CostParts(1.0) + CostParts(penalty_nok=2.0) == CostParts(1.0, penalty_nok=2.0)


def test_weights_count_part_by_part() -> None:
    world = good_world()
    result = checked(world)
    weighted = replace(world.scenario, weights=Weights(day=2.0, km=0.0, hour=0.5, energy=3.0, penalty=4.0))
    cost = plan_cost(result.timeline, weighted, world.factors)
    assert cost.day_nok == 2 * result.cost.day_nok
    assert cost.km_nok == 0.0
    assert cost.hour_nok == result.cost.hour_nok / 2
    assert cost.energy_nok == pytest.approx(3 * result.cost.energy_nok)
    assert cost.penalty_nok == 4000.0


def test_an_order_served_by_nobody_costs_its_penalty_whatever_the_plan_lists() -> None:
    world = good_world()
    dropped = replace(world, plan=replace(world.plan, routes=world.plan.routes[1:]))
    assert checked(dropped).cost.penalty_nok == 1000.0 + 5 * 1000.0


def test_each_source_of_energy_has_its_price() -> None:
    world = good_world()
    price = {source: energy_nok_per_kwh(source, world.scenario, world.factors) for source in EnergySource}
    assert price[EnergySource.ELECTRIC] == 1.5
    assert price[EnergySource.GAS] == 1.0
    assert price[EnergySource.DIESEL] == 20.0 / world.factors.kwh_per_litre(EnergySource.DIESEL)
    assert price[EnergySource.PETROL] == 20.0 / world.factors.kwh_per_litre(EnergySource.PETROL)
