"""The power of a depot second by second over its repeating day, and what it costs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from freight.domain.site import HOURS_A_DAY, PowerStep, Session, Site, SiteSchedule
from freight.domain.travel import FloatArray
from freight.units import SECONDS_PER_DAY, SECONDS_PER_HOUR


@dataclass(frozen=True, eq=False, slots=True)
class SiteAccount:
    """Energy, peak and money of one schedule; counted from its sessions alone."""

    power_kw: FloatArray
    """Shape (86400,): base load and charging at each second of the clock."""
    drawn_kwh: float
    stored_kwh: float
    loss_kwh: float
    top_kw: float
    """Highest moment."""
    top_s: int
    """Its clock."""
    hour_kw: float
    """Mean of the highest hour of the clock: what the power tariff counts."""
    energy_nok: float
    power_nok: float
    """What charging adds to the month's power charge."""

    @property
    def total_nok(self) -> float:
        """Both parts."""
        return self.energy_nok + self.power_nok


def on_the_clock(begin_s: float, end_s: float) -> list[slice]:
    """Seconds of the clock between two times of any day."""
    begin, length = int(begin_s) % SECONDS_PER_DAY, int(end_s) - int(begin_s)
    end = begin + min(length, SECONDS_PER_DAY)
    if end <= SECONDS_PER_DAY:
        return [slice(begin, end)]
    return [slice(begin, SECONDS_PER_DAY), slice(0, end - SECONDS_PER_DAY)]


def charging_kw(sessions: tuple[Session, ...]) -> FloatArray:
    """Power drawn by charging at each second of the clock."""
    power = np.zeros(SECONDS_PER_DAY)
    for session in sessions:
        for step in session.steps:
            _add(power, step)
    return power


def _add(power: FloatArray, step: PowerStep) -> None:
    for part in on_the_clock(step.begin_s, step.end_s):
        power[part] += step.kw


def base_kw(site: Site) -> FloatArray:
    """Base load at each second of the clock."""
    return np.repeat(np.array(site.base_kw), SECONDS_PER_HOUR)


def site_account(site: Site, schedule: SiteSchedule) -> SiteAccount:
    """Energy and money of a schedule.

    The power charge is the tariff times what the highest hour with charging lies above the highest hour of the
    month so far and of the base load alone.
    """
    charging, base = charging_kw(schedule.sessions), base_kw(site)
    total = charging + base
    hourly = total.reshape(HOURS_A_DAY, SECONDS_PER_HOUR).mean(axis=1)
    kwh = charging.reshape(HOURS_A_DAY, SECONDS_PER_HOUR).mean(axis=1)
    before = max(site.peak_so_far_kw, *site.base_kw)
    highest = float(hourly.max())
    drawn = float(kwh.sum())
    return SiteAccount(
        power_kw=total,
        drawn_kwh=drawn,
        stored_kwh=drawn * site.efficiency_share,
        loss_kwh=drawn * (1.0 - site.efficiency_share),
        top_kw=float(total.max()),
        top_s=int(total.argmax()),
        hour_kw=highest,
        energy_nok=float(kwh @ np.array(site.price_nok_per_kwh)),
        power_nok=site.tariff_nok_per_kw * max(0.0, highest - before),
    )
