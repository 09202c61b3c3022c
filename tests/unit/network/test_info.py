"""The facts of a network."""

from __future__ import annotations

from pathlib import Path

import pytest

from freight.network.info import describe
from freight.network.store import open_network
from tests.ascii_map import ascii_map

TOWN = ascii_map(
    """
A--B--C---G
|  |  |
D--E--F
""",
    ways={
        "AB": {"highway": "primary", "maxweight": "7.5"},
        "BC": {"highway": "primary", "oneway": "yes", "oneway:bicycle": "no"},
        "BE": {"motor_vehicle:conditional": "delivery @ (06:00-11:00)"},
        "EF": {"highway": "cycleway"},
        "CF": {"highway": "cycleway"},
        "CG": {"access": "private"},
        "AD": {"highway": "steps"},
    },
    nodes={"E": {"barrier": "bollard"}, "B": {"highway": "traffic_signals"}},
    restrictions=[
        {"from": "AB", "via": "B", "to": "AB", "restriction": "no_u_turn", "except": "psv"},
        {"from": "AB", "via": "B", "to": "BC", "restriction:hgv": "only_straight_on"},
        {"from": "BC", "via": ["CF"], "to": "EF", "restriction:conditional": "no_right_turn @ (Sa)"},
    ],
    areas={"ABEDA": {"natural": "water"}},
)


def test_streets_count_once_and_km_by_class() -> None:
    info = describe(TOWN.streets)
    assert (info.streets, info.nodes) == (6, 6)
    assert list(info.km_by_class) == ["primary", "residential", "cycleway"]
    assert info.km_by_class["primary"] == pytest.approx(0.6, abs=0.001)
    assert info.limits == {"maxweight": 1}
    assert info.barriers == {"bollard": 1}
    assert info.signals == 1
    assert info.conditional_streets == 1
    assert info.areas == {"water": 1}
    assert info.ignored == {"steps and other ways for no vehicle": 1}


def test_restrictions_by_kind() -> None:
    assert describe(TOWN.streets).restrictions == {
        "forbidden turns": 2,
        "mandatory turns": 1,
        "of these U-turns": 1,
        "of these over via ways": 1,
        "of these with a condition": 1,
        "of these for one class only": 1,
        "of these with exemptions": 1,
    }


def test_connected_parts_by_mode() -> None:
    info = describe(TOWN.streets)
    # cars: A-B and B-E both ways; B-C is a one-way street to nowhere, C-G is private
    assert (info.drive.count, info.drive.km) == (1, pytest.approx(0.8, abs=0.001))
    assert info.drive.largest_share == pytest.approx(0.5 / 0.8, abs=0.001)
    # cycles: all but C-G, and B-C against its one way
    assert (info.cycle.count, info.cycle.largest_share) == (1, pytest.approx(1.0))


def test_a_mode_without_streets() -> None:
    info = describe(ascii_map("A--B", ways={"AB": {"highway": "cycleway"}}).streets)
    assert (info.drive.km, info.drive.count, info.drive.largest_share) == (0.0, 0, 0.0)
    assert dict(info.lines())["drive"] == "0.0 km, none of it connected both ways"
    assert dict(info.lines())["limits"] == "none"


def test_lines_for_people() -> None:
    lines = dict(describe(open_network("drammen", Path())).lines())
    assert lines["source"].startswith("schematic (Schematic network")
    assert lines["streets"] == "273 between 177 nodes, 59.5 km"
    assert lines["drive"].endswith("100.0% of it in the largest of 1 connected parts")
    west, south, east, north = map(float, lines["box"].split(","))
    assert 10.1 < west < east < 10.3
    assert 59.7 < south < north < 59.8
