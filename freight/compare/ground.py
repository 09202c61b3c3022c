"""A study laid on its streets, ready to be run."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from freight.build import build
from freight.compare.planning_day import Setting
from freight.compare.variants import Chain, Ground, patched
from freight.domain.scenario import OrderKind, Scenario
from freight.domain.travel import UNREACHABLE
from freight.emissions.factors import Factors, load_factors
from freight.errors import Fault, InputError
from freight.inputs.study_file import Study
from freight.inputs.study_model import VariantBlock
from freight.network.store import open_network
from freight.network.streets import Streets
from freight.network.zones import inside, polygon_faults, resolve, split_at_zones


def lay_out(study: Study) -> Ground:
    """Open the network, split it at the zones and measure every consignment's own distance.

    Raises
    ------
    InputError
        When the zones, the factors or a place can not be used.
    NetworkError
        When the network can not be read.
    """
    base = study.base
    factors = load_factors(base.factors_file)
    streets = open_network(base.network, base.input_files["scenario"].parent)
    zones_file = str(base.input_files.get("zones", study.path))
    zones = resolve(base.zones, streets, zones_file)
    if faults := polygon_faults(zones, zones_file):
        raise InputError(faults)
    streets = split_at_zones(streets, zones)
    base = replace(base, zones=zones, input_files=dict(base.input_files))
    zone = next(zone for zone in zones if zone.id == study.file.zone.id)
    chain_km = _chain_km(study, base, streets, factors)
    return Ground(uuid4().hex, study.file, base, streets, factors, inside(streets, zone), chain_km)


def _chain_km(study: Study, base: Scenario, streets: Streets, factors: Factors) -> Chain:
    """Shortest feasible distance between terminal and receiver by the carrier's own fleet, no zone in force."""
    today = VariantBlock.model_validate(
        {"id": "-", "name": "-", "name_no": "-", "policy": {"model": "separate"}, "zones": []}
    )
    setting = Setting(patched(base, today), study.file, today)
    found: dict[tuple[str, OrderKind, float, float], float] = {}
    faults: list[Fault] = []
    for carrier in study.file.carriers:
        orders = [order for order in base.orders if order.carrier == carrier.id]
        vehicles = setting.vehicles(carrier.fleet, carrier.terminal, carrier.id)
        day = setting.day(carrier.id, orders, vehicles)
        try:
            problem = build(day.scenario, streets, factors).problem
        except InputError as error:
            faults += [replace(one, message=f"carrier {carrier.id}: {one.message}") for one in error.faults]
            continue
        home = problem.vehicles[0].depot_place
        for order, place in zip(orders, problem.order_place.tolist(), strict=True):
            way = (place, home) if order.kind is OrderKind.PICKUP else (home, place)
            metres = int(problem.travel.metres[:, way[0], way[1]].min())
            found[carrier.id, order.kind, order.lat, order.lon] = (
                metres / 1000.0 if metres < UNREACHABLE else 0.0
            )
    if faults:
        raise InputError(faults)
    return found
