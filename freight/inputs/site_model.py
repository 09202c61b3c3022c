"""The form of a sites file: what each depot has for charging."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainValidator

from freight.domain.site import ByHour, Ready
from freight.inputs.by_hour import by_hour
from freight.inputs.fields import NUMBER, FileModel, Id
from freight.inputs.parse import number, text, wrong
from freight.units import parse_clock

EVERY_VEHICLE = ""
"""Stands for all vehicles of the depot where one level is given for all."""

_Table = float | list[float] | dict[str, float]
HourTable = Annotated[ByHour, PlainValidator(by_hour, json_schema_input_type=_Table)]


def _clock(value: object) -> int:
    try:
        return parse_clock(value if isinstance(value, str) else "")
    except ValueError:
        raise wrong("is not a clock time", 'write it in quotes: "16:30"; after midnight "25:00"') from None


def _levels(value: object) -> Mapping[str, float]:
    given = value if isinstance(value, dict) else {EVERY_VEHICLE: value}
    levels = {text(name): number(level) for name, level in given.items()}
    if not all(0.0 <= level <= 1.0 for level in levels.values()):
        raise wrong("must be shares between 0 and 1", "0.35 is 35 % of the usable energy")
    return levels


Clock = Annotated[int, PlainValidator(_clock, json_schema_input_type=str)]
_Level = float | dict[str, float]
Levels = Annotated[Mapping[str, float], PlainValidator(_levels, json_schema_input_type=_Level)]
SiteKw = Annotated[float, Field(gt=0, le=100_000), NUMBER]


class SiteBlock(FileModel):
    """The power supply of one depot and how its vehicles charge."""

    depot: Id = Field(description="A depot of the scenario")
    chargers: list[Id] = Field(min_length=1, description="Rows of the chargers table that stand at the depot")
    cap_kw: SiteKw = Field(description="What the site may draw, charging and base load together")
    base_load_kw: HourTable = Field((0.0,) * 24, description="What else the site draws, by hour")
    price_nok_per_kwh: HourTable | None = Field(
        None, description="Energy and energy part of the grid tariff by hour; silent: the scenario's price"
    )
    power_tariff_nok_per_kw: Annotated[float, Field(ge=0, le=10_000), NUMBER] = Field(
        0.0, description="For each kW of the month's highest hour; silent: there is none"
    )
    peak_so_far_kw: Annotated[float, Field(ge=0, le=100_000), NUMBER] = Field(
        0.0, description="The month's highest hour before this day; silent: a new month"
    )
    efficiency_share: Annotated[float, Field(ge=0.5, le=1), NUMBER] = Field(
        description="Of the energy drawn, what reaches the battery"
    )
    plugged_in: Clock | None = Field(
        None, description="Nobody plugs in before, the evening before; silent: when a vehicle is back"
    )
    ready_min_before: Annotated[float, Field(ge=0, le=600), NUMBER] = Field(
        0.0, description="Minutes before departure at which charging has ended"
    )
    evening_level_share: Levels | None = Field(
        None, description="Level when plugged in, one or by vehicle; silent: as the planning day leaves it"
    )
    ready: Ready = Field(Ready.FULL, description="full, or needed: what the route takes, and the reserve")
    step_min: Annotated[Literal[5, 15, 30], BeforeValidator(number)] = Field(
        15, description="Power changes at whole steps of the clock"
    )


class SitesFile(FileModel):
    """The whole file."""

    sites: list[SiteBlock] = Field(min_length=1)
