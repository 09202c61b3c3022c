"""Halts at which a vehicle loads anew, as GeoJSON features."""

from __future__ import annotations

from collections.abc import Iterator

from freight.domain.scenario import Scenario
from freight.domain.timeline import RouteTimeline
from freight.output.driven import load_after
from freight.output.feature import Feature, feature, point
from freight.output.style import Style
from freight.output.wording import depot_of
from freight.units import clock, to_iso


def reload_features(route: RouteTimeline, scenario: Scenario, style: Style) -> Iterator[Feature]:
    """One point a halt, at the depot."""
    depot = depot_of(route, scenario)
    for sequence, halt in enumerate(route.halts):
        if not halt.reload:
            continue
        properties = {
            "vehicle": route.vehicle_id,
            "sequence": sequence,
            "depot": depot.id,
            "name": depot.name,
            "arrival": to_iso(scenario.day, halt.arrive_s, scenario.timezone),
            "loading_start": to_iso(scenario.day, halt.start_s, scenario.timezone),
            "wait_s": round(halt.wait_s),
            "departure": to_iso(scenario.day, halt.depart_s, scenario.timezone),
            **load_after(halt),
            "title": f"{sequence}. {route.vehicle_id} loads anew at {depot.name}",
            "description": f"{clock(halt.start_s)} to {clock(halt.depart_s)}, {halt.load_after.kg:.0f} kg",
            "marker-color": style.colour,
            "marker-size": "small",
            "marker-symbol": "warehouse",
        }
        yield feature("reload", "Point", point(halt.lon, halt.lat), properties)
