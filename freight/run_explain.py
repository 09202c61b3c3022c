"""Explaining orders of a plan: why one is left out and what would serve it, or why one goes where it goes."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from freight.domain.plan import Plan
from freight.errors import InputError
from freight.explain.explain import Explanation, explain
from freight.explain.stand import Stand
from freight.explain.story import Story, story
from freight.explain.words import (
    explanation_data,
    explanation_lines,
    story_data,
    story_lines,
)
from freight.inputs.plan_file import read_plan, scenario_path
from freight.run import PLAN_FILE, open_day
from freight.run_replayed import planned_stand, refuse_changed
from freight.solve.search import prepare

MOST_WAYS = 3
NEAR = 5
"""So many names near to an unknown one are shown."""


@dataclass(frozen=True, eq=False, slots=True)
class Told:
    """What was asked for, in words and as data."""

    lines: tuple[str, ...]
    data: dict[str, Any]


def explain_directory(directory: Path, order_id: str | None, say: Callable[[str], None]) -> tuple[Told, ...]:
    """Explain one order of the plan in a folder, or all that it leaves out.

    Raises
    ------
    InputError, NetworkError
        When the plan or its inputs can not be read, have changed since, or know no such order.
    """
    plan_file = directory / PLAN_FILE
    say("Reading the plan, the files and the street network")
    day = open_day(scenario_path(plan_file))
    plan = read_plan(plan_file, day.streets.street_id, day.scenario.timezone)
    refuse_changed(plan, day, plan_file)
    known = [order.id for order in day.scenario.orders]
    if order_id is not None and order_id not in known:
        raise InputError.one(str(plan_file), "", order_id, "the day has no such order", near(order_id, known))
    stand = planned_stand(plan_file, day, plan)
    prepare("hybrid", say)
    wanted = [left_out.order_id for left_out in plan.unserved] if order_id is None else [order_id]
    told = []
    for number, one in enumerate(wanted, start=1):
        say(f"Order {one} ({number} of {len(wanted)})")
        told.append(_tell(stand, plan, one))
    return tuple(told)


def _tell(stand: Stand, plan: Plan, order_id: str) -> Told:
    if order_id in stand.served():
        found: Story = story(stand, plan, order_id)
        return Told(tuple(story_lines(found)), story_data(found, stand.scenario))
    why: Explanation = explain(stand, order_id, MOST_WAYS)
    return Told(tuple(explanation_lines(why)), explanation_data(why, stand.scenario))


def near(word: str, known: Sequence[str]) -> str:
    """Advice with the names that are most like an unknown one."""
    folded = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(word.casefold(), folded, n=NEAR, cutoff=0.5)
    names = [folded[name] for name in close] or list(known[:NEAR])
    return f"{'did you mean' if close else 'known are'} {', '.join(names)}{'?' if close else ', ...'}"
