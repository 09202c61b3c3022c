"""Access rules of streets, one small town each, through the real reader and `build_view`."""

from __future__ import annotations

import pytest

from freight.network.access import relevant, street_access
from freight.network.access_conditional import Occasion
from freight.network.measures import metres, tonnes
from freight.network.timed_access import FREE, SHUT
from freight.network.view import CLOSED, DESTINATION, THROUGH
from tests.views import (
    MONDAY,
    OPEN,
    SHUT_BOTH,
    STOPS,
    VAN,
    expect,
    hours,
    levels,
    ring,
    see,
)

THERE, BACK = (THROUGH, CLOSED), (CLOSED, THROUGH)


@pytest.mark.parametrize("value", ["yes", "permissive", "designated", "official"])
def test_values_that_let_everyone_through(value: str) -> None:
    expect({"access": value}, van=OPEN, lorry=OPEN, bike=OPEN)


@pytest.mark.parametrize("value", ["no", "private", "agricultural", "forestry", "military", "psv", "nonsense"])
def test_values_that_close(value: str) -> None:
    expect({"access": value}, van=SHUT_BOTH, lorry=SHUT_BOTH, bike=SHUT_BOTH)


@pytest.mark.parametrize("value", ["destination", "delivery", "customers"])
def test_values_for_stops(value: str) -> None:
    expect({"access": value}, van=STOPS, lorry=STOPS, bike=STOPS)


def test_a_value_nobody_knows_changes_nothing() -> None:
    expect({"access": "unknown"}, van=OPEN, bike=OPEN)


def test_the_kindest_of_several_values_counts() -> None:
    expect({"motor_vehicle": "bus;delivery"}, van=STOPS)
    expect({"motor_vehicle": "bus;taxi"}, van=SHUT_BOTH)


def test_the_special_key_goes_before_the_general_one() -> None:
    expect({"access": "no", "vehicle": "yes"}, van=OPEN, lorry=OPEN, bike=OPEN)
    expect({"vehicle": "no", "motor_vehicle": "yes"}, van=OPEN, bike=SHUT_BOTH)
    expect({"motor_vehicle": "no", "goods": "yes"}, van=OPEN, lorry=SHUT_BOTH, bike=OPEN)
    expect({"motor_vehicle": "no", "hgv": "delivery"}, van=SHUT_BOTH, lorry=STOPS)
    expect({"hgv": "no"}, van=OPEN, lorry=SHUT_BOTH, bike=OPEN)
    expect({"motorcar": "no"}, van=SHUT_BOTH, lorry=OPEN, bike=OPEN)
    expect({"bicycle": "no"}, van=OPEN, bike=SHUT_BOTH)
    expect({"bicycle": "no", "cargo_bike": "yes"}, bike=OPEN)


def test_bus_streets_are_closed() -> None:
    expect({"access": "no", "bus": "yes", "taxi": "yes"}, van=SHUT_BOTH, bike=SHUT_BOTH)
    expect({"motor_vehicle": "no", "bus": "yes", "bicycle": "designated"}, van=SHUT_BOTH, bike=OPEN)
    expect({"highway": "busway"}, van=SHUT_BOTH, bike=SHUT_BOTH)


def test_directions_of_a_key() -> None:
    expect({"motor_vehicle:backward": "no"}, van=THERE, bike=OPEN)
    expect({"vehicle:forward": "no", "bicycle:forward": "yes"}, van=BACK, bike=OPEN)


@pytest.mark.parametrize("highway", ["pedestrian", "footway", "path", "cycleway", "bridleway", "track"])
def test_classes_closed_to_vans_unless_a_tag_of_their_own_opens_them(highway: str) -> None:
    expect({"highway": highway, "bicycle": "yes"}, van=SHUT_BOTH, bike=OPEN)
    expect({"highway": highway, "bicycle": "yes", "motor_vehicle": "destination"}, van=STOPS, bike=OPEN)


def test_general_access_opens_no_way_that_is_made_for_others() -> None:
    for_all = {"bicycle": "yes", "access": "yes"}
    expect({"highway": "footway", **for_all}, van=SHUT_BOTH)
    expect({"highway": "pedestrian", **for_all}, van=SHUT_BOTH)
    expect({"highway": "footway", "bicycle": "yes", "access": "customers"}, van=SHUT_BOTH)
    expect({"highway": "pedestrian", "access": "delivery"}, van=STOPS)
    expect({"highway": "track", "access": "yes"}, van=OPEN, bike=OPEN)


def test_cycles_go_through_pedestrian_streets_but_not_on_plain_paths() -> None:
    expect({"highway": "pedestrian"}, van=SHUT_BOTH, bike=OPEN)
    expect({"highway": "pedestrian", "bicycle": "dismount"}, bike=SHUT_BOTH)
    expect({"highway": "path"}, bike=SHUT_BOTH)
    expect({"highway": "path", "bicycle": "designated"}, bike=OPEN)
    expect({"highway": "secondary", "bicycle": "use_sidepath"}, bike=SHUT_BOTH)


@pytest.mark.parametrize("highway", ["steps", "construction", "platform", "corridor", ""])
def test_what_no_tag_can_open(highway: str) -> None:
    occasion = Occasion(VAN, MONDAY)
    assert street_access({"highway": highway, "motor_vehicle": "yes"}, occasion, forward=True) == SHUT


def test_motorways_are_closed_to_cycles_and_run_one_way() -> None:
    expect({"highway": "motorway"}, van=THERE, bike=SHUT_BOTH)
    expect({"highway": "motorway", "oneway": "no"}, van=OPEN)
    expect({"highway": "trunk", "motorroad": "yes"}, van=OPEN, bike=SHUT_BOTH)


@pytest.mark.parametrize("service", ["driveway", "parking_aisle", "drive-through"])
def test_service_ways_that_are_for_stops(service: str) -> None:
    expect({"highway": "service", "service": service}, van=STOPS, lorry=STOPS, bike=OPEN)


def test_driveways_may_be_private_other_service_ways_not() -> None:
    expect({"highway": "service", "service": "driveway", "access": "private"}, van=STOPS)
    expect({"highway": "service", "service": "alley"}, van=OPEN)
    expect({"highway": "service", "access": "private"}, van=SHUT_BOTH)
    expect({"highway": "service", "service": "emergency_access"}, van=SHUT_BOTH, bike=SHUT_BOTH)


@pytest.mark.parametrize(
    ("tags", "van", "bike"),
    [
        ({"oneway": "yes"}, THERE, THERE),
        ({"oneway": "-1"}, BACK, BACK),
        ({"oneway": "no"}, OPEN, OPEN),
        ({"oneway": "reversible"}, SHUT_BOTH, SHUT_BOTH),
        ({"oneway": "alternating"}, OPEN, OPEN),
        ({"junction": "roundabout"}, THERE, THERE),
        ({"junction": "roundabout", "oneway": "no"}, OPEN, OPEN),
        ({"oneway": "yes", "oneway:bicycle": "no"}, THERE, OPEN),
        ({"oneway": "no", "oneway:motor_vehicle": "yes"}, THERE, OPEN),
        ({"oneway": "yes", "cycleway": "opposite"}, THERE, OPEN),
        ({"oneway": "yes", "cycleway": "opposite_lane"}, THERE, OPEN),
        ({"oneway": "yes", "cycleway:left": "opposite_track"}, THERE, OPEN),
        ({"oneway": "yes", "cycleway:left": "lane", "cycleway:left:oneway": "-1"}, THERE, OPEN),
        ({"oneway": "yes", "cycleway:right": "lane"}, THERE, THERE),
        ({"oneway": "yes", "cycleway": "opposite", "oneway:bicycle": "yes"}, THERE, THERE),
        ({"highway": "cycleway", "oneway": "yes"}, SHUT_BOTH, THERE),
    ],
)
def test_directions(tags: dict[str, str], van: tuple[int, int], bike: tuple[int, int]) -> None:
    expect(tags, van=van, bike=bike)


def test_oneway_by_the_hour_is_for_stops_at_the_other_hours() -> None:
    town = ring({"oneway:conditional": "yes @ (Mo-Fr 07:00-09:00)"})
    assert levels(town) == (THROUGH, DESTINATION)
    assert hours(town, see(town), "DB") == ((0, 7), (9, 24))


@pytest.mark.parametrize(
    ("tags", "van", "lorry"),
    [
        ({"maxweight": "3.5"}, OPEN, SHUT_BOTH),
        ({"maxweight": "3,4 t"}, SHUT_BOTH, SHUT_BOTH),
        ({"maxweight": "3400 kg"}, SHUT_BOTH, SHUT_BOTH),
        ({"maxweight": "12"}, OPEN, OPEN),
        ({"maxweight": "none"}, OPEN, OPEN),
        ({"maxweight": "heavy"}, OPEN, OPEN),
        ({"maxweightrating": "7.5"}, OPEN, SHUT_BOTH),
        ({"maxweight:hgv": "3"}, OPEN, SHUT_BOTH),
        ({"maxweightrating:goods": "3"}, SHUT_BOTH, OPEN),
        ({"maxheight": "3.6"}, OPEN, SHUT_BOTH),
        ({"maxheight": "8'6\""}, SHUT_BOTH, SHUT_BOTH),
        ({"maxheight": "default"}, OPEN, OPEN),
        ({"maxheight:physical": "2.5"}, SHUT_BOTH, SHUT_BOTH),
        ({"maxwidth": "2.2"}, OPEN, SHUT_BOTH),
        ({"maxwidth:physical": "190 cm"}, SHUT_BOTH, SHUT_BOTH),
        ({"maxlength": "8"}, OPEN, SHUT_BOTH),
        ({"maxweight:forward": "3"}, BACK, BACK),
        ({"maxweight": "3.5", "maxweight:conditional": "none @ (delivery)"}, OPEN, STOPS),
        ({"maxweight:conditional": "3 @ (Mo-Fr 06:00-09:00)"}, STOPS, STOPS),
    ],
)
def test_limits(tags: dict[str, str], van: tuple[int, int], lorry: tuple[int, int]) -> None:
    expect(tags, van=van, lorry=lorry)


def test_a_narrow_way_stops_a_cargo_bike_that_is_wider() -> None:
    expect({"highway": "cycleway", "maxwidth:physical": "0.9"}, bike=SHUT_BOTH)
    expect({"highway": "cycleway", "maxwidth:physical": "1.2"}, bike=OPEN)


@pytest.mark.parametrize(
    ("text", "t", "m"),
    [
        ("3.5", 3.5, 3.5),
        ("7,5", 7.5, 7.5),
        (" 3.5 T ", 3.5, None),
        ("3500kg", 3.5, None),
        ("250 cm", None, 2.5),
        ("6'7\"", None, 2.0066),
        ("8 ft", None, 2.4384),
        ("none", float("inf"), float("inf")),
        ("default", float("inf"), float("inf")),
        ("-3", None, None),
        ("", None, None),
        ("3.5;7.5", None, None),
    ],
)
def test_measures(text: str, t: float | None, m: float | None) -> None:
    assert tonnes(text) == (None if t is None else pytest.approx(t))
    assert metres(text) == (None if m is None else pytest.approx(m))


def test_names_do_not_matter_for_access() -> None:
    assert relevant({"name": "Storgata", "highway": "residential"}) == (("highway", "residential"),)
    assert street_access({"highway": "residential"}, Occasion(VAN, MONDAY), forward=False) == FREE
