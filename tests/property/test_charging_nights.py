"""Random depots through schedule and checker: energy in is energy stored and loss, and the cap holds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.check.site.check import check_site, site_violations
from freight.check.site.power_curve import base_kw
from freight.domain.fleet import Battery
from freight.domain.scenario import Scenario
from freight.domain.site import HOURS_A_DAY, Ready, Site
from freight.domain.timeline import Timeline
from freight.solve.site.schedule import schedule_site
from tests.depot_nights import VAN, charger, night, route

QUARTERS = st.integers(0, 47).map(lambda quarter: quarter / 4.0)
CURVES = st.sampled_from([
    (), ((0.0, 60.0), (1.0, 60.0)), ((0.0, 50.0), (0.8, 50.0), (0.9, 30.0), (1.0, 6.0)),
    ((0.0, 40.0), (0.1, 60.0), (0.8, 50.0), (0.9, 10.0), (1.0, 5.0)),
])  # fmt: skip


@st.composite
def nights(draw: st.DrawFn) -> tuple[Site, Scenario, Timeline]:
    """One to four vans out at any hours, one or two kinds of sockets, tight and wide caps."""
    battery = Battery(
        draw(st.sampled_from([30.0, 80.0])), 0.75, 0.1, draw(st.sampled_from([None, 7.4, 22.0])), draw(CURVES)
    )
    van = replace(VAN, battery=battery)
    routes = []
    for number in range(draw(st.integers(1, 4))):
        out = draw(QUARTERS) + 4.0 + draw(st.sampled_from([0.0, 0.1]))
        back = out + draw(st.sampled_from([0.5, 4.0, 9.3, 20.0]))
        used = battery.usable_kwh * draw(st.floats(0.0, 0.9))
        routes.append(route(f"van-{number}", out, back, used, van))
    kw = draw(st.sampled_from([3.7, 11.0, 150.0]))
    chargers = (charger("P", kw, draw(st.integers(1, 4))), charger("Q", 22.0, 1))
    base = draw(st.sampled_from([(0.0,) * HOURS_A_DAY, tuple(hour / 8.0 for hour in range(HOURS_A_DAY))]))
    return night(
        tuple(routes), chargers[: draw(st.integers(1, 2))], (van,),
        cap_kw=draw(st.sampled_from([3.0, 8.0, 40.0])), base_kw=base,
        price_nok_per_kwh=draw(st.sampled_from([(1.0,) * 24, tuple(1.0 + hour % 7 for hour in range(24))])),
        tariff_nok_per_kw=draw(st.sampled_from([0.0, 60.0])), peak_so_far_kw=draw(st.sampled_from([0.0, 5.0])),
        efficiency_share=draw(st.sampled_from([0.85, 1.0])), ready=draw(st.sampled_from(list(Ready))),
        plugged_in_s=draw(st.sampled_from([None, -6 * 3600])), step_s=draw(st.sampled_from([900, 1800])),
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(nights())
def test_energy_in_is_stored_and_loss_and_never_over_the_cap(case: tuple[Site, Scenario, Timeline]) -> None:
    site, scenario, timeline = case
    planned, at_once = schedule_site(site, scenario, timeline)
    result = check_site(site, planned, at_once, scenario, timeline)
    gained = sum(one.end_kwh - one.begin_kwh for one in planned.sessions)
    drawn = sum(step.kwh for one in planned.sessions for step in one.steps)
    assert abs(drawn - result.account.drawn_kwh) < 1e-6
    assert abs(result.account.drawn_kwh - gained - result.account.loss_kwh) < 1e-6
    assert np.all(result.account.power_kw <= site.cap_kw)
    assert np.all(result.account.power_kw >= base_kw(site))
    assert {one.rule for one in result.violations} <= {"depot_ready"}
    levels = {need.vehicle_id: need.evening_kwh for need in result.needs}
    levels |= {one.vehicle_id: one.end_kwh for one in planned.sessions}
    short = {one.vehicle_id: one.kwh for one in planned.shortfalls}
    for need in result.needs:
        missing = need.target_kwh - levels[need.vehicle_id]
        assert abs(max(0.0, missing) - short.get(need.vehicle_id, 0.0)) < 0.002


@settings(max_examples=40, deadline=None)
@given(nights())
def test_charging_at_once_keeps_every_rule_but_the_cap(case: tuple[Site, Scenario, Timeline]) -> None:
    site, scenario, timeline = case
    at_once = schedule_site(site, scenario, timeline).at_once
    broken = {one.rule for one in site_violations(site, at_once, scenario, timeline)}
    assert broken <= {"depot_cap", "depot_ready"}


@settings(max_examples=25, deadline=None)
@given(nights(), st.floats(1.0, 3.0))
def test_more_power_never_leaves_more_missing(case: tuple[Site, Scenario, Timeline], times: float) -> None:
    """With a socket for everybody the schedule is the best there is, so a wider cap can not be worse."""
    site, scenario, timeline = case
    sockets = (charger("P", 22.0, len(timeline.routes)),)
    wide = replace(scenario, chargers=sockets)
    own = replace(site, charger_ids=("P",))
    missing = [
        sum(one.kwh for one in schedule_site(replace(own, cap_kw=kw), wide, timeline).planned.shortfalls)
        for kw in (own.cap_kw, own.cap_kw * times)
    ]
    assert missing[1] <= missing[0] + 0.01
