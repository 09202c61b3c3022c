"""Mending the routes that stand: what no longer fits comes out, and goes back in where it costs least."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from freight.domain.travel import UNREACHABLE
from freight.solve.insertion import Routes
from freight.solve.replan.timing import Promises, price_micro
from freight.solve.route_rules import blocked
from freight.solve.tables import Tables

NEAR = 12
"""So many orders near the first one are drawn from when a step takes some out."""
MOST_OUT = 6
MOST_TRIED = 6
"""Places in one route that are priced exactly, those with the least detour first."""


@dataclass(eq=False, slots=True)
class Mending:
    """Routes of the rest of a day, with their prices."""

    tables: Tables
    promises: Promises
    home_micro: Mapping[int, int]
    """By vehicle: what going straight home costs; 0 for those that have not left."""
    aboard: Mapping[int, frozenset[int]]
    """By vehicle: the orders whose goods are on board; those that its route leaves out stay there."""
    first: Mapping[int, tuple[int, ...]]
    """By vehicle: the orders that are locked to the beginning of its route, in this order."""
    known: dict[tuple[int, tuple[int, ...]], int | None] = field(default_factory=dict)

    def price(self, vehicle: int, orders: tuple[int, ...]) -> int | None:
        """Cost of a route, broken promises included; None when it can not be driven."""
        if not orders:
            return self.home_micro[vehicle]
        key = vehicle, orders
        if key not in self.known:
            self.known[key] = self._reckoned(vehicle, orders)
        return self.known[key]

    def _reckoned(self, vehicle: int, orders: tuple[int, ...]) -> int | None:
        if self._overloaded(vehicle, orders) or self._unlocked(vehicle, orders) or self._parted(orders):
            return None
        if blocked(self.tables, vehicle, orders):
            return None
        return price_micro(self.tables, self.promises, vehicle, orders)

    def _unlocked(self, vehicle: int, orders: tuple[int, ...]) -> bool:
        wanted = tuple(order for order in self.first.get(vehicle, ()) if order in orders)
        return orders[: len(wanted)] != wanted

    def _parted(self, orders: tuple[int, ...]) -> bool:
        goods = self.tables.goods
        return goods is not None and bool(goods.broken(orders))

    def _overloaded(self, vehicle: int, orders: tuple[int, ...]) -> bool:
        most = self.tables.vehicles[vehicle].max_stops
        if most is not None and len(orders) > most:
            return True
        stuck = self.aboard.get(vehicle, frozenset()).difference(orders)
        delivery, pickup = self.tables.delivery, self.tables.pickup
        for unit, limit in enumerate(self.tables.vehicles[vehicle].capacity):
            load = sum(delivery[order][unit] for order in (*orders, *stuck))
            for order in orders:
                if load > limit:
                    return True
                load += pickup[order][unit] - delivery[order][unit]
            if load > limit and orders:
                return True
        return False

    def out_micro(self, order: int) -> int:
        """Cost of leaving an order out: its penalty, and the promise when one was given."""
        told = self.promises.told[order] is not None
        return self.tables.penalty[order] + (self.promises.broken_micro if told else 0)

    def total(self, routes: Routes, unserved: Iterable[int]) -> int | None:
        """Cost of everything; None when one of the routes can not be driven."""
        total = sum(self.out_micro(order) for order in unserved)
        for vehicle, orders in routes.items():
            price = self.price(vehicle, orders)
            if price is None:
                return None
            total += price
        return total

    def best_place(
        self, routes: Routes, order: int, vehicles: Iterable[int]
    ) -> tuple[int, int, tuple[int, ...]] | None:
        """(extra cost, vehicle, route) of the cheapest place for an order; None when it fits nowhere."""
        best: tuple[int, int, tuple[int, ...]] | None = None
        for vehicle in vehicles:
            if not self.tables.allowed[order][vehicle]:
                continue
            stands = routes[vehicle]
            before = self.price(vehicle, stands) or 0
            for position in self._positions(vehicle, stands, order):
                made = (*stands[:position], order, *stands[position:])
                price = self.price(vehicle, made)
                if price is not None and (best is None or price - before < best[0]):
                    best = price - before, vehicle, made
        return best

    def _positions(self, vehicle: int, stands: Sequence[int], order: int) -> list[int]:
        """Places worth a look: those with the least detour, every one in a short route."""
        if len(stands) < MOST_TRIED:
            return list(range(len(stands) + 1))
        slot, place = self.tables.vehicles[vehicle], self.tables.place
        seconds, here = self.tables.seconds[slot.profile], place[order]
        stops = [slot.depot_place, *(place[x] for x in stands), slot.depot_place]
        detours = []
        for position in range(len(stands) + 1):
            a, b = stops[position], stops[position + 1]
            if max(seconds[a][here], seconds[here][b]) < UNREACHABLE:
                detours.append((seconds[a][here] + seconds[here][b] - seconds[a][b], position))
        return [position for _, position in sorted(detours)[:MOST_TRIED]]


def thinned(mending: Mending, routes: Routes) -> tuple[Routes, list[int]]:
    """Routes that can be driven, and the orders that had to leave them: as few as a greedy choice finds."""
    kept, out = dict(routes), []
    for vehicle, orders in routes.items():
        while kept[vehicle] and mending.price(vehicle, kept[vehicle]) is None:
            gone = _worst(mending, vehicle, kept[vehicle])
            kept[vehicle] = tuple(order for order in kept[vehicle] if order != gone)
            out.append(gone)
        assert set(kept[vehicle]) <= set(orders)
    return kept, out


def _worst(mending: Mending, vehicle: int, orders: tuple[int, ...]) -> int:
    """The order whose leaving mends the route at least cost; the cheapest to leave out when none alone does."""
    mended = []
    for order in orders:
        price = mending.price(vehicle, tuple(other for other in orders if other != order))
        if price is not None:
            mended.append((price + mending.out_micro(order), order))
    if mended:
        return min(mended)[1]
    return min(orders, key=lambda order: (mending.out_micro(order), -orders.index(order)))


def placed(mending: Mending, routes: Routes, homeless: Iterable[int]) -> tuple[Routes, list[int]]:
    """Every order where it costs least, as long as that is below leaving it out; dearest to leave out first."""
    made, out = dict(routes), []
    for order in sorted(homeless, key=lambda order: (-mending.out_micro(order), order)):
        best = mending.best_place(made, order, made)
        if best is None or best[0] >= mending.out_micro(order):
            out.append(order)
        else:
            made[best[1]] = best[2]
    return made, out


def improved(
    mending: Mending, routes: Routes, unserved: list[int], *, seed: int, steps: int
) -> tuple[Routes, list[int]]:
    """Take a few near orders out and put them back where they now cost least, again and again.

    The orders left out take part in every step. Deterministic for a seed and a number of steps.
    """
    draw = random.Random(seed)  # noqa: S311 - a search, no secret
    cost = mending.total(routes, unserved)
    for _ in range(steps):
        served = [order for orders in routes.values() for order in orders]
        if not served:
            break
        first = draw.choice(served)
        group = _near(mending.tables, first, served)
        gone = {first, *draw.sample(group, min(len(group), draw.randint(0, MOST_OUT - 1)))}
        tried = {v: tuple(order for order in orders if order not in gone) for v, orders in routes.items()}
        if any(mending.price(vehicle, orders) is None for vehicle, orders in tried.items()):
            continue
        waiting = [*gone, *unserved]
        draw.shuffle(waiting)
        made, out = tried, []
        for order in waiting:
            best = mending.best_place(made, order, made)
            if best is None or best[0] >= mending.out_micro(order):
                out.append(order)
            else:
                made[best[1]] = best[2]
        after = mending.total(made, out)
        if after is not None and (cost is None or after < cost):
            routes, unserved, cost = made, out, after
    return routes, unserved


def _near(tables: Tables, first: int, served: Sequence[int]) -> list[int]:
    """Other served orders, the nearest ones by the first profile that knows the way."""
    profile = next((tables.vehicles[v].profile for v, may in enumerate(tables.allowed[first]) if may), 0)
    seconds = tables.seconds[profile]
    here = tables.place[first]
    others = sorted((seconds[here][tables.place[x]], x) for x in served if x != first)
    return [order for _, order in others[:NEAR]]
