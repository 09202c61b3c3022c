"""A change that lets an order in, when planning again would rather use it for another one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from freight.explain.change import find_order
from freight.explain.draft import Changes, Draft
from freight.explain.order_changes import OrderSplit, PenaltyRaised
from freight.explain.stand import Stand
from freight.explain.verify import Trial, tried

RUNGS_NOK = (1_000, 10_000, 100_000)
"""Penalties of the orders that would be left out are raised by these, one by one, until all are served."""


@dataclass(frozen=True, slots=True)
class Insisted:
    """A draft with the penalties that make it work, and how it was found to."""

    draft: Draft
    trial: Trial


def insist(stand: Stand, order_id: str, found: Draft, missing: frozenset[str]) -> Iterator[Insisted]:
    """The draft with higher penalties for what planning again leaves out; nothing when that does not help.

    Two orders left out may need the same van, and it goes to the dearer one; an order that hardly pays may be
    given up for this one. Both are a matter of penalties.
    """
    wanted = set(missing)
    for rung_nok in RUNGS_NOK:
        changes = _raised(stand, order_id, found.changes, wanted, rung_nok)
        trial = tried(stand, order_id, changes)
        if trial is None:
            return
        if not trial.missing:
            yield Insisted(replace(found, changes=changes), trial)
            return
        wanted |= trial.missing


def _raised(stand: Stand, order_id: str, changes: Changes, missing: set[str], rung_nok: int) -> Changes:
    """The changes after higher penalties, which come first: a split order shares out what it has."""
    parts = {part for change in changes if isinstance(change, OrderSplit) for part in change.part_ids()}
    names = sorted({order_id if name in parts else name for name in missing})
    already = {change.order_id: change.after_nok for change in changes if isinstance(change, PenaltyRaised)}
    raised = []
    for name in names:
        before_nok = find_order(stand.scenario, name).penalty_nok
        raised.append(PenaltyRaised(name, before_nok, already.get(name, before_nok) + rung_nok))
    kept = [
        change for change in changes if not (isinstance(change, PenaltyRaised) and change.order_id in names)
    ]
    return (*raised, *kept)
