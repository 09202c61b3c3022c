"""summary.json: the key figures of a plan, each with what it was computed from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from freight import __version__
from freight.advice.findings import FleetAdvice
from freight.check.check import CheckResult
from freight.check.site.check import SiteResult
from freight.domain.plan import Plan
from freight.domain.scenario import Scenario
from freight.emissions.account import Account
from freight.files import write_atomically
from freight.network.streets import SCHEMATIC_NOTICE, Streets
from freight.output.breaks import break_summary, taken
from freight.output.charging import figures as charging_figures
from freight.output.fleet_advice import advice_summary
from freight.output.sessions import session_summary, sessions
from freight.output.totals import Driven, Totals, by_type, pair, totals, zone_km
from freight.output.wording import rule_text, standing
from freight.output.workload import work_summary

DIGITS = 6
"""Decimals kept; enough to add legs up again, few enough to read."""


def write(
    path: Path,
    *,
    plan: Plan,
    scenario: Scenario,
    streets: Streets,
    result: CheckResult,
    account: Account,
    advice: FleetAdvice | None = None,
) -> None:
    """Write the summary, whole or not at all. Its JSON Schema is docs/summary.schema.json."""
    content = summary(
        plan=plan, scenario=scenario, streets=streets, result=result, account=account, advice=advice
    )
    write_atomically(path, json.dumps(content, ensure_ascii=False, allow_nan=False, indent=2) + "\n")


def summary(
    *,
    plan: Plan,
    scenario: Scenario,
    streets: Streets,
    result: CheckResult,
    account: Account,
    advice: FleetAdvice | None = None,
) -> dict[str, Any]:
    """Key figures as plain data; units are in the names."""
    driven = pair(result.timeline, account)
    cost = {name: round(value, 2) for name, value in asdict(result.cost).items()}
    return {
        "format": "freight-summary",
        "version": 1,
        "freight": __version__,
        "scenario": scenario.name,
        "date": scenario.day.isoformat(),
        "timezone": scenario.timezone,
        "network": _network(streets),
        "plan": {"engine": plan.engine, "seed": plan.seed, "violations": len(result.violations)},
        "orders": _orders(plan, scenario),
        "total": figures(totals(driven, scenario)),
        "by_vehicle_type": {name: figures(part) for name, part in by_type(driven, scenario).items()},
        "by_vehicle": {one[0].vehicle_id: figures(totals([one], scenario)) for one in driven},
        "battery": _battery(scenario, result),
        "zones": _zones(driven, scenario),
        **_depots(result.sites),
        **_of_some_days(result, scenario),
        **advice_summary(advice),
        "cost_nok": {**cost, "total_nok": round(result.cost.total_nok, 2)},
        "unserved": [
            {"order": left_out.order_id, "reasons": [asdict(reason) for reason in left_out.reasons]}
            for left_out in plan.unserved
        ],
        "factors": {
            "file": account.factors_file,
            "rows": [asdict(factor) for factor in account.sources],
            "notes": list(account.notes),
        },
    }


def _of_some_days(result: CheckResult, scenario: Scenario) -> dict[str, Any]:
    """Charging on the way; breaks, and how work is shared, where there is such a thing."""
    routes = result.timeline.routes
    charging = [session_summary(one, scenario) for one in sessions(routes, scenario)]
    breaks = break_summary(taken(routes, scenario), scenario)
    return {"charging": charging, **breaks, **work_summary(result.workload)}


def figures(part: Totals) -> dict[str, float | int | None]:
    """Totals as one flat object, energy and emissions among them."""
    values: Mapping[str, float | int | None] = {**asdict(part), **part.amounts._asdict()}
    return {
        name: round(value, DIGITS) if isinstance(value, float) else value
        for name, value in values.items()
        if name != "amounts"
    }


def _orders(plan: Plan, scenario: Scenario) -> dict[str, int]:
    return {
        "total": len(scenario.orders),
        "served": sum(len(visit.order_ids) for route in plan.routes for visit in route.visits),
        "unserved": len(plan.unserved),
    }


def _network(streets: Streets) -> dict[str, str]:
    notice = SCHEMATIC_NOTICE if streets.schematic else ""
    return {"source": streets.source, "attribution": streets.attribution, "notice": notice}


def _battery(scenario: Scenario, result: CheckResult) -> dict[str, Any]:
    """How surely each vehicle keeps its reserve."""
    return {
        "robust_share": scenario.robust_share,
        "doubt": asdict(scenario.energy_doubt),
        "margins": {
            margin.vehicle_id: {
                "where": margin.where,
                "kwh": round(margin.kwh, DIGITS),
                "chance": round(margin.chance, DIGITS),
            }
            for margin in result.margins
        },
    }


def _zones(driven: tuple[Driven, ...], scenario: Scenario) -> list[dict[str, Any]]:
    inside = zone_km(driven)
    return [
        {
            "id": zone.id,
            "name": zone.name,
            "status": standing(zone),
            "rules": [rule_text(rule) for rule in zone.rules],
            "km": round(sum(km for (zone_id, _), km in inside.items() if zone_id == zone.id), DIGITS),
            "km_by_vehicle_type": {
                kind.id: round(inside[zone.id, kind.id], DIGITS)
                for kind in scenario.vehicle_types
                if (zone.id, kind.id) in inside
            },
        }
        for zone in scenario.zones
    ]


def _depots(sites: tuple[SiteResult, ...]) -> dict[str, Any]:
    """Nothing where no depot has site data."""
    return {"depots": [_depot(one) for one in sites]} if sites else {}


def _depot(result: SiteResult) -> dict[str, Any]:
    """Charging of one depot, by its schedule and at once."""
    return {
        "id": result.site.depot_id,
        "cap_kw": result.site.cap_kw,
        "vehicles": len(result.needs),
        "short_kwh": round(sum(one.kwh for one in result.planned.shortfalls), DIGITS),
        "planned": charging_figures(result.account).model_dump(),
        "at_once": charging_figures(result.at_once_account).model_dump(),
    }
