"""The battery of one vehicle over the day: state of charge, reserve, and every charging session."""

from __future__ import annotations

from html import escape

import plotly.graph_objects as go

from freight.domain.fleet import Battery
from freight.domain.scenario import Scenario
from freight.domain.timeline import RouteTimeline
from freight.output.sessions import sessions
from freight.units import SECONDS_PER_HOUR, clock

CHARGING = "#7c3aed"
RESERVE = "#b91c1c"


def add_battery(figure: go.Figure, route: RouteTimeline, battery: Battery, scenario: Scenario) -> None:
    """Draw the state of charge, the reserve as a line that it must not meet, and the sessions.

    A session is a thicker dashed part of the curve between two diamonds, over a pale band, with its kWh written
    above it.
    """
    known = _levels(route)
    percent = [100.0 * kwh / battery.usable_kwh for _, kwh in known]
    figure.add_trace(
        go.Scatter(
            x=[at / SECONDS_PER_HOUR for at, _ in known], y=[round(one, 2) for one in percent],
            mode="lines+markers", line={"color": "#111827", "width": 2}, marker={"size": 4},
            hovertext=[f"{clock(at)}: battery {kwh:.1f} kWh, {one:.0f} %"
                       for (at, kwh), one in zip(known, percent, strict=True)],
            hoverinfo="text", name="Battery",
        )
    )  # fmt: skip
    reserve = 100.0 * battery.reserve_share
    figure.add_hline(
        reserve, line={"color": RESERVE, "width": 1.5, "dash": "dot"},
        annotation={"text": f"reserve {reserve:.0f} %", "font": {"size": 10, "color": RESERVE}},
        annotation_position="top left",
    )  # fmt: skip
    _add_sessions(figure, route, battery, scenario)


def _levels(route: RouteTimeline) -> list[tuple[float, float]]:
    """(clock, kWh) on arrival at every halt; where the vehicle charges, all through the session."""
    levels: list[tuple[float, float]] = []
    for halt in route.halts:
        if halt.charge_kwh is None:
            continue
        levels.append((halt.arrive_s, halt.charge_kwh))
        if halt.charge is not None:
            levels.extend(halt.charge.levels)
        elif halt.depart_s > halt.arrive_s:
            levels.append((halt.depart_s, halt.charge_kwh))
    return levels


def _add_sessions(figure: go.Figure, route: RouteTimeline, battery: Battery, scenario: Scenario) -> None:
    for one in sessions((route,), scenario):
        hours = [at / SECONDS_PER_HOUR for at, _ in one.done.levels]
        shares = [round(100.0 * kwh / battery.usable_kwh, 2) for _, kwh in one.done.levels]
        ends = [0, len(hours) - 1]
        text = (
            f"Charging at {escape(one.charger.name)}<br>{one.span}: {one.done.kwh:.1f} kWh, "
            f"{shares[0]:.0f} % to {shares[-1]:.0f} %"
        )
        figure.add_vrect(x0=hours[0], x1=hours[-1], fillcolor=CHARGING, opacity=0.12, line_width=0)
        figure.add_trace(
            go.Scatter(
                x=hours, y=shares, mode="lines+markers", hovertext=[text] * len(hours), hoverinfo="text",
                line={"color": CHARGING, "width": 4, "dash": "3px,2px"}, name="Charging",
                marker={"symbol": "diamond", "color": CHARGING,
                        "size": [9 if k in ends else 0 for k in range(len(hours))]},
            )
        )  # fmt: skip
        figure.add_annotation(
            x=(hours[0] + hours[-1]) / 2, y=shares[-1], text=f"<b>+{one.done.kwh:.1f} kWh</b>",
            showarrow=False, font={"size": 10, "color": CHARGING}, bgcolor="rgba(255,255,255,0.8)",
            yshift=12 if shares[-1] < 80 else -14, xanchor="right" if shares[-1] >= 80 else "center",
        )  # fmt: skip
