"""The report's map: routes by vehicle over the ground, with depots, chargers and orders left out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

import numpy as np
import plotly.graph_objects as go

from freight.domain.plan import Plan
from freight.domain.scenario import Depot, Scenario
from freight.domain.timeline import Halt, RouteTimeline, Timeline
from freight.domain.travel import FloatArray
from freight.network.streets import Streets
from freight.output.map_base import (
    INK,
    LAND,
    ROUND,
    UNSERVED,
    Coordinate,
    Span,
    bridge_labels,
    ground,
    joined,
    names,
    side,
    span_of,
    zone_box,
    zone_label,
)
from freight.output.map_chargers import charger_marks
from freight.output.map_lanes import LaneLine, lane_line, lanes_by_vehicle
from freight.output.style import Style
from freight.output.wording import depot_of, halt_id
from freight.units import clock

MIN_SPAN_STOPS, MOST_NAMES = 3, 600
LABEL_SHARE = 0.07
"""Room at the top for the label of the northernmost zone."""


def map_figure(
    plan: Plan, scenario: Scenario, streets: Streets, timeline: Timeline, look: dict[str, Style]
) -> go.Figure:
    """Everything on one cartesian map; traces of a vehicle carry ``meta.vehicle`` and ``meta.part``.

    ``layout.meta`` holds what the page needs to place words: `names` of streets, and for every annotation
    the box it belongs to (`plates`).
    """
    lanes = lanes_by_vehicle(timeline.routes)
    lines = {
        route.vehicle_id: [lane_line(streets, leg, lanes[route.vehicle_id]) for leg in route.legs]
        for route in timeline.routes
    }
    whole = span_of(_corners(scenario, lines))
    drawn = _wider(whole)
    figure = go.Figure(ground(streets, scenario, drawn))
    figure.add_traces(list(charger_marks(scenario, timeline)))
    for route in timeline.routes:
        figure.add_traces(list(_route(route, scenario, lines[route.vehicle_id], look[route.vehicle_id])))
    figure.add_trace(_depots(scenario))
    view = stop_span(scenario)
    figure.add_trace(bridge_labels(streets, drawn, view))
    if plan.unserved:
        figure.add_trace(_unserved(plan, scenario))
    words = _words(scenario, view, [list(one) for one in names(streets, drawn)[:MOST_NAMES]])
    figure.update_layout(_frame(whole) | words)
    return figure


def _frame(whole: Span) -> dict[str, Any]:
    west, south, east, north = whole
    ratio = 1.0 / math.cos(math.radians((south + north) / 2.0))
    axis = {"visible": False, "showgrid": False, "zeroline": False}
    return {
        "template": "none", "showlegend": False, "plot_bgcolor": LAND, "paper_bgcolor": LAND,
        "hovermode": "closest", "margin": {"l": 0, "r": 0, "t": 0, "b": 0}, "dragmode": "pan",
        "hoverlabel": {"align": "left"}, "xaxis": {**axis, "range": [west, east]},
        "yaxis": {**axis, "range": [south, north], "scaleanchor": "x", "scaleratio": ratio},
    }  # fmt: skip


def _words(scenario: Scenario, view: Span, places: list[list[Any]]) -> dict[str, Any]:
    zones = [zone for zone in scenario.zones if zone.polygons]
    plates = [
        *(zone_label(zone, view) for zone in zones),
        *(_depot_label(one, view) for one in scenario.depots),
    ]
    boxes = [*map(zone_box, zones), *((one.lon, one.lat) * 2 for one in scenario.depots)]
    return {"annotations": plates, "meta": {"names": places, "plates": boxes}}


def stop_span(scenario: Scenario) -> Span:
    """Box of the zones and the middle nine tenths of the orders: where most of the day happens."""
    lon = np.array([order.lon for order in scenario.orders])
    lat = np.array([order.lat for order in scenario.orders])
    shares = (0.05, 0.95) if len(lon) > MIN_SPAN_STOPS else (0.0, 1.0)
    corners = [*zip(np.quantile(lon, shares).tolist(), np.quantile(lat, shares).tolist(), strict=True)]
    corners += [at for zone in scenario.zones for polygon in zone.polygons for at in polygon[0]]
    west, south, east, north = span_of(corners, 0.1)
    return west, south, east, north + LABEL_SHARE * (north - south)


def _corners(scenario: Scenario, lines: dict[str, list[LaneLine]]) -> Iterator[tuple[float, float]]:
    for parts in lines.values():
        for line in parts:
            yield from line.points.tolist()
    yield from ((order.lon, order.lat) for order in scenario.orders)
    yield from ((depot.lon, depot.lat) for depot in scenario.depots)


def _wider(span: Span) -> Span:
    """Streets reach half a box beyond what is shown first."""
    west, south, east, north = span
    width, height = (east - west) / 2.0, (north - south) / 2.0
    return west - width, south - height, east + width, north + height


def _route(
    route: RouteTimeline, scenario: Scenario, lines: list[LaneLine], style: Style
) -> Iterator[go.Scatter]:
    """Line, arrows and stops of one vehicle; ``meta.aside`` is what the page moves points by, in lanes."""
    depot = depot_of(route, scenario)
    ids = [halt_id(halt, depot) for halt in route.halts]
    texts: list[str] = []
    for step, (leg, line) in enumerate(zip(route.legs, lines, strict=True)):
        km = float(leg.length_m.sum()) / 1000.0
        text = (
            f"<b>{escape(route.vehicle_id)}</b>: {escape(ids[step])} to {escape(ids[step + 1])}<br>"
            f"{clock(leg.depart_s)} to {clock(leg.arrive_s)}, {km:.2f} km, {leg.payload.kg:.0f} kg on board"
        )
        texts += [text] * (len(line.points) + 1)
    lon, lat = joined(line.points for line in lines)
    stroke = {"color": style.colour, "width": 3, "dash": style.dash}
    yield go.Scatter(
        x=lon, y=lat, mode="lines", line=stroke, opacity=0.9, text=texts[:-1], hoverinfo="text",
        meta={"vehicle": route.vehicle_id, "part": "line", "aside": _aside(line.aside for line in lines)},
    )  # fmt: skip
    yield _arrows(route, lines, style)
    yield _stops(route, scenario, style)


def _aside(vectors: Iterable[FloatArray]) -> list[list[Coordinate]]:
    """East and north, with the pen lifted where the line lifts it."""
    east, north = joined(np.round(vector, 2) for vector in vectors)
    return [east, north]


def _arrows(route: RouteTimeline, lines: list[LaneLine], style: Style) -> go.Scatter:
    """An arrow in the middle of the longest straight part of every leg; shown when few vehicles are."""
    at: list[tuple[float, float, float]] = []
    aside: list[FloatArray] = []
    for points, moved in lines:
        steps = np.diff(points, axis=0) * (math.cos(math.radians(points[0, 1])), 1.0)
        longest = int(np.argmax(np.hypot(*steps.T)))
        east, north = steps[longest]
        if (east, north) != (0.0, 0.0):
            lon, lat = (points[longest] + points[longest + 1]) / 2.0
            at.append((float(lon), float(lat), math.degrees(math.atan2(east, north))))
            aside.append(moved[longest : longest + 1])
    return go.Scatter(
        x=[round(lon, ROUND) for lon, _, _ in at], y=[round(lat, ROUND) for _, lat, _ in at],
        mode="markers", hoverinfo="skip", visible=False,
        marker={"symbol": "arrow", "size": 13, "color": style.colour, "angle": [round(a, 1) for *_, a in at],
                "line": {"color": "white", "width": 1}},
        meta={"vehicle": route.vehicle_id, "part": "arrows",
              "aside": np.round(np.concatenate([np.zeros((0, 2)), *aside]), 2).T.tolist()},
    )  # fmt: skip


def _stops(route: RouteTimeline, scenario: Scenario, style: Style) -> go.Scatter:
    served = [(sequence, halt) for sequence, halt in enumerate(route.halts) if halt.order_ids]
    marker = {
        "symbol": style.symbol,
        "size": 10,
        "color": style.colour,
        "line": {"color": "white", "width": 1.2},
    }
    return go.Scatter(
        x=[round(halt.lon, ROUND) for _, halt in served], y=[round(halt.lat, ROUND) for _, halt in served],
        mode="markers", marker=marker, text=[str(sequence) for sequence, _ in served],
        textfont={"color": "white", "size": 10}, hoverinfo="text",
        hovertext=[_stop_text(route, sequence, halt, scenario) for sequence, halt in served],
        meta={"vehicle": route.vehicle_id, "part": "stops"},
    )  # fmt: skip


def _stop_text(route: RouteTimeline, sequence: int, halt: Halt, scenario: Scenario) -> str:
    orders = [order for order in scenario.orders if order.id in halt.order_ids]
    receivers = ", ".join(dict.fromkeys(order.name for order in orders))
    kind = scenario.vehicle_type(route.type_id)
    lines = [
        f"<b>{sequence}. {escape(receivers)}</b>",
        escape(", ".join(dict.fromkeys(order.address for order in orders if order.address))),
        f"{escape(route.vehicle_id)} ({escape(kind.name)})",
        "Orders " + escape(", ".join(f"{order.id} ({order.kind}, {order.load.kg:g} kg)" for order in orders)),
        f"Arrives {clock(halt.arrive_s)}, service {clock(halt.start_s)} to {clock(halt.done_s)}",
        f"Then on board: {halt.load_after.kg:.0f} kg, {halt.load_after.m3:.2f} m³",
    ]
    if halt.charge_kwh is not None and kind.battery is not None:
        lines.append(
            f"Battery {halt.charge_kwh:.1f} kWh ({100 * halt.charge_kwh / kind.battery.usable_kwh:.0f} %)"
        )
    return "<br>".join(line for line in lines if line)


def _depots(scenario: Scenario) -> go.Scatter:
    return go.Scatter(
        x=[depot.lon for depot in scenario.depots], y=[depot.lat for depot in scenario.depots],
        mode="markers", hoverinfo="text",
        hovertext=[f"Depot {escape(depot.name)}" for depot in scenario.depots],
        marker={"symbol": "star", "size": 17, "color": INK, "line": {"color": "white", "width": 1.5}},
    )  # fmt: skip


def _depot_label(depot: Depot, view: Span) -> dict[str, Any]:
    """A name on a pale plate, above everything, on the side of the depot where the day happens."""
    return {
        "x": depot.lon, "y": depot.lat, "text": f"<b>{escape(depot.name)}</b>", "showarrow": False,
        "xanchor": side(depot.lon, view), "yshift": 18, "borderpad": 1,
        "bgcolor": "rgba(255,255,255,0.78)", "font": {"size": 12, "color": INK},
    }  # fmt: skip


def _unserved(plan: Plan, scenario: Scenario) -> go.Scatter:
    orders = {order.id: order for order in scenario.orders}
    left_out = [(orders[one.order_id], one) for one in plan.unserved]
    texts = [
        f"<b>Not served: {escape(order.name)}</b><br>Order {escape(order.id)}<br>"
        + "<br>".join(escape(reason.text) for reason in one.reasons)
        for order, one in left_out
    ]
    return go.Scatter(
        x=[order.lon for order, _ in left_out], y=[order.lat for order, _ in left_out], mode="markers",
        hovertext=texts, hoverinfo="text",
        marker={"symbol": "x", "size": 14, "color": UNSERVED, "line": {"color": "white", "width": 1.5}},
    )  # fmt: skip
