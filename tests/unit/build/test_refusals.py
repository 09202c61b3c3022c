"""Why a vehicle can not serve an order even when it has nothing else to do, and by exactly how much."""

from __future__ import annotations

from dataclasses import replace

import pytest

from freight.build import Built
from freight.domain.fleet import Battery, Load, Vehicle, VehicleType
from freight.domain.problem import Reason
from freight.domain.scenario import Effect, Order, Who, ZoneRule
from tests.ascii_map import ascii_map
from tests.days import BIKE, ELECTRIC_VAN, HOUR, VAN, built, day, order, vehicle
from tests.zone_town import BLOCKS, TOWN, around, zone

MAP = ascii_map(TOWN, BLOCKS)
HERE = ("B", "C", 0.5)


def reasons(
    made: Order, *vehicles: Vehicle, kinds: tuple[VehicleType, ...] = (VAN, ELECTRIC_VAN, BIKE)
) -> tuple[tuple[Reason, ...], Built]:
    """Refusals of the one order of a day, and the day."""
    known = built(MAP, day(MAP, (made,), vehicles or (vehicle("van-1"),), kinds=kinds))
    return known.problem.refusals[0], known


def there_and_back_s(known: Built, profile: int = 0) -> tuple[int, int]:
    seconds = known.problem.travel.seconds[profile]
    return int(seconds[0, 1]), int(seconds[1, 0])


def test_nothing_is_refused_that_fits() -> None:
    found, known = reasons(order(MAP, "o", HERE))
    assert found == ()
    assert known.problem.may_serve.all()


@pytest.mark.parametrize(
    ("load", "amount", "unit"),
    [
        (Load(1200.5, 1.0, 1.0), 200.5, "kg"),
        (Load(1.0, 11.5, 1.0), 0.5, "m3"),
        (Load(1.0, 1.0, 203.0), 3.0, "units"),
    ],
)
def test_too_large(load: Load, amount: float, unit: str) -> None:
    (reason,), known = reasons(order(MAP, "o", HERE, load=load))
    assert (reason.rule, reason.vehicle_type, reason.unit) == ("capacity", "van", unit)
    assert reason.amount == pytest.approx(amount)
    assert f"{amount:g} {unit} more than a Van holds" in reason.text
    assert not known.problem.may_serve.any()


def test_exactly_full_is_not_too_large() -> None:
    assert reasons(order(MAP, "o", HERE, load=VAN.capacity))[0] == ()


def test_skills_are_named() -> None:
    made = order(MAP, "o", HERE, skills=frozenset({"lift", "cold", "adr"}))
    (reason,), _ = reasons(made, vehicle("van-1", skills=frozenset({"cold"})))
    assert reason == Reason("skills", "a Van lacks the skill adr, lift", "van")


def test_an_able_vehicle_speaks_for_its_type() -> None:
    """No reason says that vans lack a skill which one van has."""
    made = order(MAP, "o", HERE, skills=frozenset({"lift"}))
    lifting = vehicle("van-2", skills=frozenset({"lift"}))
    found, known = reasons(made, vehicle("van-1"), lifting, vehicle("bike-1", BIKE))
    assert [reason.vehicle_type for reason in found] == ["bike"]
    assert known.problem.may_serve.tolist() == [[False, True, False]]


def test_too_late_for_the_window_by_the_way_there() -> None:
    (reason,), known = reasons(order(MAP, "o", HERE, windows=((5 * HOUR, 6 * HOUR + 310),)))
    late_s = 6 * HOUR + there_and_back_s(known)[0] - (6 * HOUR + 10)
    assert late_s > 0
    assert (reason.rule, reason.unit) == ("windows", "min")
    assert reason.amount == late_s / 60
    assert "starting at 06:00" in reason.text


def test_the_last_second_of_the_window_is_enough() -> None:
    there_s = there_and_back_s(reasons(order(MAP, "o", HERE))[1])[0]
    window = (5 * HOUR, 6 * HOUR + there_s + 300)
    assert reasons(order(MAP, "o", HERE, windows=(window,)))[0] == ()
    assert reasons(order(MAP, "o", HERE, windows=((5 * HOUR, window[1] - 1),)))[0][0].amount == 1 / 60


def test_a_later_window_counts_when_the_first_is_missed() -> None:
    windows = ((5 * HOUR, 6 * HOUR + 301), (17 * HOUR, 18 * HOUR + 300))
    assert reasons(order(MAP, "o", HERE, windows=windows))[0] == ()


def test_back_after_the_shift_by_the_way_back() -> None:
    begin = 18 * HOUR - 300
    (reason,), known = reasons(order(MAP, "o", HERE, windows=((begin, 20 * HOUR),)))
    assert (reason.rule, reason.unit) == ("shift", "min")
    assert reason.amount == there_and_back_s(known)[1] / 60


def test_a_shift_outside_the_hours_of_the_depot() -> None:
    """The depot lies among streets that are shut for vans until noon, and the shift ends before."""
    ban = ZoneRule("r", Who(), "Mo-Fr 00:00-12:00", Effect.BAN)
    area = zone(around(MAP, "AD"), rules=(ban,))
    at_home = ("A", "D", 0.5)
    long, short = vehicle("van-1"), vehicle("van-2", shift_end_s=12 * HOUR)
    scenario = day(MAP, (order(MAP, "o", HERE),), (long, short), depot=at_home, zones=(area,))
    problem = built(MAP, scenario).problem
    assert (problem.vehicles[1].start_intervals, problem.vehicles[1].end_intervals) == (((12 * HOUR,) * 2,), ())
    assert problem.vehicles[0].start_intervals == ((12 * HOUR, 18 * HOUR),)
    assert problem.may_serve.tolist() == [[True, False]]
    alone = built(MAP, replace(scenario, vehicles=(replace(long, shift_end_s=12 * HOUR + 200),)))
    (reason,) = alone.problem.refusals[0]
    there_s, back_s = there_and_back_s(alone)
    assert reason.rule == "shift"
    assert reason.amount == (there_s + 300 + back_s - 200) / 60


def test_short_of_energy_by_the_watt_hour() -> None:
    _, known = reasons(order(MAP, "o", HERE), vehicle("e-1", ELECTRIC_VAN))
    needed_wh = int(known.problem.travel.energy_wh[0, 0, 1] + known.problem.travel.energy_wh[0, 1, 0])

    def with_wh(above_reserve_wh: int) -> tuple[Reason, ...]:
        battery = Battery((above_reserve_wh + 100) / 1000, 1.0, 100 / (above_reserve_wh + 100))
        kind = replace(ELECTRIC_VAN, battery=battery)
        return reasons(order(MAP, "o", HERE), vehicle("e-1", kind), kinds=(kind,))[0]

    (reason,) = with_wh(needed_wh - 5)
    assert (reason.rule, reason.unit) == ("battery", "kWh")
    assert reason.amount == pytest.approx(0.005, abs=0.0011)
    assert with_wh(needed_wh + 1) == ()


def test_no_street_of_the_vehicle_near_by() -> None:
    path = ascii_map(
        "A--B--C\n|  |\nD--E", {name: {} for name in ("AB", "DE", "AD", "BE")} | {"BC": {"highway": "cycleway"}}
    )
    at_path = order(path, "o", ("B", "C", 0.9))
    problem = built(path, day(path, (at_path,), (vehicle("van-1"), vehicle("bike-1", BIKE)))).problem
    (reason,) = problem.refusals[0]
    assert (reason.rule, reason.vehicle_type) == ("access", "van")
    assert reason.text.startswith("order o (Receiver o) at ")
    assert problem.may_serve.tolist() == [[False, True]]
    assert problem.start_windows[0][0] == ()


def test_hours_that_do_not_meet_the_window() -> None:
    ban = ZoneRule("r", Who(), "Mo-Fr 09:00-17:00", Effect.BAN)
    made = order(MAP, "o", ("C", "F", 0.5), windows=((10 * HOUR, 12 * HOUR),))
    problem = built(MAP, day(MAP, (made,), zones=(zone(around(MAP, "CF"), rules=(ban,)),))).problem
    (reason,) = problem.refusals[0]
    assert reason.rule == "hours"
    assert "00:00-09:00, 17:00-" in reason.text
    assert "10:00-12:00 with 5 min of service" in reason.text


def test_one_reason_a_type_and_rule_with_the_smallest_shortfall() -> None:
    made = order(MAP, "o", HERE, windows=((5 * HOUR, 6 * HOUR + 310),))
    late, later = vehicle("van-1", shift_start_s=8 * HOUR), vehicle("van-2", shift_start_s=7 * HOUR)
    (reason,), known = reasons(made, late, later)
    assert reason.amount == (HOUR + there_and_back_s(known)[0] - 10) / 60
