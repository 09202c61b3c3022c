"""What a change of the day is: something that can be applied, said, and written into people's files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import ClassVar, NamedTuple, Protocol, runtime_checkable

from freight.domain.scenario import Interval, Order, Scenario
from freight.units import SECONDS_PER_HOUR


class Edit(NamedTuple):
    """One value to write into an input file; the words are those of the file."""

    file: str
    """Part of the scenario: orders, fleet, chargers, zones or scenario."""
    where: str
    field: str
    before: str
    after: str


@runtime_checkable
class Change(Protocol):
    """One entry of the catalogue."""

    kind: ClassVar[str]

    @property
    def rank(self) -> int:
        """0 where the inputs price it; above, the later the harder it is to get."""

    @property
    def asked_min(self) -> float:
        """Minutes that somebody is asked for."""

    def apply(self, scenario: Scenario) -> Scenario:
        """The day with the change."""

    def text(self, scenario: Scenario) -> str:
        """What to do, for people; `scenario` is the day without the change."""

    def edits(self, scenario: Scenario) -> tuple[Edit, ...]:
        """The same in the input files."""


@dataclass(frozen=True, slots=True)
class Unasked:
    """A change that asks nobody for time."""

    @property
    def asked_min(self) -> float:
        """No minutes."""
        return 0.0


def apply(change: Change | Sequence[Change], scenario: Scenario) -> Scenario:
    """The day with a change, or with several one after the other."""
    for one in (change,) if isinstance(change, Change) else change:
        scenario = one.apply(scenario)
    return scenario


def find_order(scenario: Scenario, order_id: str) -> Order:
    """The order of that id."""
    return next(order for order in scenario.orders if order.id == order_id)


def with_order(scenario: Scenario, order_id: str, *made: Order) -> tuple[Order, ...]:
    """All orders, with others in the place of one."""
    return tuple(new for order in scenario.orders for new in (made if order.id == order_id else (order,)))


def moment(seconds: int) -> str:
    """``08:00``, or ``08:00:30`` where seconds matter."""
    hours, rest = divmod(seconds, SECONDS_PER_HOUR)
    text = f"{hours:02d}:{rest // 60:02d}"
    return f"{text}:{rest % 60:02d}" if rest % 60 else text


def span(interval: Interval) -> str:
    """``08:00-09:00``."""
    return f"{moment(interval[0])}-{moment(interval[1])}"


def facts(change: Change) -> dict[str, object]:
    """Fields of a change by name, for programs."""
    found: dict[str, object] = {"kind": change.kind}
    for field in fields(change):  # type: ignore[arg-type]  # every entry of the catalogue is a dataclass
        found[field.name] = getattr(change, field.name)
    return found
