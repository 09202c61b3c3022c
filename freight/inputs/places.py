"""Places with a position: depots, chargers, and the names of the gazetteer."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field

from freight.domain.fleet import Mode
from freight.domain.scenario import Charger, Depot
from freight.errors import Fault
from freight.inputs.explain import Problem, did_you_mean, path_text
from freight.inputs.fields import (
    NUMBER,
    Docks,
    FileModel,
    Id,
    Lat,
    Lon,
    Name,
    Note,
    OpenHours,
    PowerKw,
    Sockets,
    Words,
)
from freight.inputs.tables import read_rows, row_fault

Position = tuple[float, float]
"""Latitude, longitude."""
Gazetteer = Mapping[str, tuple[Position, ...]]
"""Positions by name in small letters."""

ChargePrice = Annotated[float, Field(ge=0, le=1000), NUMBER]

NOWHERE: Position = (0.0, 0.0)
"""Stands for a position that could not be read; a fault goes with it."""

_SOUTH, _NORTH, _WEST, _EAST = 34.0, 72.0, -25.0, 45.0


class PlaceRow(FileModel):
    """A place by coordinates or by a name of the gazetteer."""

    lat: Lat | None = Field(None, description="Latitude (north), decimal degrees WGS 84")
    lon: Lon | None = Field(None, description="Longitude (east), decimal degrees WGS 84")
    place: Note = Field("", description="Name in the gazetteer, in place of lat and lon")


class DepotRow(PlaceRow):
    """A depot, terminal or hub where vehicles start and end their day."""

    id: Id = Field(description="Unique name, used by the vehicles of the fleet")
    name: Name = Field(description="Name for people")
    docks: Docks | None = Field(
        None, description="How many vehicles can load anew there at once; silent: no limit"
    )


class ChargerRow(PlaceRow):
    """A charging site."""

    id: Id = Field(description="Unique name")
    name: Name = Field(description="Name for people")
    power_kw: PowerKw = Field(description="Power of one socket")
    sockets: Sockets = Field(description="Number of sockets")
    modes: Words = Field(frozenset({"drive"}), description="Who can use it: drive, cycle, or drive|cycle")
    price_nok_per_kwh: ChargePrice | None = Field(
        None, description="Price of a kWh delivered; silent: the electricity price of the scenario"
    )
    session_nok: ChargePrice = Field(0.0, description="Price of a session, whatever is charged")
    hours: OpenHours = Field(
        "24/7", description="When a vehicle may be plugged in: Mo-Fr 06:00-22:00; silent: always"
    )
    setup_min: Annotated[float, Field(ge=0, le=60), NUMBER] = Field(
        2.0, description="From halting until current flows; belongs to the session"
    )
    efficiency: Annotated[float, Field(ge=0.5, le=1), NUMBER] = Field(
        0.9, description="Share of the energy delivered that arrives in the battery"
    )


class GazetteerRow(FileModel):
    """A name and its position; the other columns say where they come from."""

    name: Name
    lat: Lat
    lon: Lon
    kind: Note = ""
    bank: Note = ""
    note: Note = ""
    source: Note = ""
    position: Note = ""


def located(row: PlaceRow, gazetteer: Gazetteer | None, timezone: str) -> tuple[Position, list[Problem]]:
    """Position from coordinates, or from the place name when there are none, and what is wrong with it."""
    if row.lat is not None and row.lon is not None:
        return (row.lat, row.lon), position_problems(row.lat, row.lon, timezone)
    if row.lat is not None or row.lon is not None:
        column = "lon" if row.lon is None else "lat"
        return NOWHERE, [Problem((column,), "", "is empty", "give both lat and lon, or neither and a place")]
    if not row.place:
        return NOWHERE, [Problem((), "", "has no position", "fill lat and lon, or place")]
    return _looked_up(row.place, gazetteer)


def _looked_up(place: str, gazetteer: Gazetteer | None) -> tuple[Position, list[Problem]]:
    if gazetteer is None:
        advice = "give lat and lon, or name a gazetteer file in the scenario"
        return NOWHERE, [Problem(("place",), place, "there is no gazetteer to look it up in", advice)]
    found = gazetteer.get(place.casefold(), ())
    if len(found) == 1:
        return found[0], []
    if found:
        return NOWHERE, [Problem(("place",), place, f"means {len(found)} places", "give lat and lon")]
    return NOWHERE, [
        Problem(("place",), place, "is not in the gazetteer", did_you_mean(place, list(gazetteer)))
    ]


def position_problems(lat: float, lon: float, timezone: str) -> list[Problem]:
    """What is wrong with coordinates for a scenario in a European time zone: swapped, or elsewhere."""
    european = timezone.startswith("Europe/")
    if abs(lat) <= 90 and (not european or _in_europe(lat, lon)):
        return []
    value = f"{lat:g}, {lon:g}"
    if abs(lat) > 90 or _in_europe(lon, lat):
        return [Problem(("lat",), value, "lat and lon are swapped", f"write lat {lon:g} and lon {lat:g}")]
    message = f"lies outside Europe while the time zone is {timezone}"
    return [Problem(("lat",), value, message, "lat is degrees north (Drammen 59.74), lon degrees east (10.20)")]


def _in_europe(lat: float, lon: float) -> bool:
    return _SOUTH <= lat <= _NORTH and _WEST <= lon <= _EAST


def read_gazetteer(path: Path, faults: list[Fault]) -> Gazetteer:
    """Positions by name."""
    names: dict[str, tuple[Position, ...]] = {}
    for _, row in read_rows(path, GazetteerRow, ("name", "lat", "lon"), faults):
        key = row.name.casefold()
        names[key] = (*names.get(key, ()), (row.lat, row.lon))
    return names


def read_depots(
    path: Path, gazetteer: Gazetteer | None, timezone: str, faults: list[Fault]
) -> tuple[Depot, ...]:
    """Depots of a table."""
    depots: list[Depot] = []
    for row, cells in read_rows(path, DepotRow, ("id", "name"), faults):
        position, found = located(cells, gazetteer, timezone)
        faults.extend(row_fault(path, row, problem) for problem in found)
        depots.append(Depot(cells.id, cells.name, *position, docks=cells.docks))
    return tuple(depots)


def listed_depots(
    path: Path, rows: list[DepotRow], timezone: str, gazetteer: Gazetteer | None, faults: list[Fault]
) -> tuple[Depot, ...]:
    """Depots of a list in the scenario file itself."""
    depots: list[Depot] = []
    if not rows:
        faults.append(Fault(str(path), "depots", "", "the list is empty", "add at least one depot"))
    for number, row in enumerate(rows):
        position, found = located(row, gazetteer, timezone)
        for problem in found:
            where = path_text(("depots", number, *problem.where))
            faults.append(Fault(str(path), where, problem.value, problem.message, problem.advice))
        if any(row.id == depot.id for depot in depots):
            where = f"depots[{number}].id"
            faults.append(Fault(str(path), where, row.id, "the id stands twice", "every depot has its own id"))
        depots.append(Depot(row.id, row.name, *position, docks=row.docks))
    return tuple(depots)


def read_chargers(
    path: Path, gazetteer: Gazetteer | None, timezone: str, faults: list[Fault]
) -> tuple[Charger, ...]:
    """Charging sites of a table."""
    chargers: list[Charger] = []
    for row, cells in read_rows(path, ChargerRow, ("id", "name", "power_kw", "sockets"), faults):
        position, found = located(cells, gazetteer, timezone)
        faults.extend(row_fault(path, row, problem) for problem in (*found, *_charger_problems(cells)))
        chargers.append(_charger(cells, position))
    return tuple(chargers)


def _charger_problems(cells: ChargerRow) -> Iterator[Problem]:
    unknown = sorted(cells.modes - {mode.value for mode in Mode})
    if unknown or not cells.modes:
        yield Problem(("modes",), " ".join(unknown), "is no mode", "drive, cycle or drive|cycle")


def _charger(cells: ChargerRow, position: Position) -> Charger:
    return Charger(
        id=cells.id,
        name=cells.name,
        lat=position[0],
        lon=position[1],
        power_kw=cells.power_kw,
        sockets=cells.sockets,
        modes=frozenset(mode for mode in Mode if mode.value in cells.modes),
        price_nok_per_kwh=cells.price_nok_per_kwh,
        session_nok=cells.session_nok,
        hours=cells.hours,
        setup_s=math.ceil(cells.setup_min * 60),
        efficiency=cells.efficiency,
    )
