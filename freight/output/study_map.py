"""Maps of a study: how many vehicles pass each street a day, and how many more or fewer than in the base."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import cos, radians
from typing import Any, Final, NamedTuple

import plotly.graph_objects as go


class Look(NamedTuple):
    """Streets of one line: those with a value from `low` on and below `high`."""

    low: float
    high: float
    name: str
    colour: str
    width: float
    dash: str = "solid"


EVERY: Final = float("inf")
PASSING: Final = (
    Look(-EVERY, 0.5, "under 0.5 a day", "#d1d5db", 1.0),
    Look(0.5, 2.0, "0.5 to 2", "#94a3b8", 2.0),
    Look(2.0, 5.0, "2 to 5", "#475569", 3.5),
    Look(5.0, 10.0, "5 to 10", "#1e3a5f", 5.5),
    Look(10.0, EVERY, "10 and more", "#0b1220", 8.0),
)
CHANGES: Final = (
    Look(-EVERY, -3.0, "3 and more fewer", "#0b5fa5", 6.0, "dot"),
    Look(-3.0, -0.5, "fewer", "#0b5fa5", 3.0, "dot"),
    Look(-0.5, 0.5, "under 0.5 either way", "#d1d5db", 1.0),
    Look(0.5, 3.0, "more", "#c2410c", 3.0),
    Look(3.0, EVERY, "3 and more added", "#c2410c", 6.0),
)
"""Fewer are dotted and more are whole lines, so that colour is not the only sign."""
HEIGHT_PX: Final = 380
Collection = Mapping[str, Any]
Lines = Sequence[Sequence[Sequence[float]]]


def passes_map(streets: Collection, variant: str) -> go.Figure:
    """Vehicles a day on every street in one variant.

    Parameters
    ----------
    streets
        From `study_geojson.collection`.
    """
    return _map(streets, [(one, _of(one, "passes", variant)) for one in _streets(streets)], PASSING)


def change_map(streets: Collection, variant: str) -> go.Figure:
    """More or fewer vehicles a day than in the base on every street."""
    return _map(streets, [(one, _of(one, "passes_change", variant)) for one in _streets(streets)], CHANGES)


def _streets(streets: Collection) -> Iterator[Mapping[str, Any]]:
    return (one for one in streets["features"] if one["properties"]["kind"] == "street")


def _of(street: Mapping[str, Any], column: str, variant: str) -> float:
    return float(street["properties"][column].get(variant, 0.0))


def _map(
    streets: Collection, values: Sequence[tuple[Mapping[str, Any], float]], looks: Sequence[Look]
) -> go.Figure:
    figure = go.Figure()
    for zone in (one for one in streets["features"] if one["properties"]["kind"] == "zone"):
        polygons = zone["geometry"]["coordinates"]
        ring = polygons[0] if zone["geometry"]["type"] == "Polygon" else polygons[0][0]
        figure.add_trace(_line([ring], "zone", "#15803d", 1.5, "dash"))
    for look in looks:
        lines = [one["geometry"]["coordinates"] for one, value in values if look.low <= value < look.high]
        if lines:
            figure.add_trace(_line(lines, look.name, look.colour, look.width, look.dash))
    hubs = [one for one in streets["features"] if one["properties"]["kind"] == "depot"]
    figure.add_trace(
        go.Scatter(
            x=[one["geometry"]["coordinates"][0] for one in hubs],
            y=[one["geometry"]["coordinates"][1] for one in hubs],
            mode="markers", name="terminal or hub", hoverinfo="text",
            text=[one["properties"]["name"] for one in hubs],
            marker={"symbol": "square", "size": 8, "color": "#fff", "line": {"width": 2, "color": "#1f2937"}},
        )
    )  # fmt: skip
    return _framed(figure, [point for one, _ in values for point in one["geometry"]["coordinates"]])


def _line(lines: Lines, name: str, colour: str, width: float, dash: str) -> go.Scatter:
    """One trace of many lines, with gaps between them."""
    x: list[float | None] = []
    y: list[float | None] = []
    for line in lines:
        x += [*(point[0] for point in line), None]
        y += [*(point[1] for point in line), None]
    look = {"color": colour, "width": width, "dash": dash}
    return go.Scatter(x=x, y=y, mode="lines", name=name, line=look, hoverinfo="skip")


def _framed(figure: go.Figure, points: Sequence[Sequence[float]]) -> go.Figure:
    latitude = sum(point[1] for point in points) / len(points) if points else 0.0
    east, north = (_middle([point[axis] for point in points]) for axis in (0, 1))
    bare: dict[str, Any] = {"visible": False, "fixedrange": True}
    figure.update_layout(
        template="none", height=HEIGHT_PX, margin={"l": 4, "r": 4, "t": 4, "b": 4}, hovermode="closest",
        paper_bgcolor="rgba(0,0,0,0)", plot_bgcolor="#f8fafc", xaxis=bare | {"range": east},
        yaxis=bare | {"range": north, "scaleanchor": "x", "scaleratio": round(1.0 / cos(radians(latitude)), 4)},
        legend={"orientation": "h", "x": 0, "y": 0, "yanchor": "top"},
    )  # fmt: skip
    return figure


def _middle(values: Sequence[float]) -> list[float]:
    """Where most of the streets lie: a long road to a terminal would leave no room for the town."""
    ordered = sorted(values)
    low, high = (ordered[int(share * (len(ordered) - 1))] for share in (0.06, 0.94)) if ordered else (0.0, 1.0)
    edge = 0.12 * (high - low)
    return [round(low - edge, 5), round(high + edge, 5)]
