"""Routes, legs and stops of a plan as GeoJSON features."""

from __future__ import annotations

from collections.abc import Iterator

from freight.domain.scenario import Scenario
from freight.domain.timeline import Halt, RouteTimeline
from freight.emissions.account import Amounts, RouteAccount
from freight.network.streets import Streets
from freight.output.feature import Feature, feature, point
from freight.output.lines import leg_line
from freight.output.style import Style
from freight.output.wording import depot_of, halt_id
from freight.units import clock, to_iso


def _energy(amounts: Amounts) -> dict[str, float]:
    """`energy_kwh` is what the vehicle used: from its battery or its tank."""
    return {
        "energy_kwh": round(amounts.battery_kwh + amounts.fuel_kwh, 4),
        "co2e_kg": round(amounts.co2e_wtw_kg, 5),
        "co2e_ttw_kg": round(amounts.co2e_ttw_kg, 5),
    }


def route_feature(
    route: RouteTimeline, emitted: RouteAccount, scenario: Scenario, streets: Streets, style: Style
) -> Feature:
    """The whole day of a vehicle as one MultiLineString, a line a leg."""
    kind = scenario.vehicle_type(route.type_id)
    first, last = route.halts[0], route.halts[-1]
    length_m = sum(float(leg.length_m.sum()) for leg in route.legs)
    stops = sum(1 for halt in route.halts if halt.order_ids)
    lines = [leg_line(streets, leg).tolist() for leg in route.legs]
    hours = f"{clock(first.depart_s)} to {clock(last.arrive_s)}"
    properties = {
        "vehicle": route.vehicle_id,
        "vehicle_type": route.type_id,
        "depart": to_iso(scenario.day, first.depart_s, scenario.timezone),
        "arrive": to_iso(scenario.day, last.arrive_s, scenario.timezone),
        "stops": stops,
        "length_m": round(length_m, 1),
        "duration_s": round(last.arrive_s - first.depart_s),
        **_energy(emitted.total),
        "title": f"{route.vehicle_id} ({kind.name})",
        "description": f"{stops} stops, {length_m / 1000:.1f} km, {hours}",
        "stroke": style.colour,
        "stroke-width": 3,
        "stroke-opacity": 0.5,
    }
    return feature("route", "MultiLineString", lines, properties)


def leg_features(
    route: RouteTimeline, emitted: RouteAccount, scenario: Scenario, streets: Streets, style: Style
) -> Iterator[Feature]:
    """Each leg as a LineString that follows the streets driven."""
    depot = depot_of(route, scenario)
    halts = [halt_id(halt, depot) for halt in route.halts]
    for step, (leg, amounts) in enumerate(zip(route.legs, emitted.legs, strict=True)):
        length_m = float(leg.length_m.sum())
        properties = {
            "vehicle": route.vehicle_id,
            "sequence": step + 1,
            "from": halts[step],
            "to": halts[step + 1],
            "depart": to_iso(scenario.day, leg.depart_s, scenario.timezone),
            "arrive": to_iso(scenario.day, leg.arrive_s, scenario.timezone),
            "length_m": round(length_m, 1),
            "duration_s": round(leg.arrive_s - leg.depart_s),
            "hold_s": round(leg.hold_s),
            "load_kg": round(leg.payload.kg, 3),
            **_energy(amounts),
            "zone_m": {zone_id: round(metres, 1) for zone_id, metres in leg.zone_m},
            "title": f"{route.vehicle_id}: {halts[step]} to {halts[step + 1]}",
            "description": f"{clock(leg.depart_s)} to {clock(leg.arrive_s)}, {length_m / 1000:.2f} km",
            "stroke": style.colour,
            "stroke-width": 4,
        }
        yield feature("leg", "LineString", leg_line(streets, leg).tolist(), properties)


def stop_features(route: RouteTimeline, scenario: Scenario, style: Style) -> Iterator[Feature]:
    """Each stop as a point, with orders, times, load and state of charge (share of the usable energy)."""
    names = {order.id: order.name for order in scenario.orders}
    battery = scenario.vehicle_type(route.type_id).battery
    for sequence, halt in enumerate(route.halts):
        if not halt.order_ids:
            continue
        who = ", ".join(dict.fromkeys(names[order_id] for order_id in halt.order_ids))
        charge = None if halt.charge_kwh is None or battery is None else halt.charge_kwh / battery.usable_kwh
        properties = {
            "vehicle": route.vehicle_id,
            "sequence": sequence,
            "orders": list(halt.order_ids),
            "name": who,
            "arrival": to_iso(scenario.day, halt.arrive_s, scenario.timezone),
            "service_start": to_iso(scenario.day, halt.start_s, scenario.timezone),
            "wait_s": round(halt.wait_s),
            "departure": to_iso(scenario.day, halt.depart_s, scenario.timezone),
            **load_after(halt),
            "state_of_charge": None if charge is None else round(charge, 4),
            "charge_kwh": None if halt.charge_kwh is None else round(halt.charge_kwh, 4),
            "title": f"{sequence}. {who}",
            "description": f"{route.vehicle_id}, {clock(halt.arrive_s)}, {', '.join(halt.order_ids)}",
            "marker-color": style.colour,
            "marker-size": "small",
            "marker-symbol": str(sequence) if sequence <= 9 else "circle",
        }
        yield feature("stop", "Point", point(halt.lon, halt.lat), properties)


def load_after(halt: Halt) -> dict[str, float]:
    """What is on board when the vehicle leaves."""
    load = halt.load_after
    return {
        "load_after_kg": round(load.kg, 3),
        "load_after_m3": round(load.m3, 6),
        "load_after_units": round(load.units, 3),
    }
