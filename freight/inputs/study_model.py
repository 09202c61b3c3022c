"""The study file: one base scenario, what may be arranged differently, and the variants to compare."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from freight.inputs import parse
from freight.inputs.fields import (
    M3,
    NUMBER,
    Count,
    Day,
    FileModel,
    Id,
    Kg,
    Name,
    Nok,
    Note,
    PositiveShare,
    Shift,
    Words,
)
from freight.inputs.places import DepotRow
from freight.inputs.scenario_file import PricesBlock
from freight.units import parse_clock


def _clock(value: object) -> int:
    try:
        return parse_clock(parse.text(value))
    except ValueError as error:
        raise parse.wrong(str(error)) from None


Clock = Annotated[int, BeforeValidator(_clock, json_schema_input_type=str)]
Minutes = Annotated[float, Field(ge=0, le=600), NUMBER]
Runs = Annotated[int, Field(ge=1, le=1000)]


class FleetLine(FileModel):
    """Vehicles alike, of a type that the base scenario's fleet has."""

    type: Id
    count: Count
    shift: Shift = Field(description="06:00-14:00")
    skills: Words = frozenset()


class CarrierBlock(FileModel):
    """Who carries which orders today, from where and with what."""

    id: Id = Field(description="As in the column carrier of the orders")
    terminal: Id = Field(description="A depot of the base scenario or one of `places`")
    fleet: list[FleetLine] = Field(description="Its vehicles, all from the terminal")


class HubBlock(FileModel):
    """A consolidation centre or micro-hub."""

    id: Id = Field(description="A depot of the base scenario or one of `places`")
    opening: Shift = Field(description="When goods can be brought: 05:30-19:00")
    latest_arrival: list[Clock] = Field(
        min_length=1, max_length=6, description="By when goods must be unloaded; one clock time a wave"
    )
    handling_min: Minutes = Field(description="From the latest arrival until the goods can leave")
    unload_min: Minutes = Field(description="A vehicle that brings goods stands so long")
    handling_nok_per_order: Nok = 0.0
    handling_nok_per_kg: Nok = 0.0
    day_nok: Nok = Field(0.0, description="Rent and fixed staff of a day in use")
    capacity_m3: M3 | None = Field(None, description="Room for the goods of one wave; silent: enough")


class ZoneBlock(FileModel):
    """The area that counts as the city's, and how much of its freight takes part in the study."""

    id: Id = Field(description="A zone of the base scenario; its polygon counts, whatever rules are in force")
    participating_share: PositiveShare = Field(
        description="Of all freight vehicle-kilometres in the zone today, those of this study's orders"
    )
    source: Name = Field(description="Where the share comes from, or that it is assumed")


class SharingBlock(FileModel):
    """Whose gain is shared out: every group of carriers is planned by itself under one variant."""

    variant: Id
    seeds: Runs = Field(1, description="Seeds for each group")
    days: Runs = Field(1, description="Demand days for each group, from the day as given on")
    fees_nok_per_order: list[Nok] = Field([], description="Fees whose subsidy is shown")
    joining_orders: Runs = Field(
        60, description="With more than 8 carriers: sampled orders in which carriers join"
    )


class _Joining(FileModel):
    """Who takes part; the others go on as today."""

    carriers: list[Id] | None = Field(None, description="Carriers that opt in; silent: all")
    groups: list[Name] | None = Field(None, description="Groups of receivers that opt in; silent: all")


class SeparatePolicy(FileModel):
    """Each carrier serves its own orders from its own terminal."""

    model: Literal["separate"]


class HubPolicy(_Joining):
    """Carriers bring bulk to a consolidation centre, a neutral fleet delivers."""

    model: Literal["hub"]
    hub: Id
    fleet: list[FleetLine] = Field(min_length=1)
    returns: bool = Field(False, description="The neutral fleet collects pickups too")


class ReversePolicy(_Joining):
    """As `hub`, and pickups ride back: materials to a recycling station, the rest home with the carriers."""

    model: Literal["reverse"]
    hub: Id
    fleet: list[FleetLine] = Field(min_length=1)
    station: Id = Field(description="A depot of the base scenario or one of `places`")
    materials: list[Name] = Field(description="Groups of receivers whose pickups are materials")
    station_fleet: list[FleetLine] = Field(min_length=1, description="Takes materials from hub to station")


class TwoEchelonPolicy(_Joining):
    """By van or truck to micro-hubs, from there by cargo bike; what is too big stays with the van."""

    model: Literal["two_echelon"]
    hub: Id | None = Field(None, description="Consolidation centre; silent: straight from the terminals")
    fleet: list[FleetLine] = Field([], description="Neutral vans of the consolidation centre")
    micro_hubs: list[Id] = Field(min_length=1)
    bikes: list[FleetLine] = Field(min_length=1, description="Of each micro-hub; one round a wave")
    max_kg: Kg | None = Field(None, description="Heavier orders stay with the van; silent: what a bike carries")
    returns: bool = Field(False, description="Bikes and vans collect pickups too")


class CollaborationPolicy(_Joining):
    """Carriers swap orders between terminals and share their fleets; there is no hub."""

    model: Literal["collaboration"]


class LocatePolicy(_Joining):
    """As `hub`, from the best `choose` of the candidates."""

    model: Literal["locate"]
    candidates: list[Id] = Field(min_length=1)
    choose: Annotated[int, Field(ge=1, le=20)] = 1
    fleet: list[FleetLine] = Field(min_length=1, description="Of each chosen hub")
    returns: bool = False


Policy = Annotated[
    SeparatePolicy | HubPolicy | TwoEchelonPolicy | CollaborationPolicy | ReversePolicy | LocatePolicy,
    Field(discriminator="model"),
]


class VariantBlock(FileModel):
    """A policy and a small patch of the base scenario; what is silent stays as in the base."""

    id: Id
    name: Name
    name_no: Name = Field(description="The same in Norwegian, for the report")
    policy: Policy
    zones: list[Id] | None = Field(None, description="Zones whose rules are in force; silent: all of the base")
    replace_types: dict[Id, Id] = Field({}, description="Vehicle type -> the type that takes its place")
    date: Day | None = None
    prices: PricesBlock | None = None
    temperature_c: Annotated[float, Field(ge=-60, le=50), NUMBER] | None = None
    explained: Note = Field("", description="Why it differs from published cases, for the report")


class StudyFile(FileModel):
    """The whole file; paths are relative to its folder."""

    name: Name
    name_no: Name
    base: Name = Field(description="The base scenario, .yaml; its vehicles are not used, its types are")
    reference: Id = Field(description="The variant that others are compared with")
    seeds: Runs = Field(10, description="Searches of every variant and demand day")
    days: Runs = Field(1, description="Demand days: 1 = orders as given, more are resampled")
    iterations: Annotated[int, Field(ge=1, le=100_000)] = Field(
        20, description="Search steps an order: a day in many small parts is searched as hard as one whole"
    )
    interval: bool = Field(True, description="State 95 % intervals; needs two seeds or two days at least")
    inbound_day_share: PositiveShare = Field(
        1.0, description="Of a vehicle's day cost, what bringing bulk to a hub carries; the rest is other work"
    )
    places: list[DepotRow] = Field([])
    carriers: list[CarrierBlock] = Field(min_length=1)
    hubs: list[HubBlock] = Field([])
    zone: ZoneBlock
    sharing: SharingBlock | None = None
    variants: list[VariantBlock] = Field(min_length=1)
    assumptions: list[Note] = Field([], description="What the reader must know, shown in the report")
