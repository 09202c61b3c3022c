"""A depot's charging as pictures: power of the site, the night by vehicle, the money."""

from __future__ import annotations

from html import escape
from typing import Any

import plotly.graph_objects as go

from freight.check.site.check import SiteResult
from freight.check.site.power_curve import base_kw
from freight.domain.site import PowerStep, Session
from freight.output.charging import first_plugged_s, ready_kwh
from freight.output.day_figures import GRID, time_axis
from freight.output.report_tables import number
from freight.output.site_tables import clock_of
from freight.units import SECONDS_PER_DAY, SECONDS_PER_HOUR

PLANNED, AT_ONCE, BASE, CAP = "#1d4e89", "#c2410c", "#9aa4b2", "#b91c1c"
LABEL_FROM_H = 2.5
"""A bar shorter than this has no room for its power; pointing at it tells."""


def depot_figures(sites: tuple[SiteResult, ...]) -> dict[str, Any]:
    """Figures by the id of their place in the page."""
    found: dict[str, Any] = {}
    for place, one in enumerate(sites):
        found[f"depot-curve-{place}"] = curve_figure(one).to_plotly_json()
        found[f"depot-night-{place}"] = night_figure(one).to_plotly_json()
        found[f"depot-cost-{place}"] = cost_figure(one).to_plotly_json()
    return found


def curve_figure(result: SiteResult) -> go.Figure:
    """Power of the site over 24 hours: schedule (filled), at once (dashed), base load (dots), cap."""
    first, step_s = first_plugged_s(result), result.site.step_s
    times = list(range(first, first + SECONDS_PER_DAY + 1, step_s))
    moments = [at_s % SECONDS_PER_DAY for at_s in times]
    hours = [at_s / SECONDS_PER_HOUR for at_s in times]
    base = base_kw(result.site)
    prices = [result.site.price_nok_per_kwh[at_s // SECONDS_PER_HOUR] for at_s in moments]
    figure = go.Figure()
    for name, power, line, fill in (
        ("By schedule", result.account.power_kw, {"color": PLANNED, "width": 2.5}, "tozeroy"),
        ("At once", result.at_once_account.power_kw, {"color": AT_ONCE, "width": 2, "dash": "dash"}, "none"),
        ("Base load", base, {"color": "#4b5563", "width": 1.5, "dash": "dot"}, "none"),
    ):
        kw = [round(float(power[at_s]), 3) for at_s in moments]
        figure.add_trace(
            go.Scatter(
                x=hours, y=kw, name=name, mode="lines", line={**line, "shape": "hv"}, fill=fill,
                fillcolor="rgba(29,78,137,.14)", hoverinfo="text",
                hovertext=[f"{name}, from {clock_of(at)}: {one:.1f} kW, at {price:g} NOK/kWh"
                           for at, one, price in zip(moments, kw, prices, strict=True)],
            )
        )  # fmt: skip
    cap = result.site.cap_kw
    figure.add_hline(
        cap, line={"color": CAP, "width": 2, "dash": "dashdot"},
        annotation={"text": f"cap {cap:g} kW", "font": {"size": 11, "color": CAP}},
        annotation_position="top right",
    )  # fmt: skip
    highest = max(cap, result.account.top_kw, result.at_once_account.top_kw)
    figure.update_layout(
        template="none", height=320, margin={"l": 52, "r": 14, "t": 36, "b": 30}, hovermode="closest",
        xaxis=_clock_axis(hours[0], hours[-1], 6), paper_bgcolor="rgba(0,0,0,0)",
        yaxis={"range": [0, highest * 1.12], "title": {"text": "kW"}, "gridcolor": GRID, "zeroline": False,
               "fixedrange": True, "nticks": 6},
        legend={"orientation": "h", "x": 0, "y": 1.0, "yanchor": "bottom"},
    )  # fmt: skip
    return figure


def _clock_axis(begin_h: float, end_h: float, ticks_at_most: int) -> dict[str, Any]:
    axis = time_axis(begin_h * SECONDS_PER_HOUR, end_h * SECONDS_PER_HOUR, ticks_at_most)
    axis["ticktext"] = [clock_of(hour * SECONDS_PER_HOUR) for hour in axis["tickvals"]]
    return axis


def night_figure(result: SiteResult) -> go.Figure:
    """A row a vehicle: plugged in, charging with its power, level before and after."""
    sessions = result.planned.sessions
    rows = [need.vehicle_id for need in result.needs]
    figure = go.Figure([_plugged(sessions), _charging(sessions), *_levels(result)])
    begin = first_plugged_s(result) / SECONDS_PER_HOUR
    last = max((need.ready_by_s / SECONDS_PER_HOUR for need in result.needs), default=begin + 24.0)
    axis = _clock_axis(begin, last, 4)
    axis["range"] = [begin - 0.16 * (last - begin), last + 0.16 * (last - begin)]
    figure.update_layout(
        template="none", barmode="overlay", bargap=0.2, height=90 + 34 * max(len(rows), 1),
        margin={"l": 10, "r": 12, "t": 34, "b": 28}, xaxis=axis, hovermode="closest",
        yaxis={"type": "category", "categoryorder": "array", "categoryarray": rows[::-1], "automargin": True,
               "fixedrange": True, "ticks": "outside", "ticklen": 6, "tickcolor": "rgba(0,0,0,0)"},
        legend={"orientation": "h", "x": 0, "y": 1.0, "yanchor": "bottom"}, paper_bgcolor="rgba(0,0,0,0)",
    )  # fmt: skip
    return figure


def _plugged(sessions: tuple[Session, ...]) -> go.Bar:
    return go.Bar(
        orientation="h", y=[one.vehicle_id for one in sessions], name="Plugged in", width=0.8,
        base=[one.plug_s / SECONDS_PER_HOUR for one in sessions],
        x=[(one.unplug_s - one.plug_s) / SECONDS_PER_HOUR for one in sessions],
        marker={"color": "#e8eef6", "line": {"color": "#9aa4b2", "width": 1}}, hoverinfo="text",
        hovertext=[f"<b>{escape(one.vehicle_id)}</b>: socket {one.socket} of {escape(one.charger_id)}<br>"
                   f"{clock_of(one.plug_s)} to {clock_of(one.unplug_s)}" for one in sessions],
    )  # fmt: skip


def _charging(sessions: tuple[Session, ...]) -> go.Bar:
    bars = [(one.vehicle_id, step) for one in sessions for step in one.steps]
    return go.Bar(
        orientation="h", y=[name for name, _ in bars], name="Charging", width=0.44,
        base=[step.begin_s / SECONDS_PER_HOUR for _, step in bars],
        x=[_hours(step) for _, step in bars], hoverinfo="text",
        hovertext=[f"<b>{escape(name)}</b>: {step.kw:.2f} kW, {step.kwh:.1f} kWh<br>"
                   f"{clock_of(step.begin_s)} to {clock_of(step.end_s)}" for name, step in bars],
        text=[f"{step.kw:.1f} kW" if _hours(step) >= LABEL_FROM_H else "" for _, step in bars],
        textposition="inside", insidetextanchor="middle", textangle=0, constraintext="none",
        textfont={"color": "#ffffff", "size": 11},
        marker={"color": PLANNED, "line": {"color": "#ffffff", "width": 1},
                "pattern": {"shape": "/", "size": 8, "solidity": 0.12, "fillmode": "overlay"}},
    )  # fmt: skip


def _hours(step: PowerStep) -> float:
    return (step.end_s - step.begin_s) / SECONDS_PER_HOUR


def _levels(result: SiteResult) -> list[go.Scatter]:
    """Per cent when plugged in, left of each row, and when ready, right of it."""
    needs = result.needs
    plugged = {one.vehicle_id: one.plug_s for one in reversed(result.planned.sessions)}
    ends = [
        ([plugged.get(need.vehicle_id, need.plug_from_s) for need in needs],
         [need.evening_kwh for need in needs], "middle left"),
        ([need.ready_by_s for need in needs], [ready_kwh(need, result) for need in needs], "middle right"),
    ]  # fmt: skip
    return [
        go.Scatter(
            x=[at_s / SECONDS_PER_HOUR for at_s in times], y=[need.vehicle_id for need in needs], mode="text",
            text=[f" {number(100 * kwh / need.battery.usable_kwh)} % "
                  for kwh, need in zip(levels, needs, strict=True)],
            textposition=place, hoverinfo="skip", showlegend=False, cliponaxis=False,
        )
        for times, levels, place in ends
    ]  # fmt: skip


def cost_figure(result: SiteResult) -> go.Figure:
    """Energy and power charge, by schedule and at once."""
    pair = (("By schedule", result.account), ("At once", result.at_once_account))
    names = [name for name, _ in pair]
    figure = go.Figure()
    for part, values, colour, pattern in (
        ("Energy", [one.energy_nok for _, one in pair], PLANNED, ""),
        ("Power charge", [one.power_nok for _, one in pair], "#e9b44c", "/"),
    ):
        figure.add_trace(
            go.Bar(
                orientation="h", y=names, x=[round(value, 2) for value in values], name=part, width=0.6,
                marker={"color": colour, "pattern": {"shape": pattern, "size": 6, "fillmode": "overlay"}},
                hovertemplate="%{y}: %{x:.0f} NOK<extra>" + part + "</extra>",
            )
        )  # fmt: skip
    totals = [one.total_nok for _, one in pair]
    figure.add_trace(
        go.Scatter(
            x=totals, y=names, mode="text", text=[f" {number(total)}" for total in totals],
            textposition="middle right", hoverinfo="skip", showlegend=False, cliponaxis=False,
        )
    )  # fmt: skip
    figure.update_layout(
        template="none", barmode="stack", height=190, margin={"l": 10, "r": 20, "t": 36, "b": 44},
        legend={"orientation": "h", "x": 0, "y": 1.0, "yanchor": "bottom", "traceorder": "normal"},
        paper_bgcolor="rgba(0,0,0,0)",
        xaxis={"title": {"text": "NOK"}, "gridcolor": GRID, "zeroline": False, "fixedrange": True,
               "range": [0, max(totals) * 1.28 or 1.0], "nticks": 5},
        yaxis={"type": "category", "categoryorder": "array", "categoryarray": names[::-1], "automargin": True,
               "fixedrange": True, "ticks": "outside", "ticklen": 6, "tickcolor": "rgba(0,0,0,0)"},
    )  # fmt: skip
    return figure
