"""Pictures of a study: changes with their intervals, electricity two ways, and factors apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import isnan
from textwrap import wrap
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from freight.output.study_tables import records
from freight.output.study_words import NONE, Row, amount, measure_of, per_cent, signed

LOWER_LOOK: Final = ("triangle-left", "#0b5fa5")
HIGHER_LOOK: Final = ("triangle-right", "#c2410c")
NONE_LOOK: Final = ("circle-open", "#4b5563")
GRID: Final = "#e5e7eb"
LABEL_LETTERS: Final = 24
ROW_PX: Final = 36
LINE_PX: Final = 15
BAR_PX: Final = 20
LABEL_PX: Final = 98
"""Room for the verdict in words beside a row."""


def change_figure(rows: pd.DataFrame, names: Mapping[str, str]) -> go.Figure:
    """Difference to the base of one measure: a mark a variant, with its 95 % interval and its verdict in words.

    Parameters
    ----------
    rows
        Rows of `differences` of one measure, scope and party, without the base.
    names
        Variants in words, in the order in which they stand.
    """
    there = [row for row in records(rows) if not isnan(row["difference"])]
    share = all(not isnan(row["difference_share"]) for row in there)
    column, factor = ("difference_share", 100.0) if share else ("difference", 1.0)
    unit = "%" if share else str(rows["unit"].iloc[0]) if len(rows) else ""
    labels = [label_of(names[str(row["variant"])]) for row in there]
    middle = [factor * row[column] for row in there]
    low = [known(factor * row[f"{column}_low"], at) for row, at in zip(there, middle, strict=True)]
    high = [known(factor * row[f"{column}_high"], at) for row, at in zip(there, middle, strict=True)]
    looks = [_look(row) for row in there]
    digits = 1 if share or not len(rows) else measure_of(str(rows["measure"].iloc[0])).digits
    words = [_words(row, at, unit, digits) for row, at in zip(there, middle, strict=True)]
    figure = go.Figure([
        go.Scatter(
            x=rounded(middle), y=labels, mode="markers", showlegend=False, hoverinfo="text",
            hovertext=[f"{label}: {text}".replace("<br>", " ")
                       for label, text in zip(labels, words, strict=True)],
            marker={"symbol": [look[0] for look in looks], "color": [look[1] for look in looks],
                    "size": 12, "line": {"width": 2}},
            error_x={"type": "data", "symmetric": False, "thickness": 2, "width": 6, "color": "#374151",
                     "array": rounded([end - at for end, at in zip(high, middle, strict=True)]),
                     "arrayminus": rounded([at - end for end, at in zip(low, middle, strict=True)])},
        ),
    ])  # fmt: skip
    for label, text in zip(labels, words, strict=True):
        figure.add_annotation(
            x=1.01, xref="paper", xanchor="left", y=label, text=text, showarrow=False, align="left"
        )
    figure.add_vline(0.0, line={"color": "#1f2937", "width": 1})
    frame(figure, labels, f"change, {unit}", axis_range([*low, *high, 0.0], 0.06))
    figure.update_layout(margin={"r": LABEL_PX, "t": 8})
    return figure


def electricity_figure(rows: pd.DataFrame, names: Mapping[str, str]) -> go.Figure:
    """CO2e by variant with location-based electricity and with the residual mix; whiskers: all runs.

    Parameters
    ----------
    rows
        Rows of `differences` of both measures of one scope and party, the base too.
    """
    figure = go.Figure()
    for key, name, colour, pattern, shift_px in (
        ("co2e_wtw_kg", "Electricity as delivered in Norway (location-based)", "#0b5fa5", "", -BAR_PX / 2),
        ("co2e_wtw_residual_kg", "Electricity as the residual mix (market-based)", "#d97706", "/", BAR_PX / 2),
    ):
        own = [row for row in records(rows) if row["measure"] == key]
        figure.add_trace(
            go.Bar(
                orientation="h", name=name, y=[label_of(names[str(row["variant"])]) for row in own],
                x=rounded([row["mean"] for row in own]),
                marker={"color": colour, "pattern": {"shape": pattern, "size": 6, "fillmode": "overlay"}},
                error_x={"type": "data", "symmetric": False, "thickness": 1.5, "width": 4, "color": "#1f2937",
                         "array": rounded([row["highest"] - row["mean"] for row in own]),
                         "arrayminus": rounded([row["mean"] - row["lowest"] for row in own])},
            )
        )  # fmt: skip
        for row in own:
            figure.add_annotation(
                x=float(row["highest"]), y=label_of(names[str(row["variant"])]), xanchor="left", xshift=6,
                yshift=shift_px, text=f"{amount(row['mean'], 1)} kg", showarrow=False,
            )  # fmt: skip
    labels = [label_of(name) for name in names.values()]
    highest = max((float(row["highest"]) for row in records(rows)), default=1.0)
    frame(figure, labels, "kg CO₂e a day", [0.0, highest * 1.2 or 1.0])
    figure.update_layout(barmode="group", height=110 + 2.7 * BAR_PX * len(labels), bargap=0.25)
    return figure


def factor_figure(rows: pd.DataFrame, names: Mapping[str, str]) -> go.Figure:
    """Difference of one measure with low, middle and high factors: no noise of the search in it.

    Parameters
    ----------
    rows
        Rows of `differences` of one measure, scope and party, without the base.
    """
    there = [row for row in records(rows) if not isnan(row["factor_difference_low"])]
    labels = [label_of(names[str(row["variant"])]) for row in there]
    figure = go.Figure()
    for row, label in zip(there, labels, strict=True):
        ends = rounded([row["factor_difference_low"], row["factor_difference_high"]])
        figure.add_trace(go.Scatter(
            x=ends, y=[label, label], mode="lines", line={"color": "#9aa4b2", "width": 5}, hoverinfo="skip",
            showlegend=False,
        ))  # fmt: skip
    for column, name, symbol, colour in (
        ("factor_difference_low", "low factors", "line-ns-open", "#0f766e"),
        ("difference", "middle factors", "circle", "#1f2937"),
        ("factor_difference_high", "high factors", "diamond", "#c2410c"),
    ):
        figure.add_trace(go.Scatter(
            x=rounded([row[column] for row in there]), y=labels, mode="markers", name=name,
            marker={"symbol": symbol, "size": 12, "color": colour, "line": {"width": 2}},
        ))  # fmt: skip
    figure.add_vline(0.0, line={"color": "#1f2937", "width": 1})
    ends = [row[column] for row in there for column in ("factor_difference_low", "factor_difference_high")]
    unit = str(rows["unit"].iloc[0]) if len(rows) else ""
    return frame(figure, labels, f"change, {unit} a day", axis_range([*ends, 0.0], 0.1))


def label_of(name: str) -> str:
    """A name in short lines, so that a narrow screen keeps room for the marks."""
    return "<br>".join(escape(line) for line in wrap(name, LABEL_LETTERS))


def _look(row: Row) -> tuple[str, str]:
    return {"lower": LOWER_LOOK, "higher": HIGHER_LOOK}.get(str(row["verdict"]), NONE_LOOK)


def _words(row: Row, at: float, unit: str, digits: int) -> str:
    if row["verdict"] == NONE:
        return "<br>".join(wrap(NONE, 14))
    return per_cent(at / 100.0) if unit == "%" else f"{signed(at, digits)} {unit}"


def known(value: float, other: float) -> float:
    """A value, or another one for NaN."""
    return other if isnan(value) else value


def rounded(values: Sequence[float] | pd.Series) -> list[float]:
    """Numbers short enough for a page."""
    return [round(float(value), 4) for value in values]


def axis_range(values: Sequence[float], room: float) -> list[float]:
    """An axis that holds the values, with room for words to their right."""
    low, high = min(values), max(values)
    wide = (high - low) or 1.0
    return [low - 0.06 * wide, high + room * wide]


def frame(figure: go.Figure, rows: Sequence[str], title: str, ends: Sequence[float]) -> go.Figure:
    """The look that all rows of marks and bars share."""
    row_px = max([ROW_PX, *(LINE_PX * (label.count("<br>") + 1) + 6 for label in rows)])
    axis: dict[str, Any] = {
        "title": {"text": title}, "gridcolor": GRID, "zeroline": False, "fixedrange": True, "nticks": 6,
        "range": [round(end, 4) for end in ends],
    }  # fmt: skip
    figure.update_layout(
        template="none", height=90 + row_px * max(len(rows), 1), margin={"l": 10, "r": 12, "t": 30, "b": 44},
        legend={"orientation": "h", "x": 0, "y": 1.0, "yanchor": "bottom", "traceorder": "normal"},
        paper_bgcolor="rgba(0,0,0,0)", hovermode="closest", xaxis=axis,
        yaxis={"type": "category", "categoryorder": "array", "categoryarray": list(rows)[::-1],
               "fixedrange": True, "automargin": True, "ticks": "outside", "ticklen": 6,
               "tickcolor": "rgba(0,0,0,0)"},
    )  # fmt: skip
    return figure
