"""Our streets at the speeds of OSRM's car profile, for `streets.py` alone.

Numbers are those of ``profiles/car.lua`` and ``lib/obstacles.lua`` of Project OSRM (BSD-2-Clause): class
speeds, 0.8 of a signed limit, caps by surface, track type and smoothness, the turn function with its surcharge
for turns across oncoming traffic, signals, stop and give-way lines. Cost is time alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np

from freight.domain.fleet import EnergySource, Load, Mode, SimpleConsumption, VehicleType
from freight.network.profiles import Conditions, build_view
from freight.network.speeds import SpeedTable
from freight.network.streets import Streets
from freight.network.turns import Turns, junction_degree, turn_angle_deg
from freight.network.view import StreetView

SPEED_REDUCTION = 0.8
ONCOMING_S = 2.0
CLASS_KPH = {
    "motorway": 90,
    "motorway_link": 45,
    "trunk": 85,
    "trunk_link": 40,
    "primary": 65,
    "primary_link": 30,
    "secondary": 55,
    "secondary_link": 25,
    "tertiary": 40,
    "tertiary_link": 20,
    "unclassified": 25,
    "residential": 25,
    "living_street": 10,
    "service": 15,
}
DEFAULT_KPH = 10
SURFACE_KPH = {
    **dict.fromkeys(("cement", "compacted", "fine_gravel"), 80),
    **dict.fromkeys(("paving_stones", "metal", "bricks"), 60),
    **dict.fromkeys(("grass", "wood", "sett", "grass_paver", "gravel", "unpaved", "ground", "dirt"), 40),
    **dict.fromkeys(("pebblestone", "tartan"), 40),
    **dict.fromkeys(("cobblestone", "clay"), 30),
    **dict.fromkeys(("earth", "stone", "rocky", "sand"), 20),
    "mud": 10,
}
TRACKTYPE_KPH = {"grade1": 60, "grade2": 40, "grade3": 30, "grade4": 25, "grade5": 20}
SMOOTHNESS_KPH = {"intermediate": 80, "bad": 40, "very_bad": 20, "horrible": 10, "very_horrible": 5}

OBSTACLE_S = {"traffic_signals": 2.0, "stop": 2.0, "give_way": 1.0}

CAR = VehicleType(
    id="car",
    name="car",
    mode=Mode.DRIVE,
    energy=EnergySource.PETROL,
    euro_class=6,
    emission_class="",
    kerb_weight_kg=1500,
    gross_weight_kg=2000,
    height_m=2.0,
    width_m=1.9,
    length_m=4.8,
    capacity=Load(),
    speed_cap_kph=200,
    battery=None,
    consumption=SimpleConsumption(0.6),
    cost_day_nok=0,
    cost_km_nok=0,
    cost_hour_nok=3600,
    hgv=False,
)
SPEEDS = SpeedTable(
    drive_kph={name: kph / SPEED_REDUCTION for name, kph in CLASS_KPH.items()},
    drive_default_kph=DEFAULT_KPH / SPEED_REDUCTION,
    slow_classes=frozenset(),
    turn_s=7.5,
    turn_bias=1.075,
    u_turn_s=20,
)


def osrm_view(streets: Streets, day: date) -> StreetView:
    """A car on our streets, as fast as OSRM's; costs are seconds."""
    view = build_view(
        streets,
        CAR,
        profile_id="car",
        vehicle_id="",
        zones=(),
        day=day,
        hull=(0, 86_400),
        conditions=Conditions(urban_factor=SPEED_REDUCTION, speeds=SPEEDS),
    )
    cap_kph = np.array([_cap_kph(tags) for tags in streets.tags])[streets.tag_set]
    drive_s = 3.6 * streets.length_m / np.minimum(view.speed_kph, cap_kph) + _obstacle_s(streets)
    turn_s = view.turn_s + _oncoming_s(view)
    return replace(view, drive_s=drive_s, cost_nok=drive_s, turn_s=turn_s, turn_cost_nok=turn_s)


def _cap_kph(tags: Mapping[str, str]) -> float:
    return min(
        SURFACE_KPH.get(tags.get("surface", ""), np.inf),
        TRACKTYPE_KPH.get(tags.get("tracktype", ""), np.inf),
        SMOOTHNESS_KPH.get(tags.get("smoothness", ""), np.inf),
    )


def _obstacle_s(streets: Streets) -> np.ndarray:
    """Shape (streets,): delay at the far end of each street, by direction of the way."""
    node_s = np.zeros((len(streets.node_osm_id), 2))
    for node, tags in streets.node_tags.items():
        highway = tags.get("highway", "")
        faces = tags.get("traffic_signals:direction") if highway == "traffic_signals" else None
        faces = faces or tags.get("direction", "")
        for forward, other in ((0, "forward"), (1, "backward")):
            node_s[node, forward] = 0.0 if faces == other else OBSTACLE_S.get(highway, 0.0)
    return node_s[streets.to_node, streets.forward.astype(np.int64)]


def _oncoming_s(view: StreetView) -> np.ndarray:
    """Shape (turns,): surcharge of turns to the left at junctions, roundabouts apart."""
    streets = view.streets
    source = np.repeat(np.arange(streets.count), np.diff(view.turn_start))
    angle_deg = turn_angle_deg(streets, Turns(source, view.turn_to))
    round_tags = np.array([tags.get("junction", "") in {"roundabout", "circular"} for tags in streets.tags])
    on_round = round_tags[streets.tag_set]
    junction = junction_degree(streets, view.access > 0)[streets.to_node[source]] > 2
    meets = (angle_deg < 0) & junction & ~on_round[source] & ~on_round[view.turn_to]
    meets &= view.turn_to != (source ^ 1)
    return np.where(meets, ONCOMING_S / (1 + np.exp(-(13 * np.abs(angle_deg) / 180 - 3.25))), 0.0)
