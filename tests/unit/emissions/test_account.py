"""Accounts of legs: against hand calculation, exact sums, who emits what."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.domain.fleet import EnergySource, Load, Mode
from freight.domain.scenario import Scenario
from freight.domain.timeline import ChargeDone, DrivenLeg, Halt, RouteTimeline, Timeline
from freight.emissions.account import Account, Amounts, account, add
from freight.emissions.factors import load_factors, packaged_factors
from freight.emissions.wear import wear_class, wear_g_per_km
from freight.errors import InputError
from tests.timelines import small_scenario, small_streets, small_timeline, vehicle_type

FACTORS = load_factors(packaged_factors())


def one_leg(km: float, kph: float, kwh: float) -> DrivenLeg:
    seconds = np.array([km / kph * 3600.0]) if kph else np.array([0.0])
    return DrivenLeg(
        "a", "b", np.array([0]), 0.0, 1.0, np.array([km * 1000.0]), np.array([0.0]), seconds, np.array([kwh]),
        kwh, 0.0, float(seconds[0]), 0.0, 0, Load(), (), (),
    )  # fmt: skip


def of_leg(leg: DrivenLeg, scenario: Scenario, type_id: str) -> Account:
    return account(Timeline((RouteTimeline("v", type_id, (), (leg,)),)), scenario, FACTORS)


def test_a_diesel_leg_by_hand() -> None:
    found = of_leg(one_leg(10.0, 30.0, 9.0), small_scenario(), "diesel-van").total
    assert found.litres == pytest.approx(9.0 * 3.6 / (42.695 * 0.84))
    assert found.co2e_ttw_kg == pytest.approx(9.0 * 3.6 * 0.07422 + 10 * 0.011e-3 * 273)
    assert found.co2e_wtw_kg == pytest.approx(found.co2e_ttw_kg + found.litres * 0.62409)
    assert found.co2e_wtw_residual_kg == found.co2e_wtw_kg
    assert found.nox_g == pytest.approx(0.898, abs=1e-4)
    assert found.pm_exhaust_g == pytest.approx(0.0140, abs=1e-4)
    assert found.pm_wear_g == pytest.approx(0.591, abs=1e-3)  # 59.1 mg/km, research table 1.4
    assert (found.battery_kwh, found.grid_kwh, found.fuel_kwh) == (0.0, 0.0, 9.0)


def test_an_electric_leg_by_hand() -> None:
    found = of_leg(one_leg(10.0, 30.0, 2.7), small_scenario(), "electric-van").total
    assert found.grid_kwh == pytest.approx(3.0)
    assert found.co2e_ttw_kg == 0.0
    assert found.co2e_wtw_kg == pytest.approx(0.045)
    assert found.co2e_wtw_residual_kg == pytest.approx(1.797)
    assert found.nox_g == found.pm_exhaust_g == found.litres == 0.0
    assert found.pm_wear_g == pytest.approx(0.344, abs=1e-3)  # electrifying does not bring PM10 to zero


def test_what_is_charged_on_the_way_has_the_losses_of_its_charger() -> None:
    """Of 2.7 kWh used 1.8 come from a charger that loses a quarter, the rest from the depot at 90 %."""
    scenario = small_scenario()
    site = replace(scenario.chargers[0], efficiency=0.75)
    scenario = replace(scenario, chargers=(site,))
    legs = (one_leg(10.0, 30.0, 1.8), one_leg(5.0, 30.0, 0.9))
    done = ChargeDone("C1", 1.8, ((0.0, 1.0), (600.0, 2.8)))
    halt = Halt("charger C1", 0.0, 0.0, (), 0.0, 0.0, 600.0, Load(), 1.0, done)
    timeline = Timeline((RouteTimeline("v", "electric-van", (halt,), legs),))
    found = account(timeline, scenario, FACTORS)
    grid_kwh = 1.8 / 0.75 + 0.9 / 0.9
    assert found.total.battery_kwh == pytest.approx(2.7)
    assert found.total.grid_kwh == pytest.approx(grid_kwh)
    assert found.total.co2e_wtw_kg == pytest.approx(0.045 / 3.0 * grid_kwh)
    assert found.total.co2e_wtw_residual_kg == pytest.approx(1.797 / 3.0 * grid_kwh)
    first, second = found.routes[0].legs
    assert first.grid_kwh == pytest.approx(2 * second.grid_kwh)


def test_petrol_and_gas_need_curves_of_their_own_and_gas_has_no_litres() -> None:
    scenario = small_scenario()
    petrol = vehicle_type("petrol-van", EnergySource.PETROL, factor_class="van_petrol_n1_iii")
    with pytest.raises(InputError, match="van_petrol_n1_iii"):
        of_leg(one_leg(1.0, 30.0, 1.0), replace(scenario, vehicle_types=(petrol,)), "petrol-van")
    gas = vehicle_type("gas-van", EnergySource.GAS)
    found = of_leg(one_leg(10.0, 30.0, 10.0), replace(scenario, vehicle_types=(gas,)), "gas-van")
    assert found.total.litres == 0.0
    assert found.total.co2e_wtw_kg - found.total.co2e_ttw_kg == pytest.approx(10 * 0.04198)
    assert "fuel_lhv" not in {row.key for row in found.sources}


def test_standing_still_emits_nothing() -> None:
    assert of_leg(one_leg(0.0, 0.0, 0.0), small_scenario(), "diesel-van").total == Amounts()


def test_sources_are_those_of_the_vehicles_that_drive() -> None:
    scenario = small_scenario()
    electric = of_leg(one_leg(1.0, 20.0, 0.3), scenario, "electric-van")
    assert {row.key for row in electric.sources} >= {
        "grid_co2e_location",
        "grid_co2e_residual",
        "wear_electric_brake",
    }
    assert not any(row.key.startswith(("ef_hot", "fuel")) for row in electric.sources)
    whole = account(small_timeline(small_streets(), scenario), scenario, FACTORS)
    assert len(whole.sources) == len(set(whole.sources))
    assert all(row.source and row.year for row in whole.sources)
    assert {row.condition.split(";")[0] for row in whole.sources if row.key.startswith("ef_hot")} == {
        "pollutant=NOx", "pollutant=PM", "pollutant=EC",
    }  # fmt: skip


def test_totals_are_the_exact_sums_of_the_legs() -> None:
    scenario = small_scenario()
    found = account(small_timeline(small_streets(), scenario), scenario, FACTORS)
    legs = [leg for route in found.routes for leg in route.legs]
    for i, total in enumerate(found.total):
        assert total == math.fsum(leg[i] for leg in legs)
    for route in found.routes:
        assert route.total == add(route.legs)


@given(st.lists(st.tuples(*[st.floats(0.0, 1e3)] * 10), max_size=8), st.randoms())
@settings(deadline=None, max_examples=50)
def test_sums_do_not_depend_on_the_order(rows: list[tuple[float, ...]], random: object) -> None:
    amounts = [Amounts(*row) for row in rows]
    assert add(amounts) == add(sorted(amounts, reverse=True))


@given(st.floats(0.01, 50.0), st.floats(3.0, 80.0))
@settings(deadline=None, max_examples=50)
def test_twice_the_way_is_twice_the_emission(km: float, kph: float) -> None:
    scenario = small_scenario()
    once = of_leg(one_leg(km, kph, km), scenario, "diesel-van").total
    twice = of_leg(one_leg(2 * km, kph, 2 * km), scenario, "diesel-van").total
    assert list(twice) == pytest.approx([2 * part for part in once])


@pytest.mark.parametrize(
    ("kerb_kg", "gross_kg", "energy", "mode", "expected"),
    [
        (1200, 2000, EnergySource.DIESEL, Mode.DRIVE, "van_n1_i"),
        (1700, 2800, EnergySource.DIESEL, Mode.DRIVE, "van_n1_ii"),
        (1736, 2800, EnergySource.DIESEL, Mode.DRIVE, "van_n1_iii"),
        (2500, 3500, EnergySource.DIESEL, Mode.DRIVE, "van_n1_iii"),
        (2600, 4250, EnergySource.ELECTRIC, Mode.DRIVE, "van_n1_iii"),
        (2600, 4250, EnergySource.DIESEL, Mode.DRIVE, "truck_rigid"),
        (65, 300, EnergySource.ELECTRIC, Mode.CYCLE, "cargo_bike"),
    ],
)
def test_wear_class_from_weights(
    kerb_kg: float, gross_kg: float, energy: EnergySource, mode: Mode, expected: str
) -> None:
    kind = vehicle_type("x", energy, mode, kerb_weight_kg=kerb_kg, gross_weight_kg=gross_kg)
    assert wear_class(kind) == expected


def test_wear_falls_with_speed_and_a_bike_has_none() -> None:
    van = vehicle_type("x", EnergySource.DIESEL)
    at = [wear_g_per_km(FACTORS, van, kph) for kph in (10.0, 40.0, 60.0, 95.0, 130.0)]
    assert at[0] == at[1] > at[2] > at[3] == at[4]
    assert wear_g_per_km(FACTORS, vehicle_type("b", EnergySource.ELECTRIC, Mode.CYCLE), 15.0) == 0.0
