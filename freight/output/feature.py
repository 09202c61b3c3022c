"""One GeoJSON feature, and the places of a plan as features: depots, chargers, zones, orders left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from freight.domain.plan import Plan
from freight.domain.scenario import Scenario, Zone
from freight.output.lines import DIGITS, right_handed
from freight.output.wording import rule_text, standing

Feature = dict[str, Any]
Coordinates = Sequence[Any]
"""A position, or a sequence of these, as deep as the geometry asks."""
GREY, ZONE_COLOUR, RED = "#475569", "#15803d", "#b91c1c"


def feature(kind: str, geometry: str, coordinates: Coordinates, properties: Mapping[str, Any]) -> Feature:
    """One feature; ``properties.kind`` comes first."""
    return {
        "type": "Feature",
        "geometry": {"type": geometry, "coordinates": coordinates},
        "properties": {"kind": kind, **properties},
    }


def point(lon: float, lat: float) -> list[float]:
    """A position, rounded to `DIGITS`."""
    return [round(lon, DIGITS), round(lat, DIGITS)]


def places_features(scenario: Scenario) -> Iterator[Feature]:
    """Depots and chargers as points."""
    for depot in scenario.depots:
        marker = {"title": depot.name, "marker-color": GREY, "marker-symbol": "warehouse"}
        where = point(depot.lon, depot.lat)
        yield feature("depot", "Point", where, {"id": depot.id, "name": depot.name, **marker})
    for charger in scenario.chargers:
        properties = {
            "id": charger.id,
            "name": charger.name,
            "power_kw": charger.power_kw,
            "sockets": charger.sockets,
            "modes": sorted(charger.modes),
            "title": charger.name,
            "description": f"{charger.sockets} sockets of {charger.power_kw:g} kW",
            "marker-color": "#a16207",
            "marker-symbol": "charging-station",
        }
        yield feature("charger", "Point", point(charger.lon, charger.lat), properties)


def unserved_features(plan: Plan, scenario: Scenario) -> Iterator[Feature]:
    """Orders left out as points, with every reason."""
    orders = {order.id: order for order in scenario.orders}
    for left_out in plan.unserved:
        order = orders[left_out.order_id]
        reasons = [
            {"rule": r.rule, "text": r.text, "vehicle_type": r.vehicle_type, "amount": r.amount, "unit": r.unit}
            for r in left_out.reasons
        ]
        properties = {
            "order": order.id,
            "name": order.name,
            "address": order.address,
            "reasons": reasons,
            "title": f"Not served: {order.name}",
            "description": " ".join(reason.text for reason in left_out.reasons),
            "marker-color": RED,
            "marker-symbol": "cross",
        }
        yield feature("unserved", "Point", point(order.lon, order.lat), properties)


def zone_feature(zone: Zone) -> Feature:
    """A zone as polygon or multipolygon, saying whether it is law."""
    polygons = [[[point(*at) for at in ring] for ring in right_handed(polygon)] for polygon in zone.polygons]
    rules = [rule_text(rule) for rule in zone.rules]
    properties = {
        "id": zone.id,
        "name": zone.name,
        "status": zone.status,
        "rules": rules,
        "title": f"{zone.name}: {standing(zone)}",
        "description": " ".join(rules),
        "stroke": ZONE_COLOUR,
        "stroke-width": 2,
        "fill": ZONE_COLOUR,
        "fill-opacity": 0.1,
    }
    if len(polygons) == 1:
        return feature("zone", "Polygon", polygons[0], properties)
    return feature("zone", "MultiPolygon", polygons, properties)
