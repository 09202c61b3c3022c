"""Small planning problems for tests: four orders on two streets, and random days that turn features on."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from freight.domain.goods import GoodsApart
from freight.domain.problem import DayFee, Problem, Reason, ReloadHalt, VehicleSlot
from freight.domain.scenario import Interval
from freight.domain.travel import UNREACHABLE, TravelMatrices

HOUR_S = 3600
DAY: tuple[Interval, ...] = ((8 * HOUR_S, 16 * HOUR_S),)
NOK = 1_000_000
FOUR_PLACES_M = ((0, 0), (1000, 0), (2000, 0), (0, 1000), (0, 2000))
"""The depot, and two orders along each of two streets at right angles."""


def van(number: int = 0, **changes: object) -> VehicleSlot:
    """A van at place 0 with room for everything, 500 NOK a day and 360 NOK an hour."""
    slot = VehicleSlot(
        id=f"van-{number}",
        type_id="van",
        profile=0,
        depot_place=0,
        start_intervals=DAY,
        end_intervals=DAY,
        capacity=(1_000_000, 10_000_000, 100_000),
        energy_wh=None,
        day_micro=500 * NOK,
        second_micro=100_000,
    )
    return replace(slot, **changes)  # type: ignore[arg-type]  # fields by name


def streets(places_m: object, speeds_mps: tuple[float, ...] = (10.0,)) -> TravelMatrices:
    """Manhattan distances; 1 NOK and 200 Wh a km on every profile, each with its own speed."""
    xy = np.asarray(places_m, dtype=np.int64)
    metres = np.abs(xy[:, None] - xy[None]).sum(axis=2)
    seconds = np.stack([np.ceil(metres / speed).astype(np.int64) for speed in speeds_mps])
    layers = np.stack([metres] * len(speeds_mps))
    return TravelMatrices(seconds, layers, layers // 5, layers * 1000)


def problem(travel: TravelMatrices, vehicles: tuple[VehicleSlot, ...], **changes: object) -> Problem:
    """Orders at places 1, 2, ... of 10 kg each, 5 minutes, open all day, 1000 NOK when left out."""
    profiles, orders = travel.seconds.shape[0], travel.seconds.shape[1] - 1
    load = np.tile(np.array([10_000, 50_000, 1000], dtype=np.int64), (orders, 1))
    made = Problem(
        order_ids=tuple(f"order-{number}" for number in range(orders)),
        order_place=np.arange(1, orders + 1),
        delivery=load,
        pickup=np.zeros_like(load),
        service_s=np.full((profiles, orders), 300, dtype=np.int64),
        penalty_micro=np.full(orders, 1000 * NOK, dtype=np.int64),
        start_windows=tuple((DAY,) * profiles for _ in range(orders)),
        vehicles=vehicles,
        may_serve=np.ones((orders, len(vehicles)), dtype=bool),
        refusals=((),) * orders,
        travel=travel,
        day_fees=(),
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # fields by name


def four_orders(**changes: object) -> Problem:
    """Four deliveries on two streets and one van: 8 km and 20 minutes of service, all served."""
    return problem(streets(FOUR_PLACES_M), (van(),), **changes)


@dataclass(frozen=True, slots=True)
class Features:
    """Which features a random problem has."""

    windows: bool = False
    pickups: bool = False
    tight_load: bool = False
    skills: bool = False
    battery: bool = False
    day_fee: bool = False
    cheap_penalties: bool = False
    split_windows: bool = False
    closed_streets: bool = False
    max_stops: bool = False
    setup: bool = False
    """Some orders share an address, and arriving there from another takes longer."""
    service: bool = False
    """The second profile serves every order in a time of its own."""
    reloads: bool = False
    """Vehicles may come back to load anew, up to twice."""
    overtime: bool = False
    goods: bool = False
    """Some of three classes of goods must not ride together."""
    last_in_first_out: bool = False
    """Some vehicles deliver nothing once they have picked something up; some orders are pickups."""


def random_problem(rng: np.random.Generator, features: Features, orders: int, vehicles: int) -> Problem:
    """A day of a few orders within 3 km, where the features that are on often bind."""
    travel = _travel(rng, features, orders)
    place = np.arange(1, orders + 1)
    if features.setup:
        place = rng.integers(1, orders + 1, orders)
        travel = _with_setup(travel, rng.integers(0, 12 * 60, orders))
    fleet = tuple(_vehicle(rng, features, number) for number in range(vehicles))
    load = rng.integers(1, 60, (orders, 1)) * np.array([10_000, 40_000, 500])
    is_pickup = (rng.random(orders) < 0.5)[:, None] & (features.pickups or features.last_in_first_out)
    may = np.ones((orders, vehicles), dtype=bool)
    if features.skills:
        may &= rng.random((orders, vehicles)) < 0.6
    low, high = (50, 700) if features.cheap_penalties else (2000, 5000)
    made = problem(
        travel,
        fleet,
        order_place=place,
        delivery=np.where(is_pickup, 0, load),
        pickup=np.where(is_pickup, load, 0),
        service_s=_service_s(rng, features, orders),
        penalty_micro=rng.integers(low, high, orders) * NOK,
        start_windows=tuple(_windows(rng, features) for _ in range(orders)),
        may_serve=may,
        refusals=tuple(
            tuple(Reason("skills", "needs a skill", slot.type_id) for i, slot in enumerate(fleet) if not row[i])
            for row in may
        ),
        day_fees=(_fee(rng, travel, vehicles),) if features.day_fee else (),
    )
    if features.last_in_first_out:
        bound = rng.random(vehicles) < 0.7
        slots = zip(fleet, bound.tolist(), strict=True)
        made = replace(made, vehicles=tuple(replace(slot, last_in_first_out=one) for slot, one in slots))
    made = with_halts(made, rng) if features.reloads else made
    made = with_overtime(made, rng) if features.overtime else made
    return replace(made, goods=_goods(rng, made)) if features.goods else made


def with_overtime(day: Problem, rng: np.random.Generator) -> Problem:
    """The day with dearer seconds from the first hour or two on, for about two vehicles in three."""
    slots = tuple(
        replace(slot, over_micro=int(rng.integers(0, 3)) * 80_000, normal_s=int(rng.integers(1200, 7200)))
        for slot in day.vehicles
    )
    return replace(day, vehicles=slots)


def with_halts(day: Problem, rng: np.random.Generator) -> Problem:
    """The day with up to two reload halts a vehicle, written by hand."""
    owners = [i for i in range(len(day.vehicles)) for _ in range(int(rng.integers(0, 3)))]
    lasts_s = [int(rng.integers(0, 1200)) for _ in day.vehicles]
    nothing = np.zeros((len(owners), 3), dtype=np.int64)
    hours = tuple(day.vehicles[i].start_intervals for i in owners)
    return replace(
        day,
        order_ids=(*day.order_ids, *(f"halt-{number}" for number in range(len(owners)))),
        order_place=np.concatenate([day.order_place, np.zeros(len(owners), dtype=np.int64)]),
        delivery=np.concatenate([day.delivery, nothing]),
        pickup=np.concatenate([day.pickup, nothing]),
        service_s=np.hstack(
            [
                day.service_s,
                np.tile(np.array([lasts_s[i] for i in owners], dtype=np.int64), (len(day.service_s), 1)),
            ]
        ),
        penalty_micro=np.concatenate([day.penalty_micro, np.zeros(len(owners), dtype=np.int64)]),
        start_windows=(*day.start_windows, *((open_, open_) for open_ in hours)),
        may_serve=np.concatenate(
            [day.may_serve, np.eye(len(day.vehicles), dtype=bool)[np.array(owners, dtype=np.int64)]]
        ),
        refusals=(*day.refusals, *(() for _ in owners)),
        reloads=tuple(ReloadHalt(i, None) for i in owners),
    )


def _goods(rng: np.random.Generator, day: Problem) -> GoodsApart:
    """One or two of three pairs, so that two classes may each be kept apart from the third alone."""
    chosen = rng.permutation(3)[: rng.integers(1, 3)].tolist()
    pairs = [((0, 1), (0, 2), (1, 2))[pair] for pair in chosen]
    both = frozenset([*pairs, *((other, one) for one, other in pairs)])
    classes = rng.integers(-1, 3, day.first_reload).tolist()
    return GoodsApart(("food", "waste", "paint"), (*classes, *(-1 for _ in day.reloads)), both)


def _travel(rng: np.random.Generator, features: Features, orders: int) -> TravelMatrices:
    places_m = np.vstack([[0, 0], rng.integers(-3000, 3000, (orders, 2))])
    base = streets(places_m, (8.0, 5.0))
    detour = rng.uniform(1.0, 1.4, base.seconds.shape)
    seconds = np.ceil(base.seconds * detour).astype(np.int64)
    cost = base.cost_micro + rng.integers(0, 1000, base.cost_micro.shape)
    if features.closed_streets:
        closed = rng.random(seconds.shape) < 0.2
        closed[:, 0] = closed[:, :, 0] = False
        closed[1, 1], closed[1, :, 1] = True, True
        closed[:, np.arange(orders + 1), np.arange(orders + 1)] = False
        seconds = np.where(closed, UNREACHABLE, seconds)
        cost = np.where(closed, UNREACHABLE, cost)
    return TravelMatrices(seconds, base.metres, base.energy_wh, cost)


def _service_s(rng: np.random.Generator, features: Features, orders: int) -> np.ndarray:
    """Shape (profiles, orders)."""
    first = rng.integers(0, 15 * 60, orders)
    return np.stack([first, rng.integers(0, 15 * 60, orders) if features.service else first])


def _with_setup(travel: TravelMatrices, setup_s: np.ndarray) -> TravelMatrices:
    """Seconds at places 1, 2, ... that only a vehicle from another place spends."""
    seconds = travel.seconds.copy()
    for place, more_s in enumerate(setup_s.tolist(), start=1):
        elsewhere = np.arange(seconds.shape[1]) != place
        joined = elsewhere & (seconds[:, :, place] < UNREACHABLE)
        seconds[:, :, place] += np.where(joined, more_s, 0)
    return replace(travel, seconds=seconds)


def _vehicle(rng: np.random.Generator, features: Features, number: int) -> VehicleSlot:
    kind = number % 2
    limit = int(rng.integers(60, 120)) if features.tight_load else 1000
    short = features.windows and rng.random() < 0.5
    hours = ((8 * HOUR_S, 9 * HOUR_S), (9 * HOUR_S + 1800, 12 * HOUR_S)) if short else DAY
    return van(
        number,
        type_id=("van", "bike")[kind],
        profile=kind,
        start_intervals=hours,
        end_intervals=hours,
        capacity=(limit * 10_000, limit * 40_000, limit * 500),
        energy_wh=int(rng.integers(800, 3000)) if features.battery else None,
        day_micro=int(rng.integers(50, 400)) * NOK,
        second_micro=int(rng.integers(20_000, 120_000)),
        max_stops=(None, 1, 2, 3)[int(rng.integers(0, 4))] if features.max_stops else None,
    )


def _windows(rng: np.random.Generator, features: Features) -> tuple[tuple[Interval, ...], ...]:
    """Start windows of a profile each, equal unless they are split."""
    made = []
    for _ in range(2):
        if not features.windows:
            made.append(DAY)
            continue
        first = 8 * HOUR_S + int(rng.integers(0, 90)) * 60
        second = first + int(rng.integers(40, 120)) * 60
        pair = ((first, first + int(rng.integers(5, 30)) * 60), (second, second + 600))
        made.append(pair if rng.random() < 0.6 else pair[:1])
    return (made[0], made[1]) if features.split_windows else (made[0], made[0])


def _fee(rng: np.random.Generator, travel: TravelMatrices, vehicles: int) -> DayFee:
    inside = rng.random((2, travel.seconds.shape[1])) < 0.4
    inside[:, 0] = False
    fees = rng.integers(0, 2, vehicles) * int(rng.integers(20, 400)) * NOK
    return DayFee("zone", tuple(fees.tolist()), inside)
