"""Plans as they are kept, for tests of the store and of what is learned from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from freight.days.records import PlannedDay, PlannedOrder, PlannedRoute, PlannedVisit

MONDAY = date(2026, 11, 23)
EIGHT = 8 * 3600


def visit(sequence: int, arrive_s: int, *order_ids: str, drive_s: int = 300, hold_s: int = 0) -> PlannedVisit:
    """Five minutes at a stop, promised until half an hour after the planned time; without orders a charger."""
    orders = tuple(
        PlannedOrder(one, f"Mottaker {one}", "Butikk", "delivery", EIGHT, arrive_s - 1800, arrive_s + 1800)
        for one in order_ids
    )
    place = ", ".join(order.receiver for order in orders) or "Lader"
    return PlannedVisit(sequence, place, drive_s, hold_s, 2000, arrive_s, arrive_s, arrive_s + 300, 0, orders)


def past_day(fingerprint: str = "a" * 64, day: date = MONDAY) -> PlannedDay:
    """Two vehicles: one with two stops (the first of two orders) and a charger, one with a stop."""
    van = (visit(1, EIGHT + 300, "Æ1", "Æ2"), visit(2, EIGHT + 900), visit(3, EIGHT + 1500, "Ø3"))
    routes = (
        PlannedRoute("Bil 1", "van", EIGHT, EIGHT + 2100, 8000, van),
        PlannedRoute("Sykkel Æ", "bike", EIGHT, EIGHT + 1200, 3000, (visit(1, EIGHT + 300, "B1"),)),
    )
    return PlannedDay(fingerprint, day, "Europe/Oslo", "Prøvedag", routes, ("Å9",))


def many_stops(count: int, drive_s: int = 300) -> PlannedDay:
    """One van, a stop every ten minutes."""
    visits = tuple(visit(i + 1, EIGHT + 300 + 600 * i, f"O{i}", drive_s=drive_s) for i in range(count))
    route = PlannedRoute("Bil 1", "van", EIGHT, EIGHT + 600 * count + 300, 1000, visits)
    return replace(past_day(), routes=(route,))
