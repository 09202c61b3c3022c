"""Rows of the long table of one run."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import pandas as pd

from freight.compare.accounts import Rules, Share, shares
from freight.compare.bounds import BOUNDS, bounded
from freight.compare.city import city_rows
from freight.compare.execute import DayDone
from freight.compare.long_table import COLUMNS
from freight.compare.routes import RouteDone, routes_of
from freight.compare.row import Row
from freight.compare.variants import Ground
from freight.domain.scenario import Order

REPLAY: Final = "replay of the plan"
PRICES: Final = "fleet and prices of the scenario"
CO2E: Final = "factors: fuel_co2_ttw, fuel_wtt, n2o_hot, grid_co2e_location, hub_co2e"
UNITS: Final[Mapping[str, tuple[str, str]]] = {
    "vehicle_km": ("km", REPLAY),
    "vehicle_km_in_zone": ("km", REPLAY),
    "motor_km": ("km", REPLAY),
    "motor_km_in_zone": ("km", REPLAY),
    "vehicles": ("vehicles", REPLAY),
    "vehicles_entering_zone": ("vehicles", REPLAY),
    "motor_vehicles_entering_zone": ("vehicles", REPLAY),
    "stops": ("stops", REPLAY),
    "kerb_min": ("min", REPLAY),
    "motor_kerb_min": ("min", REPLAY),
    "driver_h": ("h", REPLAY),
    "load_factor": ("share", REPLAY),
    "energy_kwh": ("kWh", "replay; factor: charging_efficiency"),
    "fuel_l": ("l", "replay; factors: fuel_lhv, fuel_density"),
    "co2e_wtw_kg": ("kg", CO2E),
    "co2e_wtw_residual_kg": ("kg", CO2E.replace("location", "residual")),
    "co2e_ttw_kg": ("kg", "factors: fuel_co2_ttw, n2o_hot"),
    "nox_g": ("g", "factors: ef_hot NOx curves"),
    "pm_exhaust_g": ("g", "factors: ef_hot PM curves"),
    "pm_wear_g": ("g", "factors: wear_*"),
    "external_cost_nok": ("NOK of 2014", "external cost; factor: external_cost_marginal"),
    "cost_nok": ("NOK", PRICES),
    "cost_day_nok": ("NOK", PRICES),
    "cost_km_nok": ("NOK", PRICES),
    "cost_hour_nok": ("NOK", PRICES),
    "cost_energy_nok": ("NOK", PRICES),
    "cost_fee_nok": ("NOK", "fees of the zones in force"),
    "cost_handling_nok": ("NOK", "hubs of the study file"),
    "on_time_share": ("share", REPLAY),
    "unserved": ("orders", REPLAY),
    "orders": ("orders", "orders of the demand day"),
    "tonne_km": ("tkm", "mass and shortest feasible distance, terminal to receiver"),
}
"""Measure -> unit and source, in the order of the tables."""
PARTIES: Final[Mapping[str, Callable[[Order], str]]] = {
    "total": lambda order: "all",
    "carrier": lambda order: order.carrier,
    "receiver": lambda order: order.group,
}
"""Kind of party -> to which a consignment belongs."""
COST_PARTS: Final = tuple(name for name in UNITS if name.startswith("cost_") and name != "cost_nok")


class RunName(NamedTuple):
    """What names a run in the long table."""

    variant: str
    seed: int
    day: int
    coalition: tuple[str, ...] = ()


def run_table(ground: Ground, name: RunName, done: Sequence[DayDone], orders: Sequence[Order]) -> pd.DataFrame:
    """The long table of one run, at the scope of the participating flow.

    Parameters
    ----------
    orders
        The consignments of the run.
    """
    by_id = {order.id: order for order in orders}
    factors = bounded(ground.factors)
    rules = rules_of(ground)
    routes = routes_of(done, by_id, factors)
    left_out = frozenset(name for one in done for name in one.unserved)
    found = [*shares(done, routes, by_id, rules), *_service(orders, left_out, ground)]
    rows = [*_sums(found, by_id), *_ratios(by_id, left_out, routes), *city_rows(routes, ground, rules)]
    return frame(name, rows)


def rules_of(ground: Ground) -> Rules:
    """What the accounts go by, from the study and the table of factors."""
    factors = bounded(ground.factors)
    external: dict[str, float] = {}
    if ("external_cost_marginal", "road_traffic_all") in ground.factors.rows:
        external = {
            bound: table.factor("external_cost_marginal", "road_traffic_all").value
            for bound, table in factors.items()
        }
    per_t = dict.fromkeys(BOUNDS, 0.0)
    if ground.study.hubs:
        per_t = {bound: table.factor("hub_co2e", "hub").value for bound, table in factors.items()}
    return Rules(ground.study.zone.id, {hub.id: hub for hub in ground.study.hubs}, per_t, external)


def frame(name: RunName, rows: Iterable[Row]) -> pd.DataFrame:
    """Rows with their run, units and sources, in the columns of the long table."""
    coalition = "+".join(sorted(name.coalition))
    records = [
        (name.variant, name.seed, name.day, coalition, row.scope, row.party_kind, row.party, row.measure,
         *UNITS[row.measure], row.bound, row.value)
        for row in rows
    ]  # fmt: skip
    return pd.DataFrame.from_records(records, columns=list(COLUMNS))


def _service(orders: Sequence[Order], left_out: frozenset[str], ground: Ground) -> Iterator[Share]:
    """Orders, those left out, and transport activity by the chain's own distance."""
    for order in orders:
        yield Share(order.id, "orders", "mid", 1.0)
        yield Share(order.id, "unserved", "mid", 1.0 if order.id in left_out else 0.0)
        km = ground.chain_km[order.carrier, order.kind, order.lat, order.lon]
        yield Share(order.id, "tonne_km", "mid", 0.0 if order.id in left_out else order.load.kg / 1000.0 * km)


def _sums(found: Sequence[Share], orders: Mapping[str, Order]) -> Iterator[Row]:
    """Sums by measure and bound: in total, by who bears it, and by group of receivers."""
    parts: dict[tuple[str, str, str, str], list[float]] = {}
    for share in found:
        order = orders[share.consignment]
        names = [share.measure]
        if share.measure in COST_PARTS:
            names.append("cost_nok")
        for kind, party_of in PARTIES.items():
            party = share.bearer if kind == "carrier" and share.bearer else party_of(order)
            for name in names:
                parts.setdefault((kind, party, name, share.bound), []).append(share.value)
    for (kind, party, name, bound), values in sorted(parts.items()):
        yield Row("participating", kind, party, name, bound, math.fsum(values))


def _ratios(
    orders: Mapping[str, Order], left_out: frozenset[str], routes: Sequence[RouteDone]
) -> Iterator[Row]:
    """Shares, which do not add up: served on time by party, and the load of all vehicles."""
    for kind, party_of in PARTIES.items():
        served: dict[str, list[float]] = {}
        for order in orders.values():
            served.setdefault(party_of(order), []).append(0.0 if order.id in left_out else 1.0)
        for party, parts in served.items():
            yield Row("participating", kind, party, "on_time_share", "mid", math.fsum(parts) / len(parts))
    legs = [(leg, route) for route in routes for leg in route.timeline.legs]
    possible = math.fsum(float(leg.length_m.sum()) * route.kind.capacity.kg for leg, route in legs)
    if possible > 0.0:
        carried = math.fsum(float(leg.length_m.sum()) * leg.payload.kg for leg, _ in legs)
        yield Row("participating", "total", "all", "load_factor", "mid", carried / possible)
