"""The whole view: costs, contract, and towns of every kind."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.domain.fleet import CurveConsumption, SimpleConsumption, VehicleType
from freight.domain.scenario import Weights
from freight.network.profiles import SMALLEST_NOK, Conditions
from freight.network.view import CLOSED, DESTINATION, THROUGH, StreetView
from tests.ascii_map import AsciiMap, ascii_map
from tests.views import BIKE, LORRY, VAN, ring, see


def test_generalised_cost_adds_time_km_and_energy() -> None:
    van = replace(VAN, cost_hour_nok=360.0, cost_km_nok=2.0, consumption=SimpleConsumption(0.5))
    weights = Weights(hour=1.5, km=2.0, energy=3.0)
    town = ring({"maxspeed": "36"})
    view = see(town, van, conditions=Conditions(energy_nok_per_kwh=1.2, weights=weights))
    street = town.street("B", "D")
    km = town.streets.length_m[street] / 1000
    assert view.energy_kwh[street] == pytest.approx(0.5 * km)
    hours = km / 36
    expected = 360 * 1.5 * hours + 2.0 * 2.0 * km + 1.2 * 3.0 * 0.5 * km
    assert view.cost_nok[street] == pytest.approx(expected)
    assert view.turn_cost_nok == pytest.approx(360 * 1.5 / 3600 * view.turn_s)


def test_a_vehicle_that_costs_nothing_counts_time() -> None:
    free = replace(VAN, cost_hour_nok=0.0, cost_km_nok=0.0)
    view = see(ring({}), free)
    assert view.cost_nok == pytest.approx(view.drive_s / 3600)
    assert view.turn_cost_nok == pytest.approx(view.turn_s / 3600)


def test_costs_are_positive_even_where_only_fees_count() -> None:
    view = see(ring({}), conditions=Conditions(weights=Weights(hour=0, km=0, energy=0)))
    assert view.cost_nok.min() > 0
    by_km = see(ring({}), replace(VAN, cost_hour_nok=0.0, cost_km_nok=1e-12))
    assert by_km.cost_nok.min() >= SMALLEST_NOK


def test_a_curve_reaches_the_energy() -> None:
    van = replace(VAN, consumption=CurveConsumption("van_diesel_n1_iii", "euro6d"))
    conditions = Conditions(fuel_kwh_per_km=lambda share: lambda kph: np.full_like(kph, 0.8 + 0.2 * share))
    town = ring({})
    view = see(town, van, conditions=conditions)
    assert view.energy_kwh == pytest.approx(0.9 * town.streets.length_m / 1000)


BRIDGES = """
    K--A--B--C
       |     |
       D     E
       |     |
       F--G--H
"""


def test_vehicles_see_different_towns() -> None:
    """Over the east bridge by bicycle, over the west bridge by van, the lorry stays on its bank."""
    bridges = {"ADF": {"maxweight": "7.5"}, "CEH": {"highway": "cycleway", "bridge": "yes"}}
    town = ascii_map(BRIDGES, {"KA": {}, "AB": {}, "BC": {}, "FG": {}, "GH": {}, **bridges})
    seen = {
        kind.id: {town.letters(street) for street in np.flatnonzero(see(town, kind).access).tolist()}
        for kind in (VAN, LORRY, BIKE)
    }
    assert seen["bike"] - seen["van"] == {"CH", "HC"}
    assert seen["van"] - seen["lorry"] == {"AF", "FA", "FG", "GF", "GH", "HG"}


def promise(view: StreetView) -> None:
    """The contract of `StreetView`."""
    streets = view.streets
    source = np.repeat(np.arange(streets.count), np.diff(view.turn_start))
    assert np.all(streets.to_node[source] == streets.from_node[view.turn_to])
    assert np.all(view.access[source] != CLOSED)
    assert np.all(view.access[view.turn_to] != CLOSED)
    assert np.all(view.access[view.hours >= 0] == DESTINATION)
    is_open = view.access != CLOSED
    assert np.all(np.diff(view.turn_start)[is_open] > 0)
    assert np.all(np.isin(np.flatnonzero(is_open), view.turn_to))
    for values in (view.speed_kph, view.drive_s, view.energy_kwh, view.cost_nok):
        assert np.all(np.isfinite(values))
        assert np.all(values > 0)
    for turn_values in (view.turn_s, view.turn_fee_nok, view.turn_cost_nok):
        assert len(turn_values) == len(view.turn_to)
        assert np.all(turn_values >= 0)
    through = view.access == THROUGH
    assert through.any()
    start = int(np.flatnonzero(through)[0])
    for a, b in ((source, view.turn_to), (view.turn_to, source)):
        seen = np.zeros(streets.count, dtype=bool)
        seen[start] = True
        while True:
            more = b[seen[a] & through[a] & through[b]]
            if seen[more].all():
                break
            seen[more] = True
        assert np.array_equal(seen, through)


TAGS = st.fixed_dictionaries(
    {"highway": st.sampled_from(["residential", "service", "pedestrian", "cycleway", "primary"])},
    optional={
        "oneway": st.sampled_from(["yes", "-1"]),
        "access": st.sampled_from(["no", "destination"]),
        "motor_vehicle": st.sampled_from(["yes", "no", "delivery"]),
        "motor_vehicle:conditional": st.sampled_from(["no @ (07:00-09:00)", "delivery @ (06:00-11:00)"]),
        "bicycle": st.sampled_from(["yes", "no"]),
        "maxweight": st.sampled_from(["3", "7.5"]),
    },
)
GRID = """
    A--B--C
    |  |  |
    D--E--F
    |  |  |
    G--H--I
"""
NAMES = ("AB", "BC", "AD", "BE", "CF", "DE", "EF", "DG", "EH", "FI", "GH", "HI")


@st.composite
def grids(draw: st.DrawFn) -> AsciiMap:
    core: dict[str, dict[str, str]] = {"AB": {}, "BE": {}, "DE": {}, "AD": {}}
    ways = {name: core[name] if name in core else draw(TAGS) for name in NAMES}
    node = draw(st.sampled_from([{}, {"barrier": "bollard"}, {"barrier": "gate", "access": "destination"}]))
    rule = draw(st.sampled_from(["no_left_turn", "only_straight_on", "no_entry"]))
    restriction = {"from": "BE", "via": "E", "to": "EH", "restriction": rule}
    return ascii_map(GRID, ways, {"F": node}, [restriction])


@settings(deadline=None, max_examples=40)
@given(grids(), st.sampled_from([VAN, LORRY, BIKE]))
def test_every_view_keeps_the_promise(town: AsciiMap, kind: VehicleType) -> None:
    promise(see(town, kind))


def test_the_same_view_twice() -> None:
    town = ring({"motor_vehicle:conditional": "no @ (07:00-09:00)"})
    first, second = see(town), see(town)
    for name in ("access", "hours", "cost_nok", "turn_to", "turn_s"):
        assert np.array_equal(getattr(first, name), getattr(second, name))
    assert first.timetable == second.timetable
