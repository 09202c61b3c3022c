"""What a set-up adds to the way there, and when service may start."""

from __future__ import annotations

from dataclasses import replace

from freight.build import to_plan
from freight.check.check import check_plan
from freight.solve.search import solve
from tests.ascii_map import ascii_map
from tests.days import HOUR, built, day, factors, order

TOWN = ascii_map("A--B--C--D", {"ABCD": {}})
SHOP, OTHER = ("B", "C", 0.5), ("C", "D", 0.5)


def test_it_is_part_of_every_leg_from_elsewhere() -> None:
    plain = (order(TOWN, "1", SHOP), order(TOWN, "2", SHOP), order(TOWN, "3", OTHER))
    before = built(TOWN, day(TOWN, plain)).problem
    after = built(TOWN, day(TOWN, (replace(plain[0], setup_s=240), *plain[1:]))).problem
    more_s = (after.travel.seconds - before.travel.seconds)[0]
    shop = int(after.order_place[0])
    assert more_s[:, shop].tolist() == [0 if place == shop else 240 for place in range(3)]
    more_s[:, shop] = 0
    assert not more_s.any()


def test_the_longest_set_up_of_an_address_counts_for_all_of_it() -> None:
    orders = (order(TOWN, "1", SHOP, setup_s=60), order(TOWN, "2", SHOP, setup_s=300))
    assert [one.setup_s for one in built(TOWN, day(TOWN, orders)).scenario.orders] == [300, 300]


def test_two_orders_at_an_address_pay_it_once_in_plan_and_replay() -> None:
    orders = (order(TOWN, "1", SHOP, setup_s=600), order(TOWN, "2", SHOP, setup_s=600))
    scenario = day(TOWN, orders)
    made = built(TOWN, scenario)
    plan = to_plan(solve(made.problem, seed=1, time_limit_s=None, iterations=20), made, ())
    result = check_plan(plan, scenario, TOWN.streets, factors())
    halts = result.timeline.routes[0].halts
    assert not result.violations
    assert [halt.setup_s for halt in halts] == [0, 600, 0, 0]
    assert 0 <= halts[1].wait_s <= 1
    assert round(result.cost.total_nok - plan.objective_micro / 1e6) == 0


def test_a_set_up_in_a_street_with_hours_is_inside_them() -> None:
    hours = {"motor_vehicle": "no", "motor_vehicle:conditional": "delivery @ (Mo-Fr 08:00-09:00)"}
    town = ascii_map("A--B--C--D", {"AB": {}, "BC": hours, "CD": {}})
    plain, slow = (
        built(town, day(town, (order(town, "1", SHOP, setup_s=setup_s),))).problem for setup_s in (0, 900)
    )
    (a, b), (c, d) = plain.start_windows[0][0][0], slow.start_windows[0][0][0]
    assert (c - a, d - b) == (900, 0)
    assert a >= 8 * HOUR
