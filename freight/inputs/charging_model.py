"""The form of charging.json, format version 1: decisions, and the figures that follow from them."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from freight.domain.site import Ready
from freight.inputs.plan_model import Moment, PlanPart, Text

FORMAT: Final = "freight-charging"
VERSION: Final = 1

Kwh = Annotated[float, Field(ge=0, le=100_000)]
Kw = Annotated[float, Field(ge=0, le=1_000_000)]


class PowerPart(PlanPart):
    """Constant power for a while."""

    begin: Moment
    end: Moment
    kw: Kw = Field(description="Drawn from the grid")


class SessionPart(PlanPart):
    """A vehicle at a socket."""

    charger: Text
    socket: Annotated[int, Field(ge=1, le=1000)]
    plug: Moment = Field(description="Plugged in")
    unplug: Moment
    begin_kwh: Kwh = Field(description="In the battery when plugged in, reserve included")
    end_kwh: Kwh
    power: list[PowerPart] = Field(description="Ascending; no power between them")


class VehiclePart(PlanPart):
    """An electric vehicle of the depot that drives."""

    vehicle: Text
    back: Moment = Field(description="Return before this night, on a day like the planning day")
    leaves: Moment
    ready_by: Moment
    usable_kwh: Kwh
    evening_kwh: Kwh = Field(description="In the battery when plugged in")
    needed_kwh: Kwh = Field(description="For the route and the reserve")
    target_kwh: Kwh = Field(description="Level asked for")
    ready_kwh: Kwh = Field(description="Level when it leaves")
    short_kwh: Kwh = Field(description="Missing of the level asked for")
    sessions: list[SessionPart]


class FiguresPart(PlanPart):
    """What a schedule draws and costs."""

    drawn_kwh: float = Field(description="From the grid")
    stored_kwh: float = Field(description="In the batteries; drawn less loss")
    loss_kwh: float
    top_kw: float = Field(description="Highest moment of the site, base load included")
    top_at: Text = Field(description="Its clock, HH:MM")
    highest_hour_kw: float = Field(description="Highest mean of a clock hour: what the power tariff counts")
    energy_nok: float
    power_nok: float = Field(description="What charging adds to the month's power charge")
    total_nok: float


class MomentPart(PlanPart):
    """The site in one step of the clock."""

    clock: Text = Field(description="Begin of the step, HH:MM")
    price_nok_per_kwh: float
    base_kw: float
    planned_kw: float = Field(description="Base load and charging by the schedule")
    at_once_kw: float = Field(description="Base load and charging at once")


class SitePart(PlanPart):
    """One depot."""

    depot: Text
    cap_kw: Kw
    efficiency_share: float
    ready: Ready
    step_min: int
    power_tariff_nok_per_kw: float
    peak_so_far_kw: float
    vehicles: list[VehiclePart]
    planned: FiguresPart
    at_once: FiguresPart
    curve: list[MomentPart] = Field(description="24 hours, from the first hour with a vehicle plugged in")


class ChargingFile(PlanPart):
    """How the vehicles of each depot charge on a day that repeats."""

    format: Literal["freight-charging"]
    version: Literal[1]
    day: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    timezone: Text
    sites: list[SitePart]
