"""Zones and their rules in words, the same in every file."""

from __future__ import annotations

from freight.domain.fleet import Mode
from freight.domain.scenario import Depot, Effect, Scenario, Who, Zone, ZoneRule
from freight.domain.timeline import Halt, RouteTimeline

LAW = ("adopted", "in force")
MODES = {Mode.DRIVE: "motor vehicles", Mode.CYCLE: "cycles"}


def standing(zone: Zone) -> str:
    """Whether a zone is law; a scenario must never look like one."""
    return zone.status if zone.status in LAW else f"{zone.status}, not law"


def who_text(who: Who) -> str:
    """Whom a rule meets."""
    parts = []
    if who.energy is not None:
        parts.append(", ".join(sorted(who.energy)))
    if who.euro_below is not None:
        parts.append(f"combustion below Euro {who.euro_below}")
    if who.emission_class is not None:
        parts.append("emission class " + ", ".join(sorted(who.emission_class)))
    if who.gross_weight_over_kg is not None:
        parts.append(f"over {who.gross_weight_over_kg:g} kg")
    if who.mode is not None:
        parts.append(", ".join(MODES[mode] for mode in sorted(who.mode)))
    if who.vehicle_types is not None:
        parts.append("types " + ", ".join(sorted(who.vehicle_types)))
    text = "; ".join(parts) or "all vehicles"
    exempt = sorted(who.exempt_vehicle_types) + sorted(who.exempt_vehicles)
    return text + (f", except {', '.join(exempt)}" if exempt else "")


def rule_text(rule: ZoneRule) -> str:
    """A rule in one line: what, whom, when."""
    effect = "No entry" if rule.effect is Effect.BAN else f"Fee of NOK {rule.fee_nok:g} per {rule.per}"
    dates = f" from {rule.valid_from.isoformat()}" if rule.valid_from else ""
    dates += f" to {rule.valid_to.isoformat()}" if rule.valid_to else ""
    return f"{effect} for {who_text(rule.who)}: {rule.hours}{dates}"


def depot_of(route: RouteTimeline, scenario: Scenario) -> Depot:
    """Where a vehicle starts and ends its day."""
    depot_id = next(one.depot_id for one in scenario.vehicles if one.id == route.vehicle_id)
    return next(depot for depot in scenario.depots if depot.id == depot_id)


def halt_id(halt: Halt, depot: Depot) -> str:
    """What a program knows a halt by: its orders, or the depot."""
    return ",".join(halt.order_ids) or depot.id


def chance_text(share: float) -> str:
    """A probability in per cent; near certainty is not said to be certain."""
    return ">99.9 %" if share > 0.999 else f"{100.0 * share:.1f} %"
