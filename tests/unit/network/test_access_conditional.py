"""Conditional access, one small town each."""

from __future__ import annotations

import pytest

from freight.network.access_conditional import Occasion, clauses, judge
from freight.network.hours import ALWAYS
from freight.network.view import CLOSED, THROUGH
from tests.views import (
    BIKE,
    ELECTRIC_VAN,
    MONDAY,
    OPEN,
    SHUT_BOTH,
    STOPS,
    SUNDAY,
    VAN,
    expect,
    hours,
    levels,
    ring,
    see,
)

THERE, BACK = (THROUGH, CLOSED), (CLOSED, THROUGH)


def test_the_delivery_window_of_a_pedestrian_street() -> None:
    tags = {
        "highway": "pedestrian",
        "motor_vehicle": "no",
        "motor_vehicle:conditional": "delivery @ (Mo-Fr 06:00-11:00)",
        "bicycle": "yes",
    }
    town = ring(tags)
    assert levels(town, VAN) == STOPS
    assert hours(town, see(town)) == ((6, 11),)
    assert levels(town, VAN, day=SUNDAY, hull=(5 * 3600, 17 * 3600)) == SHUT_BOTH
    assert levels(town, VAN, hull=(12 * 3600, 17 * 3600)) == SHUT_BOTH
    assert levels(town, VAN, hull=(7 * 3600, 11 * 3600)) == STOPS
    assert hours(town, see(town, hull=(7 * 3600, 11 * 3600))) is None
    assert levels(town, BIKE) == OPEN


@pytest.mark.parametrize(
    ("tags", "van", "lorry"),
    [
        ({"motor_vehicle:conditional": "no @ (weight>3.5)"}, OPEN, SHUT_BOTH),
        ({"motor_vehicle:conditional": "no @ (weight>=3.5)"}, SHUT_BOTH, SHUT_BOTH),
        ({"motor_vehicle:conditional": "no @ (length > 8 m)"}, OPEN, SHUT_BOTH),
        ({"motor_vehicle:conditional": "no @ (height>2.5)"}, SHUT_BOTH, SHUT_BOTH),
        ({"access:conditional": "no @ (hgv)"}, OPEN, SHUT_BOTH),
        ({"hgv:conditional": "no @ (Mo-Fr 00:00-24:00)"}, OPEN, SHUT_BOTH),
        ({"goods:conditional": "destination @ (Mo-Fr 00:00-24:00)"}, STOPS, OPEN),
        ({"motor_vehicle": "no", "motor_vehicle:conditional": "yes @ (weight<7.5)"}, OPEN, SHUT_BOTH),
        ({"access:conditional": "no @ (Mo-Su)", "motor_vehicle": "yes"}, OPEN, OPEN),
        ({"motor_vehicle": "no", "motor_vehicle:conditional": "yes @ (delivery)"}, STOPS, STOPS),
        ({"motor_vehicle:conditional": "no @ (delivery)"}, SHUT_BOTH, SHUT_BOTH),
        ({"motor_vehicle:conditional": "no @ (Mo-Fr 07:00-09:00 AND weight>3.5)"}, OPEN, STOPS),
        ({"motor_vehicle:conditional": "no @ (Mo-Su); yes @ (weight<4)"}, OPEN, SHUT_BOTH),
        ({"motor_vehicle:forward:conditional": "no @ (Mo-Su)"}, BACK, BACK),
        # Nobody can read these: a ban holds, a grant does not.
        ({"motor_vehicle:conditional": "no @ (wet)"}, SHUT_BOTH, SHUT_BOTH),
        ({"motor_vehicle:conditional": "destination @ (axles>2)"}, STOPS, STOPS),
        ({"motor_vehicle:conditional": "no @ (Mo-Fr 07:00-09:00 AND wet)"}, STOPS, STOPS),
        ({"motor_vehicle:conditional": "no @ (Sa-Su AND wet)"}, OPEN, OPEN),
        ({"motor_vehicle:conditional": "no"}, SHUT_BOTH, SHUT_BOTH),
        ({"motor_vehicle": "no", "motor_vehicle:conditional": "yes @ (dry)"}, SHUT_BOTH, SHUT_BOTH),
        ({"motor_vehicle": "destination", "motor_vehicle:conditional": "yes @ (dry)"}, STOPS, STOPS),
        # About persons, who are not ours.
        ({"motor_vehicle:conditional": "no @ (residents)"}, OPEN, OPEN),
        ({"motor_vehicle": "no", "motor_vehicle:conditional": "yes @ (permit_holders)"}, SHUT_BOTH, SHUT_BOTH),
    ],
)
def test_conditions(tags: dict[str, str], van: tuple[int, int], lorry: tuple[int, int]) -> None:
    expect(tags, van=van, lorry=lorry)


def test_conditions_on_the_fuel() -> None:
    town = ring({"motor_vehicle:conditional": "no @ (fossil)"})
    assert levels(town, VAN) == SHUT_BOTH
    assert levels(town, ELECTRIC_VAN) == OPEN
    town = ring({"motor_vehicle": "no", "motor_vehicle:conditional": "destination @ (electric)"})
    assert levels(town, VAN) == SHUT_BOTH
    assert levels(town, ELECTRIC_VAN) == STOPS


def test_conditions_for_cycles() -> None:
    town = ring({"highway": "pedestrian", "bicycle:conditional": "no @ (Mo-Sa 10:00-16:00)"})
    assert levels(town, BIKE) == STOPS
    assert hours(town, see(town, BIKE)) == ((0, 10), (16, 24))


def test_clauses_with_hours_that_hold_semicolons() -> None:
    text = "no @ (Mo-Fr 07:00-09:00; PH off); destination @ weight>3.5"
    assert clauses(text) == (("no", "Mo-Fr 07:00-09:00; PH off"), ("destination", "weight>3.5"))
    assert clauses("no @ (Mo") == (("no", "(Mo"),)
    assert clauses("yes @ (24/7); odd") == (("yes", "24/7"), ("odd", "?"))


def test_verdicts() -> None:
    occasion = Occasion(VAN, MONDAY)
    assert judge("Mo-Fr 06:00-11:00 and delivery", occasion).for_stops
    assert judge("24/7", occasion).when == ALWAYS
    assert not judge("06:00-11:00 unknown", occasion).readable
    assert not judge("weight>lots", occasion).readable
    assert judge("weight=3.5", occasion).when == ALWAYS
    assert judge("weight<3.5", occasion).when == ()
