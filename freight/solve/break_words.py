"""How a route without room for its driver's breaks is said to be so."""

from __future__ import annotations

from collections.abc import Sequence

from freight.solve.amounts import minutes_amount
from freight.solve.route_rules import Breach


def no_room(breach: Breach, order_ids: Sequence[str]) -> tuple[float | None, str]:
    """Minutes by which a break is too long, None where no halt is in time for it; the words after a name."""
    if not breach.amount:
        return None, "passes no stop in time for its driver's break"
    amount, said = minutes_amount(breach.amount)
    late = "be back" if breach.order < 0 else f"start order {order_ids[breach.order]}"
    return amount, f"leaves no room for its driver's break: with it, it would {late} {said} too late"
