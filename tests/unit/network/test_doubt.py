"""The spread of a day's energy, and what it is multiplied with to be sure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from freight.domain.energy_doubt import EnergyDoubt
from freight.domain.fleet import DynamicsConsumption, SimpleConsumption
from freight.network.doubt import energy_factor, spread_share
from tests.views import ELECTRIC_VAN

SIMPLE = replace(ELECTRIC_VAN, consumption=SimpleConsumption(0.3, cold_per_degree=0.01))
E_VAN = replace(
    ELECTRIC_VAN, consumption=DynamicsConsumption(2535, 0.32, 4.2, 0.011, 0.82, 0.54, 800, 100, 0.004)
)


def test_traffic_alone() -> None:
    assert spread_share(E_VAN, EnergyDoubt(temperature_c=0.0, traffic_share=0.08), -10.0) == 0.08


def test_cold_and_traffic_add_up_as_squares() -> None:
    # 5 degrees: 1.10 of the mild figure; three degrees less: 1.13.
    cold = 1.13 / 1.10 - 1
    found = spread_share(SIMPLE, EnergyDoubt(temperature_c=3.0, traffic_share=0.08), 5.0)
    assert found == pytest.approx((0.08**2 + cold**2) ** 0.5)


def test_a_warm_day_is_not_made_doubtful_by_a_colder_one() -> None:
    assert spread_share(SIMPLE, EnergyDoubt(3.0, 0.0), 20.0) == 0.0
    assert 0 < spread_share(E_VAN, EnergyDoubt(3.0, 0.0), 20.0) < 0.005


def test_the_figure_on_the_page() -> None:
    assert spread_share(E_VAN, EnergyDoubt(3.0, 0.0), -10.0) == pytest.approx(0.045, abs=0.0005)
    assert spread_share(E_VAN, EnergyDoubt(3.0, 0.0), 15.0) == pytest.approx(0.07, abs=0.005)


def test_the_factor_is_the_quantile() -> None:
    assert energy_factor(0.5, 0.1) == 1.0
    assert energy_factor(0.95, 0.1) == pytest.approx(1.1645, abs=1e-4)
    assert energy_factor(0.99, 0.0) == 1.0
