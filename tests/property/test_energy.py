"""What must hold of the energy of streets, whatever the vehicle, the load and the weather."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.domain.fleet import DynamicsConsumption, Load, SimpleConsumption, VehicleType
from freight.network.dynamics import Driving
from freight.network.energy import LinearEnergy, never_short, street_energy
from tests.views import ELECTRIC_VAN

ROUNDING = 1e-9


@st.composite
def vehicles(draw: st.DrawFn) -> VehicleType:
    """Electric vehicles from a cargo bike to a lorry; every fourth has no parameters."""
    real = st.floats
    capacity_kg = draw(real(1, 15_000))
    consumption: DynamicsConsumption | SimpleConsumption = DynamicsConsumption(
        kerb_mass_kg=draw(real(50, 15_000)),
        drag_coefficient=draw(real(0.2, 1.3)),
        frontal_area_m2=draw(real(0.5, 10)),
        rolling_coefficient=draw(real(0.004, 0.02)),
        drive_efficiency=draw(real(0.5, 1)),
        regeneration_efficiency=draw(real(0, 0.7)),
        auxiliary_w=draw(real(0, 5_000)),
        heating_w_per_degree=draw(real(0, 300)),
        cold_per_degree=draw(real(0, 0.02)),
    )
    if draw(st.integers(0, 3)) == 0:
        consumption = SimpleConsumption(draw(real(0.2, 2)), draw(real(0, 0.02)), draw(real(0, 0.02)))
    return replace(ELECTRIC_VAN, consumption=consumption, capacity=Load(capacity_kg, 1, 1))


@st.composite
def streets(draw: st.DrawFn, *, least_grade: float = -0.25) -> Driving:
    """One to six streets of a path."""
    count = draw(st.integers(1, 6))

    def values(low: float, high: float) -> np.ndarray:
        return np.array(draw(st.lists(st.floats(low, high), min_size=count, max_size=count)))

    length_m, speed_kph = values(1, 2000), values(3, 100)
    standing_s = values(0, 60)
    return Driving(
        length_m=length_m,
        speed_kph=speed_kph,
        drive_s=3.6 * length_m / speed_kph + standing_s,
        stops=values(0, 2),
        rise_m=length_m * values(least_grade, 0.25),
    )


def energy(kind: VehicleType, driving: Driving, temperature_c: float = 5.0) -> LinearEnergy:
    return street_energy(kind, driving, temperature_c=temperature_c, fuel_kwh_per_km=None)


def part(driving: Driving, rows: slice) -> Driving:
    return Driving(*(getattr(driving, name)[rows] for name in Driving.__slots__))


shares = st.floats(0, 1)


@settings(deadline=None)
@given(vehicles(), streets(), shares, st.integers(0, 6))
def test_the_energy_of_a_path_is_additive(kind: VehicleType, path: Driving, load: float, cut: int) -> None:
    payload_kg = load * kind.capacity.kg
    whole = energy(kind, path)
    halves = [energy(kind, part(path, rows)) for rows in (slice(None, cut), slice(cut, None))]
    total = whole.at(payload_kg).sum()
    assert abs(sum(half.at(payload_kg).sum() for half in halves) - total) <= ROUNDING * (1 + abs(total))
    of_layers = whole.empty_kwh.sum() + payload_kg * whole.per_kg_kwh.sum()
    assert abs(of_layers - total) <= ROUNDING * (1 + np.abs(whole.at(payload_kg)).sum())


@settings(deadline=None)
@given(vehicles(), streets(), shares, shares, shares)
def test_energy_is_linear_in_the_payload(
    kind: VehicleType, path: Driving, one: float, other: float, between: float
) -> None:
    low_kg, high_kg = one * kind.capacity.kg, other * kind.capacity.kg
    drawn = energy(kind, path)
    middle = drawn.at(low_kg + between * (high_kg - low_kg))
    chord = drawn.at(low_kg) + between * (drawn.at(high_kg) - drawn.at(low_kg))
    np.testing.assert_allclose(middle, chord, rtol=1e-9, atol=1e-12)


@settings(deadline=None)
@given(vehicles(), streets(), shares)
def test_the_line_never_lies_below_the_true_curve(kind: VehicleType, path: Driving, load: float) -> None:
    payload_kg = load * kind.capacity.kg
    own = kind.consumption
    if isinstance(own, DynamicsConsumption):
        heavier = replace(own, kerb_mass_kg=own.kerb_mass_kg + payload_kg)
        true = energy(replace(kind, consumption=heavier), path).empty_kwh
        line = energy(kind, path).at(payload_kg)
        assert (line >= true - ROUNDING * (1 + np.abs(true))).all()


@settings(deadline=None)
@given(vehicles(), streets(), shares)
def test_a_reversed_climb_gives_back_less_than_it_took(kind: VehicleType, path: Driving, load: float) -> None:
    climb = replace(path, rise_m=np.abs(path.rise_m))
    descent = replace(path, rise_m=-climb.rise_m)
    payload_kg = load * kind.capacity.kg
    took = energy(kind, climb).at(payload_kg)
    assert (took > 0).all()
    assert (took + energy(kind, descent).at(payload_kg) > 0).all()


@settings(deadline=None)
@given(vehicles(), streets(least_grade=0.0), shares, shares)
def test_more_payload_never_costs_less_on_the_flat_and_uphill(
    kind: VehicleType, path: Driving, one: float, other: float
) -> None:
    drawn = energy(kind, path)
    light, heavy = (drawn.at(share * kind.capacity.kg) for share in sorted((one, other)))
    assert (heavy >= light - ROUNDING).all()


@settings(deadline=None)
@given(vehicles(), streets(), shares, shares)
def test_more_payload_never_costs_less_there_and_back(
    kind: VehicleType, path: Driving, one: float, other: float
) -> None:
    ways = [energy(kind, path), energy(kind, replace(path, rise_m=-path.rise_m))]
    light, heavy = (sum(way.at(share * kind.capacity.kg) for way in ways) for share in sorted((one, other)))
    assert (heavy >= light - ROUNDING * (1 + np.abs(light))).all()


@settings(deadline=None)
@given(vehicles(), streets(), shares, shares)
def test_range_is_planned_with_no_less_at_any_load_and_more_with_more(
    kind: VehicleType, path: Driving, one: float, other: float
) -> None:
    drawn = energy(kind, path)
    safe = never_short(drawn, kind.capacity.kg)
    light_kg, heavy_kg = (share * kind.capacity.kg for share in sorted((one, other)))
    assert (safe.at(light_kg) >= drawn.at(light_kg) - ROUNDING * (1 + np.abs(drawn.at(light_kg)))).all()
    assert (safe.at(light_kg) >= 0).all()
    assert (safe.at(heavy_kg) >= safe.at(light_kg)).all()


@settings(deadline=None)
@given(vehicles(), streets(), shares, st.floats(-40, 15), st.floats(-40, 15))
def test_colder_never_costs_less_below_fifteen_degrees(
    kind: VehicleType, path: Driving, load: float, one: float, other: float
) -> None:
    payload_kg = load * kind.capacity.kg
    cold, mild = (energy(kind, path, degrees).at(payload_kg) for degrees in sorted((one, other)))
    assert (cold >= mild - ROUNDING * (1 + np.abs(mild))).all()
