"""Changes that the sender or the receiver of an order would have to agree to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from freight.domain.fleet import Load
from freight.domain.scenario import Interval, Scenario
from freight.explain.change import Edit, Unasked, find_order, span, with_order


@dataclass(frozen=True, slots=True)
class WindowWidened:
    """A window of the order opens earlier or closes later."""

    kind: ClassVar[str] = "window_widened"
    rank: ClassVar[int] = 0
    order_id: str
    before: Interval
    after: Interval

    @property
    def asked_min(self) -> float:
        """Minutes more than the window had."""
        return (self.before[0] - self.after[0] + self.after[1] - self.before[1]) / 60

    def windows(self, scenario: Scenario) -> tuple[Interval, ...]:
        """All windows of the order with the change; those that meet are one."""
        order = find_order(scenario, self.order_id)
        wanted = sorted(self.after if window == self.before else window for window in order.windows)
        joined: list[Interval] = []
        for begin, end in wanted:
            if joined and begin <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((begin, end))
        return tuple(joined)

    def apply(self, scenario: Scenario) -> Scenario:
        """The day with the wider window."""
        order = find_order(scenario, self.order_id)
        made = replace(order, windows=self.windows(scenario))
        return replace(scenario, orders=with_order(scenario, self.order_id, made))

    def text(self, scenario: Scenario) -> str:
        """What to ask the receiver for."""
        which = "earlier" if self.after[0] < self.before[0] else "later"
        return (
            f"widen the window {span(self.before)} of order {self.order_id} to {span(self.after)} "
            f"({self.asked_min:.4g} min {which})"
        )

    def edits(self, scenario: Scenario) -> tuple[Edit, ...]:
        """The cell with the windows."""
        order = find_order(scenario, self.order_id)
        before, after = ("|".join(map(span, windows)) for windows in (order.windows, self.windows(scenario)))
        return (Edit("orders", f"row {order.row}", "windows", before, after),)


@dataclass(frozen=True, slots=True)
class PenaltyRaised(Unasked):
    """Serving the order is worth more."""

    kind: ClassVar[str] = "penalty_raised"
    rank: ClassVar[int] = 0
    order_id: str
    before_nok: float
    after_nok: float

    def apply(self, scenario: Scenario) -> Scenario:
        """The day with the higher penalty."""
        made = replace(find_order(scenario, self.order_id), penalty_nok=self.after_nok)
        return replace(scenario, orders=with_order(scenario, self.order_id, made))

    def text(self, scenario: Scenario) -> str:
        """What the planner decides."""
        return f"raise the penalty of order {self.order_id} from {self.before_nok:g} to {self.after_nok:g} NOK"

    def edits(self, scenario: Scenario) -> tuple[Edit, ...]:
        """The cell with the penalty; an empty one means that the priority sets it."""
        row = find_order(scenario, self.order_id).row
        return (Edit("orders", f"row {row}", "penalty_nok", f"{self.before_nok:g}", f"{self.after_nok:g}"),)


@dataclass(frozen=True, slots=True)
class OrderSplit(Unasked):
    """The goods come as several orders, each with its own stop; the penalty is shared between them."""

    kind: ClassVar[str] = "order_split"
    rank: ClassVar[int] = 2
    order_id: str
    loads: tuple[Load, ...]

    def part_ids(self) -> tuple[str, ...]:
        """Ids of the orders in its place."""
        return tuple(f"{self.order_id}/{number}" for number in range(1, len(self.loads) + 1))

    def apply(self, scenario: Scenario) -> Scenario:
        """The day with the parts in the place of the order."""
        order = find_order(scenario, self.order_id)
        share_nok = order.penalty_nok / len(self.loads)
        made = [
            replace(order, id=part_id, load=load, penalty_nok=share_nok)
            for part_id, load in zip(self.part_ids(), self.loads, strict=True)
        ]
        return replace(scenario, orders=with_order(scenario, self.order_id, *made))

    def text(self, scenario: Scenario) -> str:
        """What to send instead."""
        loads = "; ".join(load_text(load) for load in self.loads)
        return f"split order {self.order_id} into {len(self.loads)}: {loads}"

    def edits(self, scenario: Scenario) -> tuple[Edit, ...]:
        """One row becomes several: id, size and penalty of each."""
        order = find_order(scenario, self.order_id)
        nok = order.penalty_nok / len(self.loads)
        parts = [
            f"{part_id}: {load.kg:g} kg, {load.m3:g} m3, {load.units:g} units, penalty {nok:g}"
            for part_id, load in zip(self.part_ids(), self.loads, strict=True)
        ]
        return (Edit("orders", f"row {order.row}", "the row", self.order_id, "; ".join(parts)),)


def load_text(load: Load) -> str:
    """``600 kg, 2 m3``: what is not zero."""
    parts = [f"{value:g} {unit}" for value, unit in zip(load, load._fields, strict=True) if value]
    return ", ".join(parts) or "0 kg"


@dataclass(frozen=True, slots=True)
class DayMoved(Unasked):
    """The day is planned for another date, on which the rule in the way is not in force."""

    kind: ClassVar[str] = "day_moved"
    rank: ClassVar[int] = 3
    order_id: str
    before: date
    after: date

    def apply(self, scenario: Scenario) -> Scenario:
        """The same orders and vehicles on the other date."""
        return replace(scenario, day=self.after)

    def text(self, scenario: Scenario) -> str:
        """When to bring it instead."""
        return (
            f"bring order {self.order_id} on {self.after:%A} {self.after.isoformat()} "
            "(the whole day, planned for that date, serves it)"
        )

    def edits(self, scenario: Scenario) -> tuple[Edit, ...]:
        """The date of the scenario."""
        return (Edit("scenario", "", "date", self.before.isoformat(), self.after.isoformat()),)
