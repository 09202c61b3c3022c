"""How goods that would ride with what they must be kept apart from are said to do so."""

from __future__ import annotations

from collections.abc import Sequence

from freight.domain.problem import Problem, Reason

MOST_NAMES = 2


def ill_matched(problem: Problem, order: int, orders: Sequence[int], who: str, kind: str) -> Reason:
    """Why an order must not ride with these, in a sentence that begins with `who` carries them."""
    goods = problem.goods
    assert goods is not None, "without goods kept apart no route breaks that rule"
    others = goods.against(order, orders)
    named = [f"{problem.order_ids[one]} ({goods.names[goods.of_order[one]]})" for one in others[:MOST_NAMES]]
    more = f" and {len(others) - MOST_NAMES} more" if len(others) > MOST_NAMES else ""
    own = goods.names[goods.of_order[order]]
    text = f"{who} carries {', '.join(named)}{more}, with which {own} must not ride"
    return Reason("goods_apart", text, kind, float(len(others)), "orders")
