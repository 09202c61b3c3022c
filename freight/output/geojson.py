"""plan.geojson: the plan as an RFC 7946 FeatureCollection that any map shows well."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from freight import __version__
from freight.domain.plan import Plan
from freight.domain.scenario import Scenario
from freight.domain.timeline import Timeline
from freight.emissions.account import Account
from freight.files import write_atomically
from freight.network.streets import SCHEMATIC_NOTICE, Streets
from freight.output.breaks import break_feature, taken
from freight.output.driven import leg_features, route_feature, stop_features
from freight.output.feature import Coordinates, Feature, places_features, unserved_features, zone_feature
from freight.output.reload_feature import reload_features
from freight.output.sessions import session_feature, sessions
from freight.output.style import styles
from freight.output.totals import pair


def write(
    path: Path, *, plan: Plan, scenario: Scenario, streets: Streets, timeline: Timeline, account: Account
) -> None:
    """Write the plan as GeoJSON, whole or not at all."""
    content = collection(plan=plan, scenario=scenario, streets=streets, timeline=timeline, account=account)
    write_atomically(path, as_text(content))


def as_text(content: dict[str, Any]) -> str:
    """JSON with one feature a line, so that two plans can be compared line by line."""
    head = {name: value for name, value in content.items() if name != "features"}
    opening = json.dumps(head, ensure_ascii=False, allow_nan=False)[:-1]
    lines = (json.dumps(one, ensure_ascii=False, allow_nan=False) for one in content["features"])
    return opening + ', "features": [\n' + ",\n".join(lines) + "\n]}\n"


def collection(
    *, plan: Plan, scenario: Scenario, streets: Streets, timeline: Timeline, account: Account
) -> dict[str, Any]:
    """The FeatureCollection: zones below, then routes, legs, stops, and places on top.

    Every feature has ``properties.kind``; times are ISO 8601 with offset.
    """
    look = styles(route.vehicle_id for route in timeline.routes)
    features = [zone_feature(zone) for zone in scenario.zones if zone.polygons]
    for route, emitted in pair(timeline, account):
        style = look[route.vehicle_id]
        features.append(route_feature(route, emitted, scenario, streets, style))
        features += leg_features(route, emitted, scenario, streets, style)
    for route in timeline.routes:
        features += stop_features(route, scenario, look[route.vehicle_id])
        features += reload_features(route, scenario, look[route.vehicle_id])
    for one in sessions(timeline.routes, scenario):
        features.append(session_feature(one, scenario, look[one.route.vehicle_id]))
    for rest in taken(timeline.routes, scenario):
        features.append(break_feature(rest, scenario, look[rest.route.vehicle_id]))
    features += places_features(scenario)
    features += unserved_features(plan, scenario)
    return {
        "type": "FeatureCollection",
        "bbox": _bbox(features),
        "freight": {
            "version": __version__,
            "scenario": scenario.name,
            "date": scenario.day.isoformat(),
            "timezone": scenario.timezone,
            "network": streets.source,
            "attribution": streets.attribution,
            "notice": SCHEMATIC_NOTICE if streets.schematic else "",
        },
        "features": features,
    }


def _bbox(features: list[Feature]) -> list[float]:
    points = [point for feature in features for point in _positions(feature["geometry"]["coordinates"])]
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    return [min(lons), min(lats), max(lons), max(lats)]


def _positions(coordinates: Coordinates) -> Iterator[list[float]]:
    if isinstance(coordinates[0], int | float):
        yield list(coordinates)
    else:
        for part in coordinates:
            yield from _positions(part)
