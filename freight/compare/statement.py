"""What a study states beside its figures: assumptions, the statement of ISO 14083, and its factors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from freight.compare.variants import Ground, planning_days
from freight.emissions.account import NOTES, used_factors
from freight.emissions.lookup import Factor
from freight.inputs.study_model import HubBlock, StudyFile
from freight.network.streets import SCHEMATIC_NOTICE
from freight.units import clock

ISO_14083 = (
    "Emissions follow the rules of ISO 14083:2023 and GLEC v3 as far as they are openly described: "
    "well-to-wheel operation of vehicles and hubs; making vehicles, roads and packaging is outside.",
    "Transport activity (tonne_km) is mass times the shortest feasible distance from the carrier's terminal to "
    "the receiver by the carrier's own fleet, never the distance driven; it is the same in every variant.",
    "Each planning day of a vehicle class is a transport operation; emissions of a route, empty running "
    "included, are allocated to its consignments by mass times shortest feasible distance "
    "within that leg of the chain.",
    "Hub operations are elements of the chain by a default per tonne; both electricity figures carry it alike.",
    "Electricity is location-based; the residual mix stands beside it. All is modelled, nothing measured.",
    "Kilometres, hours, vehicles and, for receivers, money are allocated in equal parts to the consignments "
    "of a route. Money of carriers is what each bears itself; a neutral or shared fleet and hubs stand as "
    "'common scheme' until a fee or the shares of the money page divide them.",
)
MEANINGS = (
    "vehicles_entering_zone counts rounds that drive inside the zone, cargo bikes too; "
    "motor_vehicles_entering_zone leaves bikes out, as do motor_km and motor_kerb_min.",
    "cost_nok has no penalty for orders left out: compare it only where unserved is alike.",
    "A vehicle that is out twice at different times of a day pays its day once.",
    "external_cost_nok is an external cost, paid by nobody in cost_nok: a mean of all road traffic in "
    "large towns (accidents, local air, noise, congestion; no climate) in NOK of 2014, "
    "not scaled to vans or trucks.",
    "Low and high factors move together; curves have no range in their source and stay.",
)


def assumptions(ground: Ground) -> tuple[str, ...]:
    """Sentences for the end of the report."""
    study = ground.study
    found = [*study.assumptions, *map(_hub, study.hubs), _zone(study)]
    if any(variant.policy.model != "separate" for variant in study.variants):
        share = 100 * study.inbound_day_share
        found.append(
            f"Bringing goods to a hub carries {share:g} % of a vehicle's day cost; the rest is other work."
        )
    found.append(
        f"{study.iterations} search steps an order, {study.seeds} seeds, {study.days} demand day(s): day 0 is "
        "as given, the others draw each carrier's deliveries and pickups anew among its own, with replacement."
    )
    return (*found, *ISO_14083, *MEANINGS, *NOTES)


def _hub(hub: HubBlock) -> str:
    arrivals = ", ".join(clock(arrival_s) for arrival_s in hub.latest_arrival)
    room = "" if hub.capacity_m3 is None else f", room for {hub.capacity_m3:g} m³ a wave"
    return (
        f"Hub {hub.id}: goods unloaded by {arrivals}, handled {hub.handling_min:g} min, "
        f"{hub.handling_nok_per_order:g} NOK an order and {hub.handling_nok_per_kg:g} NOK a kg, "
        f"{hub.day_nok:g} NOK a day in use{room}."
    )


def _zone(study: StudyFile) -> str:
    share = 100 * study.zone.participating_share
    return (
        f"All freight in the zone {study.zone.id}: this study's orders are taken as {share:g} % of it in "
        f"{study.reference} ({study.zone.source}); the rest is unchanged in every variant."
    )


def notice(ground: Ground) -> str:
    """What every reader must know first; empty when there is nothing."""
    return SCHEMATIC_NOTICE if ground.streets.schematic else ""


def factors_used(ground: Ground) -> tuple[Factor, ...]:
    """Every factor that a vehicle type of the study or the accounts use."""
    kinds: set[str] = set()
    for variant in ground.study.variants:
        for day in planning_days(ground, variant.id, 0):
            kinds |= {vehicle.type_id for vehicle in day.scenario.vehicles}
    extra = [row for key in ("hub_co2e", "external_cost_marginal") for row in _rows(ground, key)]
    return (*used_factors(kinds, ground.base, ground.factors), *extra)


def _rows(ground: Ground, key: str) -> Sequence[Factor]:
    return [row for (name, _), rows in ground.factors.rows.items() if name == key for row in rows]


def study_facts(ground: Ground, failures: Sequence[dict[str, Any]], runs: int) -> dict[str, Any]:
    """The content of study.json."""
    study = ground.study
    return {
        "format": "freight-study",
        "version": 1,
        "name": study.name,
        "name_no": study.name_no,
        "reference": study.reference,
        "date": ground.base.day.isoformat(),
        "network": {
            "source": ground.streets.source,
            "attribution": ground.streets.attribution,
            "notice": notice(ground),
        },
        "seeds": study.seeds,
        "days": study.days,
        "iterations_per_order": study.iterations,
        "runs": runs,
        "violations": 0,
        "failed": list(failures),
        "variants": [
            {"id": one.id, "name": one.name, "name_no": one.name_no, "policy": one.policy.model}
            for one in study.variants
        ],
        "zone": study.zone.model_dump(),
        "assumptions": list(assumptions(ground)),
        "factors": [asdict(row) for row in factors_used(ground)],
    }
