"""Changes that let an order be inserted into the routes as they stand, and what that would cost."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from freight.build.windows import depot_ends, depot_starts
from freight.domain.scenario import Order
from freight.explain.change import Change
from freight.explain.fleet_changes import ShiftLonger
from freight.explain.least import least
from freight.explain.order_changes import PenaltyRaised, WindowWidened
from freight.explain.stand import Stand, fit, with_slot, with_windows
from freight.solve.insertion import Fit
from freight.units import MICRO, SECONDS_PER_DAY

MOST_SHIFT_MIN = 240
"""A shift is not lengthened by more: that is another driver's day."""
STEP_NOK = 10
"""Penalties are raised to whole tens."""

Changes = tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """Changes that should serve the order; nobody has tried yet."""

    changes: Changes
    extra_nok: float
    """What the plan costs more, the penalty that is saved left aside."""
    asked_nok: float
    """Minutes asked for, at the cost of the vehicle's hour."""

    @property
    def rank(self) -> int:
        """Of the change that is hardest to get."""
        return max((change.rank for change in self.changes), default=-1)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What it consists of."""
        return tuple(change.kind for change in self.changes)

    def order(self) -> tuple[object, ...]:
        """The stated ordering: rank, money, number of changes; then anything that is the same every time."""
        price_nok = round(self.extra_nok + self.asked_nok, 2)
        return self.rank, price_nok, len(self.changes), repr(self.changes)


def draft(stand: Stand, order_id: str, changes: Changes, extra_micro: int, vehicle: int | None) -> Draft | None:
    """Changes with what they cost, and a higher penalty where the present one does not pay for them."""
    scenario = stand.scenario
    asked_min = sum(change.asked_min for change in changes)
    hour_nok = 0.0
    if vehicle is not None:
        hour_nok = scenario.vehicle_type(stand.slot(vehicle).type_id).cost_hour_nok
    if extra_micro >= stand.tables.penalty[stand.order(order_id)]:
        raised = raised_penalty(stand, order_id, extra_micro)
        if raised is None:
            return None
        changes = (*changes, raised)
    return Draft(changes, extra_micro / MICRO, asked_min * hour_nok / 60)


def raised_penalty(stand: Stand, order_id: str, extra_micro: int) -> PenaltyRaised | None:
    """The next penalty in whole tens that is above what serving costs; None where penalties count nothing."""
    weight = stand.scenario.weights.penalty
    if weight <= 0:
        return None
    order = stand.scenario.orders[stand.order(order_id)]
    after_nok = (math.floor(extra_micro / MICRO / weight / STEP_NOK) + 1) * STEP_NOK
    return PenaltyRaised(order_id, order.penalty_nok, float(after_nok))


def on_vehicle(stand: Stand, order_id: str, vehicle: int, before: Changes = ()) -> Iterator[Draft]:
    """Ways to put an order on one vehicle: as it is, with a wider window, with a longer shift.

    `before` are changes that are already part of the stand.
    """
    number = stand.order(order_id)
    now = fit(stand, number, vehicle)
    if now is not None:
        found = draft(stand, order_id, before, now.extra_micro, vehicle)
        if found is not None:
            yield found
        if _pays(stand, number, now):
            return
    asked: tuple[tuple[Change, Fit], ...] = (
        *_windows(stand, number, vehicle, now),
        *_shifts(stand, number, vehicle, now),
    )
    for change, fits in asked:
        found = draft(stand, order_id, (*before, change), fits.extra_micro, vehicle)
        if found is not None and (now is None or not isinstance(found.changes[-1], PenaltyRaised)):
            yield found


def _pays(stand: Stand, number: int, found: Fit) -> bool:
    return found.extra_micro < stand.tables.penalty[number]


def _enough(
    stand: Stand, number: int, most: int, works: Callable[[int], Fit | None], now: Fit | None
) -> tuple[int, Fit] | None:
    """Least minutes with which the order pays; where none do, with which it fits at all."""

    def pays(minutes: int) -> Fit | None:
        found = works(minutes)
        return found if found is not None and _pays(stand, number, found) else None

    return least(most, pays) or (least(most, works) if now is None else None)


def _windows(stand: Stand, number: int, vehicle: int, now: Fit | None) -> Iterator[tuple[WindowWidened, Fit]]:
    order, one = stand.scenario.orders[number], stand.scenario.vehicles[vehicle]
    for begin_s, end_s in order.windows:
        for direction, room_s in ((-1, begin_s - one.shift_start_s), (1, one.shift_end_s - end_s)):

            def widened(
                minutes: int, direction: int = direction, window: tuple[int, int] = (begin_s, end_s)
            ) -> WindowWidened:
                moved = minutes * 60
                after = (window[0] - moved, window[1]) if direction < 0 else (window[0], window[1] + moved)
                return WindowWidened(order.id, window, after)

            def works(minutes: int) -> Fit | None:
                return fit(
                    stand, number, vehicle, with_windows(stand, number, _as(stand, widened(minutes), order))
                )

            found = _enough(stand, number, math.ceil(room_s / 60), works, now)
            if found is not None:
                yield widened(found[0]), found[1]


def _as(stand: Stand, change: WindowWidened, order: Order) -> Order:
    return replace(order, windows=change.windows(stand.scenario))


def _shifts(stand: Stand, number: int, vehicle: int, now: Fit | None) -> Iterator[tuple[ShiftLonger, Fit]]:
    one, slot = stand.scenario.vehicles[vehicle], stand.slot(vehicle)
    profile, place = stand.built.profiles[slot.profile], slot.depot_place
    if place not in profile.row:
        return
    for direction in (1, -1):

        def longer(minutes: int, direction: int = direction) -> ShiftLonger:
            begin_s, end_s = one.shift_start_s, one.shift_end_s
            moved = minutes * 60
            after = (begin_s - moved, end_s) if direction < 0 else (begin_s, end_s + moved)
            return ShiftLonger(one.id, (begin_s, end_s), after)

        def works(minutes: int) -> Fit | None:
            shift = longer(minutes).after
            made = replace(
                slot,
                start_intervals=depot_starts(profile, place, shift),
                end_intervals=depot_ends(profile, place, shift),
            )
            return fit(stand, number, vehicle, with_slot(stand, vehicle, made))

        room_s = one.shift_start_s if direction < 0 else 2 * SECONDS_PER_DAY - one.shift_end_s
        found = _enough(stand, number, min(MOST_SHIFT_MIN, room_s // 60), works, now)
        if found is not None:
            yield longer(found[0]), found[1]
