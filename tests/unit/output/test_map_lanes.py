"""Routes on one street lie side by side, and stay on their side both ways."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.domain.plan import Leg
from freight.output.lines import leg_line
from freight.output.map_lanes import WIDEST, lane_line, lanes_by_vehicle
from tests.timelines import small_streets
from tests.unit.output.conftest import Day

STREETS = small_streets()
WAYS = ((0, 2), (0, 4), (6, 8), (7,), (1, 6, 8, 3), (5, 2), (4,))
EVERYWHERE = dict.fromkeys(range(5), 1.0)


@given(st.sampled_from(WAYS), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
@settings(deadline=None, max_examples=100)
def test_without_moving_aside_it_is_the_line_of_the_leg(way: tuple[int, ...], low: float, high: float) -> None:
    leg = Leg(way, low, high)
    moved = lane_line(STREETS, leg, EVERYWHERE)
    assert moved.points.shape == moved.aside.shape
    assert len(moved.points) >= 2
    fresh = np.concatenate([[True], np.any(np.diff(np.round(moved.points, 7), axis=0) != 0.0, axis=1)])
    exact = leg_line(STREETS, leg)
    assert np.allclose(np.round(moved.points, 7)[fresh], exact[: fresh.sum()])


def test_both_directions_of_a_street_have_the_same_sides() -> None:
    there = lane_line(STREETS, Leg((2,), 0.0, 1.0), EVERYWHERE)
    back = lane_line(STREETS, Leg((3,), 0.0, 1.0), EVERYWHERE)
    assert np.allclose(there.aside, back.aside)
    assert there.aside[0].tolist() == pytest.approx([0.0, 1.0])


def test_a_bend_moves_aside_by_one_lane_at_every_point() -> None:
    moved = lane_line(STREETS, Leg((0,), 0.1, 0.9), EVERYWHERE)
    assert np.hypot(*moved.aside.T) == pytest.approx(1.0)


def test_a_leg_without_length_has_two_points() -> None:
    flat = replace(STREETS, points=np.repeat(STREETS.points[:1], len(STREETS.points), axis=0))
    moved = lane_line(flat, Leg((2,), 0.5, 0.5), EVERYWHERE)
    assert moved.points.shape == (2, 2)
    assert np.all(np.isfinite(moved.aside))


def test_vehicles_on_one_street_have_lanes_round_its_middle(day: Day) -> None:
    first = day.timeline.routes[0]
    many = [replace(first, vehicle_id=f"V{i}") for i in range(9)]
    lanes = lanes_by_vehicle(many)
    for segment in lanes["V0"]:
        places = [lanes[route.vehicle_id][segment] for route in many]
        assert sum(places) == pytest.approx(0.0)
        assert max(places) - min(places) == pytest.approx(WIDEST - 1)
        assert all(abs(a - b) > 0.1 for a, b in combinations(places, 2))


def test_a_vehicle_alone_drives_in_the_middle(day: Day) -> None:
    lanes = lanes_by_vehicle(day.timeline.routes[:1])
    assert set(lanes[day.timeline.routes[0].vehicle_id].values()) == {0.0}
