"""Bars of emissions by vehicle type and of the parts of the cost."""

from __future__ import annotations

from html import escape

import plotly.graph_objects as go

from freight.check.cost import CostParts
from freight.domain.scenario import Scenario
from freight.output.report_tables import number
from freight.output.totals import Totals

COST_NAMES = {
    "day_nok": "Vehicle days", "km_nok": "Kilometres", "hour_nok": "Hours", "energy_nok": "Energy",
    "fee_nok": "Zone fees", "charging_nok": "Charging on the way",
}  # fmt: skip


def emission_figure(parts: dict[str, Totals], scenario: Scenario) -> go.Figure:
    """CO2e well-to-wheel by vehicle type: from the vehicle itself, and from making its energy."""
    names = [escape(scenario.vehicle_type(type_id).name) for type_id in parts]
    amounts = [part.amounts for part in parts.values()]
    tank = [one.co2e_ttw_kg for one in amounts]
    upstream = [one.co2e_wtw_kg - one.co2e_ttw_kg for one in amounts]
    figure = go.Figure(
        [
            _bar(names, tank, "From the vehicle", "#7f1d1d", ""),
            _bar(names, upstream, "From making fuel and electricity", "#d97706", "/"),
        ]
    )
    totals = [one.co2e_wtw_kg for one in amounts]
    figure.add_trace(
        go.Scatter(
            x=totals, y=names, mode="text", text=[f" {number(total, 2)} kg" for total in totals],
            textposition="middle right", hoverinfo="skip", showlegend=False, cliponaxis=False,
        )
    )  # fmt: skip
    return _frame(figure, len(names), "kg CO₂e", names, max(totals, default=0.0))


def cost_figure(cost: CostParts) -> go.Figure:
    """The parts of the cost in NOK, the largest first; penalties are no money and stay out."""
    parts = sorted(((getattr(cost, name), text) for name, text in COST_NAMES.items()), reverse=True)
    parts = [(value, text) for value, text in parts if value > 0.0]
    names = [text for _, text in parts]
    values = [value for value, _ in parts]
    figure = go.Figure(_bar(names, values, "NOK", "#1d4e89", ""))
    figure.update_traces(
        text=[f" {number(value)}" for value in values], textposition="outside",
        cliponaxis=False, showlegend=False,
    )  # fmt: skip
    return _frame(figure, len(names), "NOK", names, max(values, default=0.0))


def _bar(names: list[str], values: list[float], name: str, colour: str, pattern: str) -> go.Bar:
    return go.Bar(
        orientation="h", y=names, x=[round(value, 4) for value in values], name=name, width=0.6,
        marker={"color": colour, "pattern": {"shape": pattern, "size": 6, "fillmode": "overlay"}},
        hovertemplate="%{y}: %{x:.3~f}<extra>" + name + "</extra>",
    )  # fmt: skip


def _frame(figure: go.Figure, rows: int, title: str, names: list[str], highest: float) -> go.Figure:
    figure.update_layout(
        template="none", barmode="stack", height=110 + 38 * max(rows, 1),
        margin={"l": 10, "r": 20, "t": 36, "b": 44},
        legend={"orientation": "h", "x": 0, "y": 1.0, "yanchor": "bottom", "traceorder": "normal"},
        paper_bgcolor="rgba(0,0,0,0)",
        xaxis={"title": {"text": title}, "gridcolor": "#e5e7eb", "zeroline": False, "fixedrange": True,
               "range": [0, highest * 1.28 or 1.0], "nticks": 5},
        yaxis={"type": "category", "categoryorder": "array", "categoryarray": names[::-1],
               "automargin": True,
               "fixedrange": True, "ticks": "outside", "ticklen": 6, "tickcolor": "rgba(0,0,0,0)"},
    )  # fmt: skip
    return figure
