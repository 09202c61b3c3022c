"""Explanations as lines for people and as plain data for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from datetime import date
from typing import Any

from freight.domain.scenario import Scenario
from freight.explain.change import facts, moment
from freight.explain.explain import Explanation, Way
from freight.explain.order_changes import load_text
from freight.explain.story import Story
from freight.explain.why import Why

NOTHING = "nothing of the catalogue serves it besides the other orders (docs/explain.md)"
MOST_NAMES = 4
"""So many vehicles with the same reason are named."""


def cheapest(found: Explanation) -> str:
    """The cheapest change in a sentence."""
    return f"{found.ways[0].text} ({price(found.ways[0])})" if found.ways else NOTHING


def price(way: Way) -> str:
    """What the plan then costs, and who then comes."""
    who = ", ".join(f"{one.vehicle_id} at {moment(one.start_s - one.start_s % 60)}" for one in way.served)
    more = f"{way.extra_nok:.0f} NOK more" if way.extra_nok >= 0 else f"{-way.extra_nok:.0f} NOK less"
    return f"routes cost {more}; then served by {who}"


def explanation_lines(found: Explanation) -> Iterator[str]:
    """Reasons, then ways."""
    yield f"Order {found.order_id} is not served; that costs its penalty of {found.penalty_nok:g} NOK."
    yield "Why:"
    for one in found.reasons:
        yield f"  {names(one)}: {one.text()}"
    if not found.ways:
        yield f"What would serve it: {NOTHING}."
        return
    yield "The cheapest change that serves it (planned again and found true):"
    yield f"  {found.ways[0].text}"
    yield f"  {price(found.ways[0])}"
    yield from (
        f"  write in {edit.file}{', ' if edit.where else ''}{edit.where}: {edit.field} "
        f"{edit.before + ' -> ' if edit.before else ''}{edit.after}"
        for edit in found.ways[0].edits
    )
    if found.ways[1:]:
        yield "Other ways:"
        yield from (f"  {way.text} ({price(way)})" for way in found.ways[1:])


def names(one: Why) -> str:
    """The vehicles of a reason."""
    shown = ", ".join(one.vehicle_ids[:MOST_NAMES])
    more = len(one.vehicle_ids) - MOST_NAMES
    return f"{shown} and {more} more" if more > 0 else shown


def story_lines(found: Story) -> Iterator[str]:
    """Who, when, with what on board, for how much, and elsewhere."""
    yield (
        f"Order {found.order_id} is served by {found.vehicle_id} ({found.type_id}) from "
        f"{moment(found.start_s)} to {moment(found.depart_s)}, stop {found.stop} of {found.stops}."
    )
    yield f"  On board on the way there: {load_text(found.load)}, of {load_text(found.capacity)}."
    yield (
        f"  It costs the route {found.costs_nok:.2f} NOK; leaving it out would cost "
        f"its penalty of {found.penalty_nok:g} NOK."
    )
    if found.elsewhere:
        yield "Elsewhere, the other orders as they are:"
    for one in found.elsewhere:
        more = f"{one.more_nok:.2f} NOK more" if one.more_nok >= 0 else f"{-one.more_nok:.2f} NOK less"
        yield f"  {one.vehicle_id}: {more}"
    if found.others:
        yield "Not possible:"
    for other in found.others:
        yield f"  {names(other)}: {other.text()}"


def explanation_data(found: Explanation, scenario: Scenario) -> dict[str, Any]:
    """For programs; times as HH:MM or HH:MM:SS of the planning day."""
    return {
        "order": found.order_id,
        "served": False,
        "penalty_nok": found.penalty_nok,
        "reasons": [{"text": one.text(), **_plain(one)} for one in found.reasons],
        "ways": [_way(way) for way in found.ways],
        "day": scenario.day.isoformat(),
    }


def _way(way: Way) -> dict[str, Any]:
    return {
        "text": way.text,
        "changes": [{name: _plain(value) for name, value in facts(change).items()} for change in way.changes],
        "edits": [edit._asdict() for edit in way.edits],
        "extra_nok": round(way.extra_nok, 2),
        "asked_nok": round(way.asked_nok, 2),
        "then_served": [{"vehicle": one.vehicle_id, "start": moment(one.start_s)} for one in way.served],
    }


def story_data(found: Story, scenario: Scenario) -> dict[str, Any]:
    """For programs."""
    data: dict[str, Any] = _plain(found)
    order_id = data.pop("order_id")
    return {"order": order_id, "served": True, **data, "day": scenario.day.isoformat()}


def _plain(value: object) -> Any:  # noqa: ANN401  # JSON is anything
    """Dataclasses, sets and dates as JSON knows them."""
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if hasattr(value, "_asdict"):
        return _plain(value._asdict())
    if isinstance(value, frozenset):
        return sorted(str(part) for part in value)
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value
