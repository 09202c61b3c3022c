"""A plan in the form of plan.json."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path, PurePath

from freight.domain.plan import Charge, Leg, Plan, Route, Unserved
from freight.domain.scenario import Scenario
from freight.inputs.plan_model import (
    FORMAT,
    VERSION,
    BreakPart,
    ChargePart,
    InputPart,
    LegPart,
    PlanFile,
    ReasonPart,
    RoutePart,
    UnservedPart,
    VisitPart,
)
from freight.units import to_iso


def plan_parts(plan: Plan, scenario: Scenario, street_ids: Sequence[str], folder: Path) -> PlanFile:
    """The file of a plan that is kept in `folder`; streets and times as others read them."""
    return PlanFile(
        format=FORMAT,
        version=VERSION,
        scenario=relative(scenario.input_files["scenario"], folder),
        day=plan.day.isoformat(),
        timezone=scenario.timezone,
        engine=plan.engine,
        seed=plan.seed,
        objective_micro=plan.objective_micro,
        robust_share=plan.robust_share,
        inputs=[InputPart(file=name, sha256=digest) for name, digest in plan.inputs],
        routes=[_route_part(route, scenario.timezone, plan.day, street_ids) for route in plan.routes],
        unserved=[_unserved_part(unserved) for unserved in plan.unserved],
    )


def relative(path: Path, base: Path) -> str:
    """`path` from `base`, with forward slashes; absolute where there is no way (another drive)."""
    try:
        return PurePath(os.path.relpath(path.absolute(), base.absolute())).as_posix()
    except ValueError:
        return path.absolute().as_posix()


def _route_part(route: Route, timezone: str, day: date, street_ids: Sequence[str]) -> RoutePart:
    visits = [
        VisitPart(
            leg=_leg_part(visit.leg, street_ids),
            orders=list(visit.order_ids),
            start=to_iso(day, visit.start_s, timezone),
            depart=to_iso(day, visit.depart_s, timezone),
            charge=None if visit.charge is None else _charge_part(visit.charge),
            breaks=[
                BreakPart(begin=to_iso(day, begin_s, timezone), end=to_iso(day, end_s, timezone))
                for begin_s, end_s in visit.breaks
            ],
            reload=visit.reload,
        )
        for visit in route.visits
    ]
    return RoutePart(
        vehicle=route.vehicle_id,
        depart=to_iso(day, route.depart_s, timezone),
        visits=visits,
        back=_leg_part(route.back, street_ids),
    )


def _charge_part(charge: Charge) -> ChargePart:
    return ChargePart(charger=charge.charger_id, level_kwh=float(charge.level_kwh))


def _leg_part(leg: Leg, street_ids: Sequence[str]) -> LegPart:
    return LegPart(
        streets=[street_ids[number] for number in leg.streets],
        from_share=float(leg.from_share),
        to_share=float(leg.to_share),
        hold_s=int(leg.hold_s),
        hold_before=int(leg.hold_before),
    )


def _unserved_part(unserved: Unserved) -> UnservedPart:
    reasons = [
        ReasonPart(rule=r.rule, text=r.text, vehicle_type=r.vehicle_type, amount=r.amount, unit=r.unit)
        for r in unserved.reasons
    ]
    return UnservedPart(order=unserved.order_id, reasons=reasons)
