"""What the solver pays: legs, days, and zone fees by the day."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from freight.build import Built
from freight.build.amounts import load_up, room_down
from freight.domain.fleet import Battery, EnergySource, Load
from freight.domain.scenario import Effect, FeePer, OrderKind, Weights, Who, ZoneRule
from tests.ascii_map import ascii_map
from tests.days import BIKE, ELECTRIC_VAN, HOUR, VAN, Spot, built, day, order, vehicle
from tests.zone_town import BLOCKS, TOWN, around, zone

MAP = ascii_map(TOWN, BLOCKS)
INSIDE, OUTSIDE = order(MAP, "in", ("C", "F", 0.5)), order(MAP, "out", ("D", "E", 0.5))
FLEET = (vehicle("v1"), vehicle("v2"), vehicle("b1", BIKE))
DIESEL = Who(energy=frozenset({EnergySource.DIESEL}))
MICRO = 1_000_000


def fee(nok: float, per: FeePer, hours: str = "24/7", who: Who = DIESEL) -> ZoneRule:
    return ZoneRule(f"fee-{nok:g}", who, hours, Effect.FEE, fee_nok=nok, per=per)


def zoned(*rules: ZoneRule, depot: Spot = ("A", "B", 0.5), weights: Weights | None = None) -> Built:
    area = zone(around(MAP, "CF"), rules=rules)
    weights = weights or Weights()
    return built(MAP, day(MAP, (INSIDE, OUTSIDE), FLEET, zones=(area,), depot=depot, weights=weights))


def test_a_leg_costs_its_km_energy_and_entry_fees() -> None:
    weights = Weights(km=3.0, energy=5.0, fee=2.0)
    made = zoned(fee(25.0, FeePer.ENTRY), weights=weights)
    table, travel = made.profiles[0].table, made.problem.travel
    nok = (
        table.metres[0, 1] / 1000 * 2.0 * 3.0
        + table.energy_kwh[0, 1] * made.profiles[0].energy_nok_per_kwh * 5.0
        + 25.0 * 2.0
    )
    assert travel.cost_micro[0, 0, 1] == round(nok * MICRO)
    assert travel.cost_micro[0, 1, 0] < travel.cost_micro[0, 0, 1] - 49 * MICRO


def test_seconds_and_energy_are_rounded_up_and_metres_to_the_nearest() -> None:
    made = zoned()
    table, travel = made.profiles[0].table, made.problem.travel
    np.testing.assert_array_equal(travel.seconds[0], np.ceil(table.seconds))
    np.testing.assert_array_equal(travel.energy_wh[0], np.ceil(table.energy_kwh * 1000))
    np.testing.assert_array_equal(travel.metres[0], np.rint(table.metres))
    assert (travel.seconds[0] > table.seconds).any()


def test_a_day_fee_is_due_where_serving_means_driving_inside() -> None:
    (row,) = zoned(fee(60.0, FeePer.DAY)).problem.day_fees
    assert row.zone_id == "centre"
    assert row.fee_micro == (60 * MICRO, 60 * MICRO, 0)
    assert row.inside.tolist() == [[False, True, False], [False, False, False]]


def test_day_fees_in_force_add_up_and_others_do_not() -> None:
    rules = (fee(60.0, FeePer.DAY), fee(15.0, FeePer.DAY, "Mo 08:00-09:00"), fee(7.0, FeePer.DAY, "Sa-Su"))
    (row,) = zoned(*rules, weights=Weights(fee=2.0)).problem.day_fees
    assert row.fee_micro == (150 * MICRO, 150 * MICRO, 0)


def test_a_fee_that_is_not_in_force_makes_no_row() -> None:
    assert zoned(fee(60.0, FeePer.DAY, "Mo-Fr 19:00-21:00")).problem.day_fees == ()
    assert zoned(fee(60.0, FeePer.ENTRY)).problem.day_fees == ()


def test_a_vehicle_with_its_depot_inside_pays_with_its_day() -> None:
    """It drives inside by leaving, whatever it serves."""
    made = zoned(fee(60.0, FeePer.DAY), depot=("C", "F", 0.25))
    assert made.problem.day_fees == ()
    assert [slot.day_micro for slot in made.problem.vehicles] == [560 * MICRO, 560 * MICRO, 500 * MICRO]


def test_loads_in_grams_and_by_direction() -> None:
    orders = (
        replace(INSIDE, load=Load(1.2345, 0.0125, 2.5)),
        replace(OUTSIDE, load=Load(7.0, 0.0, 0.0), kind=OrderKind.PICKUP),
    )
    problem = built(MAP, day(MAP, orders)).problem
    assert problem.delivery.tolist() == [[1235, 12_500, 2500], [0, 0, 0]]
    assert problem.pickup.tolist() == [[0, 0, 0], [7000, 0, 0]]


KILOS = st.floats(0, 500).filter(lambda kg: kg == 0 or kg > 1e-6)


@given(st.lists(KILOS, min_size=1, max_size=40), st.floats(0, 2000))
def test_what_fits_in_grams_fits_in_kilos(kilos: list[float], room: float) -> None:
    load = sum(load_up(Load(kg))[0] for kg in kilos)
    if load <= room_down(Load(room))[0]:
        assert math.fsum(kilos) <= room + 1e-6


@given(st.integers(0, 10**6))
def test_whole_grams_stay_what_they_are(grams: int) -> None:
    assert load_up(Load(grams / 1000))[0] == room_down(Load(grams / 1000))[0] == grams


def test_a_hundred_small_excesses_add_up() -> None:
    """Each is 0.4 g above ten kilos; together they are 40 g too much for a ton."""
    many = tuple(replace(INSIDE, id=f"o{number}", load=Load(10.0004, 0.01, 1.0)) for number in range(100))
    problem = built(MAP, day(MAP, many)).problem
    assert problem.delivery[:, 0].sum() > problem.vehicles[0].capacity[0]


def test_penalties_are_weighted() -> None:
    scenario = day(MAP, (replace(INSIDE, penalty_nok=123.4), OUTSIDE), weights=Weights(penalty=0.5))
    assert built(MAP, scenario).problem.penalty_micro.tolist() == [61_700_000, 5000 * MICRO]


def test_hours_and_days_are_weighted() -> None:
    scenario = day(MAP, (INSIDE,), weights=Weights(day=0.5, hour=2.0))
    (slot,) = built(MAP, scenario).problem.vehicles
    assert (slot.day_micro, slot.second_micro) == (250 * MICRO, round(840 * MICRO / 3600))


@pytest.mark.parametrize(("charge", "above_wh"), [(1.0, 900), (0.5, 400), (0.1003, 0), (0.1, 0), (0.05, 0)])
def test_energy_above_the_reserve_is_rounded_down(charge: float, above_wh: int) -> None:
    kind = replace(ELECTRIC_VAN, battery=Battery(1.0, 1.0, 0.1))
    fleet = (vehicle("e", kind, start_charge_share=charge), vehicle("v"))
    problem = built(MAP, day(MAP, (INSIDE,), fleet, kinds=(VAN, kind))).problem
    assert [slot.energy_wh for slot in problem.vehicles] == [above_wh, None]


def test_orders_at_one_spot_share_a_place() -> None:
    twin = replace(INSIDE, id="twin", windows=((9 * HOUR, 10 * HOUR),))
    problem = built(MAP, day(MAP, (INSIDE, OUTSIDE, twin))).problem
    assert problem.order_place.tolist() == [1, 2, 1]
    assert problem.travel.seconds.shape == (1, 3, 3)
