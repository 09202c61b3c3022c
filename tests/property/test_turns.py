"""Turn lists on random stars: the angle decides, a mirror swaps the sides, no metre is lost."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from freight.domain.fleet import Mode
from freight.network.streets import Streets
from freight.output.sheets.junctions import Junctions
from freight.output.sheets.turns import Move, Step, move_of, turn_list
from tests.ascii_map import ascii_map
from tests.driven_legs import driven_leg

STAR = ascii_map(
    """
    A---B---C
        |
        D
    """,
    ways={"AB": {"name": "Inn"}, "BC": {"name": "Ut"}, "BD": {"name": "Annen"}},
)
MIRRORED = {
    Move.LEFT: Move.RIGHT, Move.SLIGHT_LEFT: Move.SLIGHT_RIGHT, Move.SHARP_LEFT: Move.SHARP_RIGHT,
    Move.ARRIVE_LEFT: Move.ARRIVE_RIGHT,
}  # fmt: skip
SWAPPED = MIRRORED | {right: left for left, right in MIRRORED.items()}
METRES = 111_195.0


def turned(angle_deg: float, sign: float) -> Streets:
    """The star with its way out at an angle to the way in; `sign` -1 mirrors it in the way in."""
    streets = STAR.streets
    points = streets.points.copy()
    lat, lon = STAR.latlon("B")
    rad = math.radians(angle_deg) * sign
    end = (
        lon + 300.0 * math.cos(rad) / (METRES * math.cos(math.radians(lat))),
        lat - 300.0 * math.sin(rad) / METRES,
    )
    for street in (STAR.street("B", "C"), STAR.street("C", "B")):
        start = int(streets.point_start[street])
        line = [(lon, lat), end] if street == STAR.street("B", "C") else [end, (lon, lat)]
        points[start : start + 2] = line
    length = streets.length_m.copy()
    length[[STAR.street("B", "C"), STAR.street("C", "B")]] = 300.0
    return replace(streets, points=points, length_m=length)


def list_of(streets: Streets, low: float, high: float) -> tuple[Step, ...]:
    leg = driven_leg(streets, STAR.path("ABC"), low, high)
    return turn_list(Junctions.of(streets), leg, Mode.DRIVE, STAR.latlon("A"))


shares = st.floats(0.01, 0.99)


@given(st.floats(-179.0, 179.0), shares, shares)
def test_the_angle_decides(angle_deg: float, low: float, high: float) -> None:
    assume(all(abs(abs(angle_deg) - limit) > 1.0 for limit in (0.0, 20.0, 50.0, 130.0, 165.0)))
    streets = turned(angle_deg, 1.0)
    found = list_of(streets, low, high)
    assert found[1].move is move_of(angle_deg)


@given(st.floats(-179.0, 179.0), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_no_metre_is_lost_at_the_very_ends(angle_deg: float, low: float, high: float) -> None:
    streets = turned(angle_deg, 1.0)
    expected = float(driven_leg(streets, STAR.path("ABC"), low, high).length_m.sum())
    assert np.isclose(sum(step.metres for step in list_of(streets, low, high)), expected)


@given(st.floats(-160.0, 160.0))
def test_a_mirror_swaps_left_and_right(angle_deg: float) -> None:
    assume(all(abs(abs(angle_deg) - limit) > 1.0 for limit in (20.0, 50.0, 130.0, 165.0)))
    one, other = (list_of(turned(angle_deg, sign), 0.2, 0.9)[1].move for sign in (1.0, -1.0))
    assert other is SWAPPED.get(one, one)
