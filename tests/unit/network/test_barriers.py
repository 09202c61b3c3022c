"""Bollards, gates and narrow passages, one small town each."""

from __future__ import annotations

import pytest

from freight.network.view import CLOSED, THROUGH
from tests.ascii_map import ascii_map
from tests.views import (
    BIKE,
    FREE_RING,
    LORRY,
    OPEN,
    SHUT_BOTH,
    STOPS,
    VAN,
    hours,
    levels,
    see,
)

THERE, BACK = (THROUGH, CLOSED), (CLOSED, THROUGH)


SPUR = """
    A--B--X--E
    |  |
    D--C
"""


def spur(node: dict[str, str]) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int]]:
    """Access of the street beyond a barrier at X: van, lorry, cargo bike."""
    town = ascii_map(SPUR, {**FREE_RING, "BXE": {}}, {"X": node})
    van, lorry, bike = (levels(town, kind, "XE") for kind in (VAN, LORRY, BIKE))
    assert levels(town, VAN, "BX")[0] != CLOSED
    return van, lorry, bike


@pytest.mark.parametrize(
    ("node", "van", "bike"),
    [
        ({"barrier": "bollard"}, SHUT_BOTH, OPEN),
        ({"barrier": "bollard", "access": "yes"}, SHUT_BOTH, OPEN),
        ({"barrier": "bollard", "motor_vehicle": "no", "bicycle": "yes"}, SHUT_BOTH, OPEN),
        ({"barrier": "bollard", "bollard": "rising", "motor_vehicle": "delivery"}, STOPS, OPEN),
        ({"barrier": "gate"}, OPEN, OPEN),
        ({"barrier": "gate", "locked": "yes"}, SHUT_BOTH, SHUT_BOTH),
        ({"barrier": "gate", "access": "private"}, SHUT_BOTH, SHUT_BOTH),
        ({"barrier": "gate", "access": "no", "bicycle": "yes"}, SHUT_BOTH, OPEN),
        ({"barrier": "lift_gate"}, OPEN, OPEN),
        ({"barrier": "lift_gate", "motor_vehicle": "destination"}, STOPS, OPEN),
        ({"barrier": "block"}, SHUT_BOTH, OPEN),
        ({"barrier": "cycle_barrier"}, SHUT_BOTH, OPEN),
        ({"barrier": "cycle_barrier", "maxwidth:physical": "0.8"}, SHUT_BOTH, SHUT_BOTH),
        ({"barrier": "cycle_barrier", "opening": "0.8"}, SHUT_BOTH, SHUT_BOTH),
        ({"barrier": "cycle_barrier", "width": "1.5"}, SHUT_BOTH, OPEN),
        ({"barrier": "bollard", "width": "0.2"}, SHUT_BOTH, OPEN),
        ({"barrier": "kerb", "kerb": "raised"}, SHUT_BOTH, SHUT_BOTH),
        ({"barrier": "kerb", "kerb": "lowered"}, OPEN, OPEN),
        ({"barrier": "kerb"}, SHUT_BOTH, OPEN),
        ({"barrier": "bus_trap"}, SHUT_BOTH, OPEN),
        ({"barrier": "bus_trap", "motor_vehicle": "yes"}, OPEN, OPEN),
        ({"barrier": "cattle_grid"}, OPEN, OPEN),
        ({"barrier": "toll_booth"}, OPEN, OPEN),
        ({"barrier": "kissing_gate"}, SHUT_BOTH, SHUT_BOTH),
        ({"barrier": "dragon"}, SHUT_BOTH, SHUT_BOTH),
        ({"barrier": "gate", "motor_vehicle:conditional": "no @ (Mo-Fr 05:00-17:00)"}, SHUT_BOTH, OPEN),
        ({"highway": "traffic_signals", "bicycle": "no"}, OPEN, OPEN),
        ({"motor_vehicle": "no"}, SHUT_BOTH, OPEN),
    ],
)
def test_barriers(node: dict[str, str], van: tuple[int, int], bike: tuple[int, int]) -> None:
    seen = spur(node)
    assert (seen[0], seen[2]) == (van, bike)


def test_a_low_gate_stops_the_lorry_alone() -> None:
    assert spur({"barrier": "height_restrictor", "maxheight": "3.0"}) == (OPEN, SHUT_BOTH, OPEN)


def test_a_gate_with_hours_gives_them_to_its_streets() -> None:
    tags = {"barrier": "gate", "access:conditional": "no @ (Mo-Fr 12:00-24:00)"}
    town = ascii_map(SPUR, {**FREE_RING, "BXE": {}}, {"X": tags})
    view = see(town)
    assert levels(town, VAN, "XE") == STOPS
    assert hours(town, view, "XE") == hours(town, view, "BX") == ((0, 12),)
