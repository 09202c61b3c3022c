"""The ground of the report's map, drawn from the streets themselves: it needs no tiles and no network."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from html import escape
from textwrap import wrap
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go

from freight.domain.scenario import Scenario, Zone
from freight.domain.travel import FloatArray
from freight.network.streets import Streets
from freight.output.lines import Polygon, right_handed
from freight.output.map_names import StreetName, street_names
from freight.output.wording import rule_text, standing

LAND, WATER, ZONE_LINE, INK, UNSERVED = "#f4f2ec", "#bcd9ea", "#15803d", "#1f2937", "#b91c1c"
HALO = "0 0 3px #fff, 0 0 3px #fff, 0 0 2px #fff"
ROUND = 6
RULES_SHOWN, LABEL_LETTERS = 2, 36
FACING = {"left": "right", "right": "left"}
"""Text whose left end is at a place stands right of it."""


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
    water = [polygon for area in streets.areas if area.kind == "water" for polygon in area.polygons]
    traces = [_fill(water, WATER)]
    drawn = _drawn(streets, span)
    bridges = _bridges(streets, drawn)
    traces += [_lines(streets, bridges, "#6b7280", 7.0), _lines(streets, bridges, LAND, 5.0)]
    for road in ROADS:
        of_class = [street for street in drawn if _road(streets.tags[streets.tag_set[street]]) is road]
        tunnels = [s for s in of_class if streets.tags[streets.tag_set[s]].get("tunnel", "no") != "no"]
        open_air = sorted(set(of_class) - set(tunnels))
        traces.append(_lines(streets, open_air, road.colour, road.width, road.dash))
        traces.append(_lines(streets, tunnels, road.colour, road.width, "dot"))
    for zone in scenario.zones:
        traces += [_zone(zone), _zone_sign(zone)] if zone.polygons else []
    return [trace for trace in traces if trace.x]


def bridge_labels(streets: Streets, span: Span, view: Span) -> go.Scatter:
    """Names of bridges, to be drawn over the routes; `view` is what is shown first."""
    return _bridge_names(streets, _bridges(streets, _drawn(streets, span)), view)


def names(streets: Streets, span: Span) -> list[StreetName]:
    """Where names of streets could stand inside a box."""
    ranks = {i: len(ROADS) - ROADS.index(_road(tags)) for i, tags in enumerate(streets.tags)}
    return street_names(streets, _drawn(streets, span), ranks)


def side(lon: float, view: Span) -> str:
    """Where text begins so that it runs towards the middle: its ``left`` or ``right`` end at the place."""
    return "right" if lon > (view[0] + view[2]) / 2.0 else "left"


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


def _zone_corner(zone: Zone) -> tuple[float, float]:
    return max(zone.polygons[0][0], key=lambda at: (round(at[1], 5), -at[0]))


def _zone_sign(zone: Zone) -> go.Scatter:
    """A sign at the northern corner that tells every rule when pointed at."""
    lon, lat = _zone_corner(zone)
    words = "<br>".join(map(escape, [f"{zone.name}: {standing(zone)}", *map(rule_text, zone.rules)]))
    return go.Scatter(
        x=[round(lon, ROUND)], y=[round(lat, ROUND)], mode="markers", hovertext=[words], hoverinfo="text",
        marker={"size": 9, "symbol": "diamond", "color": ZONE_LINE}, showlegend=False,
    )  # fmt: skip


def zone_label(zone: Zone, view: Span) -> dict[str, Any]:
    """A plate at its northern corner: the name, whether it is law, and its first rules with their hours."""
    lon, lat = _zone_corner(zone)
    rules = [rule_text(rule) for rule in zone.rules]
    below = [standing(zone), *(line for rule in rules[:RULES_SHOWN] for line in _wrapped(rule))]
    below += [f"and {len(rules) - RULES_SHOWN} more"] if len(rules) > RULES_SHOWN else []
    lines = [*(f"<b>{escape(line)}</b>" for line in _wrapped(zone.name)), *map(escape, below)]
    end = side(lon, view)
    return {
        "x": round(lon, ROUND), "y": round(lat, ROUND), "text": "<br>".join(lines), "align": end,
        "showarrow": False, "xanchor": end, "yanchor": "bottom", "yshift": 4, "borderpad": 2,
        "bgcolor": "rgba(255,255,255,0.78)", "font": {"size": 11.5, "color": "#14532d"},
    }  # fmt: skip


def zone_box(zone: Zone) -> Span:
    """West, south, east, north of a zone."""
    corners = np.array([at for polygon in zone.polygons for at in polygon[0]])
    (west, south), (east, north) = corners.min(axis=0), corners.max(axis=0)
    return float(west), float(south), float(east), float(north)


def _wrapped(text: str) -> list[str]:
    return wrap(text, LABEL_LETTERS, break_on_hyphens=False)


def _bridge_names(streets: Streets, bridges: list[int], view: Span) -> go.Scatter:
    """The name of each bridge once, at its longest street, and whether vans may not use it."""
    by_name: dict[str, list[int]] = {}
    for street in bridges:
        if name := streets.tags[streets.tag_set[street]].get("name", ""):
            by_name.setdefault(name, []).append(street)
    longest = [
        max(chosen, key=lambda street: (streets.length_m[street], street)) for chosen in by_name.values()
    ]
    middles = [streets.line(street).mean(axis=0) for street in longest]
    texts = []
    for name, chosen in by_name.items():
        closed = all(_closed_to_vans(streets.tags[streets.tag_set[street]]) for street in chosen)
        texts.append(f"<i>{escape(name)}</i>" + ("<br><i>closed to vans</i>" if closed else ""))
    return go.Scatter(
        x=[round(float(lon), ROUND) for lon, _ in middles], y=[round(float(lat), ROUND) for _, lat in middles],
        text=texts, mode="text",
        textposition=[f"middle {FACING[side(float(lon), view)]}" for lon, _ in middles],
        textfont={"size": 12, "color": "#374151", "shadow": HALO}, hoverinfo="skip", showlegend=False,
    )  # fmt: skip


def _closed_to_vans(tags: Mapping[str, str]) -> bool:
    """Whether its tags keep every motor vehicle but buses and taxis off, at all hours."""
    if tags.get("motor_vehicle", "") in ("yes", "destination", "delivery", "permissive"):
        return False
    return tags.get("motor_vehicle") == "no" or tags.get("highway") in WALK | {"cycleway"}
