"""Turn lists on drawn maps: where the driver turns, is told so, and where not, is not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from freight.domain.fleet import Mode
from freight.network.streets import twin
from freight.output.sheets.directions import step_text
from freight.output.sheets.junctions import Junctions
from freight.output.sheets.turns import Move, Step, turn_list
from freight.output.sheets.words import LANGUAGES
from tests.ascii_map import AsciiMap, ascii_map
from tests.driven_legs import driven_leg

CROSS = ascii_map(
    """
        C
        |
    A---B---D
        |
        E
    """,
    ways={
        "AB": {"name": "Vestgata"}, "CB": {"name": "Nordgata"}, "BD": {"name": "Østgata"},
        "BE": {"highway": "service"},
    },
)  # fmt: skip
RING = ascii_map(
    """
          C
          |
          S
    A---P   R---D
          Q
          |
          B
    """,
    ways={
        "AP": {"name": "Vestgata"}, "SC": {"name": "Nordgata"}, "RD": {"name": "Østgata"},
        "QB": {"name": "Sørgata"},
        "PQRSP": {"junction": "roundabout", "highway": "primary"},
    },
)  # fmt: skip


def steps(town: AsciiMap, letters: str, mode: Mode = Mode.DRIVE, **how: float) -> tuple[Step, ...]:
    shares = [how.pop(name, otherwise) for name, otherwise in (("from_share", 0.0), ("to_share", 1.0))]
    leg = driven_leg(town.streets, town.path(letters), *shares, **how)  # type: ignore[arg-type]
    return turn_list(Junctions.of(town.streets), leg, mode, town.latlon(letters[-1]))


def said(found: Sequence[Step]) -> list[tuple[str, str]]:
    return [(step.move.value, step.street.name or step.street.kind) for step in found]


@pytest.mark.parametrize(
    ("letters", "move", "name"),
    [
        ("ABC", Move.LEFT, "Nordgata"), ("ABD", Move.STRAIGHT, "Østgata"), ("ABE", Move.RIGHT, "service"),
        ("DBC", Move.RIGHT, "Nordgata"), ("CBE", Move.STRAIGHT, "service"), ("EBA", Move.LEFT, "Vestgata"),
    ],
)  # fmt: skip
def test_a_cross_has_four_arms(letters: str, move: Move, name: str) -> None:
    found = steps(CROSS, letters)
    assert said(found)[1] == (move.value, name)
    assert found[-1].move is Move.ARRIVE


def test_the_start_says_which_way_and_the_metres_add_up() -> None:
    found = steps(CROSS, "ABC", from_share=0.5, to_share=0.5)
    assert found[0].move is Move.START
    assert found[0].heading_deg == pytest.approx(90.0, abs=0.1)
    assert found[0].metres == pytest.approx(200.0, rel=1e-3)
    assert sum(step.metres for step in found) == pytest.approx(300.0, rel=1e-3)


def test_a_name_that_goes_on_straight_says_nothing() -> None:
    town = ascii_map(
        """
        A--B--C--D
           |  |
           E  F
        """,
        ways={"ABCD": {"name": "Storgata"}, "BE": {}, "CF": {}},
    )
    assert said(steps(town, "ABCD")) == [("start", "Storgata"), ("arrive", "Storgata")]


def test_a_bend_is_no_turn_but_a_corner_with_a_choice_is() -> None:
    art = """
        A---B---X
            |
            C
        """
    names = {"ABC": {"name": "Krokgata"}}
    bend = ascii_map(art.replace("---X", ""), ways=names, nodes={"B": {"highway": "stop"}})
    corner = ascii_map(art, ways={**names, "BX": {"name": "Annen gate"}})
    assert said(steps(bend, "ABC")) == [("start", "Krokgata"), ("arrive", "Krokgata")]
    found = steps(corner, "ABC")
    assert said(found)[1] == ("right", "Krokgata")
    assert found[1].same_street
    assert step_text(found[1], LANGUAGES["no"]) == "Ta til høyre, fortsatt Krokgata"
    only_cycles = ascii_map(art, ways={**names, "BX": {"highway": "cycleway"}})
    assert len(steps(only_cycles, "ABC")) == 2
    assert len(steps(only_cycles, "ABC", Mode.CYCLE)) == 3


def test_against_a_one_way_street_there_is_no_choice() -> None:
    art = """
        A---B---X
            |
            C
        """
    ways = {"ABC": {"name": "Krokgata"}, "XB": {"name": "Enveis", "oneway": "yes"}}
    town = ascii_map(art, ways=ways)
    assert len(steps(town, "ABC")) == 2
    ways["XB"]["oneway:bicycle"] = "no"
    assert len(steps(ascii_map(art, ways=ways), "ABC", Mode.CYCLE)) == 3


@pytest.mark.parametrize(
    ("letters", "exit_number", "name"),
    [("APQB", 1, "Sørgata"), ("APQRD", 2, "Østgata"), ("APQRSC", 3, "Nordgata"), ("APQRSPA", 4, "Vestgata")],
)
def test_exits_of_a_roundabout_are_counted(letters: str, exit_number: int, name: str) -> None:
    found = steps(RING, letters)
    assert said(found)[1:-1] == [("roundabout", name)]
    assert found[1].exit == exit_number
    assert sum(step.metres for step in found) == pytest.approx(
        float(RING.streets.length_m[list(RING.path(letters))].sum())
    )
    assert step_text(found[1], LANGUAGES["no"]) == f"I rundkjøringen: {exit_number}. avkjørsel, {name}"


def test_a_one_way_arm_into_a_roundabout_is_no_exit() -> None:
    ways = {
        "AP": {"name": "Vestgata"}, "BQ": {"name": "Sørgata", "oneway": "yes"}, "RD": {"name": "Østgata"},
        "SC": {}, "PQRSP": {"junction": "roundabout"},
    }  # fmt: skip
    art = "    C\n    S\nA-P   R-D\n    Q\n    B"
    assert steps(ascii_map(art, ways=ways), "APQRD")[1].exit == 1


def test_a_leg_may_end_and_begin_inside_a_roundabout() -> None:
    inside = steps(RING, "APQ")
    assert said(inside)[1][0] == "roundabout"
    assert inside[1].exit == 0
    out = steps(RING, "QRD")
    assert (out[0].move, out[0].exit, out[0].street.name) == (Move.ROUNDABOUT, 1, "Østgata")


def test_turning_round_is_said_on_the_way_and_at_the_start() -> None:
    streets = CROSS.streets
    assert said(steps(CROSS, "ABAB"))[1:3] == [("u_turn", "Vestgata"), ("u_turn", "Vestgata")]
    leg = driven_leg(streets, CROSS.path("BA"), 0.5)
    junctions, target = Junctions.of(streets), CROSS.latlon("A")
    back = turn_list(junctions, leg, Mode.DRIVE, target, came_by=twin(CROSS.street("B", "A")))
    on = turn_list(junctions, leg, Mode.DRIVE, target, came_by=CROSS.street("B", "A"))
    assert (back[0].move, on[0].move) == (Move.U_TURN, Move.CONTINUE)


def test_a_short_nameless_piece_is_part_of_the_turn() -> None:
    town = ascii_map(
        """
        A----BC----D
             |
             E
        """,
        ways={"AB": {"name": "Vestgata"}, "BC": {"highway": "service"}, "CD": {"name": "Østgata"}, "BE": {}},
        spacing_m=10.0,
    )
    assert said(steps(town, "ABCD")) == [("start", "Vestgata"), ("straight", "Østgata"), ("arrive", "Østgata")]


def test_a_leg_that_begins_or_ends_at_a_corner_does_so_on_the_other_street() -> None:
    found = steps(CROSS, "ABC", from_share=1.0)
    assert said(found) == [("start", "Nordgata"), ("arrive", "Nordgata")]
    assert found[0].heading_deg % 360.0 == pytest.approx(0.0, abs=0.5)
    assert said(steps(CROSS, "ABC", to_share=0.0)) == [("start", "Vestgata"), ("arrive_left", "Vestgata")]
    assert said(steps(CROSS, "ABC", from_share=1.0, hold_s=60.0))[0][0] == "hold"


def test_waiting_at_a_gate_is_a_step() -> None:
    found = steps(CROSS, "ABD", hold_s=600.0, hold_before=1)
    assert said(found)[1] == ("hold", "Østgata")
    assert found[1].until_s == pytest.approx(8 * 3600 + 400 / 5.0 + 600, rel=1e-4)
    assert step_text(found[1], LANGUAGES["en"]) == "Wait until 08:11, when Østgata opens"


@pytest.mark.parametrize(
    ("north_m", "move"), [(12.0, Move.ARRIVE_LEFT), (-12.0, Move.ARRIVE_RIGHT), (1.0, Move.ARRIVE)]
)
def test_the_side_of_the_place(north_m: float, move: Move) -> None:
    leg = driven_leg(CROSS.streets, CROSS.path("AB"), 0.0, 0.5)
    lat, lon = CROSS.between("A", "B", 0.5)
    found = turn_list(Junctions.of(CROSS.streets), leg, Mode.DRIVE, (lat + north_m / 111_195.0, lon))
    assert found[-1].move is move


def test_a_street_is_called_by_name_number_or_class() -> None:
    words = LANGUAGES["no"]
    assert words.street("Storgata", "primary") == "Storgata"
    assert words.street("282", "primary") == "vei 282"
    assert words.street("", "cycleway") == "gang- og sykkelvei"
    assert words.street("", "never heard of") == "vei uten navn"
