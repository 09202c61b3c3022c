"""The energy the engine is told, and the energy the checker finds with the true load."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from freight.build import Built, to_plan
from freight.build.range_wh import energy_layers, full_load_wh
from freight.check.check import CheckResult, check_plan
from freight.domain.fleet import Battery, CurveConsumption, DynamicsConsumption, Load, VehicleType
from freight.domain.plan import RoutePlan, Solution
from freight.domain.scenario import Order, OrderKind, Scenario
from freight.emissions.account import account
from tests.ascii_map import AsciiMap, ascii_map
from tests.days import ELECTRIC_VAN, HOUR, VAN, built, day, factors, order, vehicle

DRAWING = """
    A--B--C--D--E
    |  |  |  |  |
    F--G--H--J--K
"""
WAYS: dict[str, dict[str, str]] = {
    name: {} for name in ("AB", "BC", "CD", "DE", "FG", "GH", "HJ", "JK", "AF", "BG", "CH", "DJ", "EK")
}
HEIGHTS = dict(zip("ABCDEFGHJK", (60, 20, 45, 5, 70, 40, 0, 30, 15, 35), strict=True))
HILLS = ascii_map(DRAWING, WAYS, {letter: {"ele": str(height)} for letter, height in HEIGHTS.items()})
FLAT = ascii_map(DRAWING, WAYS)
E_VAN = replace(
    ELECTRIC_VAN,
    consumption=DynamicsConsumption(2535, 0.32, 4.2, 0.010, 0.86, 0.54, 650, 100, 0.004),
    battery=Battery(20.0, 1.0, 0.1),
    capacity=Load(1000.0, 10.0, 100.0),
)
TRUCK = replace(
    VAN,
    consumption=CurveConsumption("truck_diesel_rigid_7_5_12t", "eurovi"),
    capacity=Load(5500.0, 36.0, 500.0),
)
SPOTS = (("B", "C", 0.3), ("D", "E", 0.7), ("G", "H", 0.5), ("J", "K", 0.2))


def heavy_day(kind: VehicleType, kg: tuple[float, ...], town: AsciiMap = HILLS, **changes: object) -> Built:
    loads = (
        replace_load(order(town, f"o{i}", spot), one)
        for i, (spot, one) in enumerate(zip(SPOTS, kg, strict=False))
    )
    return built(town, day(town, tuple(loads), (vehicle("v-1", kind),), kinds=(kind,), **changes))


def replace_load(made: Order, kg: float) -> Order:
    kind = OrderKind.PICKUP if kg < 0 else OrderKind.DELIVERY
    return replace(made, load=Load(abs(kg), 0.1, 1.0), kind=kind)


def driven(made: Built, sequence: tuple[int, ...]) -> CheckResult:
    """The day of one vehicle that serves these orders in turn, as the checker sees it."""
    problem, scenario = made.problem, made.scenario
    seconds = problem.travel.seconds[0]
    here, clock_s, starts = problem.vehicles[0].depot_place, 7 * HOUR, []
    for number in sequence:
        place = int(problem.order_place[number])
        clock_s += int(seconds[here, place])
        starts.append(clock_s)
        here, clock_s = place, clock_s + int(problem.service_s[0, number])
    route = RoutePlan(vehicle=0, orders=sequence, depart_s=7 * HOUR, start_s=tuple(starts))
    plan = to_plan(Solution((route,), (), "test", 0, 0), made, ())
    return check_plan(plan, scenario, made.profiles[0].view.streets, factors())


def needed_wh(made: Built, sequence: tuple[int, ...]) -> int:
    places = [0, *made.problem.order_place[list(sequence)].tolist(), 0]
    return sum(int(made.problem.travel.energy_wh[0, a, b]) for a, b in pairwise(places))


def test_the_engine_is_told_a_full_vehicle() -> None:
    made = heavy_day(E_VAN, (100.0, 200.0))
    bound = made.profiles[0].table.bound
    assert bound is not None
    told = made.problem.travel.energy_wh[0]
    assert (told >= 1000 * bound.at(1000.0)).all()
    assert (told <= 1000 * bound.at(1000.0) + 2).all()
    assert made.problem.travel.energy_wh_per_t is None
    assert (told > np.ceil(1000 * made.profiles[0].table.energy_kwh))[~np.eye(len(told), dtype=bool)].all()


def test_both_layers_are_whole_and_round_up() -> None:
    profile = heavy_day(E_VAN, (100.0, 200.0)).profiles[0]
    empty_wh, per_tonne_wh = energy_layers(profile)
    assert profile.table.bound is not None
    assert (empty_wh == np.ceil(1000 * profile.table.bound.empty_kwh)).all()
    assert (per_tonne_wh == np.ceil(1e6 * profile.table.bound.per_kg_kwh)).all()


def test_pairs_without_a_way_stay_out_of_reach() -> None:
    profile = heavy_day(E_VAN, (100.0, 200.0)).profiles[0]
    table = profile.table
    assert table.bound is not None
    bound = replace(
        table.bound,
        **{
            name: np.where(np.eye(len(table.places), dtype=bool), getattr(table.bound, name), np.inf)
            for name in ("empty_kwh", "per_kg_kwh")
        },
    )
    wh = full_load_wh(replace(profile, table=replace(table, bound=bound)))
    assert np.isinf(wh[~np.eye(len(wh), dtype=bool)]).all()
    assert np.isfinite(wh.diagonal()).all()


def test_the_replay_draws_more_with_more_on_board_and_costs_the_same() -> None:
    light, heavy = (driven(heavy_day(E_VAN, kg), (0, 1)) for kg in ((1.0, 1.0), (1.0, 900.0)))
    light_legs, heavy_legs = (result.timeline.routes[0].legs for result in (light, heavy))
    assert heavy_legs[0].energy_kwh.sum() > light_legs[0].energy_kwh.sum()
    assert heavy_legs[2].energy_kwh.sum() == pytest.approx(light_legs[2].energy_kwh.sum())
    assert heavy.cost.energy_nok == light.cost.energy_nok


def test_a_truck_burns_more_with_more_on_board() -> None:
    light, heavy = (driven(heavy_day(TRUCK, kg), (0,)) for kg in ((50.0,), (5500.0,)))
    used = [
        account(result.timeline, day_of(result_kg), factors()).total.fuel_kwh
        for result, result_kg in ((light, 50.0), (heavy, 5500.0))
    ]
    there, back = (heavy.timeline.routes[0].legs[i].energy_kwh.sum() for i in (0, 1))
    assert used[1] > 1.05 * used[0]
    assert there > back


def day_of(kg: float) -> Scenario:
    return heavy_day(TRUCK, (kg,)).scenario


kilograms = st.one_of(st.floats(-250, -1), st.floats(1, 250))
"""Four of them never weigh more than the van holds."""


@settings(deadline=None, max_examples=40)
@given(
    kg=st.tuples(kilograms, kilograms, kilograms, kilograms),
    sequence=st.permutations(range(4)),
    temperature_c=st.floats(-30, 30),
    spare_wh=st.integers(0, 3),
    robust_share=st.sampled_from([None, 0.5, 0.8, 0.99]),
    town=st.sampled_from([HILLS, FLAT]),
)
@example((1.0, 1.0, 1.0, 997.0), [0, 1, 2, 3], 5.0, 0, None, FLAT)
@example((-997.0, -1.0, -1.0, -1.0), [0, 1, 2, 3], 5.0, 0, 0.8, FLAT)
def test_what_the_engine_holds_within_range_is_so_on_the_street(
    kg: tuple[float, ...],
    sequence: list[int],
    temperature_c: float,
    spare_wh: int,
    robust_share: float | None,
    town: AsciiMap,
) -> None:
    """A battery with just what the engine counts: the checker, with the true load, never finds it empty."""
    order_of = tuple(sequence)
    weather: dict[str, object] = {"temperature_c": temperature_c, "robust_share": robust_share}
    asked = heavy_day(E_VAN, kg, town, **weather)
    enough_kwh = (needed_wh(asked, order_of) + spare_wh) / 1000
    tight = replace(E_VAN, battery=Battery(enough_kwh / 0.9, 1.0, 0.1))
    result = driven(heavy_day(tight, kg, town, **weather), order_of)
    assert [violation.text for violation in result.violations if violation.rule == "battery"] == []
    assert all(margin.chance >= (robust_share or 0.5) - 1e-9 for margin in result.margins)
