"""What is said about a mixed fleet: which orders burn fuel because of range, what would have changed it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Because(StrEnum):
    """Why an order is on a combustion vehicle."""

    RANGE = "range"
    """Without any limit of range an electric vehicle would take it for less; with its battery it can not."""
    REFUSED = "refused"
    """No electric vehicle may serve it, whatever its battery: size, skills, streets, zones or hours."""
    NOT_CHEAPER = "not_cheaper"
    """Even with an unlimited battery no electric vehicle takes it for less on the routes as planned."""
    SEARCH = "search"
    """An electric vehicle could take it for less as it is: a longer search would have found that."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why one order is served by a combustion vehicle."""

    order_id: str
    vehicle_id: str
    because: Because


@dataclass(frozen=True, slots=True)
class MoreBattery:
    """The smallest battery with which the takers, all of one type, would drive this, and for less."""

    usable_kwh: float
    now_kwh: float
    """Usable energy of its battery today."""
    capacity_kwh: float
    """Nominal, as the fleet file has it."""
    saved_nok: float


@dataclass(frozen=True, slots=True)
class FullerStart:
    """The lowest level on leaving the depot that is enough; takers with more leave as they do."""

    start_share: float
    now_share: float
    saved_nok: float


@dataclass(frozen=True, slots=True)
class NewCharger:
    """One more charger with one socket, at a stop, and what is charged there."""

    at_order_id: str
    lat: float
    lon: float
    power_kw: float
    sessions: int
    minutes: float
    """Plugged in, all sessions together, set-up included."""
    kwh: float
    """That arrive in batteries there."""
    saved_nok: float


@dataclass(frozen=True, slots=True)
class ChargeToday:
    """It can be done today by charging at chargers there are, but that costs more than burning fuel."""

    charger_ids: tuple[str, ...]
    minutes: float
    dearer_nok: float


Remedy = FullerStart | MoreBattery | NewCharger


@dataclass(frozen=True, slots=True)
class Taker:
    """An electric vehicle and what it would drive."""

    vehicle_id: str
    sequence: tuple[str, ...]
    """Its orders with those it takes over, in driving order."""
    missing_kwh: float
    """Above the reserve, for the sequence without charging on the way; 0 where its battery is enough."""


@dataclass(frozen=True, slots=True)
class RangeCase:
    """Orders of a combustion vehicle that electric ones would take for less if their range allowed."""

    order_ids: tuple[str, ...]
    vehicle_id: str
    """Who serves them now."""
    whole_route: bool
    """All orders of that vehicle, so that it stays at home."""
    takers: tuple[Taker, ...]
    """Several where they would share the orders; all of one type."""
    saved_nok: float
    """What the plan would cost less with an unlimited battery."""
    today: ChargeToday | None
    remedies: tuple[Remedy, ...]
    """Each enough by itself; none where neither a level, a battery nor one charger helps."""

    @property
    def missing_kwh(self) -> float:
        """What all takers together lack."""
        return sum(taker.missing_kwh for taker in self.takers)


@dataclass(frozen=True, slots=True)
class FleetAdvice:
    """Of a day with electric and combustion vehicles on which the latter serve orders."""

    verdicts: tuple[Verdict, ...]
    cases: tuple[RangeCase, ...]

    def orders_because(self, because: Because) -> tuple[str, ...]:
        """The orders with this verdict."""
        return tuple(verdict.order_id for verdict in self.verdicts if verdict.because is because)
