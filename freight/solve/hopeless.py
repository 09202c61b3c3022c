"""When nothing can be planned: the reasons of all orders, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from freight.domain.plan import Unserved
from freight.domain.problem import Problem, Reason
from freight.errors import NoPlanError
from freight.solve.eligible import standing_reasons
from freight.solve.tables import Tables

SHOWN = 8
"""Lines of reasons in a message."""


def refuse_hopeless(problem: Problem, tables: Tables) -> None:
    """Raise before the search when not a single pair of order and vehicle is possible.

    Raises
    ------
    NoPlanError
        With the reasons, the commonest first.
    """
    if not problem.vehicles:
        raise NoPlanError("the fleet has no vehicle; add at least one to the fleet file")
    if not problem.first_reload:
        raise NoPlanError("there are no orders to plan; add at least one to the orders file")
    orders = range(problem.first_reload)
    if not any(any(tables.allowed[order]) for order in orders):
        raise NoPlanError(
            _text(problem, (reason for order in orders for reason in standing_reasons(problem, order)))
        )


def refuse_empty(problem: Problem, unserved: Iterable[Unserved]) -> None:
    """Raise after a search without any route, unless serving is possible and only dearer than the penalties.

    Raises
    ------
    NoPlanError
        With the reasons, the commonest first.
    """
    reasons = [reason for left in unserved for reason in left.reasons]
    if all(reason.rule != "cost" for reason in reasons):
        raise NoPlanError(_text(problem, reasons))


def _text(problem: Problem, reasons: Iterable[Reason]) -> str:
    counts = Counter((reason.rule, reason.text) for reason in reasons).most_common()
    lines = [f"  {rule}: {text} ({count} orders)" for (rule, text), count in counts[:SHOWN]]
    if len(counts) > SHOWN:
        lines.append(f"  and {len(counts) - SHOWN} more reasons")
    return "\n".join(
        [
            f"no vehicle can serve any of the {problem.first_reload} orders:",
            *lines,
            "Change the fleet, the zones or the windows so that at least one order has a vehicle.",
        ]
    )
