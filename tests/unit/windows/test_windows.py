"""Where windows may lie, which are named first, and what a new order is refused for before any is tried."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from freight.domain.scenario import Interval
from freight.errors import Fault
from freight.explain.stand import Ground, stand_of
from freight.inputs.receivers import read_receivers, stated_receiver
from freight.network.zones import split_at_zones
from freight.windows.candidates import candidates, possible_hours
from freight.windows.offer import Extra, Moved, Offer
from freight.windows.place import Placed, Standing, cheapest
from freight.windows.ranked import ranked, recommended
from freight.windows.suggested import most_moved_min, span
from tests.days import HOUR, VAN, factors, vehicle
from tests.unit.explain.town import MAP, a_day, an_order

DAY: tuple[Interval, ...] = ((0, 24 * HOUR),)


def test_hours_are_those_of_the_receiver_while_somebody_is_out() -> None:
    early, late = (
        vehicle("e", shift_start_s=6 * HOUR, shift_end_s=10 * HOUR),
        vehicle("l", shift_start_s=12 * HOUR),
    )
    overlapping = vehicle("o", shift_start_s=9 * HOUR, shift_end_s=11 * HOUR)
    assert possible_hours(DAY, [early, late]) == ((6 * HOUR, 10 * HOUR), (12 * HOUR, 18 * HOUR))
    assert possible_hours(DAY, [late, overlapping, early])[0] == (6 * HOUR, 11 * HOUR)
    assert possible_hours(((10 * HOUR, 13 * HOUR),), [early, late]) == ((12 * HOUR, 13 * HOUR),)
    assert possible_hours(((3 * HOUR, 5 * HOUR),), [early, late]) == ()


def test_the_grid_begins_and_ends_with_the_hours() -> None:
    found = candidates(((7 * HOUR, 12 * HOUR + 600),), 2 * HOUR, HOUR, 300)
    assert [span(one) for one in found] == [
        "07:00-09:00", "08:00-10:00", "09:00-11:00", "10:00-12:00", "10:10-12:10",
    ]  # fmt: skip
    assert candidates(((7 * HOUR, 8 * HOUR),), 2 * HOUR, HOUR, 300) == ((7 * HOUR, 8 * HOUR),)
    assert candidates(((7 * HOUR, 7 * HOUR + 200),), 2 * HOUR, HOUR, 300) == ()


def made(begin_h: float, nok: float, start_h: float, moved: int = 0, **changes: Any) -> Offer:
    window = (round(begin_h * HOUR), round((begin_h + 2) * HOUR))
    told = tuple(Moved(f"o{n}", 0, -60 * (n + 1)) for n in range(moved))
    nothing: Any = SimpleNamespace()
    start_s = round(start_h * HOUR)
    plain = Offer(
        window, "van-1", "van", False, start_s, start_s, start_s + 300, Extra(nok, 0, 0, 0, 0), told,
        nothing, nothing, nothing,
    )  # fmt: skip
    return replace(plain, **changes)


def test_the_cheapest_is_first_then_few_moves_then_room() -> None:
    dear, moving = made(8, 60.0, 9), made(8, 50.004, 9, moved=2)
    tight, roomy = made(8, 50.001, 8.05), made(7.5, 50.003, 8.5)
    assert ranked([dear, moving, tight, roomy]) == (roomy, tight, moving, dear)
    assert most_moved_min(moving) == 2.0
    assert (roomy.spare_s, roomy.room_s) == (HOUR - 300, HOUR - 300)


def test_recommended_windows_share_at_most_half_and_send_nobody_out_for_one_order() -> None:
    offers = [
        made(8, 10, 9),
        made(8.5, 11, 9),
        made(9, 12, 10),
        made(12, 700, 13, new_vehicle=True),
        made(7, 720, 8),
    ]
    assert [one.window[0] // HOUR for one in recommended(offers)] == [8, 9, 7]
    alone = [made(12, 700, 13, new_vehicle=True), made(14, 705, 15, new_vehicle=True)]
    assert recommended(alone) == tuple(alone)
    assert recommended([]) == ()


def standing(keep_s: int | None = None, locked: int = 0, **changes: Any) -> tuple[Standing, int]:
    """The new order on a drawn day whose one van serves another one; and when that was told."""
    from freight.build import to_plan
    from freight.solve.search import solve

    scenario = a_day(**changes)
    ground = Ground(split_at_zones(MAP.streets, scenario.zones), factors())
    empty = stand_of(scenario, ground, {})
    plan = to_plan(solve(empty.built.problem, seed=0, time_limit_s=None, iterations=20), empty.built, ())
    new = an_order(windows=((6 * HOUR, 18 * HOUR),))
    stand = stand_of(replace(scenario, orders=(*scenario.orders, new)), ground, {"van-1": ["easy"]})
    first = {"van-1": locked}
    return Standing(stand, new, plan, stand.order("o"), first, keep_s), plan.routes[0].visits[0].start_s


def placed(one: Standing, window: Interval) -> tuple[str, ...] | str:
    found = cheapest(one, window)
    ids = one.stand.built.problem.order_ids
    return tuple(ids[order] for order in found.route.orders) if isinstance(found, Placed) else found


def test_locked_stops_stay_first() -> None:
    free, locked = standing()[0], standing(locked=1)[0]
    window = (6 * HOUR, 18 * HOUR)
    assert set(placed(free, window)) == {"easy", "o"}
    assert placed(locked, window) == ("easy", "o")


def test_told_times_are_kept_where_that_is_asked() -> None:
    _, told_s = standing()
    late = (told_s + 2 * HOUR, told_s + 4 * HOUR)
    for keep_s in (None, 900, 0):
        found = cheapest(standing(keep_s)[0], late)
        assert isinstance(found, Placed)
        easy_s = found.route.start_s[0]
        assert (abs(easy_s - told_s) > HOUR) if keep_s is None else (abs(easy_s - told_s) <= keep_s)


def test_why_not_is_said_of_the_closest_attempt() -> None:
    full = replace(VAN, max_stops=1)
    found = placed(standing(kinds=(full,))[0], (8 * HOUR, 10 * HOUR))
    closest = "closest: van-1 with the orders it already has (at best as its first stop) "
    assert found == closest + "would make 1 more than its 1 stops"
    kept = placed(standing(0, kinds=(full,))[0], (8 * HOUR, 10 * HOUR))
    assert str(kept).endswith("(told times move by at most 0 min)")
    early = placed(standing(vehicles=(vehicle("van-1", shift_start_s=9 * HOUR),))[0], (6 * HOUR, 7 * HOUR))
    assert "van-1" in str(early)


def test_a_longer_set_up_than_that_of_the_address_is_a_fault(tmp_path: Path) -> None:
    scenario = a_day()
    there = scenario.orders[0]
    file = tmp_path / "new.csv"
    file.write_text(
        "id;lat;lon;kg;service_min;setup_min\n"
        f"n1;{there.lat!r};{there.lon!r};5;5;3\n"
        f"n2;{scenario.depots[0].lat!r};{scenario.depots[0].lon!r};5;5;3\n"
        f"n3;{there.lat!r};{there.lon!r};5;5;\n",
        "utf-8",
    )
    faults: list[Fault] = []
    assert [one.order.id for one in read_receivers(file, scenario, faults)] == ["n1", "n2", "n3"]
    assert sorted(fault.where for fault in faults) == ["row 2, column setup_min", "row 3, column setup_min"]


@pytest.mark.parametrize(
    ("cells", "where"),
    [
        ({"id": "easy", "lat": "59.74", "lon": "10.2", "kg": "1", "service_min": "5"}, ["--id"]),
        ({"id": "n", "lat": "10,2", "lon": "59,74", "kg": "1", "service_min": "5"}, ["--at"]),
        ({"id": "n", "place": "x", "kg": "-1", "service_min": "5m"}, ["--kg", "--minutes"]),
        ({"id": "n", "place": "x", "kg": "1", "service_min": "5"}, ["--place"]),
        ({"id": "n", "lat": "59.74", "lon": "", "kg": "1", "service_min": "5"}, ["--at"]),
    ],
)
def test_what_the_command_line_states_is_refused_by_option(cells: dict[str, str], where: list[str]) -> None:
    faults: list[Fault] = []
    stated_receiver(cells, a_day(), faults)
    assert sorted({fault.where for fault in faults}) == where
    assert {fault.file for fault in faults} == {"command line"}
