"""An order on its way from a row to `orders.csv`."""

from __future__ import annotations

from dataclasses import dataclass, field

from freight.domain.scenario import Interval, OrderKind
from freight.intake.days import Day
from freight.intake.grid import RawRow
from freight.intake.header import Header

Position = tuple[float, float]
"""Latitude, longitude."""


@dataclass(frozen=True, slots=True)
class Source:
    """The row an order comes from, with the headings above it."""

    sheet: str
    row: RawRow
    header: Header


@dataclass(frozen=True, slots=True)
class Draft:
    """What one row says. None and empty: nothing."""

    source: Source
    id: str = ""
    name: str = ""
    address: str = ""
    """As written, street and number with whatever stands around them."""
    postcode: str = ""
    town: str = ""
    place: str = ""
    position: Position | None = None
    kind: OrderKind = OrderKind.DELIVERY
    kg: float | None = None
    m3: float | None = None
    units: float | None = None
    windows: tuple[Interval, ...] = ()
    day: Day | None = None
    service_min: float | None = None
    skills: frozenset[str] = frozenset()
    goods_class: str = ""
    group: str = ""
    carrier: str = ""
    priority: int | None = None
    penalty_nok: float | None = None


@dataclass(slots=True)
class Consignment:
    """An order of one or more rows."""

    draft: Draft
    sources: list[Source] = field(default_factory=list)
