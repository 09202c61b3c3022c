"""Hot emission curves against values evaluated by others, and their clamping."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.emissions.curves import HotCurve, at_load, curve_fault
from freight.emissions.factors import Factors, load_factors, packaged_factors
from freight.errors import InputError


@pytest.fixture(scope="module")
def factors() -> Factors:
    return load_factors(packaged_factors())


@pytest.mark.parametrize(
    ("vehicle_class", "euro", "pollutant", "load", "kph", "expected"),
    [
        ("van_diesel_n1_iii", "euro6d", "EC", 0.5, 15, 4.36062),
        ("van_diesel_n1_iii", "euro6d", "EC", 0.5, 30, 3.17797),
        ("van_diesel_n1_iii", "euro6d", "NOx", 0.5, 15, 0.10627),
        ("van_diesel_n1_iii", "euro6d", "NOx", 0.5, 30, 0.0898),
        ("van_diesel_n1_iii", "euro6d", "PM", 0.5, 30, 0.0014),
        ("van_diesel_n1_iii", "euro5", "NOx", 0.5, 30, 1.19616),
        ("van_diesel_n1_iii", "euro4", "NOx", 0.5, 30, 0.87536),
        ("truck_diesel_rigid_7_5_12t", "eurovi", "EC", 0.0, 30, 6.05075),
        ("truck_diesel_rigid_7_5_12t", "eurovi", "EC", 0.5, 30, 6.89487),
        ("truck_diesel_rigid_7_5_12t", "eurovi", "EC", 1.0, 30, 7.76641),
        ("truck_diesel_rigid_14_20t", "eurovi", "NOx", 0.5, 30, 0.53974),
    ],
)
def test_curves_equal_the_evaluated_rows_of_the_research(
    factors: Factors, vehicle_class: str, euro: str, pollutant: str, load: float, kph: float, expected: float
) -> None:
    """Expected values were evaluated from the workbook by the compiler of the table, in MJ/km or g/km."""
    if pollutant == "EC":
        found = factors.energy_curve(vehicle_class, euro, load)(np.array(kph)) * 3.6
    else:
        found = factors.exhaust_curve(vehicle_class, euro, pollutant, load)(np.array(kph))
    assert float(found) == pytest.approx(expected, abs=6e-6)


def test_a_curve_is_clamped_to_its_speed_range(factors: Factors) -> None:
    curve = factors.energy_curve("van_diesel_n1_iii", "euro6d")
    at = curve(np.array([0.0, 1.0, 5.0, 130.0, 200.0]))
    assert at[0] == at[1] == at[2]
    assert at[3] == at[4]


@given(st.floats(0.0, 1.0), st.floats(0.0, 160.0))
@settings(deadline=None, max_examples=60)
def test_load_lies_between_empty_and_full(load: float, kph: float) -> None:
    factors = load_factors_once()
    speed = np.array(kph)
    empty, now, full = (
        float(factors.energy_curve("truck_diesel_rigid_7_5_12t", "eurovi", share)(speed))
        for share in (0.0, load, 1.0)
    )
    assert empty - 1e-12 <= now <= full + 1e-12


_ONCE: list[Factors] = []


def load_factors_once() -> Factors:
    if not _ONCE:
        _ONCE.append(load_factors(packaged_factors()))
    return _ONCE[0]


def test_load_beyond_the_curves_takes_the_nearest() -> None:
    low = HotCurve((0, 0, 1, 0, 0, 0, 1, 0), 5, 90, 0.0)
    high = HotCurve((0, 0, 3, 0, 0, 0, 1, 0), 5, 90, 1.0)
    at = [float(at_load((low, high), share, np.array(30.0))) for share in (-1.0, 0.25, 2.0)]
    assert at == [1.0, 1.5, 3.0]


def test_a_negative_reduction_raises_the_curve() -> None:
    plain = HotCurve((0, 0, 2, 0, 0, 0, 1, 0), 5, 90, None)
    raised = HotCurve((0, 0, 2, 0, 0, 0, 1, -4), 5, 90, None)
    assert float(raised.at(np.array(30.0))) == 5 * float(plain.at(np.array(30.0)))


@pytest.mark.parametrize(
    ("curve", "words"),
    [
        (HotCurve((0, 0, 1, 0, 0, 0, 1, 0), 50, 50, None), "speed range"),
        (HotCurve((0, 0, 1, 0, 0, 0, 1, 0), 0, 50, None), "starts at zero"),
        (HotCurve((0, 0, -1, 0, 0, 0, 1, 0), 5, 50, None), "negative"),
        (HotCurve((0, 0, 1, 0, 0, 0, 0, 0), 5, 50, None), "infinite"),
        (HotCurve((0, 0, 1, 0, 0, 0, 1, 0), 5, 50, None), ""),
    ],
)
def test_impossible_curves_are_named(curve: HotCurve, words: str) -> None:
    fault = curve_fault(curve)
    assert words in fault
    assert bool(fault) == bool(words)


def test_a_missing_curve_names_class_label_and_the_known_ones(factors: Factors) -> None:
    with pytest.raises(InputError) as caught:
        factors.energy_curve("van_petrol_n1_iii", "euro6d")
    text = str(caught.value)
    assert "van_petrol_n1_iii euro6d" in text
    assert "EC" in text
    assert "van_diesel_n1_iii euro6d" in text


def test_one_edition_a_curve(factors: Factors) -> None:
    van = factors.edition("van_diesel_n1_iii", "euro6d", "NOx")
    truck = factors.edition("truck_diesel_rigid_7_5_12t", "eurovi", "NOx")
    assert (van.year, truck.year) == (2019, 2017)
    assert "guidebook 2019" in van.source
