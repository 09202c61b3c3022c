"""Energy along streets."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.domain.fleet import CurveConsumption, DynamicsConsumption, SimpleConsumption, VehicleType
from freight.domain.travel import FloatArray
from freight.network.dynamics import Driving
from freight.network.energy import (
    FuelCurve,
    LinearEnergy,
    never_short,
    reference_payload_kg,
    street_energy,
)
from tests.views import BIKE, ELECTRIC_VAN, LORRY, VAN

E_VAN = replace(
    ELECTRIC_VAN,
    consumption=DynamicsConsumption(
        kerb_mass_kg=2460,
        drag_coefficient=0.32,
        frontal_area_m2=4.2,
        rolling_coefficient=0.010,
        drive_efficiency=0.86,
        regeneration_efficiency=0.54,
        auxiliary_w=600,
        heating_w_per_degree=100,
    ),
)
E_TRUCK = replace(
    LORRY,
    consumption=DynamicsConsumption(5400, 0.50, 7.5, 0.008, 0.73, 0.54, 3000, 160),
)
CARGO_BIKE = replace(BIKE, consumption=DynamicsConsumption(65, 1.265, 0.7, 0.008, 0.63, 0.0, 15, 0))


def km_kwh(
    kind: VehicleType = E_VAN,
    *,
    kph: float = 30.0,
    stops: float = 2.0,
    temperature_c: float = 15.0,
    stand_s: float = 10.0,
    rise_m: float = 0.0,
    payload_kg: float | None = None,
) -> float:
    """One km of town: ``stops`` full stops with ``stand_s`` seconds of standing each; the reference payload."""
    one = np.ones(1)
    driving = Driving(1000 * one, kph * one, (3600 / kph + stops * stand_s) * one, stops * one, rise_m * one)
    energy = street_energy(kind, driving, temperature_c=temperature_c, fuel_kwh_per_km=None)
    return float(energy.at(reference_payload_kg(kind) if payload_kg is None else payload_kg)[0])


def test_an_electric_van_in_town_is_within_the_published_band() -> None:
    assert 0.17 <= km_kwh() <= 0.30
    assert 0.19 <= km_kwh(kph=50) <= 0.30
    assert 0.27 <= km_kwh(temperature_c=-10) <= 0.45


def test_an_electric_lorry_and_a_cargo_bike_are_within_theirs() -> None:
    assert 0.44 <= km_kwh(E_TRUCK) <= 0.85
    assert 0.010 <= km_kwh(CARGO_BIKE, kph=16) <= 0.035


def test_what_makes_it_more() -> None:
    base = km_kwh()
    assert km_kwh(stops=4) > base
    assert km_kwh(kph=60) > base
    assert km_kwh(stand_s=60) > base
    assert km_kwh(temperature_c=0) > base
    assert km_kwh(replace(E_VAN, reference_load_share=1.0)) > base
    # No heating above 15 degrees; thinner air takes a little less.
    assert base * 0.99 < km_kwh(temperature_c=25) < base


def test_the_formula_by_hand() -> None:
    mass, speed = 2460 + 500, 30 / 3.6
    rolling = mass * 9.81 * 0.010 * 1000 / 0.86
    air = 0.5 * 1.2041 * 293.15 / 288.15 * 0.32 * 4.2 * speed**2 * 1000 / 0.86
    stops = 2 * 0.5 * 1.05 * mass * speed**2 * (1 / 0.86 - 0.54)
    assert km_kwh() == pytest.approx((rolling + air + stops + 600 * 140) / 3.6e6)


def test_simple_consumption_is_per_km_and_grows_with_the_cold() -> None:
    van = replace(ELECTRIC_VAN, consumption=SimpleConsumption(0.28, 0.012))
    assert km_kwh(van, stops=7) == pytest.approx(0.28)
    assert km_kwh(van, temperature_c=20) == pytest.approx(0.28)
    assert km_kwh(van, temperature_c=-10) == pytest.approx(0.28 * 1.30)


def test_a_curve_is_asked_for_the_mean_speed_with_standing() -> None:
    van = replace(VAN, consumption=CurveConsumption("van_diesel_n1_iii", "euro6d"))
    asked: list[float] = []

    def curve_at(share: float) -> FuelCurve:
        def curve(kph: FloatArray) -> FloatArray:
            asked.extend(kph.tolist())
            return kph / 10 * (1 + share)

        return curve

    driving = Driving(
        length_m=np.array([1000.0, 500.0, 0.0]),
        speed_kph=np.array([30.0, 30.0, 30.0]),
        drive_s=np.array([120.0, 120.0, 0.0]),
        stops=np.zeros(3),
        rise_m=np.zeros(3),
    )
    energy = street_energy(van, driving, temperature_c=15, fuel_kwh_per_km=curve_at)
    assert asked == pytest.approx(2 * [30, 15, 30])
    assert energy.at(0) == pytest.approx([3.0, 0.75, 0.0])
    assert energy.at(van.capacity.kg) == pytest.approx([6.0, 1.5, 0.0])


def test_a_curve_that_is_missing_is_named() -> None:
    with pytest.raises(ValueError, match="vehicle type van follows a consumption curve"):
        km_kwh(replace(VAN, consumption=CurveConsumption("van_diesel_n1_iii", "euro6d")))


@settings(deadline=None, max_examples=60)
@given(
    kph=st.floats(3, 130),
    stops=st.floats(0, 20),
    temperature_c=st.floats(-35, 35),
    kind=st.sampled_from([E_VAN, E_TRUCK, CARGO_BIKE, VAN]),
)
def test_never_negative_and_finite(kph: float, stops: float, temperature_c: float, kind: VehicleType) -> None:
    kwh = km_kwh(kind, kph=kph, stops=stops, temperature_c=temperature_c)
    assert np.isfinite(kwh)
    assert kwh > 0


def test_a_climb_lifts_the_mass_and_a_descent_gives_a_part_back() -> None:
    lifted_kwh = (2460 + 500) * 9.81 * 80 / 3.6e6
    flat, up, down = (km_kwh(stops=0, rise_m=rise) for rise in (0, 80, -80))
    assert up - flat == pytest.approx(lifted_kwh / 0.86, rel=0.01)
    push_kwh = (flat - 600 * 120 / 3.6e6) * 0.86
    assert down == pytest.approx(600 * 120 / 3.6e6 - 0.54 * (lifted_kwh - push_kwh), rel=0.01)
    assert down < 0
    bike = km_kwh(CARGO_BIKE, kph=16, rise_m=-60)
    assert bike == pytest.approx(km_kwh(CARGO_BIKE, kph=16, rise_m=-80))
    assert bike > 0


def test_the_drive_loses_more_in_the_cold_both_ways() -> None:
    cold = replace(E_VAN, consumption=replace(E_VAN.consumption, cold_per_degree=0.01))
    assert km_kwh(cold) == km_kwh()
    assert km_kwh(cold, temperature_c=-5) > km_kwh(temperature_c=-5)
    assert km_kwh(cold, temperature_c=-5, rise_m=-80) > km_kwh(temperature_c=-5, rise_m=-80)


def test_a_simple_van_with_a_load_coefficient_keeps_its_figure_at_the_reference_load() -> None:
    van = replace(ELECTRIC_VAN, consumption=SimpleConsumption(0.28, 0.012, kwh_per_tonne_km=0.04))
    assert km_kwh(van) == pytest.approx(0.28)
    assert km_kwh(van, payload_kg=0) == pytest.approx(0.28 - 0.02)
    assert km_kwh(van, payload_kg=1000, temperature_c=-10) == pytest.approx((0.28 + 0.02) * 1.3)


def test_what_range_is_planned_with_is_never_short() -> None:
    energy = LinearEnergy(np.array([0.2, 0.1, -0.3, -0.1]), np.array([1e-4, -2e-4, -1e-4, 3e-4]))
    safe = never_short(energy, 1000.0)
    np.testing.assert_allclose(safe.empty_kwh, [0.2, 0.1, 0.0, 0.0])
    np.testing.assert_allclose(safe.per_kg_kwh, [1e-4, 0.0, 0.0, 2e-4])


def test_a_vehicle_that_carries_no_weight_has_no_slope() -> None:
    energy = never_short(LinearEnergy(np.array([0.2]), np.array([0.0])), 0.0)
    assert (energy.empty_kwh.tolist(), energy.per_kg_kwh.tolist()) == ([0.2], [0.0])
