"""Every variant's planning days placed on the streets before anything is run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from freight.compare.execute import built_day
from freight.compare.planning_day import PlanningDay
from freight.compare.variants import Ground, planning_days
from freight.emissions.account import missing_factors
from freight.errors import Fault, InputError, NetworkError


def try_variants(ground: Ground, variants: Sequence[str], file: Path) -> None:
    """Build every planning day of the day as given.

    Raises
    ------
    InputError
        With every place that no vehicle of a planning day can reach and every factor that is missing, each
        named by its variant.
    """
    faults: list[Fault] = []
    for name in variants:
        for day in planning_days(ground, name, 0):
            faults += [
                replace(one, message=f"variant {name}, {day.id}: {one.message}")
                for one in _faults(ground, name, day, file)
            ]
    if faults:
        raise InputError(dict.fromkeys(faults))


def _faults(ground: Ground, variant_id: str, day: PlanningDay, file: Path) -> list[Fault]:
    found = missing_factors({one.type_id for one in day.scenario.vehicles}, day.scenario, ground.factors)
    if day.hub and ("hub_co2e", "hub") not in ground.factors.rows:
        advice = "add a row with key hub_co2e, vehicle_class hub and use yes"
        found.append(Fault(ground.factors.file, "key hub_co2e", "hub", "no row in use for hubs", advice))
    if not day.scenario.vehicles:
        message = f"no vehicle is at work when the goods are ready; {len(day.scenario.orders)} orders wait"
        return [*found, Fault(str(file), "", "", message, "let a shift end later or goods arrive earlier")]
    if found:
        return found
    try:
        built = built_day(ground, (variant_id, 0, (), day.id), day)
    except InputError as error:
        return list(error.faults)
    except NetworkError as error:
        return [Fault(str(file), "", "", str(error))]
    unable = [
        order_id
        for order_id, may in zip(built.problem.order_ids, built.problem.may_serve, strict=True)
        if order_id in day.bulk and not may.any()
    ]
    return [_nobody(day, order_id, file) for order_id in unable]


def _nobody(day: PlanningDay, order_id: str, file: Path) -> Fault:
    place = day.bulk[order_id].place
    message = f"nobody can reach {place} with its goods in time"
    return Fault(
        str(file), "hubs", place, message, "check opening, latest arrival, shifts and the vehicles' size"
    )
