"""The form of plan.json, format version 1."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticCustomError

FORMAT: Final = "freight-plan"
VERSION: Final = 1

Share = Annotated[float, Field(ge=0, le=1)]
Moment = Annotated[str, Field(max_length=40, description="ISO 8601 with offset: 2026-11-23T08:00:00+01:00")]
Text = Annotated[str, Field(max_length=1000)]


_RARE = ("charge", "breaks", "reload")


class PlanPart(BaseModel):
    """Part of a plan file: unknown fields are refused, nothing is converted."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class LegPart(PlanPart):
    """The streets driven to a place."""

    streets: list[Text] = Field(min_length=1, description="Street ids of the network, in driving order")
    from_share: Share = Field(description="Where on the first street it begins, as a share of its length")
    to_share: Share = Field(description="Where on the last street it ends")
    hold_s: Annotated[int, Field(ge=0, le=172_800)] = Field(0, description="Seconds waited on the way")
    hold_before: Annotated[int, Field(ge=0)] = Field(0, description="Index of the street entered after it")


class ChargePart(PlanPart):
    """What a charging halt is for; the vehicle is plugged in from its start to its departure."""

    charger: Text = Field(description="Id of the charger")
    level_kwh: Annotated[float, Field(ge=0, le=2_000)] = Field(
        description="In the battery when charging ends, reserve included"
    )


class BreakPart(PlanPart):
    """A break of the driver, between arrival and departure while nothing is served."""

    begin: Moment
    end: Moment


class VisitPart(PlanPart):
    """One halt: the way there, the orders served, start of service and departure.

    A charging halt has a `charge` and no orders, one at which the vehicle loads anew a `reload`; any other halt
    serves at least one order.
    """

    leg: LegPart
    orders: list[Text]
    start: Moment
    depart: Moment
    charge: ChargePart | None = Field(None, description="Only of a charging halt")
    breaks: list[BreakPart] = Field([], description="Breaks of the driver at this halt", max_length=20)
    reload: Text = Field("", description="Id of the depot at which the vehicle loads anew")

    @model_validator(mode="after")
    def _serves_or_charges(self) -> Self:
        if [bool(self.orders), self.charge is not None, bool(self.reload)].count(True) == 1:
            return self
        message = "must either serve orders, charge or load anew"
        raise PydanticCustomError("freight", "{message}", {"message": message, "advice": "make it two visits"})

    @model_serializer(mode="wrap")
    def _without_empty_parts(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Plans without charging, breaks or reloads are written as they were before there were any."""
        written: dict[str, Any] = write(self)
        return {name: value for name, value in written.items() if name not in _RARE or value}


class RoutePart(PlanPart):
    """One vehicle's day from depot to depot."""

    vehicle: Text
    depart: Moment
    visits: list[VisitPart]
    back: LegPart


class ReasonPart(PlanPart):
    """Why an order is left out."""

    rule: Text
    text: Text
    vehicle_type: Text = ""
    amount: float | None = None
    unit: Text = ""


class UnservedPart(PlanPart):
    """An order left out."""

    order: Text
    reasons: list[ReasonPart]


class InputPart(PlanPart):
    """A file the plan was made from."""

    file: Text
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class PlanFile(PlanPart):
    """Decisions of one day: who goes where, by which streets, when. No totals: they come from the replay."""

    format: Literal["freight-plan"]
    version: Literal[1]
    scenario: Text = Field(description="Path of the scenario file, relative to the folder of the plan")
    day: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    timezone: Text
    engine: Text
    seed: int
    objective_micro: int = Field(description="What the engine believed the plan costs, millionths of a krone")
    robust_share: Annotated[float, Field(ge=0.5, lt=1)] | None = Field(
        None, description="Every reserve is to be kept with this probability; silent: as reckoned"
    )
    inputs: list[InputPart]
    routes: list[RoutePart]
    unserved: list[UnservedPart]

    @model_serializer(mode="wrap")
    def _without_empty_share(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Plans that ask for no probability are written as they were before it was kept."""
        written: dict[str, Any] = write(self)
        return {name: value for name, value in written.items() if name != "robust_share" or value is not None}
