"""Each rule of a charging schedule: a good night passes, and one broken thing is found by its rule alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from freight.check.site.check import site_violations
from freight.check.site.power_curve import site_account
from freight.check.site.rules import SITE_RULES
from freight.domain.fleet import Mode
from freight.domain.site import PowerStep, Session, Shortfall, Site, SiteSchedule
from tests.depot_nights import BIKE, HOUR, VAN, charger, night, route

EVENING = -8 * HOUR
"""16:00."""
TWO = (route("van-1", 6.0, 15.0, 40.0), route("van-2", 7.0, 15.0, 20.0))
CHARGERS = (charger("P", 22.0, 2), charger("Q", 11.0, 1), charger("B", 2.0, 1, Mode.CYCLE))
NIGHT: dict[str, Any] = {"efficiency_share": 0.8, "cap_kw": 30.0, "tariff_nok_per_kw": 50.0}


def good() -> SiteSchedule:
    """50 kWh for 40 from 20 to 24 and from 2 to 4:30, and 25 kWh for 20 across midnight."""
    first = Session("van-1", "P", 1, EVENING, 6 * HOUR, 20.0, 60.0, (
        PowerStep(-4 * HOUR, 0, 8.0), PowerStep(2 * HOUR, 4 * HOUR + 1800, 7.2),
    ))  # fmt: skip
    second = Session("van-2", "P", 2, EVENING, 7 * HOUR, 40.0, 60.0, (PowerStep(-2 * HOUR, 3 * HOUR, 5.0),))
    return SiteSchedule("D", (first, second), ())


def found(schedule: SiteSchedule, **changes: Any) -> list[str]:
    """Names of the rules that a schedule breaks."""
    site, scenario, timeline = night(TWO, CHARGERS, **{**NIGHT, **changes})
    return [violation.rule for violation in site_violations(site, schedule, scenario, timeline)]


def changed(index: int, **changes: Any) -> SiteSchedule:
    sessions = list(good().sessions)
    sessions[index] = replace(sessions[index], **changes)
    return replace(good(), sessions=tuple(sessions))


def test_the_good_night_breaks_nothing() -> None:
    assert found(good()) == []


BROKEN: dict[str, Callable[[], list[str]]] = {
    "depot_cap": lambda: found(good(), cap_kw=12.9),
    "depot_cap by base load": lambda: found(good(), base_kw=(18.0,) * 24),
    "depot_sockets shared": lambda: found(changed(1, socket=1)),
    "depot_sockets unknown charger": lambda: found(changed(1, charger_id="X")),
    "depot_sockets no such number": lambda: found(changed(1, socket=3)),
    "depot_sockets zero": lambda: found(changed(1, socket=0)),
    "depot_presence early": lambda: found(changed(0, plug_s=-10 * HOUR)),
    "depot_presence before the clock": lambda: found(good(), plugged_in_s=-7 * HOUR),
    "depot_presence late": lambda: found(changed(0, unplug_s=6 * HOUR + 60)),
    "depot_presence margin": lambda: found(good(), ready_before_s=HOUR // 2),
    "depot_presence unplugged": lambda: found(changed(1, plug_s=-HOUR)),
    "depot_presence out of order": lambda: found(changed(0, steps=good().sessions[0].steps[::-1])),
    "depot_presence twice": lambda: found(
        replace(good(), sessions=(*good().sessions, Session("van-2", "Q", 1, 0, 3600, 60.0, 60.0, ())))
    ),
    "depot_power socket": lambda: found(
        changed(1, steps=(PowerStep(-2 * HOUR, -2 * HOUR + 3600, 25.0),)), cap_kw=99.0
    ),
    "depot_power negative": lambda: found(
        changed(1, steps=(PowerStep(-2 * HOUR, 3 * HOUR, 6.0), PowerStep(3 * HOUR, 4 * HOUR, -5.0)))
    ),
    "depot_energy end": lambda: found(changed(0, end_kwh=59.9)),
    "depot_energy begin": lambda: found(changed(0, begin_kwh=20.1)),
    "depot_energy no loss": lambda: found(good(), efficiency_share=0.801),
    "depot_energy beyond full": lambda: found(
        changed(1, steps=(PowerStep(-2 * HOUR, 3 * HOUR, 5.1),), end_kwh=60.4)
    ),
    "depot_ready not stated": lambda: found(
        changed(1, steps=(PowerStep(-2 * HOUR, 2 * HOUR, 5.0),), end_kwh=56.0)
    ),
    "depot_ready stated for nothing": lambda: found(replace(good(), shortfalls=(Shortfall("van-1", 3.0),))),
    "depot_ready not enough for the route": lambda: found(
        replace(changed(0, steps=(), end_kwh=20.0), shortfalls=(Shortfall("van-1", 40.0),))
    ),
    "depot_ready not charged at all": lambda: found(
        SiteSchedule("D", good().sessions[1:], (Shortfall("van-1", 40.0),))
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_schedule_is_found_by_its_rule(name: str) -> None:
    rules = BROKEN[name]()
    assert set(rules) == {name.split(maxsplit=1)[0]}


def test_every_rule_has_a_broken_schedule() -> None:
    assert {name.split(maxsplit=1)[0] for name in BROKEN} == {rule.__name__ for rule in SITE_RULES}


def test_a_stated_shortfall_above_the_need_of_the_route_is_no_violation() -> None:
    less = changed(1, steps=(PowerStep(-2 * HOUR, 2 * HOUR, 5.0),), end_kwh=56.0)
    assert found(replace(less, shortfalls=(Shortfall("van-2", 4.0),))) == []


def test_the_evening_level_of_the_file_counts_and_not_that_of_the_day() -> None:
    assert set(found(good(), evening_level={"van-1": 0.5})) == {"depot_energy"}


def test_the_limits_of_a_battery_are_its_charger_and_its_curve() -> None:
    def rules(**battery: Any) -> list[str]:
        assert VAN.battery is not None
        van = replace(VAN, battery=replace(VAN.battery, **battery))
        site, scenario, timeline = night(TWO, CHARGERS, (van, BIKE), **NIGHT)
        return [one.rule for one in site_violations(site, good(), scenario, timeline)]

    assert rules(charge_kw=8.0) == []
    assert rules(charge_kw=7.9) == ["depot_power"]
    # van-1 ends at full with 7.2 kW from the grid, 5.76 into the battery; van-2 with 5 and 4.
    assert rules(charge_curve=((0.0, 10.0), (0.8, 10.0), (1.0, 5.77))) == []
    assert rules(charge_curve=((0.0, 10.0), (0.8, 10.0), (1.0, 5.75))) == ["depot_power"]


def test_a_bike_may_not_use_a_car_socket() -> None:
    site, scenario, timeline = night((route("bike-1", 7.0, 15.0, 0.5, BIKE),), CHARGERS, **NIGHT)
    session = Session("bike-1", "Q", 1, EVENING, 7 * HOUR, 0.5, 1.0, (PowerStep(0, 3600, 0.625),))
    schedule = SiteSchedule("D", (session,), ())
    assert [one.rule for one in site_violations(site, schedule, scenario, timeline)] == ["depot_sockets"]
    fitting = replace(schedule, sessions=(replace(session, charger_id="B"),))
    assert site_violations(site, fitting, scenario, timeline) == ()


def test_energy_and_money_by_hand() -> None:
    site, _, _ = night(TWO, CHARGERS, **NIGHT, peak_so_far_kw=12.0)
    prices = tuple(2.0 if hour >= 22 else 1.0 for hour in range(24))
    dear: Site = replace(site, price_nok_per_kwh=prices, base_kw=(1.0,) * 24)
    one = site_account(dear, good())
    assert one.drawn_kwh == pytest.approx(75.0)
    assert (one.stored_kwh, one.loss_kwh) == (pytest.approx(60.0), pytest.approx(15.0))
    # 22 to 24: two hours of 8 and 5 kW at 2 NOK; the rest at 1 NOK.
    assert one.energy_nok == pytest.approx(26.0 * 2 + 49.0)
    assert (one.top_kw, one.hour_kw, one.top_s) == (pytest.approx(14.0), pytest.approx(14.0), 22 * HOUR)
    assert one.power_nok == pytest.approx(50.0 * 2.0)
    assert one.total_nok == pytest.approx(201.0)
