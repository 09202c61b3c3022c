"""Turn restriction relations, resolved to the streets they mean."""

from __future__ import annotations

from typing import Any

import pytest

from freight.network.restrictions import turn_deg
from freight.network.streets import TurnRestriction
from tests.ascii_map import AsciiMap, ascii_map

CROSS = """
   E
   |
A--B--C
   |
   D
"""
ARMS: dict[str, dict[str, str]] = {"AB": {}, "BC": {}, "BD": {}, "EB": {}}
LADDER = """
A--B--C
|  |  |
D--E--F
"""


def turns(art: str, ways: dict[str, dict[str, str]], **relation: Any) -> tuple[AsciiMap, list[TurnRestriction]]:
    town = ascii_map(art, ways=ways, restrictions=[{"restriction": "no_left_turn", **relation}])
    return town, list(town.streets.restrictions)


def one(art: str, ways: dict[str, dict[str, str]], **relation: Any) -> tuple[list[str], TurnRestriction]:
    town, (found,) = turns(art, ways, **relation)
    return [town.letters(street) for street in found.streets], found


def reason(art: str, ways: dict[str, dict[str, str]], **relation: Any) -> str:
    town, found = turns(art, ways, **relation)
    assert found == []
    (text,) = (kind for kind in town.streets.ignored if kind.startswith("turn restrictions: "))
    return text.removeprefix("turn restrictions: ")


@pytest.mark.parametrize("kind", ["no_left_turn", "no_right_turn", "no_straight_on"])
def test_a_ban_at_a_node(kind: str) -> None:
    letters, found = one(CROSS, ARMS, **{"from": "AB", "via": "B", "to": "EB", "restriction": kind})
    assert letters == ["AB", "BE"]
    assert found == TurnRestriction(found.streets, False, frozenset(), "", "", 1001)


def test_a_mandatory_turn() -> None:
    letters, found = one(
        CROSS, ARMS, **{"from": "AB", "via": "B", "to": "BC", "restriction": "only_straight_on"}
    )
    assert (letters, found.mandatory) == (["AB", "BC"], True)


def test_exemptions() -> None:
    _, found = one(CROSS, ARMS, **{"from": "AB", "via": "B", "to": "BD", "except": "bicycle; psv;"})
    assert found.exempt == {"bicycle", "psv"}


@pytest.mark.parametrize(
    ("tags", "only_for", "condition"),
    [
        ({"restriction:hgv": "no_left_turn"}, "hgv", ""),
        ({"restriction:hgv:conditional": "no_left_turn @ (weight > 7.5)"}, "hgv", "weight > 7.5"),
        ({"restriction:conditional": "no_left_turn @ (Mo-Fr 07:00-09:00)"}, "", "Mo-Fr 07:00-09:00"),
        ({"restriction:conditional": "no_left_turn @ Sa,Su"}, "", "Sa,Su"),
        ({"restriction:conditional": "no_left_turn @ (Mo 07:00-09:00; Tu off)"}, "", "Mo 07:00-09:00; Tu off"),
        ({"restriction:conditional": "no_left_turn @ ((sunrise)-(sunset))"}, "", "(sunrise)-(sunset)"),
        ({"type": "restriction:hgv", "restriction": "no_left_turn"}, "hgv", ""),
        (
            {
                "restriction": "no_left_turn",
                "day_on": "Monday",
                "day_off": "Friday",
                "hour_on": "07:00",
                "hour_off": "9:00",
            },
            "",
            "Mo-Fr 07:00-9:00",
        ),
    ],
)
def test_for_whom_and_when(tags: dict[str, str], only_for: str, condition: str) -> None:
    relation = {"from": "AB", "via": "B", "to": "BD", **tags}
    town = ascii_map(CROSS, ways=ARMS, restrictions=[relation])
    (found,) = town.streets.restrictions
    assert (found.only_for, found.condition, found.mandatory) == (only_for, condition, False)


def test_several_conditions_are_several_restrictions() -> None:
    text = "no_left_turn @ (Mo-Fr 07:00-09:00); only_straight_on @ (Sa 10:00-12:00)"
    relation = {"from": "AB", "via": "B", "to": "BD", "restriction:conditional": text}
    found = ascii_map(CROSS, ways=ARMS, restrictions=[relation]).streets.restrictions
    assert [(turn.mandatory, turn.condition) for turn in found] == [
        (False, "Mo-Fr 07:00-09:00"),
        (True, "Sa 10:00-12:00"),
    ]


def test_a_u_turn_at_the_end_of_a_way() -> None:
    letters, _ = one(CROSS, ARMS, **{"from": "AB", "via": "B", "to": "AB", "restriction": "no_u_turn"})
    assert letters == ["AB", "BA"]


def test_a_u_turn_in_the_middle_of_a_way_is_banned_from_both_sides() -> None:
    relation = {"from": "ABC", "via": "B", "to": "ABC", "restriction": "no_u_turn"}
    town, found = turns(CROSS, {"ABC": {}, "EBD": {}}, **relation)
    assert {tuple(map(town.letters, turn.streets)) for turn in found} == {("AB", "BA"), ("CB", "BC")}


def test_no_entry_from_several_ways_and_no_exit_to_several() -> None:
    town, found = turns(
        CROSS, ARMS, **{"from": ["AB", "BC"], "via": "B", "to": "BD", "restriction": "no_entry"}
    )
    assert [tuple(map(town.letters, turn.streets)) for turn in found] == [("AB", "BD"), ("CB", "BD")]
    town, found = turns(CROSS, ARMS, **{"from": "AB", "via": "B", "to": ["BD", "EB"], "restriction": "no_exit"})
    assert [tuple(map(town.letters, turn.streets)) for turn in found] == [("AB", "BD"), ("AB", "BE")]


def test_a_via_node_splits_a_way_that_has_no_junction_there() -> None:
    letters, _ = one("A--B--C", {"AB": {}, "BC": {}}, **{"from": "AB", "via": "B", "to": "BC"})
    assert letters == ["AB", "BC"]


def test_a_way_through_the_via_node_is_told_by_its_one_way_tag() -> None:
    ways = {"AB": {}, "BC": {}, "EBD": {"oneway": "yes"}}
    letters, _ = one(CROSS, ways, **{"from": "AB", "via": "B", "to": "EBD", "restriction": "no_straight_on"})
    assert letters == ["AB", "BD"]


@pytest.mark.parametrize(("kind", "to"), [("no_left_turn", "BE"), ("only_right_turn", "BD")])
def test_a_way_through_the_via_node_is_told_by_the_sense_of_the_turn(kind: str, to: str) -> None:
    ways = {"AB": {}, "BC": {}, "EBD": {}}
    letters, _ = one(CROSS, ways, **{"from": "AB", "via": "B", "to": "EBD", "restriction": kind})
    assert letters == ["AB", to]


def test_over_a_via_way() -> None:
    ways = {"AB": {}, "BE": {}, "ED": {}, "BC": {}, "EF": {}}
    relation = {"from": "AB", "via": ["BE"], "to": "ED", "restriction": "no_u_turn"}
    letters, _ = one(LADDER, ways, **relation)
    assert letters == ["AB", "BE", "ED"]


def test_over_several_via_ways_in_any_order_and_through_junctions_on_them() -> None:
    art = """
A--B--C--G
|  |  |  |
D--E--F--H
"""
    ways = {"AB": {}, "BCG": {}, "GH": {}, "HFED": {}, "CF": {}, "BE": {}}
    relation = {"from": "AB", "via": ["GH", "BCG"], "to": "HFED", "restriction": "only_u_turn"}
    letters, found = one(art, ways, **relation)
    assert letters == ["AB", "BC", "CG", "GH", "HF"]
    assert found.mandatory


@pytest.mark.parametrize(
    ("relation", "why"),
    [
        ({"from": "AB", "via": "B", "to": "BD", "restriction": "no_parking"}, "kind not known"),
        ({"from": "AB", "via": "B"}, "no from or to way"),
        ({"from": ["AB", "EB"], "via": "B", "to": "BD"}, "several from or to ways"),
        ({"from": "AB", "via": "B", "to": ["BD", "EB"], "restriction": "no_entry"}, "several from or to ways"),
        ({"from": "AB", "to": "BD"}, "no via in the network"),
        ({"from": "AB", "via": "W", "to": "BD"}, "no via in the network"),
        ({"from": "AB", "via": "C", "to": "BD"}, "its members do not meet"),
        ({"from": "AB", "via": ["YZ"], "to": "BD"}, "its members do not meet"),
        ({"from": "XY", "via": "B", "to": "BD"}, "a way is not in the network"),
        ({"from": "EB", "via": "B", "to": "YZ"}, "its members do not meet"),
    ],
)
def test_what_cannot_be_resolved_is_counted_by_its_reason(relation: dict[str, Any], why: str) -> None:
    art = CROSS + "\nX--Y--Z--W\n"
    ways = ARMS | {"YZ": {}, "XY": {"highway": "steps"}}
    assert reason(art, ways, **relation) == why


def test_a_turn_that_could_be_two_is_not_guessed() -> None:
    ways = {"AB": {}, "BC": {}, "EBD": {}}
    relation = {"from": "AB", "via": "B", "to": "EBD", "restriction": "no_straight_on"}
    assert reason(CROSS, ways, **relation) == "which turn is not clear"


def test_the_angle_of_a_turn_is_positive_to_the_left() -> None:
    town = ascii_map(CROSS, ways=ARMS)
    streets: Any = town.streets
    assert turn_deg(streets, *town.path("ABE")) == pytest.approx(90.0, abs=0.1)
    assert turn_deg(streets, *town.path("ABD")) == pytest.approx(-90.0, abs=0.1)
    assert turn_deg(streets, *town.path("ABC")) == pytest.approx(0.0, abs=0.1)
