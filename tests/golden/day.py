"""What is compared of a golden day: who goes where and when, who is left out and why, what it costs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from freight.build import build, to_plan
from freight.check.check import check_plan
from freight.check.wording import moment
from freight.domain.plan import Unserved
from freight.domain.timeline import RouteTimeline
from freight.errors import FreightError
from freight.run import open_day
from freight.solve.search import solve
from freight.units import MICRO

CASES = tuple(sorted(path.parent for path in Path(__file__).parent.glob("cases/*/scenario.yaml")))
ITERATIONS = 30
Outcome = dict[str, Any]


def plan_case(case: Path) -> Outcome:
    """Plan and check one day; a day that can not be planned gives its error text."""
    try:
        return _planned(case)
    except FreightError as error:
        text = str(error).replace(f"{case}/", "")
        return {"exit": error.exit_code, "error": text.splitlines()}


def _planned(case: Path) -> Outcome:
    day = open_day(case / "scenario.yaml")
    built = build(day.scenario, day.streets, day.factors)
    solution = solve(built.problem, seed=0, time_limit_s=None, iterations=ITERATIONS)
    plan = to_plan(solution, built, ())
    result = check_plan(plan, day.scenario, day.streets, day.factors)
    metres = sum(float(leg.length_m.sum()) for route in result.timeline.routes for leg in route.legs)
    return {
        "violations": [violation.text for violation in result.violations],
        "routes": {route.vehicle_id: _stops(route) for route in result.timeline.routes},
        "unserved": {left_out.order_id: _reasons(left_out) for left_out in plan.unserved},
        "km": round(metres / 1000, 3),
        "planned_nok": round(plan.objective_micro / MICRO, 2),
        "driven_nok": round(result.cost.total_nok, 2),
    }


def _stops(route: RouteTimeline) -> list[str]:
    """``06:00:10 depot, 06:02:00 order``: departure, starts of service, return."""
    first, *middle, last = route.halts
    stops = [f"{moment(halt.start_s)} {','.join(halt.order_ids)}" for halt in middle]
    return [f"{moment(first.depart_s)} out", *stops, f"{moment(last.arrive_s)} back"]


def _reasons(left_out: Unserved) -> list[str]:
    return [f"{reason.rule}: {reason.text}" for reason in left_out.reasons]


def as_text(outcome: Outcome) -> str:
    """One entry a line, so that a change shows as the line that changed."""
    return json.dumps(outcome, indent=2, ensure_ascii=False) + "\n"
