"""Turns and turn restrictions, one small town each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from freight.domain.fleet import VehicleType
from freight.network.speeds import SpeedTable
from freight.network.turns import Turns, turn_angle_deg, turn_seconds
from freight.network.view import DESTINATION, THROUGH
from tests.ascii_map import AsciiMap, ascii_map
from tests.views import BIKE, LORRY, VAN, levels, see, turns

CROSSING = """
       N
       |
    W--X--E
       |
       S
"""
ARMS: dict[str, dict[str, str]] = {"NX": {}, "XS": {}, "WX": {}, "XE": {}}


def crossing(
    restrictions: Sequence[Mapping[str, str | Sequence[str]]] = (), **arms: Mapping[str, str]
) -> AsciiMap:
    return ascii_map(CROSSING, {**ARMS, **arms}, restrictions=restrictions)


def seen(town: AsciiMap, kind: VehicleType = VAN, **options: object) -> set[str]:
    return turns(see(town, kind, **options), town)  # type: ignore[arg-type]  # options by name


def test_a_plain_crossing_allows_all_turns_and_turning_back_only_at_dead_ends() -> None:
    arms = "NSWE"
    everything = {f"{a}X{b}" for a in arms for b in arms if a != b}
    assert seen(crossing()) == everything | {f"X{a}X" for a in arms}


def test_no_turning_back_where_a_street_goes_on() -> None:
    town = ascii_map("A--B--C", {"AB": {}, "BC": {}})
    assert seen(town) == {"ABC", "CBA", "BCB", "BAB"}


def test_turning_back_where_the_rest_is_closed_to_this_vehicle() -> None:
    town = ascii_map("A--B--C", {"AB": {}, "BC": {"highway": "cycleway"}})
    assert seen(town) == {"ABA", "BAB"}
    assert seen(town, BIKE) == {"ABC", "CBA", "BCB", "BAB"}


def test_turning_back_at_a_bollard() -> None:
    town = ascii_map("A--B--C", {"ABC": {}}, {"B": {"barrier": "bollard"}})
    assert seen(town, BIKE) == {"ABC", "CBA", "BCB", "BAB"}
    assert seen(town) == {"ABA", "BAB"}


def test_turning_back_where_the_rest_is_for_stops_alone() -> None:
    town = ascii_map("A--B--C", {"AB": {}, "BC": {"access": "destination"}})
    assert seen(town) == {"ABA", "BAB", "ABC", "CBA", "BCB"}
    assert levels(town, street="AB") == (THROUGH, THROUGH)
    assert levels(town, street="BC") == (DESTINATION, DESTINATION)


def test_turning_back_where_the_rest_is_a_trap() -> None:
    # Beyond B one may only leave the map: over C and D, and never come back.
    town = ascii_map("A--B--C--D", {"AB": {}, "BC": {"oneway": "yes"}, "CD": {"oneway": "yes"}})
    assert seen(town) == {"ABA", "BAB"}


def test_turning_back_before_a_ring_without_return() -> None:
    art = """
        G--A--B--C
                 |\\
                 D-E
    """
    one = {"oneway": "yes"}
    town = ascii_map(art, {"GA": {}, "AB": {}, "BC": one, "CD": one, "DE": one, "EC": one})
    assert seen(town) == {"ABA", "BAG", "GAB", "AGA"}


NO_LEFT = {"from": "WX", "via": "X", "to": "NX", "restriction": "no_left_turn"}
ONLY_STRAIGHT = {"from": "WX", "via": "X", "to": "XE", "restriction": "only_straight_on"}


def test_a_banned_turn() -> None:
    assert seen(crossing()) - seen(crossing([NO_LEFT])) == {"WXN"}


def test_a_mandatory_turn() -> None:
    assert seen(crossing()) - seen(crossing([ONLY_STRAIGHT])) == {"WXN", "WXS"}


def test_two_mandatory_turns_leave_both() -> None:
    right = {"from": "WX", "via": "X", "to": "XS", "restriction": "only_right_turn"}
    assert seen(crossing()) - seen(crossing([ONLY_STRAIGHT, right])) == {"WXN"}


@pytest.mark.parametrize(
    ("tags", "van", "lorry", "bike"),
    [
        ({}, True, True, True),
        ({"except": "bicycle"}, True, True, False),
        ({"except": "hgv;bicycle"}, True, False, False),
        ({"except": "goods"}, False, True, True),
        ({"except": "motorcar"}, False, True, True),
        ({"except": "psv;bus"}, True, True, True),
        ({"except": "delivery"}, False, False, False),
    ],
)
def test_exempt_vehicles(tags: dict[str, str], van: bool, lorry: bool, bike: bool) -> None:
    town = crossing([{**NO_LEFT, **tags}])
    assert [("WXN" not in seen(town, kind)) for kind in (VAN, LORRY, BIKE)] == [van, lorry, bike]


def test_a_restriction_for_lorries_alone() -> None:
    town = crossing([{"from": "WX", "via": "X", "to": "NX", "restriction:hgv": "no_left_turn"}])
    assert "WXN" in seen(town, VAN)
    assert "WXN" not in seen(town, LORRY)
    assert "WXN" in seen(town, BIKE)


@pytest.mark.parametrize(
    ("condition", "banned"),
    [
        ("Mo-Fr 07:00-09:00,15:00-17:00", True),
        ("Mo-Fr 18:00-20:00", False),
        ("Sa-Su 00:00-24:00", False),
        ("weight>3.5", False),
        ("weight>3", True),
        ("snow", True),
    ],
)
def test_conditional_restrictions(condition: str, banned: bool) -> None:
    rule = {"from": "WX", "via": "X", "to": "NX", "restriction:conditional": f"no_left_turn @ ({condition})"}
    assert ("WXN" not in seen(crossing([rule]))) == banned


def test_no_u_turn_even_at_a_dead_end() -> None:
    town = ascii_map(
        "A--B--C",
        {"AB": {}, "BC": {}},
        {"C": {"barrier": "bollard"}},
        [{"from": "BC", "via": "C", "to": "BC", "restriction": "no_u_turn"}],
    )
    found = seen(town)
    assert "BCB" not in found
    assert "ABA" in found


LADDER = """
    A--B--C
       |
    D--E--F
"""
RUNGS: dict[str, dict[str, str]] = {"AB": {}, "BC": {}, "BE": {}, "DE": {}, "EF": {}}


def test_a_ban_over_a_via_way() -> None:
    rule = {"from": "AB", "via": ["BE"], "to": "EF", "restriction": "no_left_turn"}
    town = ascii_map(LADDER, RUNGS, restrictions=[rule])
    view = see(town)
    assert view.banned_paths == (town.path("ABEF"),)
    assert {"ABE", "BEF"} <= turns(view, town)


def test_a_mandatory_way_over_a_via_way_becomes_bans() -> None:
    rule = {"from": "AB", "via": ["BE"], "to": "EF", "restriction": "only_left_turn"}
    town = ascii_map(LADDER, RUNGS, restrictions=[rule])
    assert see(town).banned_paths == (town.path("ABED"),)


def test_a_via_way_that_cannot_be_driven_is_no_path() -> None:
    rule = {"from": "AB", "via": ["BE"], "to": "EF", "restriction": "no_left_turn", "except": "bicycle"}
    rungs = {**RUNGS, "BE": {"highway": "cycleway"}}
    town = ascii_map(LADDER, {**rungs, "CF": {}, "AD": {}}, restrictions=[rule])
    assert see(town).banned_paths == ()
    assert see(town, BIKE).banned_paths == ()


def test_angles() -> None:
    town = crossing()
    paths = [town.path(path) for path in ("WXE", "WXS", "WXN", "WX" + "W")]
    table = Turns(np.array([path[0] for path in paths]), np.array([path[1] for path in paths]))
    assert turn_angle_deg(town.streets, table) == pytest.approx([0, 90, -90, 180], abs=0.5)


def test_turn_seconds_grow_with_the_angle_and_favour_the_right() -> None:
    angle = np.array([0.0, 45.0, 90.0, 135.0, -45.0, -90.0, -135.0])
    junction, back = np.ones(7, dtype=bool), np.zeros(7, dtype=bool)
    cost_s = turn_seconds(angle, junction, back, SpeedTable())
    assert np.all(np.diff(cost_s[:4]) > 0)
    assert np.all(cost_s[4:] > cost_s[1:4])
    assert cost_s[0] < 0.05
    # Values of OSRM's car profile for 90 degrees right and left.
    assert cost_s[[2, 5]] == pytest.approx([2.105, 5.395], abs=0.005)


def test_turns_cost_nothing_along_a_street_and_more_for_turning_back() -> None:
    no, yes = np.array([False]), np.array([True])
    assert turn_seconds(np.array([90.0]), no, no, SpeedTable())[0] == 0
    assert turn_seconds(np.array([180.0]), no, yes, SpeedTable())[0] == pytest.approx(27.4, abs=0.2)


def test_turns_are_ascending_and_indexed() -> None:
    view = see(crossing())
    assert view.turn_start[0] == 0
    assert view.turn_start[-1] == len(view.turn_to) == len(view.turn_s) == len(view.turn_cost_nok)
    assert np.all(np.diff(view.turn_start) >= 0)
