"""The day by the clock: a bar a vehicle, and what is on board and in the battery."""

from __future__ import annotations

import math
from collections.abc import Iterator
from html import escape
from typing import Any, NamedTuple

import plotly.graph_objects as go

from freight.domain.fleet import Load
from freight.domain.scenario import Scenario
from freight.domain.timeline import RouteTimeline, Timeline
from freight.output.battery_figure import CHARGING, add_battery
from freight.output.style import Style
from freight.output.wording import depot_of, halt_id
from freight.units import SECONDS_PER_HOUR, clock

GRID = "#e5e7eb"
ROUNDING_S = 1.0
"""A plan holds whole seconds; waiting below this is no waiting."""


class Activity(NamedTuple):
    """What a vehicle does, and how its bars look; the pattern carries the meaning without colour."""

    name: str
    colour: str
    pattern: str


DRIVE = Activity("Driving", "#1d4e89", "")
WAIT = Activity("Waiting", "#e9b44c", "/")
SERVE = Activity("At a stop", "#5a9367", ".")
CHARGE = Activity("Charging", CHARGING, "x")
BREAK = Activity("Break", "#7c5295", "|")


class Bar(NamedTuple):
    """One thing a vehicle does, seconds since midnight."""

    activity: Activity
    vehicle_id: str
    begin_s: float
    end_s: float
    text: str


def time_axis(begin_s: float, end_s: float, ticks_at_most: int) -> dict[str, Any]:
    """Ticks on whole hours, written as clocks; hours are the unit of the axis."""
    first, last = math.floor(begin_s / SECONDS_PER_HOUR), math.ceil(end_s / SECONDS_PER_HOUR)
    step = max(1, math.ceil((last - first) / ticks_at_most))
    ticks = list(range(first, last + 1, step))
    texts = [clock(hour * SECONDS_PER_HOUR) for hour in ticks]
    return {
        "range": [first - 0.1, last + 0.1], "tickvals": ticks, "ticktext": texts, "gridcolor": GRID,
        "zeroline": False, "fixedrange": True, "tickangle": 0,
        "ticks": "outside", "ticklen": 4, "tickcolor": GRID,
    }  # fmt: skip


def day_span(timeline: Timeline) -> tuple[float, float]:
    """Earliest departure and latest return; 8 to 16 on a day without routes."""
    begins = [route.halts[0].depart_s for route in timeline.routes]
    ends = [route.halts[-1].arrive_s for route in timeline.routes]
    return min(begins, default=8.0 * SECONDS_PER_HOUR), max(ends, default=16.0 * SECONDS_PER_HOUR)


def gantt_figure(timeline: Timeline, scenario: Scenario) -> go.Figure:
    """A row a vehicle: driving, waiting, service, over the shift as a pale band."""
    figure = go.Figure()
    begin, end = day_span(timeline)
    driving = {route.vehicle_id for route in timeline.routes}
    shifts = [vehicle for vehicle in scenario.vehicles if vehicle.id in driving]
    figure.add_trace(
        go.Bar(
            orientation="h", y=[one.id for one in shifts], name="Shift", width=0.9,
            base=[one.shift_start_s / SECONDS_PER_HOUR for one in shifts],
            x=[(one.shift_end_s - one.shift_start_s) / SECONDS_PER_HOUR for one in shifts],
            marker={"color": "#f1f5f9", "line": {"color": "#cbd5e1", "width": 1}}, hoverinfo="skip",
        )
    )  # fmt: skip
    bars = [bar for route in timeline.routes for bar in _bars(route, scenario)]
    present = {bar.activity for bar in bars}
    for activity in (DRIVE, WAIT, SERVE, *(one for one in (CHARGE, BREAK) if one in present)):
        chosen = [bar for bar in bars if bar.activity is activity]
        figure.add_trace(
            go.Bar(
                orientation="h", y=[bar.vehicle_id for bar in chosen], name=activity.name, width=0.6,
                base=[round(bar.begin_s / SECONDS_PER_HOUR, 5) for bar in chosen],
                x=[round((bar.end_s - bar.begin_s) / SECONDS_PER_HOUR, 5) for bar in chosen],
                hovertext=[bar.text for bar in chosen], hoverinfo="text",
                marker={"color": activity.colour, "line": {"width": 0},
                        "pattern": {"shape": activity.pattern, "size": 5, "fillmode": "overlay"}},
            )
        )  # fmt: skip
    rows = [route.vehicle_id for route in timeline.routes]
    figure.update_layout(
        template="none", barmode="overlay", bargap=0.2, height=90 + 30 * max(len(rows), 1),
        margin={"l": 10, "r": 12, "t": 34, "b": 28}, xaxis=time_axis(begin, end, 6), hovermode="closest",
        yaxis={"type": "category", "categoryorder": "array", "categoryarray": rows[::-1],
               "automargin": True,
               "fixedrange": True, "ticks": "outside", "ticklen": 6, "tickcolor": "rgba(0,0,0,0)"},
        legend={"orientation": "h", "x": 0, "y": 1.0, "yanchor": "bottom"}, paper_bgcolor="rgba(0,0,0,0)",
    )  # fmt: skip
    return figure


def _bars(route: RouteTimeline, scenario: Scenario) -> Iterator[Bar]:
    depot = depot_of(route, scenario)
    for step, leg in enumerate(route.legs):
        halt = route.halts[step + 1]
        who = f"<b>{escape(route.vehicle_id)}</b>"
        goal = escape(halt_id(halt, depot))
        km = float(leg.length_m.sum()) / 1000.0
        held = float(leg.drive_s[: leg.hold_before].sum()) + leg.depart_s
        spans = [
            (DRIVE, leg.depart_s, held),
            (WAIT, held, held + leg.hold_s),
            (DRIVE, held + leg.hold_s, leg.arrive_s),
        ]
        if leg.hold_s <= 0.0:
            spans = [(DRIVE, leg.depart_s, leg.arrive_s)]
        for activity, begin, end in spans:
            what = (
                f"to {goal}, {km:.2f} km" if activity is DRIVE else f"before streets that open later, to {goal}"
            )
            yield _bar(activity, route, begin, end, f"{who}: {activity.name.lower()} {what}")
        if not halt.order_ids and halt.charge is None and not halt.reload:
            continue
        ready_s = halt.arrive_s + halt.setup_s
        if halt.setup_s > 0.0:
            yield _bar(SERVE, route, halt.arrive_s, ready_s, f"{who}: setting up at {goal}")
        if halt.wait_s > ROUNDING_S:
            yield _bar(WAIT, route, ready_s, halt.start_s, f"{who}: waiting at {goal}")
        if halt.charge is not None:
            text = f"{who}: {halt.charge.kwh:.1f} kWh at charger {goal}"
            yield _bar(CHARGE, route, halt.start_s, halt.depart_s, text)
        else:
            what = f"loading anew at depot {goal}" if halt.reload else f"stop {step + 1}, orders {goal}"
            yield _bar(SERVE, route, halt.start_s, halt.done_s, f"{who}: {what}")
        for begin_s, end_s in halt.breaks:
            yield _bar(BREAK, route, begin_s, end_s, f"{who}: break at stop {step + 1}, {goal}")


def _bar(activity: Activity, route: RouteTimeline, begin_s: float, end_s: float, text: str) -> Bar:
    return Bar(activity, route.vehicle_id, begin_s, end_s, f"{text}<br>{clock(begin_s)} to {clock(end_s)}")


def load_figure(route: RouteTimeline, scenario: Scenario, style: Style, span: tuple[float, float]) -> go.Figure:
    """Load (steps) and state of charge (line) of one vehicle over the day, per cent of full."""
    kind = scenario.vehicle_type(route.type_id)
    hours = [halt.depart_s / SECONDS_PER_HOUR for halt in route.halts]
    shares = [round(100.0 * load_share(halt.load_after, kind.capacity), 2) for halt in route.halts]
    texts = [
        f"From {clock(halt.depart_s)}: {halt.load_after.kg:.0f} kg, {halt.load_after.m3:.2f} m³, "
        f"{halt.load_after.units:g} units"
        for halt in route.halts
    ]
    figure = go.Figure(
        go.Scatter(
            x=hours, y=shares, mode="lines", line={"shape": "hv", "color": style.colour, "width": 1.5},
            fill="tozeroy", fillpattern={"shape": "/", "fgcolor": style.colour, "fgopacity": 0.35, "size": 6},
            hovertext=texts, hoverinfo="text", name="Load",
        )
    )  # fmt: skip
    if kind.battery is not None:
        add_battery(figure, route, kind.battery, scenario)
    figure.update_layout(
        template="none", height=156, showlegend=False, margin={"l": 50, "r": 18, "t": 6, "b": 30},
        xaxis=time_axis(*span, 4), paper_bgcolor="rgba(0,0,0,0)", hovermode="closest",
        yaxis={"range": [0, 105], "tickvals": [0, 50, 100], "ticktext": ["0 %", "50 %", "100 %"],
               "gridcolor": GRID, "fixedrange": True, "zeroline": False,
               "ticks": "outside", "ticklen": 4, "tickcolor": "rgba(0,0,0,0)"},
    )  # fmt: skip
    return figure


def load_share(load: Load, capacity: Load) -> float:
    """Load over capacity in the unit that is fullest; units without capacity do not count."""
    return max((part / whole for part, whole in zip(load, capacity, strict=True) if whole > 0.0), default=0.0)
