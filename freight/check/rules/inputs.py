"""The plan was made from the files it is checked against."""

from __future__ import annotations

from collections.abc import Iterator

from freight.check.context import Context
from freight.check.violation import Violation
from freight.files import fingerprint


def inputs(context: Context) -> Iterator[Violation]:
    """Name every input file that has changed or gone since the plan was made, and a plan of another day.

    A plan without fingerprints, made elsewhere, is checked against the files as they are.
    """
    plan, scenario = context.plan, context.scenario
    if plan.day != scenario.day:
        text = f"the plan is for {plan.day.isoformat()}, the scenario for {scenario.day.isoformat()}"
        yield Violation("inputs", text, where="scenario")
    for part, planned in plan.inputs:
        path = scenario.input_files.get(part)
        if path is None:
            text = f"the plan was made with a file of {part}, the scenario names none any more"
            yield Violation("inputs", text, where=part)
        elif not path.is_file() or fingerprint(path) != planned:
            text = f"the file of {part} ({path.name}) has changed since the plan was made; plan again"
            yield Violation("inputs", text, where=part)
