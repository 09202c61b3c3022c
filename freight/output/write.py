"""Everything a plan is shown by: map data, stop list, key figures, report."""

from __future__ import annotations

from pathlib import Path

from freight.check.check import CheckResult
from freight.domain.plan import Plan
from freight.domain.scenario import Scenario
from freight.emissions.account import Account
from freight.network.streets import Streets
from freight.output.charging import write as write_charging
from freight.output.counsel import NOTHING_TO_SAY, Counsel
from freight.output.geojson import write as write_geojson
from freight.output.report import write as write_report
from freight.output.summary import write as write_summary
from freight.output.tables import write_stops

CHARGING_FILE = "charging.json"


def write_all(
    directory: Path,
    *,
    plan: Plan,
    scenario: Scenario,
    streets: Streets,
    result: CheckResult,
    account: Account,
    counsel: Counsel = NOTHING_TO_SAY,
) -> tuple[Path, ...]:
    """Write ``plan.geojson``, ``stops.csv``, ``summary.json`` and ``report.html``; returns them in this order.

    ``charging.json`` comes last, where depots have site data. `changes` say what would serve an order left out.

    Each file is whole or not there.
    """
    paths = tuple(directory / name for name in ("plan.geojson", "stops.csv", "summary.json", "report.html"))
    write_geojson(
        paths[0], plan=plan, scenario=scenario, streets=streets, timeline=result.timeline, account=account
    )
    write_stops(paths[1], result.timeline, scenario)
    write_summary(
        paths[2],
        plan=plan,
        scenario=scenario,
        streets=streets,
        result=result,
        account=account,
        advice=counsel.fleet,
    )
    write_report(
        paths[3],
        plan=plan,
        scenario=scenario,
        streets=streets,
        result=result,
        account=account,
        counsel=counsel,
    )
    if not result.sites:
        return paths
    write_charging(directory / CHARGING_FILE, scenario, result.sites)
    return (*paths, directory / CHARGING_FILE)
