"""The ground of the report's map, drawn from the streets themselves: it needs no tiles and no network."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from html import escape
from typing import NamedTuple

import numpy as np
import plotly.graph_objects as go

from freight.domain.scenario import Scenario, Zone
from freight.domain.travel import FloatArray
from freight.network.streets import Streets
from freight.output.lines import Polygon, right_handed
from freight.output.wording import rule_text, standing

LAND, WATER, ZONE_LINE, INK, UNSERVED = "#f4f2ec", "#bcd9ea", "#15803d", "#1f2937", "#b91c1c"
HALO = "0 0 3px #fff, 0 0 3px #fff, 0 0 2px #fff"
ROUND = 6


class Road(NamedTuple):
    """How a class of streets is drawn."""

    name: str
    classes: frozenset[str]
    colour: str
    width: float
    dash: str = "solid"


MOTORWAYS = frozenset({"motorway", "trunk", "motorway_link", "trunk_link"})
MAIN = frozenset({"primary", "secondary", "primary_link", "secondary_link"})
WALK = frozenset({"pedestrian", "footway", "path", "steps", "corridor", "platform", "bridleway", "track"})
ROADS = (
    Road("Foot", WALK, "#d9cfc3", 1.6),
    Road("Cycle", frozenset({"cycleway"}), "#a8b89f", 1.4, "dash"),
    Road("Local", frozenset(), "#cfcfcf", 1.8),
    Road("Main", MAIN, "#b3b3b3", 3.2),
    Road("Motorway", MOTORWAYS, "#9a9a9a", 4.2),
)
LOCAL = ROADS[2]

Span = tuple[float, float, float, float]
"""West, south, east, north."""
Coordinate = float | None
"""None lifts the pen."""


def span_of(points: Iterable[tuple[float, float]], margin_share: float = 0.06) -> Span:
    """Box round points of lon, lat, with a margin of a share of its longer side and at least 100 m."""
    array = np.array(list(points), dtype=np.float64)
    west, south = array.min(axis=0)
    east, north = array.max(axis=0)
    squeeze = math.cos(math.radians((south + north) / 2.0))
    margin = max(margin_share * max((east - west) * squeeze, north - south), 0.001)
    return west - margin / squeeze, south - margin, east + margin / squeeze, north + margin


def ground(streets: Streets, scenario: Scenario, span: Span) -> list[go.Scatter]:
    """Water, streets by class, bridges inside a box, and zones, in drawing order."""
    traces = [
        _fill([polygon for area in streets.areas if area.kind == kind for polygon in area.polygons], colour)
        for kind, colour in (("water", WATER), ("island", LAND))
    ]
    drawn = _drawn(streets, span)
    bridges = _bridges(streets, drawn)
    traces += [_lines(streets, bridges, "#6b7280", 7.0), _lines(streets, bridges, LAND, 5.0)]
    for road in ROADS:
        of_class = [street for street in drawn if _road(streets.tags[streets.tag_set[street]]) is road]
        tunnels = [s for s in of_class if streets.tags[streets.tag_set[s]].get("tunnel", "no") != "no"]
        open_air = sorted(set(of_class) - set(tunnels))
        traces.append(_lines(streets, open_air, road.colour, road.width, road.dash))
        traces.append(_lines(streets, tunnels, road.colour, road.width, "dot"))
    traces += [_zone(zone) for zone in scenario.zones if zone.polygons]
    return [trace for trace in traces if trace.x]


def labels(streets: Streets, scenario: Scenario, span: Span) -> list[go.Scatter]:
    """Names of zones and bridges, to be drawn over the routes."""
    traces = [_zone_name(zone) for zone in scenario.zones if zone.polygons]
    traces.append(_bridge_names(streets, _bridges(streets, _drawn(streets, span))))
    return [trace for trace in traces if trace.x]


def _drawn(streets: Streets, span: Span) -> list[int]:
    """One direction of every street that touches the box."""
    west, south, east, north = span
    starts, stops = streets.point_start[:-1:2], streets.point_start[1::2]
    lon, lat = streets.points[:, 0], streets.points[:, 1]
    inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    counts = np.concatenate([[0], np.cumsum(inside)])
    return [int(2 * k) for k in np.flatnonzero(counts[stops] > counts[starts])]


def _bridges(streets: Streets, drawn: list[int]) -> list[int]:
    return [street for street in drawn if streets.tags[streets.tag_set[street]].get("bridge", "no") != "no"]


def _road(tags: Mapping[str, str]) -> Road:
    highway = tags.get("highway", "")
    return next((road for road in ROADS if highway in road.classes), LOCAL)


def _lines(streets: Streets, chosen: list[int], colour: str, width: float, dash: str = "solid") -> go.Scatter:
    lon, lat = joined(streets.line(street) for street in chosen)
    line = {"color": colour, "width": width, "dash": dash}
    return go.Scatter(x=lon, y=lat, mode="lines", line=line, hoverinfo="skip", showlegend=False)


def joined(lines: Iterable[FloatArray]) -> tuple[list[Coordinate], list[Coordinate]]:
    """Longitudes and latitudes of many lines with the pen lifted between them."""
    lon: list[Coordinate] = []
    lat: list[Coordinate] = []
    for line in lines:
        lon += [*np.round(line[:, 0], ROUND).tolist(), None]
        lat += [*np.round(line[:, 1], ROUND).tolist(), None]
    return lon[:-1], lat[:-1]


def _fill(polygons: Iterable[Polygon], colour: str) -> go.Scatter:
    lon, lat = joined(np.array(ring) for polygon in polygons for ring in right_handed(polygon))
    look = {"mode": "lines", "line": {"width": 0}, "fill": "toself", "fillcolor": colour}
    return go.Scatter(x=lon, y=lat, hoverinfo="skip", showlegend=False, **look)


def _zone(zone: Zone) -> go.Scatter:
    """A hatched, outlined area."""
    rings = [ring for polygon in zone.polygons for ring in right_handed(polygon)]
    lon, lat = joined(np.array(ring) for ring in rings)
    pattern = {
        "shape": "/",
        "fgcolor": ZONE_LINE,
        "fgopacity": 0.35,
        "bgcolor": "rgba(21,128,61,0.05)",
        "size": 9,
    }
    line = {"color": ZONE_LINE, "width": 2, "dash": "dash"}
    return go.Scatter(
        x=lon,
        y=lat,
        mode="lines",
        line=line,
        fill="toself",
        fillpattern=pattern,
        hoverinfo="skip",
        showlegend=False,
    )


def _zone_name(zone: Zone) -> go.Scatter:
    """At its northern corner; always says whether the zone is law."""
    top = max(zone.polygons[0][0], key=lambda at: (round(at[1], 5), -at[0]))
    words = "<br>".join(
        escape(text) for text in [f"{zone.name} ({standing(zone)})", *map(rule_text, zone.rules)]
    )
    return go.Scatter(
        x=[round(top[0], ROUND)], y=[round(top[1], ROUND)], mode="markers+text",
        marker={"size": 9, "symbol": "diamond", "color": ZONE_LINE}, textposition="top right",
        text=[f"<b>{escape(zone.name)}</b><br>{standing(zone)}"],
        textfont={"color": "#14532d", "size": 11, "shadow": HALO},
        hovertext=[words], hoverinfo="text", showlegend=False,
    )  # fmt: skip


def _bridge_names(streets: Streets, bridges: list[int]) -> go.Scatter:
    """The name of each bridge once, at its longest street."""
    longest: dict[str, int] = {}
    for street in bridges:
        name = streets.tags[streets.tag_set[street]].get("name", "")
        if name and streets.length_m[street] > streets.length_m[longest.get(name, street)] - 1e-9:
            longest[name] = street
    middles = [streets.line(street).mean(axis=0) for street in longest.values()]
    return go.Scatter(
        x=[round(float(lon), ROUND) for lon, _ in middles], y=[round(float(lat), ROUND) for _, lat in middles],
        text=[f"<i>{escape(name)}</i>" for name in longest], mode="text", textposition="middle right",
        textfont={"size": 10, "color": "#4b5563", "shadow": HALO}, hoverinfo="skip", showlegend=False,
    )  # fmt: skip
