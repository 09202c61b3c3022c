"""How moments, spans and streets are written in a violation's sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from freight.domain.plan import Visit
from freight.domain.scenario import Depot, Interval, Order
from freight.network.streets import Streets
from freight.units import SECONDS_PER_DAY, clock

MINUTE_S = 60


def moment(seconds: float) -> str:
    """``HH:MM:SS`` of a time of the planning day; past midnight the hours go on."""
    if round(seconds) < 0:
        return f"{moment(seconds + SECONDS_PER_DAY)} the day before"
    minutes, rest = divmod(round(seconds), MINUTE_S)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest:02d}"


def span(seconds: float) -> str:
    """A length of time as people say it: ``45 s``, ``12 min``, ``2 h 05 min``."""
    if seconds < 2 * MINUTE_S:
        return f"{seconds:.3g} s"
    minutes = round(seconds / MINUTE_S)
    return f"{minutes} min" if minutes < 2 * MINUTE_S else f"{minutes // 60} h {minutes % 60:02d} min"


def hours(intervals: Iterable[Interval], at_s: float) -> str:
    """``06:00-11:00, 18:00-20:00`` of the day that `at_s` lies in; ``never`` of none."""
    day = at_s // SECONDS_PER_DAY
    that_day = [(a, b) for a, b in intervals if a // SECONDS_PER_DAY <= day <= (b - 1) // SECONDS_PER_DAY]
    return ", ".join(f"{clock(begin)}-{clock(end)}" for begin, end in that_day) or "never"


def street_name(streets: Streets, street: int) -> str:
    """Name of a street with its id, so that it can be found on the map."""
    name = streets.name(street)
    return f"{name} ({streets.street_id[street]})" if name else streets.street_id[street]


def depot_label(depot: Depot) -> str:
    """A depot in a sentence."""
    return f"depot {depot.id}"


def visit_label(visit: Visit, orders: Mapping[str, Order]) -> str:
    """A visit in a sentence: its charger, its depot, or its orders and the receiver's name when it is known."""
    if visit.reload:
        return f"depot {visit.reload}"
    if visit.charge is not None and not visit.order_ids:
        return f"charger {visit.charge.charger_id}"
    first = orders.get(visit.order_ids[0]) if visit.order_ids else None
    name = f" ({first.name})" if first is not None and first.name else ""
    return f"order {', '.join(visit.order_ids)}{name}" if visit.order_ids else "a visit without orders"
