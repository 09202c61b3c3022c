"""The answer for one new order, and how its windows are written."""

from __future__ import annotations

from dataclasses import dataclass

from freight.domain.scenario import Interval, Order
from freight.units import clock
from freight.windows.offer import Offer, Refused


@dataclass(frozen=True, eq=False, slots=True)
class Suggested:
    """The answer for one new order."""

    order: Order
    hours: tuple[Interval, ...]
    """In which a window may lie."""
    best: tuple[Offer, ...]
    """Windows that can be promised, by rank."""
    refused: tuple[Refused, ...]
    recommended: tuple[Offer, ...]


def span(window: Interval) -> str:
    """``08:00-10:00``."""
    return f"{clock(window[0])}-{clock(window[1])}"


def most_moved_min(offer: Offer) -> float:
    """Minutes by which the told time that moves most does."""
    return max((abs(one.new_s - one.told_s) for one in offer.moved), default=0) / 60
