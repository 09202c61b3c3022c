"""Goods that must not share a vehicle: what people say of them, and what the solver sees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True, slots=True)
class GoodsRules:
    """Classes of goods of a day, and which of them must not ride together."""

    classes: tuple[str, ...] = ()
    keep_apart: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class GoodsApart:
    """Orders in the solver's numbers whose goods must not be on one route."""

    names: tuple[str, ...]
    """Classes that orders of the day have and that must be kept apart from others of them."""
    of_order: tuple[int, ...]
    """[order] -> its class, -1 for goods that may ride with any and for halts that carry none."""
    pairs: frozenset[tuple[int, int]]
    """Classes kept apart, each pair both ways round."""

    def parted(self, one: int, other: int) -> bool:
        """Whether two orders must not ride together."""
        return (self.of_order[one], self.of_order[other]) in self.pairs

    def against(self, order: int, orders: Iterable[int]) -> tuple[int, ...]:
        """Which of these orders must not ride with the first one."""
        return tuple(other for other in orders if self.parted(order, other))

    def broken(self, orders: Iterable[int]) -> tuple[tuple[int, int], ...]:
        """Every two of these orders that must not ride together."""
        return tuple(pair for pair in combinations(orders, 2) if self.parted(*pair))
