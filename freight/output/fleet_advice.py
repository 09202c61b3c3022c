"""Orders on fuel because of range, and what would have changed that: as data, as a table, as a line."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from freight.advice.findings import (
    Because,
    FleetAdvice,
    FullerStart,
    MoreBattery,
    NewCharger,
    RangeCase,
    Remedy,
)
from freight.domain.scenario import Scenario
from freight.output.report_tables import Table, number

DIGITS = 4
KINDS = {FullerStart: "fuller_start", MoreBattery: "larger_battery", NewCharger: "charger"}
OTHERWISE = {
    Because.REFUSED: "{} could be served by no electric vehicle whatever its battery",
    Because.NOT_CHEAPER: "for {} an electric vehicle is no cheaper even without limits of range",
    Because.SEARCH: "{} could be electric for less as it is, which a longer search would find",
}


def advice_summary(advice: FleetAdvice | None) -> dict[str, Any]:
    """The part of the summary; nothing where no order is on fuel because of range."""
    if advice is None or not advice.cases:
        return {}
    orders = [
        {"order": verdict.order_id, "vehicle": verdict.vehicle_id, "because": verdict.because.value}
        for verdict in advice.verdicts
    ]
    return {"on_fuel": {"orders": orders, "because_of_range": [_case(case) for case in advice.cases]}}


def _case(case: RangeCase) -> dict[str, Any]:
    return {
        "orders": list(case.order_ids),
        "vehicle": case.vehicle_id,
        "whole_route": case.whole_route,
        "instead": [_rounded(asdict(taker)) for taker in case.takers],
        "saved_nok": round(case.saved_nok, 2),
        "today": None if case.today is None else _rounded(asdict(case.today)),
        "remedies": [{"kind": KINDS[type(one)], **_rounded(asdict(one))} for one in case.remedies],
    }


def _rounded(values: dict[str, Any]) -> dict[str, Any]:
    places = {"lat": 6, "lon": 6}
    return {
        name: round(value, places.get(name, DIGITS)) if isinstance(value, float) else value
        for name, value in values.items()
    }


def advice_table(advice: FleetAdvice | None, scenario: Scenario) -> Table:
    """A row a case; remedies a line each."""
    rows = []
    for case in () if advice is None else advice.cases:
        lacks = ", ".join(
            f"{taker.vehicle_id} {number(taker.missing_kwh, 2)} kWh"
            for taker in case.takers
            if taker.missing_kwh
        )
        rows.append((
            _orders_text(case, scenario), case.vehicle_id, ", ".join(taker.vehicle_id for taker in case.takers),
            lacks, f"{number(case.saved_nok, 2)} NOK", "\n".join(_lines(case, scenario)),
        ))  # fmt: skip
    headings = "Orders", "Drives them", "Could drive them", "Lacks", "Would save", "Enough by itself"
    return Table(headings, tuple(rows))


def _orders_text(case: RangeCase, scenario: Scenario) -> str:
    if case.whole_route and len(case.order_ids) > 1:
        return f"all {len(case.order_ids)} of {case.vehicle_id}: {', '.join(case.order_ids)}"
    names = {order.id: order.name for order in scenario.orders}
    return ", ".join(f"{order_id} ({names[order_id]})" for order_id in case.order_ids)


def _lines(case: RangeCase, scenario: Scenario) -> list[str]:
    lines = [f"{remedy_text(one, scenario)}; saves {number(one.saved_nok, 2)} NOK" for one in case.remedies]
    if case.today is not None and case.today.charger_ids:
        lines.append(
            f"possible today with {number(case.today.minutes)} min of charging at "
            f"{', '.join(case.today.charger_ids)}, but {number(case.today.dearer_nok, 2)} NOK dearer than fuel"
        )
    return lines or ["neither a fuller start, a larger battery nor one charger alone"]


def remedy_text(remedy: Remedy, scenario: Scenario | None = None) -> str:
    """A remedy in words; with the scenario the stop has its name."""
    if isinstance(remedy, FullerStart):
        share, now = 100 * remedy.start_share, 100 * remedy.now_share
        return f"leave the depot at {number(share)} % of the battery instead of {number(now)} %"
    if isinstance(remedy, MoreBattery):
        return f"batteries of {remedy.usable_kwh:.1f} kWh usable instead of {remedy.now_kwh:.1f} kWh"
    names = {} if scenario is None else {order.id: f" ({order.name})" for order in scenario.orders}
    sessions = "a session" if remedy.sessions == 1 else f"{remedy.sessions} sessions"
    return (
        f"a {remedy.power_kw:g} kW charger at the stop of order {remedy.at_order_id}"
        f"{names.get(remedy.at_order_id, '')}: {sessions} of {number(remedy.minutes)} min and "
        f"{number(remedy.kwh, 1)} kWh" + (" together" if remedy.sessions > 1 else "")
    )


def rest_text(advice: FleetAdvice | None) -> str:
    """Why the other orders are on fuel, in a sentence; empty where there are none."""
    if advice is None:
        return ""
    counts = {because: len(advice.orders_because(because)) for because in OTHERWISE}
    said = [text.format(_orders(counts[because])) for because, text in OTHERWISE.items() if counts[because]]
    return f"Of the other orders on fuel {'; '.join(said)}." if said else ""


def _orders(count: int) -> str:
    return "one order" if count == 1 else f"{count} orders"


def advice_line(advice: FleetAdvice) -> str:
    """How many orders, and what would be enough for the most of them."""
    count = len(advice.orders_because(Because.RANGE))
    case = max(advice.cases, key=lambda one: len(one.order_ids))
    whose = f"{len(case.order_ids)} of {case.vehicle_id}" if len(case.order_ids) > 1 else case.order_ids[0]
    enough = remedy_text(case.remedies[0]) if case.remedies else "no single remedy is enough"
    lacks = f"{case.missing_kwh:.2f} kWh are missing for {whose}"
    return f"On fuel because of range: {_orders(count)}; {lacks}; enough: {enough}"
