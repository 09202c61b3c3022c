"""Test the charging schedule of a depot, and count what it costs beside charging at once."""

from __future__ import annotations

from dataclasses import dataclass

from freight.check.site.needs import Need, depot_needs
from freight.check.site.power_curve import SiteAccount, site_account
from freight.check.site.rules import SITE_RULES, Night
from freight.check.violation import Violation
from freight.domain.scenario import Scenario
from freight.domain.site import Site, SiteSchedule
from freight.domain.timeline import Timeline


@dataclass(frozen=True, eq=False, slots=True)
class SiteResult:
    """A checked schedule and its counterpart without planning."""

    site: Site
    planned: SiteSchedule
    at_once: SiteSchedule
    needs: tuple[Need, ...]
    account: SiteAccount
    at_once_account: SiteAccount
    violations: tuple[Violation, ...]


def site_violations(
    site: Site, schedule: SiteSchedule | None, scenario: Scenario, timeline: Timeline
) -> tuple[Violation, ...]:
    """Everything a schedule breaks, in the order of `SITE_RULES`; None is a depot that nobody scheduled."""
    needs = {need.vehicle_id: need for need in depot_needs(site, scenario, timeline)}
    own = {charger.id: charger for charger in scenario.chargers if charger.id in site.charger_ids}
    night = Night(site, schedule or SiteSchedule(site.depot_id, (), ()), needs, own)
    return tuple(violation for rule in SITE_RULES for violation in rule(night))


def check_site(
    site: Site, planned: SiteSchedule, at_once: SiteSchedule, scenario: Scenario, timeline: Timeline
) -> SiteResult:
    """Test a schedule against the replayed day.

    Parameters
    ----------
    at_once
        What would happen without a schedule; it is counted, not tested: nobody holds the cap there.
    timeline
        Of the plan, as the checker replayed it.
    """
    return SiteResult(
        site=site,
        planned=planned,
        at_once=at_once,
        needs=depot_needs(site, scenario, timeline),
        account=site_account(site, planned),
        at_once_account=site_account(site, at_once),
        violations=site_violations(site, planned, scenario, timeline),
    )
