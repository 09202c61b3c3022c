"""What the report says of a depot's charging in words and numbers."""

from __future__ import annotations

from typing import NamedTuple

from freight.check.site.check import SiteResult
from freight.check.site.needs import Need
from freight.domain.scenario import Scenario
from freight.domain.site import Ready
from freight.output.charging import ready_kwh
from freight.output.report_tables import Table, number
from freight.units import SECONDS_PER_DAY, clock

EVEN_KWH = 0.05
"""Two schedules that store the same but for rounding."""


class DepotSection(NamedTuple):
    """One depot in the report."""

    name: str
    lead: str
    short: tuple[str, ...]
    broken: bool
    sums: Table
    vehicles: Table
    notes: tuple[str, ...]


def depot_sections(sites: tuple[SiteResult, ...], scenario: Scenario) -> list[DepotSection]:
    """A section for each depot with site data."""
    names = {depot.id: depot.name for depot in scenario.depots}
    return [
        DepotSection(
            name=names[one.site.depot_id],
            lead=_lead(one),
            short=tuple(_short(one)),
            broken=bool(one.violations),
            sums=sum_table(one),
            vehicles=vehicle_table(one),
            notes=_notes(one),
        )
        for one in sites
    ]


def cut_share(result: SiteResult) -> float:
    """By which share of charging at once the schedule lowers the highest hour of the site."""
    at_once = result.at_once_account.hour_kw
    return 1.0 - result.account.hour_kw / at_once if at_once > 0.0 else 0.0


def clock_of(at_s: float) -> str:
    """Clock of a time on any day."""
    return clock(round(at_s) % SECONDS_PER_DAY)


def _lead(result: SiteResult) -> str:
    planned, at_once = result.account, result.at_once_account
    cap = result.site.cap_kw
    over = at_once.top_kw - cap
    passed = f", {number(over, 1)} kW over the cap of {number(cap, 1)} kW" if over > 0.0 else ""
    cut = cut_share(result)
    less_kwh = at_once.stored_kwh - planned.stored_kwh
    less = f" The schedule stores {number(less_kwh, 1)} kWh less." if less_kwh > EVEN_KWH else ""
    change = f"{number(100.0 * abs(cut))} % {'less' if cut >= 0.0 else 'more'}"
    return (
        f"Electric vehicles: {len(result.needs)}. The site's highest hour is {number(planned.hour_kw, 1)} kW "
        f"by this schedule, {change} than the {number(at_once.hour_kw, 1)} kW of everybody plugging in and "
        f"charging at once. At once, the site would draw up to {number(at_once.top_kw, 1)} kW at "
        f"{clock(at_once.top_s)}{passed}.{less}"
    )


def _short(result: SiteResult) -> list[str]:
    level = "full" if result.site.ready is Ready.FULL else "what the route needs"
    return [f"{one.vehicle_id} lacks {number(one.kwh, 2)} kWh of {level}" for one in result.planned.shortfalls]


def sum_table(result: SiteResult) -> Table:
    """Peak, energy and money of the schedule beside charging at once."""
    pair = (result.account, result.at_once_account)

    def row(name: str, values: list[float], digits: int) -> tuple[str, ...]:
        return (name, *(number(value, digits) for value in values))

    return Table(
        ("", "By schedule", "At once"),
        (
            row("Highest hour, kW", [one.hour_kw for one in pair], 1),
            row("Highest moment, kW", [one.top_kw for one in pair], 1),
            row("Drawn from the grid, kWh", [one.drawn_kwh for one in pair], 1),
            row("Stored in batteries, kWh", [one.stored_kwh for one in pair], 1),
            row("Lost in charging, kWh", [one.loss_kwh for one in pair], 1),
            row("Energy, NOK", [one.energy_nok for one in pair], 0),
            row("Power charge of the month, NOK", [one.power_nok for one in pair], 0),
            row("Together, NOK", [one.total_nok for one in pair], 0),
        ),
    )


def vehicle_table(result: SiteResult) -> Table:
    """A row a vehicle: when plugged in, when ready, with what."""
    headings = (
        "Vehicle", "Socket", "Plugged in", "Evening level", "Ready by", "Ready level", "Needed", "Drawn kWh",
        "Back", "Level then",
    )  # fmt: skip
    return Table(headings, tuple(_vehicle(need, result) for need in result.needs))


def _vehicle(need: Need, result: SiteResult) -> tuple[str, ...]:
    own = [one for one in result.planned.sessions if one.vehicle_id == need.vehicle_id]
    ready = ready_kwh(need, result)

    def percent(kwh: float) -> str:
        return f"{number(100.0 * kwh / need.battery.usable_kwh)} %"

    return (
        need.vehicle_id,
        ", ".join(f"{one.charger_id} no. {one.socket}" for one in own) or "none",
        clock_of(own[0].plug_s if own else need.plug_from_s),
        percent(need.evening_kwh),
        clock_of(need.ready_by_s),
        percent(ready),
        percent(need.needed_kwh),
        number(sum(one.drawn_kwh for one in own), 1),
        clock_of(need.back_s),
        percent(max(0.0, ready - need.used_kwh)),
    )


def _notes(result: SiteResult) -> tuple[str, ...]:
    site = result.site
    loss = number(100.0 * (1.0 - site.efficiency_share), 1)
    before = max(site.peak_so_far_kw, *site.base_kw)
    tariff = (
        f"Power charge: {site.tariff_nok_per_kw:g} NOK for each kW of the highest hour above {before:g} kW, "
        "the month's highest before (or the base load's). It counts whole hours of the clock: a shorter moment "
        "may be higher. One night can set it for the whole month."
    )
    return (
        "The day repeats: a vehicle is plugged in when it is back, as on this day. The last two columns are "
        "where the next night begins.",
        tariff if site.tariff_nok_per_kw else "No power tariff is given, so only energy is priced.",
        "The plan's cost counts energy from the battery at the scenario's one price; the cost here is the bill "
        f"of the depot, by the hour and with {loss} % loss.",
        "At once: everybody charges from the return on as fast as socket and battery allow, first come first "
        "served; nobody holds the cap.",
    )
