"""The travel table on streets small enough to count by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from freight.errors import UnreachableError
from freight.network.matrices import travel
from freight.network.view import DESTINATION, Place, Position, StreetView
from freight.units import HORIZON_S
from tests.unit.network.test_expanded import line_of_streets


def ring(access: list[int]) -> StreetView:
    """A oneway ring 0, 2, 4, ...: streets 10 s, 100 m, 1 kWh, 2 NOK; turns 3 s, 5 NOK of which 4 are a fee."""
    view = line_of_streets(access)
    count, turns = 2 * len(access), len(access)
    return replace(
        view,
        streets=replace(view.streets, length_m=np.full(count, 100.0)),
        drive_s=np.full(count, 10.0),
        energy_kwh=np.full(count, 1.0),
        cost_nok=np.full(count, 2.0),
        turn_s=np.full(turns, 3.0),
        turn_fee_nok=np.full(turns, 4.0),
        turn_cost_nok=np.full(turns, 5.0),
        zone_inside={},
    )


def at(street: int, share: float) -> Place:
    return Place(f"{street}@{share}", 0.0, 0.0, (Position(street, share),), 0.0)


def test_ahead_on_the_same_street_and_around_the_ring_the_other_way() -> None:
    table = travel(ring([1, 1, 1]), [at(0, 0.2), at(0, 0.7)])
    np.testing.assert_allclose(table.seconds, [[0, 5], [5 + 30 - 10 + 9, 0]])
    np.testing.assert_allclose(table.metres, [[0, 50], [250, 0]])
    np.testing.assert_allclose(table.energy_kwh, [[0, 0.5], [2.5, 0]])
    np.testing.assert_allclose(table.fee_nok, [[0, 0], [12, 0]])
    np.testing.assert_allclose(table.cost_nok, [[0, 1], [5 + 15, 0]])
    assert table.leg(0, 1).streets == (0,)
    around = table.leg(1, 0)
    assert (around.streets, around.from_share, around.to_share) == ((0, 2, 4, 0), 0.7, 0.2)
    stay = table.leg(1, 1)
    assert (stay.streets, stay.from_share, stay.to_share) == ((0,), 0.7, 0.7)


def test_the_twin_is_taken_where_it_is_nearer() -> None:
    view = ring([1, 1, 1])
    access = view.access.copy()
    access[1] = 1
    both = [
        Place("a", 0, 0, (Position(0, 0.2), Position(1, 0.8)), 0.0),
        Place("b", 0, 0, (Position(0, 0.7), Position(1, 0.3)), 0.0),
    ]
    table = travel(replace(view, access=access), both)
    assert table.metres[1, 0] == pytest.approx(50)
    leg = table.leg(1, 0)
    assert (leg.streets, leg.from_share, leg.to_share) == ((1,), 0.3, 0.8)


def test_hours_ways_and_the_gate() -> None:
    """Ring 0 2 4 6 8: 4 and 6 are for stops, 6 with hours. A stop on 6, one on 0."""
    view = ring([1, 1, DESTINATION, DESTINATION, 1])
    hours = np.full(10, -1, dtype=np.int32)
    hours[6] = 0
    inside = np.zeros(10, dtype=np.bool_)
    inside[4:7:2] = True
    view = replace(
        view,
        hours=hours,
        timetable=(((21_600, 39_600),),),
        zone_inside={"core": inside},
        day_fee_nok={"core": 50.0},
    )
    table = travel(view, [at(6, 0.5), at(0, 0.0)])
    to_shop, back = table.leg(1, 0), table.leg(0, 1)
    assert (to_shop.streets, to_shop.hold_before, to_shop.hold_s) == ((0, 2, 4, 6), 3, 0)
    assert (back.streets, back.hold_before) == ((6, 8, 0), 0)
    np.testing.assert_allclose(table.way_in_s, [3 + 5, 0])
    np.testing.assert_allclose(table.way_out_s, [5, 0])
    assert table.open == (((21_600, 39_600),), ((0, HORIZON_S),))
    assert table.zones_touched["core"].tolist() == [True, False]


def test_streets_whose_hours_never_meet_leave_no_time() -> None:
    view = ring([1, DESTINATION, DESTINATION, 1])
    hours = np.full(8, -1, dtype=np.int32)
    hours[2], hours[4] = 0, 1
    view = replace(view, hours=hours, timetable=(((0, 100),), ((100, 300),)))
    assert travel(view, [at(4, 0.5), at(0, 0.5)]).open == ((), ((0, HORIZON_S),))


def test_a_pair_that_no_street_joins() -> None:
    view = ring([1, DESTINATION, 1, 1])
    table = travel(view, [at(0, 0.5), at(4, 0.5)])
    assert np.isinf(table.seconds[0, 1])
    assert np.isinf(table.cost_nok[0, 1])
    assert np.isfinite(table.metres[1, 0])
    with pytest.raises(UnreachableError, match=r"4@0\.5: van finds no way there from 0@0\.5"):
        table.leg(0, 1)


def test_one_place_and_none() -> None:
    one = travel(ring([1, 1]), [at(0, 0.5)])
    assert one.seconds.tolist() == [[0.0]]
    assert one.open == (((0, HORIZON_S),),)
    assert travel(ring([1, 1]), []).seconds.shape == (0, 0)
