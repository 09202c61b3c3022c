"""charging.json: the charging schedule of every depot, for programs."""

from __future__ import annotations

import json
from pathlib import Path

from freight.check.site.check import SiteResult
from freight.check.site.needs import Need
from freight.check.site.power_curve import SiteAccount, base_kw
from freight.domain.scenario import Scenario
from freight.domain.site import Session
from freight.files import write_atomically
from freight.inputs.charging_model import (
    FORMAT,
    VERSION,
    ChargingFile,
    FiguresPart,
    MomentPart,
    PowerPart,
    SessionPart,
    SitePart,
    VehiclePart,
)
from freight.units import SECONDS_PER_DAY, SECONDS_PER_HOUR, clock, to_iso

DIGITS = 6


def write(path: Path, scenario: Scenario, sites: tuple[SiteResult, ...]) -> None:
    """Write the schedules, whole or not at all. Their JSON Schema is docs/schemas/charging.schema.json."""
    content = ChargingFile(
        format=FORMAT,
        version=VERSION,
        day=scenario.day.isoformat(),
        timezone=scenario.timezone,
        sites=[_site(one, scenario) for one in sites],
    )
    text = json.dumps(content.model_dump(mode="json"), ensure_ascii=False, allow_nan=False, indent=1)
    write_atomically(path, text + "\n")


def figures(account: SiteAccount) -> FiguresPart:
    """Sums of one schedule."""
    return FiguresPart(
        drawn_kwh=round(account.drawn_kwh, DIGITS),
        stored_kwh=round(account.stored_kwh, DIGITS),
        loss_kwh=round(account.loss_kwh, DIGITS),
        top_kw=round(account.top_kw, DIGITS),
        top_at=clock(account.top_s),
        highest_hour_kw=round(account.hour_kw, DIGITS),
        energy_nok=round(account.energy_nok, 2),
        power_nok=round(account.power_nok, 2),
        total_nok=round(account.total_nok, 2),
    )


def first_plugged_s(result: SiteResult) -> int:
    """The hour in which the night begins, seconds of the planning day: negative before its midnight."""
    begin = min((need.plug_from_s for need in result.needs), default=0.0)
    return int(begin // SECONDS_PER_HOUR) * SECONDS_PER_HOUR


def _site(result: SiteResult, scenario: Scenario) -> SitePart:
    site = result.site
    return SitePart(
        depot=site.depot_id,
        cap_kw=site.cap_kw,
        efficiency_share=site.efficiency_share,
        ready=site.ready,
        step_min=site.step_s // 60,
        power_tariff_nok_per_kw=site.tariff_nok_per_kw,
        peak_so_far_kw=site.peak_so_far_kw,
        vehicles=[_vehicle(need, result, scenario) for need in result.needs],
        planned=figures(result.account),
        at_once=figures(result.at_once_account),
        curve=_curve(result),
    )


def _curve(result: SiteResult) -> list[MomentPart]:
    site, base = result.site, base_kw(result.site)
    first = first_plugged_s(result)
    moments = [at_s % SECONDS_PER_DAY for at_s in range(first, first + SECONDS_PER_DAY, site.step_s)]
    return [
        MomentPart(
            clock=clock(at_s),
            price_nok_per_kwh=site.price_nok_per_kwh[at_s // SECONDS_PER_HOUR],
            base_kw=float(base[at_s]),
            planned_kw=round(float(result.account.power_kw[at_s]), DIGITS),
            at_once_kw=round(float(result.at_once_account.power_kw[at_s]), DIGITS),
        )
        for at_s in moments
    ]


def _vehicle(need: Need, result: SiteResult, scenario: Scenario) -> VehiclePart:
    def iso(at_s: float) -> str:
        return to_iso(scenario.day, at_s, scenario.timezone)

    sessions = [one for one in result.planned.sessions if one.vehicle_id == need.vehicle_id]
    short = [one.kwh for one in result.planned.shortfalls if one.vehicle_id == need.vehicle_id]
    return VehiclePart(
        vehicle=need.vehicle_id,
        back=iso(need.back_s),
        leaves=iso(need.leaves_s),
        ready_by=iso(need.ready_by_s),
        usable_kwh=round(need.battery.usable_kwh, DIGITS),
        evening_kwh=round(need.evening_kwh, DIGITS),
        needed_kwh=round(need.needed_kwh, DIGITS),
        target_kwh=round(need.target_kwh, DIGITS),
        ready_kwh=round(ready_kwh(need, result), DIGITS),
        short_kwh=round(sum(short), DIGITS),
        sessions=[_session(one, scenario) for one in sessions],
    )


def ready_kwh(need: Need, result: SiteResult) -> float:
    """Level of a vehicle when it leaves."""
    own = [one for one in result.planned.sessions if one.vehicle_id == need.vehicle_id]
    return need.evening_kwh + sum(one.drawn_kwh for one in own) * result.site.efficiency_share


def _session(session: Session, scenario: Scenario) -> SessionPart:
    def iso(at_s: float) -> str:
        return to_iso(scenario.day, at_s, scenario.timezone)

    return SessionPart(
        charger=session.charger_id,
        socket=session.socket,
        plug=iso(session.plug_s),
        unplug=iso(session.unplug_s),
        begin_kwh=round(session.begin_kwh, DIGITS),
        end_kwh=round(session.end_kwh, DIGITS),
        power=[PowerPart(begin=iso(one.begin_s), end=iso(one.end_s), kw=one.kw) for one in session.steps],
    )
