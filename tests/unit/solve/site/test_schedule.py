"""The charging of a depot: small nights whose best schedule is known, and how peaks fall."""

from __future__ import annotations

from dataclasses import replace

import pytest

from freight.check.site.check import SiteResult, check_site
from freight.domain.fleet import Mode
from freight.domain.scenario import Scenario
from freight.domain.site import Ready, Site
from freight.domain.timeline import Timeline
from freight.solve.site.curve import Storing, curve_kw, lines, most_kw
from freight.solve.site.first_come import spread_out
from freight.solve.site.power import cheapest_powers
from freight.solve.site.schedule import schedule_site
from freight.solve.site.socket_model import choose_places
from freight.solve.site.sockets import whole_stays
from freight.solve.site.stays import Grid, site_stays
from tests.depot_nights import BATTERY, BIKE, HOUR, VAN, charger, night, route, six_vans


def checked(site: Site, scenario: Scenario, timeline: Timeline) -> SiteResult:
    return check_site(site, *schedule_site(site, scenario, timeline), scenario, timeline)


def test_six_vans_are_ready_with_a_third_of_the_peak() -> None:
    result = checked(*six_vans())
    assert result.violations == ()
    assert result.planned.shortfalls == ()
    assert [one.end_kwh for one in result.planned.sessions] == [pytest.approx(60.0, abs=0.001)] * 6
    assert result.at_once_account.hour_kw > 80.0
    assert result.account.hour_kw < 0.3 * result.at_once_account.hour_kw
    assert result.account.total_nok < result.at_once_account.total_nok


@pytest.mark.parametrize("step_min", [5, 15, 30])
def test_the_peak_falls_on_every_grid(step_min: int) -> None:
    result = checked(*six_vans(step_s=step_min * 60))
    assert result.violations == ()
    assert result.account.hour_kw <= 0.7 * result.at_once_account.hour_kw


def test_without_a_tariff_the_cheap_hours_are_used() -> None:
    prices = (0.5,) * 4 + (2.0,) * 20
    result = checked(*night((route("van-1", 6.0, 15.0, 40.0),), price_nok_per_kwh=prices))
    assert result.account.energy_nok == pytest.approx(20.0, abs=0.01)
    assert result.account.top_kw == pytest.approx(10.0, abs=0.01)


def test_a_tariff_is_weighed_against_cheap_hours() -> None:
    """Above 2.5 kW each kW costs 10 and saves 4 kWh times 1.5: not worth it."""
    prices = (0.5,) * 4 + (2.0,) * 20
    one = (route("van-1", 8.0, 16.0, 40.0),)
    flat = checked(*night(one, price_nok_per_kwh=prices, tariff_nok_per_kw=10.0))
    assert flat.account.hour_kw == pytest.approx(2.5, abs=0.01)
    peaked = checked(*night(one, price_nok_per_kwh=prices, tariff_nok_per_kw=1.0))
    assert peaked.account.hour_kw == pytest.approx(10.0, abs=0.01)


def test_a_peak_that_is_paid_already_is_used() -> None:
    prices = (0.5,) * 4 + (2.0,) * 20
    one = (route("van-1", 8.0, 16.0, 40.0),)
    result = checked(*night(one, price_nok_per_kwh=prices, tariff_nok_per_kw=99.0, peak_so_far_kw=10.0))
    assert result.account.power_nok == pytest.approx(0.0, abs=0.01)
    assert result.account.energy_nok == pytest.approx(20.0, abs=0.05)


def test_needed_charges_less_and_a_margin_ends_earlier() -> None:
    result = checked(*six_vans(ready=Ready.NEEDED, ready_before_s=1800))
    assert result.violations == ()
    assert [one.end_kwh for one in result.planned.sessions] == [
        pytest.approx(36.0 + 2 * n, abs=0.001) for n in range(6)
    ]
    assert all(one.unplug_s == (6 + n / 4) * HOUR - 1800 for n, one in enumerate(result.planned.sessions))


def test_nobody_plugs_in_before_the_hour_of_the_file() -> None:
    result = checked(*six_vans(plugged_in_s=-4 * HOUR))
    assert result.violations == ()
    assert {one.plug_s for one in result.planned.sessions} == {-4 * HOUR}
    assert all(one.plug_s >= -4 * HOUR for one in result.at_once.sessions)


def test_too_little_power_is_said_in_kwh_and_breaks_the_day() -> None:
    result = checked(*six_vans(cap_kw=8.0))
    assert result.account.top_kw <= 8.0
    missing = sum(one.kwh for one in result.planned.shortfalls)
    wanted = sum(30.0 + 2 * n for n in range(6))
    assert missing == pytest.approx(wanted - result.account.stored_kwh, abs=0.01)
    assert result.account.drawn_kwh == pytest.approx(8.0 * 17.25, rel=0.02)
    assert {violation.rule for violation in result.violations} <= {"depot_ready"}
    hopeless = checked(*six_vans(cap_kw=3.0))
    assert {violation.rule for violation in hopeless.violations} == {"depot_ready"}


def test_what_routes_need_comes_before_full_batteries() -> None:
    """9 kW store 140 kWh: 96 are needed for the routes, 210 would fill the batteries."""
    result = checked(*six_vans(cap_kw=9.0))
    assert result.violations == ()
    assert result.account.stored_kwh == pytest.approx(139.7, abs=0.1)
    assert sum(one.kwh for one in result.planned.shortfalls) == pytest.approx(70.3, abs=0.1)


def test_few_sockets_are_shared_and_unlike_ones_chosen() -> None:
    routes = tuple(route(f"van-{n}", 6.0, 15.0, 30.0) for n in range(3))
    result = checked(*night(routes, (charger("P", 11.0, 1), charger("Q", 5.0, 1)), cap_kw=14.0))
    assert result.violations == ()
    assert result.planned.shortfalls == ()
    places = {(one.charger_id, one.socket) for one in result.planned.sessions}
    assert places == {("P", 1), ("Q", 1)}


def test_a_vehicle_that_works_by_night_charges_by_day() -> None:
    routes = (route("early", 5.0, 12.0, 30.0), route("late", 20.0, 28.0, 30.0))
    result = checked(*night(routes, (charger(sockets=1),)))
    assert result.violations == ()
    assert result.planned.shortfalls == ()
    late = next(one for one in result.planned.sessions if one.vehicle_id == "late")
    assert late.plug_s >= 4 * HOUR


def test_bikes_use_bike_sockets() -> None:
    routes = (route("van-1", 6.0, 15.0, 30.0), route("bike-1", 6.0, 15.0, 0.5, BIKE))
    result = checked(*night(routes, (charger(), charger("B", 2.0, 2, Mode.CYCLE))))
    assert result.violations == ()
    assert [one.charger_id for one in result.planned.sessions] == ["P", "B"]


def test_a_depot_where_nobody_drives_charges_nothing() -> None:
    result = checked(*night(()))
    assert (result.planned.sessions, result.violations, result.account.drawn_kwh) == ((), (), 0.0)


def test_a_full_vehicle_stays_plugged_in_without_power() -> None:
    result = checked(*night((route("van-1", 6.0, 15.0, 30.0),), evening_level={"van-1": 1.0}))
    assert result.violations == ()
    assert result.planned.sessions[0].steps == ()


def test_the_same_night_gives_the_same_schedule() -> None:
    few = night(tuple(route(f"van-{n}", 6.0 + n, 15.0, 30.0) for n in range(3)), (charger("P", 11.0, 2),))
    assert schedule_site(*few) == schedule_site(*few)
    assert schedule_site(*six_vans()) == schedule_site(*six_vans())


TAPER = replace(BATTERY, charge_curve=((0.0, 50.0), (0.8, 50.0), (0.9, 20.0), (1.0, 4.0)))


def test_a_curve_slows_the_last_kilowatt_hours() -> None:
    van = replace(VAN, battery=TAPER)
    one = (route("van-1", 6.0, 15.0, 40.0),)
    result = checked(*night(one, (charger(power_kw=150.0),), (van,), cap_kw=500.0, plugged_in_s=3 * HOUR))
    assert result.violations == ()
    assert result.planned.shortfalls == ()
    at_once = result.at_once.sessions[0].steps
    assert at_once[0].kw == pytest.approx(50.0)
    assert at_once[-1].kw < 10.0


def test_lines_are_the_curve_where_it_is_concave_and_below_it_elsewhere() -> None:
    concave = replace(BATTERY, charge_curve=((0.0, 40.0), (0.5, 50.0), (0.8, 50.0), (1.0, 10.0)))
    for battery, exact in ((concave, True), (TAPER, False)):
        for step in range(101):
            share = step / 100
            lowest = min(one.at_zero_kw + one.per_kwh * share * battery.usable_kwh for one in lines(battery))
            limit = curve_kw(battery.charge_curve, share)
            assert 0.0 < lowest <= limit + 1e-6
            assert not exact or lowest == pytest.approx(limit)


def test_most_power_fills_to_the_top_and_no_further() -> None:
    step = Storing(0.25, 0.8)
    assert most_kw(BATTERY, 50.0, 60.0, 22.0, step) == 22.0
    assert most_kw(BATTERY, 59.0, 60.0, 22.0, step) == pytest.approx(5.0)
    assert most_kw(BATTERY, 61.0, 60.0, 22.0, step) == 0.0


def test_a_search_for_sockets_is_never_worse_than_the_quick_choice() -> None:
    """Vans 0, 1 and 2 at one socket: whoever is first would hold it while power is dear."""
    prices = (1.0,) * 6 + (3.0,) * 18
    routes = tuple(route(f"van-{n}", 6.0 + n, 14.0 + n, 25.0) for n in range(3))
    site, scenario, timeline = night(routes, (charger(sockets=1),), price_nok_per_kwh=prices)
    stays, grid = site_stays(site, scenario, timeline), Grid(site.step_s)
    quick = spread_out(site, stays, grid)
    powers = cheapest_powers(site, stays, quick, grid)
    searched = choose_places(site, stays, grid, quick, powers.kw)
    assert whole_stays(stays, grid) is None
    assert cheapest_powers(site, stays, searched, grid).cost < powers.cost
    assert checked(site, scenario, timeline).account.energy_nok == pytest.approx(75.0, abs=1.0)


def test_many_vans_at_few_sockets_are_charged_without_a_search() -> None:
    routes = tuple(route(f"van-{n}", 6.0, 14.0, 30.0) for n in range(16))
    result = checked(*night(routes, (charger(sockets=10),), cap_kw=300.0, tariff_nok_per_kw=60.0))
    assert result.violations == ()
    assert result.planned.shortfalls == ()
    assert result.account.hour_kw < 0.7 * result.at_once_account.hour_kw
