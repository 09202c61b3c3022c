"""Pictures of the money of a study: gain by rule, and the fee against the number of carriers."""

from __future__ import annotations

from html import escape
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from freight.output.study_figures import GRID, axis_range, frame, known, rounded
from freight.output.study_tables import RULE_NAMES, records
from freight.output.study_words import signed

RULE_LOOKS: Final = {
    "shapley": ("circle", "#0b5fa5"), "cost alone": ("square", "#c2410c"), "volume": ("diamond", "#0f766e"),
    "least core": ("x", "#6d28d9"),
}  # fmt: skip


def gain_figure(shares: pd.DataFrame) -> go.Figure:
    """What each carrier gains against today by each rule of division, with 95 % intervals."""
    carriers = list(dict.fromkeys(shares["carrier"]))
    figure, seen = go.Figure(), [0.0]
    for place, (rule, (symbol, colour)) in enumerate(RULE_LOOKS.items()):
        own = records(shares[shares["rule"] == rule])
        half = [known(row["gain_high"] - row["gain_nok"], 0.0) for row in own]
        seen += [
            row["gain_nok"] + side * one for row, one in zip(own, half, strict=True) for side in (-1.0, 1.0)
        ]
        figure.add_trace(go.Scatter(
            x=rounded([row["gain_nok"] for row in own]), mode="markers", name=RULE_NAMES[rule],
            hoverinfo="text",
            y=[carriers.index(row["carrier"]) + 0.18 * (place - 1.5) for row in own],
            hovertext=[f"{row['carrier']}, {RULE_NAMES[rule]}: {signed(row['gain_nok'], 0)} NOK a day"
                       for row in own],
            marker={"symbol": symbol, "color": colour, "size": 11},
            error_x={"type": "data", "array": rounded(half), "thickness": 1.5, "width": 4, "color": colour},
        ))  # fmt: skip
    figure.add_vline(0.0, line={"color": "#1f2937", "width": 1})
    frame(figure, carriers, "gain against today, NOK a day (left of the line: loses)", axis_range(seen, 0.08))
    figure.update_layout(height=130 + 62 * len(carriers))
    figure.update_yaxes(
        type="linear", tickvals=list(range(len(carriers))), ticktext=[escape(str(name)) for name in carriers],
        range=[len(carriers) - 0.5, -0.5], gridcolor=GRID, zeroline=False, categoryorder=None,
        categoryarray=None,
    )  # fmt: skip
    return figure


def fee_figure(fees: pd.DataFrame) -> go.Figure:
    """The fee that the hub needs against the number of carriers, and what they can bear."""
    count = fees["carriers"].to_list()
    half = [known(row["fee_needed_high"] - row["fee_needed_nok"], 0.0) for row in records(fees)]
    figure = go.Figure([
        go.Scatter(
            x=[*count, *count[::-1]], fill="toself", fillcolor="rgba(11,95,165,.13)", line={"width": 0},
            y=rounded([*fees["fee_dearest_nok"], *fees["fee_cheapest_nok"][::-1]]), hoverinfo="skip",
            name="Needed: range over all groups of that number", mode="lines",
        ),
        go.Scatter(
            x=count, y=rounded(fees["fee_needed_nok"]), name="Fee the hub needs, with 95 % interval",
            mode="lines+markers", line={"color": "#0b5fa5", "width": 2.5},
            marker={"symbol": "circle", "size": 10},
            error_y={"type": "data", "array": rounded(half), "width": 6, "color": "#0b5fa5"},
        ),
        go.Scatter(
            x=count, y=rounded(fees["fee_bearable_mean_nok"]), name="All members together can bear",
            mode="lines+markers", line={"color": "#0f766e", "dash": "dash", "width": 2},
            marker={"symbol": "diamond", "size": 10},
        ),
        go.Scatter(
            x=count, y=rounded(fees["fee_bearable_nok"]), name="The weakest member can bear",
            mode="lines+markers", line={"color": "#c2410c", "dash": "dot", "width": 2},
            marker={"symbol": "triangle-down", "size": 11},
        ),
    ])  # fmt: skip
    figure.update_layout(
        template="none", height=420, margin={"l": 62, "r": 20, "t": 56, "b": 56},
        paper_bgcolor="rgba(0,0,0,0)", hovermode="closest",
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        xaxis={"title": {"text": "carriers that have joined"}, "tickvals": count, "fixedrange": True,
               "gridcolor": GRID, "zeroline": False},
        yaxis={"title": {"text": "NOK an order"}, "rangemode": "tozero", "gridcolor": GRID, "fixedrange": True},
    )  # fmt: skip
    return figure
