"""One scenario with everything it names, or every fault of every file at once."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from pydantic_core import PydanticCustomError

from freight.domain.balance import Balance
from freight.domain.energy_doubt import EnergyDoubt
from freight.domain.goods import GoodsRules
from freight.domain.happened import Happened
from freight.domain.scenario import (
    EMBEDDED,
    Charger,
    Depot,
    Order,
    Prices,
    Scenario,
    Weights,
    Zone,
)
from freight.domain.site import Site
from freight.domain.speed_change import SpeedChange
from freight.errors import Fault, InputError
from freight.inputs.breaks import fleet_with_breaks
from freight.inputs.corrections import corrected, read_corrections
from freight.inputs.cross_checks import clock_faults, setup_faults, zone_faults
from freight.inputs.fleet import Fleet, read_fleet
from freight.inputs.goods import class_faults
from freight.inputs.happened_file import read_happened
from freight.inputs.orders import read_orders
from freight.inputs.parse import text
from freight.inputs.places import Gazetteer, listed_depots, read_chargers, read_depots, read_gazetteer
from freight.inputs.price_checks import price_faults
from freight.inputs.scenario_file import ScenarioFile, is_file, network_path, place_of, read_scenario_file
from freight.inputs.sites import Around, read_sites
from freight.inputs.territories import territory_faults
from freight.inputs.traffic import read_traffic
from freight.inputs.yaml_file import YamlFile
from freight.inputs.zones import read_zones

__all__ = ["load_scenario"]
DATA = Path(str(files("freight"))) / "data"


class _Parts(NamedTuple):
    """What the files of a scenario hold."""

    orders: tuple[Order, ...]
    fleet: Fleet | None
    depots: tuple[Depot, ...]
    zones: tuple[Zone, ...]
    chargers: tuple[Charger, ...]
    sites: tuple[Site, ...]
    traffic: tuple[SpeedChange, ...]
    read: dict[str, Path]
    happened: Happened | None


def load_scenario(path: Path) -> Scenario:
    """Read and check a scenario file and every file it names.

    Raises
    ------
    InputError
        With every fault of every file.
    """
    faults: list[Fault] = []
    settings, raw = read_scenario_file(path, faults)
    if raw is None:
        raise InputError(faults)
    parts = _read_parts(path, settings, raw, faults)
    network = ""
    if settings is not None:
        if settings.goods is not None:
            faults.extend(class_faults(parts.read.get("orders", path), parts.orders, settings.goods.rules()))
        network = network_path(settings.network, path.parent, place_of(raw, "network"), path, faults)
        faults.extend(price_faults(path, settings, parts.fleet))
        if parts.fleet is not None:
            faults.extend(clock_faults(parts.fleet, parts.read["fleet"], settings.date, settings.timezone))
    if faults or settings is None or parts.fleet is None:
        raise InputError(faults)
    return _scenario(settings, parts, parts.fleet, network)


def _scenario(settings: ScenarioFile, parts: _Parts, fleet: Fleet, network: str) -> Scenario:
    own_network = {} if network == EMBEDDED else {"network": Path(network)}
    prices = {name: value or 0.0 for name, value in settings.prices.model_dump().items()}
    return Scenario(
        name=settings.name,
        day=settings.date,
        timezone=settings.timezone,
        network=network,
        orders=parts.orders,
        vehicle_types=fleet[0],
        vehicles=fleet[1],
        depots=parts.depots,
        zones=parts.zones,
        chargers=parts.chargers,
        temperature_c=settings.weather.temperature_c,
        prices=Prices(**prices),
        snap_limit_m=settings.snap_limit_m,
        urban_factor=settings.urban_factor,
        weights=Weights(**settings.objective.model_dump()),
        factors_file=parts.read["factors"],
        input_files=MappingProxyType(parts.read | own_network),
        sites=parts.sites,
        traffic=parts.traffic,
        energy_doubt=EnergyDoubt(**settings.energy_doubt.model_dump()),
        happened=parts.happened,
        goods=GoodsRules() if settings.goods is None else settings.goods.rules(),
        balance=None if settings.balance is None else Balance(**settings.balance.model_dump()),
    )


def _read_parts(path: Path, settings: ScenarioFile | None, raw: YamlFile, faults: list[Fault]) -> _Parts:
    """Read every file that the scenario names, also when the scenario itself has faults."""
    named = raw.content if isinstance(raw.content, dict) else {}
    timezone = settings.timezone if settings else "Europe/Oslo"
    read = {"scenario": path}
    gazetteer = _gazetteer(path, named, read, faults)
    orders: tuple[Order, ...] = ()
    fleet: Fleet | None = None
    chargers: tuple[Charger, ...] = ()
    depots, depots_known = _depots(path, settings, named, gazetteer, read, faults)
    if place := _named(path, named, "orders", read):
        orders = read_orders(place, gazetteer, timezone, faults)
    if place := _named(path, named, "corrections", read):
        orders = corrected(orders, read_corrections(place, faults))
    if place := _named(path, named, "fleet", read):
        fleet = read_fleet(place, frozenset(d.id for d in depots) if depots_known else None, faults)
    _named(path, named, "break_table", read)
    fleet = fleet_with_breaks(fleet, tuple(settings.breaks) if settings else (), path, read, faults)
    before = len(faults)
    if place := _named(path, named, "chargers", read):
        chargers = read_chargers(place, gazetteer, timezone, faults)
    charged = chargers if len(faults) == before else None
    zones = _zones(path, named, timezone, fleet, read, faults)
    if (place := _named(path, named, "factors", read)) is None:
        read["factors"] = DATA / "factors.csv"
    elif not is_file(place):
        faults.append(
            Fault(str(place), "", "", "there is no such file", "leave factors out for the packaged table")
        )
    sites: tuple[Site, ...] = ()
    if place := _named(path, named, "sites", read):
        known = depots if depots_known else None
        sites = read_sites(place, _around(settings, timezone, known, charged, fleet), faults)
    place = _named(path, named, "traffic", read)
    traffic = read_traffic(place, faults) if place else ()
    faults.extend(setup_faults(read.get("orders", path), orders, depots, timed=bool(traffic)))
    happened = None
    if place := _named(path, named, "replan", read):
        happened = read_happened(place, timezone, read, faults)
    return _Parts(orders, fleet, depots, zones, chargers, sites, traffic, read, happened)


def _around(
    settings: ScenarioFile | None,
    timezone: str,
    depots: tuple[Depot, ...] | None,
    chargers: tuple[Charger, ...] | None,
    fleet: Fleet | None,
) -> Around:
    if settings is None:
        return Around(depots, chargers, fleet, None, timezone, None)
    return Around(depots, chargers, fleet, settings.date, timezone, settings.prices.electricity_nok_per_kwh)


def _named(path: Path, named: dict[str, object], part: str, read: dict[str, Path]) -> Path | None:
    """Path of the file that the scenario names for a part."""
    try:
        name = text(named.get(part))
    except PydanticCustomError:
        return None
    if not name:
        return None
    read[part] = path.parent / name
    return read[part]


def _gazetteer(
    path: Path, named: dict[str, object], read: dict[str, Path], faults: list[Fault]
) -> Gazetteer | None:
    place = _named(path, named, "gazetteer", read)
    if place is None and is_file(path.parent / str(named.get("network"))):
        return None
    if place is None:
        read["gazetteer"] = place = DATA / "drammen" / "gazetteer.csv"
    return read_gazetteer(place, faults)


def _depots(
    path: Path,
    settings: ScenarioFile | None,
    named: dict[str, object],
    gazetteer: Gazetteer | None,
    read: dict[str, Path],
    faults: list[Fault],
) -> tuple[tuple[Depot, ...], bool]:
    """Depots of a file or of the scenario itself, and whether all of them are known."""
    before = len(faults)
    if place := _named(path, named, "depots", read):
        depots = read_depots(place, gazetteer, settings.timezone if settings else "Europe/Oslo", faults)
        return depots, len(faults) == before
    if settings is None or isinstance(settings.depots, str):
        return (), False
    depots = listed_depots(path, settings.depots, settings.timezone, gazetteer, faults)
    return depots, len(faults) == before


def _zones(
    path: Path,
    named: dict[str, object],
    timezone: str,
    fleet: Fleet | None,
    read: dict[str, Path],
    faults: list[Fault],
) -> tuple[Zone, ...]:
    listed = named.get("zones") or []
    names = listed if isinstance(listed, list) else [listed]
    before = len(faults)
    zones: list[tuple[Path, Zone]] = []
    for number, name in enumerate(names, 1):
        part = "zones" if number == 1 else f"zones_{number}"
        if place := _named(path, {part: name}, part, read):
            zones.extend((place, zone) for zone in read_zones(place, timezone, faults))
    known = tuple(zone for _, zone in zones)
    if fleet is not None and len(faults) == before:
        faults.extend(territory_faults(read["fleet"], fleet[1], known))
    faults.extend(zone_faults(zones, fleet))
    return known
