"""The report's map: routes by vehicle over the ground, with depots, chargers and orders left out."""

from __future__ import annotations

import math
from collections.abc import Iterator
from html import escape

import numpy as np
import plotly.graph_objects as go

from freight.domain.plan import Plan
from freight.domain.scenario import Scenario
from freight.domain.timeline import Halt, RouteTimeline, Timeline
from freight.domain.travel import FloatArray
from freight.network.streets import Streets
from freight.output.lines import leg_line
from freight.output.map_base import HALO, INK, LAND, ROUND, UNSERVED, Span, ground, joined, labels, span_of
from freight.output.style import Style
from freight.output.wording import depot_of, halt_id
from freight.units import clock

MIN_SPAN_STOPS = 3


def map_figure(
    plan: Plan, scenario: Scenario, streets: Streets, timeline: Timeline, look: dict[str, Style]
) -> go.Figure:
    """Everything on one cartesian map; traces of a vehicle carry ``meta.vehicle`` and ``meta.part``."""
    lines = {route.vehicle_id: [leg_line(streets, leg) for leg in route.legs] for route in timeline.routes}
    whole = span_of(_corners(scenario, lines))
    drawn = _wider(whole)
    figure = go.Figure(ground(streets, scenario, drawn))
    figure.add_traces([trace for trace in _places(scenario) if trace.x])
    for route in timeline.routes:
        figure.add_traces(list(_route(route, scenario, lines[route.vehicle_id], look[route.vehicle_id])))
    figure.add_traces(labels(streets, scenario, drawn))
    if plan.unserved:
        figure.add_trace(_unserved(plan, scenario))
    west, south, east, north = whole
    ratio = 1.0 / math.cos(math.radians((south + north) / 2.0))
    axis = {"visible": False, "showgrid": False, "zeroline": False}
    figure.update_layout(
        template="none", showlegend=False, plot_bgcolor=LAND, paper_bgcolor=LAND, hovermode="closest",
        margin={"l": 0, "r": 0, "t": 0, "b": 0}, dragmode="pan", hoverlabel={"align": "left"},
        xaxis={**axis, "range": [west, east]},
        yaxis={**axis, "range": [south, north], "scaleanchor": "x", "scaleratio": ratio},
    )  # fmt: skip
    return figure


def stop_span(scenario: Scenario) -> Span:
    """Box of the zones and the middle nine tenths of the orders: where most of the day happens."""
    lon = np.array([order.lon for order in scenario.orders])
    lat = np.array([order.lat for order in scenario.orders])
    shares = (0.05, 0.95) if len(lon) > MIN_SPAN_STOPS else (0.0, 1.0)
    corners = [*zip(np.quantile(lon, shares).tolist(), np.quantile(lat, shares).tolist(), strict=True)]
    corners += [at for zone in scenario.zones for polygon in zone.polygons for at in polygon[0]]
    return span_of(corners, 0.1)


def _corners(scenario: Scenario, lines: dict[str, list[FloatArray]]) -> Iterator[tuple[float, float]]:
    for parts in lines.values():
        for line in parts:
            yield from line.tolist()
    yield from ((order.lon, order.lat) for order in scenario.orders)
    yield from ((depot.lon, depot.lat) for depot in scenario.depots)


def _wider(span: Span) -> Span:
    """Streets reach half a box beyond what is shown first."""
    west, south, east, north = span
    width, height = (east - west) / 2.0, (north - south) / 2.0
    return west - width, south - height, east + width, north + height


def _route(
    route: RouteTimeline, scenario: Scenario, lines: list[FloatArray], style: Style
) -> Iterator[go.Scatter]:
    """Line, arrows and stops of one vehicle."""
    depot = depot_of(route, scenario)
    ids = [halt_id(halt, depot) for halt in route.halts]
    texts: list[str] = []
    for step, (leg, line) in enumerate(zip(route.legs, lines, strict=True)):
        km = float(leg.length_m.sum()) / 1000.0
        text = (
            f"<b>{escape(route.vehicle_id)}</b>: {escape(ids[step])} to {escape(ids[step + 1])}<br>"
            f"{clock(leg.depart_s)} to {clock(leg.arrive_s)}, {km:.2f} km, {leg.payload.kg:.0f} kg on board"
        )
        texts += [text] * (len(line) + 1)
    lon, lat = joined(lines)
    stroke = {"color": style.colour, "width": 3, "dash": style.dash}
    yield go.Scatter(
        x=lon, y=lat, mode="lines", line=stroke, opacity=0.85, text=texts[:-1], hoverinfo="text",
        meta={"vehicle": route.vehicle_id, "part": "line"},
    )  # fmt: skip
    yield _arrows(route, lines, style)
    yield _stops(route, scenario, style)


def _arrows(route: RouteTimeline, lines: list[FloatArray], style: Style) -> go.Scatter:
    """An arrow in the middle of every leg; shown when few vehicles are."""
    at: list[tuple[float, float, float]] = []
    for line in lines:
        middle = (len(line) - 1) // 2
        (x1, y1), (x2, y2) = line[middle], line[middle + 1]
        if (x1, y1) != (x2, y2):
            east = (x2 - x1) * math.cos(math.radians(y1))
            at.append(((x1 + x2) / 2.0, (y1 + y2) / 2.0, math.degrees(math.atan2(east, y2 - y1))))
    return go.Scatter(
        x=[round(float(lon), ROUND) for lon, _, _ in at], y=[round(float(lat), ROUND) for _, lat, _ in at],
        mode="markers", hoverinfo="skip", visible=False,
        marker={"symbol": "arrow", "size": 13, "color": style.colour, "angle": [round(a, 1) for *_, a in at],
                "line": {"color": "white", "width": 1}},
        meta={"vehicle": route.vehicle_id, "part": "arrows"},
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
    names = ", ".join(dict.fromkeys(order.name for order in orders))
    kind = scenario.vehicle_type(route.type_id)
    lines = [
        f"<b>{sequence}. {escape(names)}</b>",
        escape(", ".join(dict.fromkeys(order.address for order in orders if order.address))),
        f"{escape(route.vehicle_id)} ({escape(kind.name)})",
        "Orders " + escape(", ".join(f"{order.id} ({order.kind}, {order.load.kg:g} kg)" for order in orders)),
        f"Arrives {clock(halt.arrive_s)}, service {clock(halt.start_s)} to {clock(halt.depart_s)}",
        f"Then on board: {halt.load_after.kg:.0f} kg, {halt.load_after.m3:.2f} m³",
    ]
    if halt.charge_kwh is not None and kind.battery is not None:
        lines.append(
            f"Battery {halt.charge_kwh:.1f} kWh ({100 * halt.charge_kwh / kind.battery.usable_kwh:.0f} %)"
        )
    return "<br>".join(line for line in lines if line)


def _places(scenario: Scenario) -> Iterator[go.Scatter]:
    names = [escape(depot.name) for depot in scenario.depots]
    yield go.Scatter(
        x=[depot.lon for depot in scenario.depots], y=[depot.lat for depot in scenario.depots],
        mode="markers+text", text=[f"<b>{name}</b>" for name in names], textposition="bottom center",
        textfont={"size": 11, "color": INK, "shadow": HALO},
        hovertext=[f"Depot {name}" for name in names], hoverinfo="text",
        marker={"symbol": "star", "size": 17, "color": INK, "line": {"color": "white", "width": 1.5}},
    )  # fmt: skip
    yield go.Scatter(
        x=[charger.lon for charger in scenario.chargers], y=[charger.lat for charger in scenario.chargers],
        mode="markers", hoverinfo="text",
        hovertext=[f"Charger {escape(c.name)}<br>{c.sockets} × {c.power_kw:g} kW" for c in scenario.chargers],
        marker={"symbol": "cross", "size": 10, "color": "#facc15", "line": {"color": INK, "width": 1.2}},
    )  # fmt: skip


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
