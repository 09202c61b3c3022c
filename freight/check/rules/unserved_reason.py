"""An unserved order always carries a reason."""

from __future__ import annotations

from collections.abc import Iterator

from freight.check.context import Context
from freight.check.violation import Violation


def unserved_reason(context: Context) -> Iterator[Violation]:
    """Name every unserved order without a reason, or with one that says nothing."""
    for unserved in context.plan.unserved:
        if not unserved.reasons or not all(reason.text.strip() for reason in unserved.reasons):
            text = f"order {unserved.order_id} is left out without a reason"
            yield Violation("unserved_reason", text, where=f"order {unserved.order_id}")
