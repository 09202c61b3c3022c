"""Everything there is to say about one order that was left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from freight.explain.catalogue import PRICED, UNPRICED, Entry
from freight.explain.change import Edit
from freight.explain.draft import Changes, Draft
from freight.explain.insist import insist
from freight.explain.stand import Stand
from freight.explain.verify import Served, tried
from freight.explain.why import Why, why

MOST_TRIED = 12
"""So many drafts with a price are planned again for one order, the cheapest first, and as many without."""


@dataclass(frozen=True, slots=True)
class Way:
    """Changes with which planning again serves the order: tried, not believed."""

    changes: Changes
    text: str
    edits: tuple[Edit, ...]
    extra_nok: float
    """What the plan then costs more at most, the penalty that is saved left aside."""
    asked_nok: float
    """Minutes asked for, at the cost of the vehicle's hour; only orders the ways."""
    served: tuple[Served, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an order is left out, and what would serve it."""

    order_id: str
    penalty_nok: float
    reasons: tuple[Why, ...]
    ways: tuple[Way, ...]
    """The cheapest first, each of another kind; empty when nothing of the catalogue serves it."""


def explain(stand: Stand, order_id: str, most_ways: int) -> Explanation:
    """Reasons of every vehicle, and up to so many ways to serve the order.

    Parameters
    ----------
    stand
        The day with the routes of its plan.
    """
    order = stand.scenario.orders[stand.order(order_id)]
    ways: list[Way] = []
    for way in _ways(stand, order_id):
        ways.append(way)
        if len(ways) == most_ways:
            break
    return Explanation(order_id, order.penalty_nok, why(stand, order_id), tuple(ways))


def _ways(stand: Stand, order_id: str) -> Iterator[Way]:
    """Ways of different kinds in the stated ordering: what the inputs price, then what others must grant."""
    kinds: list[set[str]] = []
    failed: list[tuple[Draft, frozenset[str]]] = []
    for drafts in _stages(stand, order_id):
        planned = 0
        for found in drafts:
            # Where less is enough, more of the same is no other way.
            if any(less <= set(found.kinds) for less in kinds) or planned >= MOST_TRIED:
                continue
            planned += 1
            trial = tried(stand, order_id, found.changes)
            if trial is not None and trial.missing:
                failed.append((found, trial.missing))
            elif trial is not None:
                kinds.append(set(found.kinds))
                yield _way(stand, found, trial.served)
    if not kinds:
        yield from islice(_insisted(stand, order_id, failed), 1)


def _insisted(stand: Stand, order_id: str, failed: Sequence[tuple[Draft, frozenset[str]]]) -> Iterator[Way]:
    """Changes that let the order in, where planning again then prefers another one: with higher penalties."""
    for found, missing in failed:
        for insisted in insist(stand, order_id, found, missing):
            yield _way(stand, insisted.draft, insisted.trial.served)


def _stages(stand: Stand, order_id: str) -> Iterator[list[Draft]]:
    """Drafts in the stated ordering; those without a price are not even made before somebody asks for them."""
    made = _drafts(stand, order_id, PRICED)
    yield [found for found in made if found.rank <= 0]
    rest = [found for found in made if found.rank > 0]
    yield sorted([*rest, *_drafts(stand, order_id, UNPRICED)], key=Draft.order)


def _drafts(stand: Stand, order_id: str, entries: Sequence[Entry]) -> list[Draft]:
    drafts = [found for entry in entries for found in entry(stand, order_id)]
    return sorted(dict.fromkeys(drafts), key=Draft.order)


def _way(stand: Stand, found: Draft, served: tuple[Served, ...]) -> Way:
    scenario = stand.scenario
    texts: list[str] = []
    edits: list[Edit] = []
    for change in found.changes:
        texts.append(change.text(scenario))
        edits += change.edits(scenario)
        scenario = change.apply(scenario)
    text = "; and ".join(texts) or "plan again: nothing has to change"
    return Way(found.changes, text, tuple(edits), found.extra_nok, found.asked_nok, served)
