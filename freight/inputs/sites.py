"""Depots whose charging is scheduled: the sites file against depots, chargers and fleet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from pydantic import ValidationError

from freight.domain.fleet import EnergySource, Vehicle
from freight.domain.scenario import Charger, Depot
from freight.domain.site import HOURS_A_DAY, Site
from freight.errors import Fault
from freight.inputs.explain import Problem, did_you_mean, problems
from freight.inputs.fleet import Fleet
from freight.inputs.site_model import EVERY_VEHICLE, SiteBlock, SitesFile
from freight.inputs.yaml_file import YamlFile, read_yaml
from freight.units import SECONDS_PER_DAY, to_iso


class Around(NamedTuple):
    """What a sites file refers to; None where it could not be read."""

    depots: Sequence[Depot] | None
    chargers: Sequence[Charger] | None
    fleet: Fleet | None
    day: date | None
    timezone: str
    price_nok_per_kwh: float | None


def read_sites(path: Path, around: Around, faults: list[Fault]) -> tuple[Site, ...]:
    """Sites of a file; faults for everything that is wrong in it or does not fit the other files."""
    file = read_yaml(path, faults)
    if file is None:
        return ()
    try:
        content = SitesFile.model_validate(file.content)
    except ValidationError as error:
        _tell(path, file, problems(error, SitesFile, file.content), faults)
        return ()
    found = list(_file_problems(content, around))
    _tell(path, file, found, faults)
    return () if found else tuple(_site(block, around) for block in content.sites)


def _tell(path: Path, file: YamlFile, found: Sequence[Problem], faults: list[Fault]) -> None:
    faults.extend(
        Fault(str(path), file.where(problem.where), problem.value, problem.message, problem.advice)
        for problem in found
    )


def _site(block: SiteBlock, around: Around) -> Site:
    levels = block.evening_level_share or {}
    if EVERY_VEHICLE in levels:
        levels = {one.id: levels[EVERY_VEHICLE] for one in _electric(block, around.fleet)}
    flat = (around.price_nok_per_kwh or 0.0,) * HOURS_A_DAY
    return Site(
        depot_id=block.depot,
        charger_ids=tuple(block.chargers),
        cap_kw=block.cap_kw,
        base_kw=block.base_load_kw,
        price_nok_per_kwh=flat if block.price_nok_per_kwh is None else block.price_nok_per_kwh,
        tariff_nok_per_kw=block.power_tariff_nok_per_kw,
        peak_so_far_kw=block.peak_so_far_kw,
        efficiency_share=block.efficiency_share,
        plugged_in_s=None if block.plugged_in is None else block.plugged_in - SECONDS_PER_DAY,
        evening_level=MappingProxyType(dict(levels)),
        ready=block.ready,
        ready_before_s=round(block.ready_min_before * 60),
        step_s=block.step_min * 60,
    )


def _file_problems(content: SitesFile, around: Around) -> Iterator[Problem]:
    depots: set[str] = set()
    taken: dict[str, str] = {}
    for number, block in enumerate(content.sites):
        for problem in _block_problems(block, around):
            yield problem._replace(where=("sites", number, *problem.where))
        if block.depot in depots:
            where = ("sites", number, "depot")
            yield Problem(where, block.depot, "the depot stands twice", "one entry a depot")
        depots.add(block.depot)
        for place, charger in enumerate(block.chargers):
            if charger in taken:
                at = ("sites", number, "chargers", place)
                yield Problem(at, charger, f"stands already at depot {taken[charger]}", "name it once")
            taken.setdefault(charger, block.depot)


def _block_problems(block: SiteBlock, around: Around) -> Iterator[Problem]:
    if around.depots is not None:
        known = [depot.id for depot in around.depots]
        if block.depot not in known:
            yield Problem(("depot",), block.depot, "is no known depot", did_you_mean(block.depot, known))
    over = [hour for hour, kw in enumerate(block.base_load_kw) if kw >= block.cap_kw]
    if over:
        message = f"the base load leaves nothing of the {block.cap_kw:g} kW in hour {over[0]:02d}"
        yield Problem(("base_load_kw",), f"{block.base_load_kw[over[0]]:g}", message, "check both")
    if around.day is not None:
        ends = [to_iso(around.day, at_s, around.timezone)[-6:] for at_s in (-SECONDS_PER_DAY, SECONDS_PER_DAY)]
        if ends[0] != ends[1]:
            message = f"the clocks are moved in a night that belongs to {around.day.isoformat()}"
            yield Problem(("depot",), block.depot, message, "schedule this depot for another day")
    if around.fleet is not None:
        yield from _fleet_problems(block, around)


def _fleet_problems(block: SiteBlock, around: Around) -> Iterator[Problem]:
    vehicles = _electric(block, around.fleet)
    known = [one.id for one in vehicles]
    for name in sorted(set(block.evening_level_share or ()) - {EVERY_VEHICLE, *known}):
        message = "is no electric vehicle of this depot"
        yield Problem(("evening_level_share", name), name, message, did_you_mean(name, known))
    if around.chargers is None or around.fleet is None:
        return
    chargers = {charger.id: charger for charger in around.chargers}
    unknown = [(place, name) for place, name in enumerate(block.chargers) if name not in chargers]
    for place, name in unknown:
        yield Problem(("chargers", place), name, "is no known charger", did_you_mean(name, chargers))
    modes = {mode for name in block.chargers if name in chargers for mode in chargers[name].modes}
    kinds = {kind.id: kind for kind in around.fleet[0]}
    for one in vehicles:
        mode = kinds[one.type_id].mode
        if not unknown and mode not in modes:
            message = f"none of them is for mode {mode}, and vehicle {one.id} stands at the depot"
            yield Problem(("chargers",), "", message, "name a charger for it, or correct its modes")
            return


def _electric(block: SiteBlock, fleet: Fleet | None) -> list[Vehicle]:
    """Electric vehicles of the depot."""
    kinds, vehicles = fleet or ((), ())
    electric = {kind.id for kind in kinds if kind.energy is EnergySource.ELECTRIC}
    return [one for one in vehicles if one.depot_id == block.depot and one.type_id in electric]
