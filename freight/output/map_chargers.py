"""Chargers on the report's map; those where the plan charges are larger and say who comes when."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import plotly.graph_objects as go

from freight.domain.scenario import Scenario
from freight.domain.timeline import Timeline
from freight.output.map_base import INK
from freight.output.sessions import sessions


def charger_marks(scenario: Scenario, timeline: Timeline) -> Iterator[go.Scatter]:
    """One trace of the chargers nobody comes to, and one of the others."""
    who: dict[str, list[str]] = {charger.id: [] for charger in scenario.chargers}
    for one in sessions(timeline.routes, scenario):
        who[one.charger.id].append(f"{escape(one.route.vehicle_id)}: {one.span}, {one.done.kwh:.1f} kWh")
    for used, size, symbol in ((False, 10, "cross"), (True, 18, "diamond-cross")):
        chosen = [charger for charger in scenario.chargers if bool(who[charger.id]) is used]
        if not chosen:
            continue
        yield go.Scatter(
            x=[charger.lon for charger in chosen], y=[charger.lat for charger in chosen],
            mode="markers", hoverinfo="text",
            hovertext=[
                "<br>".join([f"Charger {escape(c.name)}", f"{c.sockets} × {c.power_kw:g} kW", *who[c.id]])
                for c in chosen
            ],
            marker={"symbol": symbol, "size": size, "color": "#facc15", "line": {"color": INK, "width": 1.2}},
        )  # fmt: skip
