"""Speeds, delays and how limits are read."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from freight.network.profiles import Conditions
from freight.network.speeds import SLOWEST_KPH, SpeedTable, free_speed_kph, parse_maxspeed, stop_share
from tests.ascii_map import ascii_map
from tests.views import BIKE, LORRY, VAN, ring, see


@pytest.mark.parametrize(
    ("text", "kph"),
    [
        ("50", 50),
        ("50 km/h", 50),
        ("30 mph", 48.28),
        ("30mph", 48.28),
        ("10 knots", 18.52),
        ("7,5", 7.5),
        ("none", np.inf),
        ("walk", 6),
        ("DE:walk", 6),
        ("NO:urban", 50),
        ("NO:rural", 80),
        ("NO:30", 30),
        ("NO:zone:30", 30),
        ("living_street", 15),
        ("50;30", 30),
        ("50|80", 50),
        ("signals", None),
        ("variable", None),
        ("", None),
        ("-20", None),
    ],
)
def test_reading_limits(text: str, kph: float | None) -> None:
    assert parse_maxspeed(text) == (None if kph is None else pytest.approx(kph, abs=0.01))


TABLE = SpeedTable()


def van_kph(tags: dict[str, str], *, direction: str = "forward", factor: float = 1.0) -> float:
    return free_speed_kph(tags, VAN, TABLE, direction=direction, urban_factor=factor)


def test_a_signed_limit_goes_before_the_class() -> None:
    assert van_kph({"highway": "residential"}) == 30
    assert van_kph({"highway": "residential", "maxspeed": "50"}) == 50
    assert van_kph({"highway": "motorway", "maxspeed": "none"}) == 90
    assert van_kph({"highway": "primary", "maxspeed": "signals"}) == 50
    assert van_kph({"highway": "nothing known"}) == 30


def test_nobody_reaches_a_high_limit_in_a_yard() -> None:
    assert van_kph({"highway": "service", "maxspeed": "50"}) == 15
    assert van_kph({"highway": "service", "maxspeed": "10"}) == 10
    assert van_kph({"highway": "pedestrian", "maxspeed": "30"}) == 6


def test_limits_by_direction_vehicle_and_zone() -> None:
    tags = {"highway": "primary", "maxspeed": "60", "maxspeed:backward": "40", "maxspeed:hgv": "50"}
    assert van_kph(tags) == 60
    assert van_kph(tags, direction="backward") == 40
    assert free_speed_kph(tags, LORRY, TABLE, direction="forward", urban_factor=1) == 50
    assert van_kph({"highway": "primary", "zone:maxspeed": "NO:30"}) == 30


def test_the_urban_factor_is_for_motor_vehicles() -> None:
    assert van_kph({"highway": "primary", "maxspeed": "50"}, factor=0.8) == pytest.approx(40)
    assert free_speed_kph({"highway": "primary"}, BIKE, TABLE, direction="forward", urban_factor=0.8) == 16


def test_no_vehicle_passes_its_own_cap_and_none_stands_still() -> None:
    fast = {"highway": "motorway", "maxspeed": "110"}
    assert free_speed_kph(fast, LORRY, TABLE, direction="forward", urban_factor=1) == 80
    assert van_kph({"highway": "service", "maxspeed": "1"}) == SLOWEST_KPH


@pytest.mark.parametrize(
    ("tags", "kph"),
    [
        ({"highway": "residential"}, 16),
        ({"highway": "cycleway"}, 18),
        ({"highway": "pedestrian"}, 8),
        ({"highway": "pedestrian", "maxspeed": "6"}, 6),
        ({"highway": "residential", "maxspeed": "50"}, 16),
    ],
)
def test_cycles_go_at_the_speed_of_their_class(tags: dict[str, str], kph: float) -> None:
    assert free_speed_kph(tags, BIKE, TABLE, direction="forward", urban_factor=1) == kph


def test_seconds_are_length_over_speed() -> None:
    town = ring({"maxspeed": "36"})
    view = see(town)
    street = town.street("B", "D")
    assert view.speed_kph[street] == 36
    assert view.drive_s[street] == pytest.approx(town.streets.length_m[street] / 10)


@pytest.mark.parametrize(
    ("node", "there", "back"),
    [
        ({"highway": "traffic_signals"}, 12, 12),
        ({"highway": "traffic_signals", "traffic_signals:direction": "forward"}, 12, 0),
        ({"highway": "traffic_signals", "direction": "backward"}, 0, 12),
        ({"highway": "crossing", "crossing": "traffic_signals"}, 12, 12),
        ({"highway": "stop", "direction": "forward"}, 6, 0),
        ({"highway": "give_way", "direction": "both"}, 3, 3),
        ({"railway": "level_crossing"}, 5, 5),
        ({}, 0, 0),
    ],
)
def test_delays_at_the_far_end(node: dict[str, str], there: float, back: float) -> None:
    ways = {"AB": {}, "BC": {}} if not node else {"ABC": {}}
    town = ascii_map("A--B--C", ways, {"B": node})
    view = see(town)
    way_s = 3.6 * town.streets.length_m / view.speed_kph
    delay_s = view.drive_s - way_s
    assert delay_s[town.street("A", "B")] == pytest.approx(there)
    assert delay_s[town.street("C", "B")] == pytest.approx(back)
    assert delay_s[town.street("B", "C")] == pytest.approx(0)


def test_a_table_of_ones_own() -> None:
    table = replace(TABLE, drive_kph={"residential": 25.0}, turn_s=0.0, u_turn_s=0.0)
    view = see(ring({}), conditions=Conditions(speeds=table))
    assert set(view.speed_kph.tolist()) == {25.0}
    assert not view.turn_s.any()


def test_stops_at_junctions_signs_and_signals() -> None:
    town = ascii_map(
        """
        A--B--C--D
           |
           E
        """,
        {"ABCD": {}, "BE": {}},
        {"C": {"highway": "traffic_signals"}, "D": {"highway": "stop"}},
    )
    degree = np.bincount(np.concatenate([town.streets.from_node, town.streets.to_node])) // 2
    share = stop_share(town.streets, degree)
    expected = {"AB": 0.25, "EB": 0.25, "BC": 0.5, "CD": 1.0, "BA": 0.0}
    assert {name: share[town.street(*name)] for name in expected} == expected
