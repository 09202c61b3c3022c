from dataclasses import replace

import pytest

from freight.domain.fleet import Battery, EnergySource, Load, Mode, SimpleConsumption, VehicleType
from freight.domain.scenario import Who

VAN = VehicleType(
    id="van", name="Diesel van", mode=Mode.DRIVE, energy=EnergySource.DIESEL, euro_class=5,
    emission_class="fossil", kerb_weight_kg=2100, gross_weight_kg=3500, height_m=2.6, width_m=2.0,
    length_m=5.9, capacity=Load(1000, 10, 100), speed_cap_kph=90, battery=None,
    consumption=SimpleConsumption(0.9), cost_day_nok=500, cost_km_nok=1, cost_hour_nok=420, hgv=False,
)  # fmt: skip
E_VAN = replace(VAN, id="evan", energy=EnergySource.ELECTRIC, euro_class=None, emission_class="zero")


@pytest.mark.parametrize(
    ("who", "van", "electric"),
    [
        (Who(), True, True),
        (Who(energy=frozenset({EnergySource.DIESEL, EnergySource.PETROL})), True, False),
        (Who(euro_below=6), True, False),
        (Who(euro_below=5), False, False),
        (Who(emission_class=frozenset({"zero"})), False, True),
        (Who(gross_weight_over_kg=3499), True, True),
        (Who(gross_weight_over_kg=3500), False, False),
        (Who(mode=frozenset({Mode.CYCLE})), False, False),
        (Who(vehicle_types=frozenset({"evan"})), False, True),
        (Who(exempt_vehicle_types=frozenset({"van"})), False, True),
        (Who(exempt_vehicles=frozenset({"V1"})), False, False),
        (Who(energy=frozenset({EnergySource.DIESEL}), gross_weight_over_kg=7500), False, False),
    ],
)
def test_whom_a_zone_rule_meets(who: Who, van: bool, electric: bool) -> None:
    assert who.meets(VAN, "V1") is van
    assert who.meets(E_VAN, "V1") is electric


def test_an_unknown_euro_class_counts_as_the_lowest() -> None:
    assert Who(euro_below=1).meets(replace(VAN, euro_class=None), "V1")


def test_battery_energy_is_what_the_driver_sees_and_the_reserve_part_of_it() -> None:
    battery = Battery(capacity_kwh=80, usable_share=0.9, reserve_share=0.1)
    assert battery.usable_kwh == pytest.approx(72)
    assert battery.reserve_kwh == pytest.approx(7.2)
