"""report.html: one file for people, that needs no network."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from freight import __version__
from freight.advice.findings import FleetAdvice
from freight.check.check import CheckResult
from freight.domain.fleet import VehicleType
from freight.domain.plan import Plan
from freight.domain.scenario import Scenario
from freight.emissions.account import Account
from freight.files import write_atomically
from freight.network.streets import SCHEMATIC_NOTICE, Streets
from freight.output.breaks import break_table, taken
from freight.output.changes import replanned_text
from freight.output.counsel import NOTHING_TO_SAY, Counsel
from freight.output.day_figures import DRIVE, SERVE, WAIT, day_span, gantt_figure, load_figure
from freight.output.fleet_advice import advice_table, rest_text
from freight.output.map_figure import map_figure, stop_span
from freight.output.report_tables import (
    cards,
    change_table,
    number,
    source_table,
    total_row,
    type_table,
    unserved_table,
    vehicle_table,
    zone_table,
)
from freight.output.sessions import session_table, sessions
from freight.output.site_figures import depot_figures
from freight.output.site_tables import depot_sections
from freight.output.style import DASH_ARRAYS, Style, styles, symbol_path
from freight.output.sum_figures import cost_figure, emission_figure
from freight.output.totals import Driven, by_type, pair, totals
from freight.output.workload import work_cards

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATE = "report.html.j2"


class Chip(NamedTuple):
    """One vehicle in the legend that switches it."""

    id: str
    colour: str
    dash: str
    symbol: str
    note: str


def write(
    path: Path,
    *,
    plan: Plan,
    scenario: Scenario,
    streets: Streets,
    result: CheckResult,
    account: Account,
    counsel: Counsel = NOTHING_TO_SAY,
) -> None:
    """Write the report, whole or not at all."""
    text = render(
        plan=plan, scenario=scenario, streets=streets, result=result, account=account, counsel=counsel
    )
    write_atomically(path, text)


def render(
    *,
    plan: Plan,
    scenario: Scenario,
    streets: Streets,
    result: CheckResult,
    account: Account,
    counsel: Counsel = NOTHING_TO_SAY,
) -> str:
    """The report as one HTML page with its scripts and data inside."""
    from plotly.offline import get_plotlyjs

    driven = pair(result.timeline, account)
    look = styles(route.vehicle_id for route in result.timeline.routes)
    parts, whole = by_type(driven, scenario), totals(driven, scenario)
    return template(TEMPLATE).render(
        scenario=scenario,
        day=f"{scenario.day:%A} {scenario.day.day} {scenario.day:%B %Y}",
        version=__version__,
        engine=plan.engine,
        seed=plan.seed,
        notice=SCHEMATIC_NOTICE if streets.schematic else "",
        attribution=streets.attribution,
        violations=result.violations,
        cards=(*cards(whole, plan, scenario, result), *work_cards(result.workload)),
        groups=_groups(driven, scenario, look),
        vehicles=vehicle_table(driven, scenario, result.margins),
        types=type_table(parts, scenario),
        type_total=total_row(whole),
        zones=zone_table(driven, scenario),
        unserved=unserved_table(plan, scenario, counsel.changes),
        **_on_fuel(counsel.fleet, scenario),
        **_replanned(plan, scenario),
        depots=depot_sections(result.sites, scenario),
        **_sources(account),
        cost_total=number(result.cost.total_nok - result.cost.penalty_nok),
        **_at_halts(result, scenario),
        activities=(DRIVE, WAIT, SERVE),
        data=script_data(_figures(plan, scenario, streets, result, look, driven)),
        plotly_js=get_plotlyjs(),
    )


def _at_halts(result: CheckResult, scenario: Scenario) -> dict[str, Any]:
    routes = result.timeline.routes
    breaks = break_table(taken(routes, scenario), scenario)
    return {"charging": session_table(sessions(routes, scenario)), "breaks": breaks}


def _on_fuel(advice: FleetAdvice | None, scenario: Scenario) -> dict[str, Any]:
    return {"on_fuel": advice_table(advice, scenario), "on_fuel_rest": rest_text(advice)}


def _replanned(plan: Plan, scenario: Scenario) -> dict[str, Any]:
    return {"changes": change_table(plan, scenario), "replanned": replanned_text(scenario)}


def _sources(account: Account) -> dict[str, Any]:
    return {"sources": source_table(account), "factors_file": account.factors_file, "notes": account.notes}


def template(name: str) -> Template:
    """A page of the folder of templates; a name that is not given is an error, not a hole."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("freight.output", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


def _groups(
    driven: Iterable[Driven], scenario: Scenario, look: dict[str, Style]
) -> list[tuple[VehicleType, list[Chip]]]:
    """The legend: vehicles that drive, by type, in the scenario's order."""
    chips: dict[str, list[Chip]] = {}
    for route, emitted in driven:
        part = totals([(route, emitted)], scenario)
        style = look[route.vehicle_id]
        note = f"{part.stops} stop{'' if part.stops == 1 else 's'}, {number(part.km, 1)} km"
        dash, symbol = DASH_ARRAYS[style.dash], symbol_path(style.symbol)
        chips.setdefault(route.type_id, []).append(Chip(route.vehicle_id, style.colour, dash, symbol, note))
    return [(kind, chips[kind.id]) for kind in scenario.vehicle_types if kind.id in chips]


def _figures(
    plan: Plan,
    scenario: Scenario,
    streets: Streets,
    result: CheckResult,
    look: dict[str, Style],
    driven: tuple[Driven, ...],
) -> dict[str, Any]:
    timeline = result.timeline
    span = day_span(timeline)
    west, south, east, north = stop_span(scenario)
    return {
        "map": map_figure(plan, scenario, streets, timeline, look).to_plotly_json(),
        "stopSpan": {"x": [west, east], "y": [south, north]},
        "gantt": gantt_figure(timeline, scenario).to_plotly_json(),
        "loads": {
            route.vehicle_id: load_figure(route, scenario, look[route.vehicle_id], span).to_plotly_json()
            for route in timeline.routes
        },
        "emissions": emission_figure(by_type(driven, scenario), scenario).to_plotly_json(),
        "cost": cost_figure(result.cost).to_plotly_json(),
        "depots": depot_figures(result.sites),
    }


def script_data(content: dict[str, Any]) -> str:
    """JSON that may stand inside a script element: no ``<`` can end it."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
