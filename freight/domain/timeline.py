"""What really happens when a plan is driven: the checker's replay, the only source of totals."""

from __future__ import annotations

from dataclasses import dataclass

from freight.domain.breaks import Break
from freight.domain.fleet import Load
from freight.domain.travel import FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class FeePaid:
    """One zone fee, when and where."""

    zone_id: str
    rule_id: str
    nok: float
    at_s: float


@dataclass(frozen=True, eq=False, slots=True)
class DrivenLeg:
    """One leg as driven. Arrays have one entry a street, in driving order."""

    from_label: str
    to_label: str
    streets: IntArray
    from_share: float
    to_share: float
    length_m: FloatArray
    """Metres driven on each street (the first and last are partial)."""
    enter_s: FloatArray
    """Clock on entering each street."""
    drive_s: FloatArray
    """Seconds driven on each street, the turn into it included."""
    energy_kwh: FloatArray
    """With what was on board; negative where a descent gave back."""
    priced_kwh: float
    """At the reference load: the energy that the plan's cost counts."""
    depart_s: float
    arrive_s: float
    hold_s: float
    hold_before: int
    payload: Load
    """On board while driving."""
    zone_m: tuple[tuple[str, float], ...]
    """(zone id, metres inside)."""
    fees: tuple[FeePaid, ...]


@dataclass(frozen=True, slots=True)
class ChargeDone:
    """What a charging halt gave as driven."""

    charger_id: str
    kwh: float
    """That arrived in the battery."""
    levels: tuple[tuple[float, float], ...]
    """(clock, kWh in the battery) from plugging in to leaving; nearly straight between."""


@dataclass(frozen=True, slots=True)
class Halt:
    """One stop of a route: depot, orders, a charger or the depot again, depot."""

    label: str
    lat: float
    lon: float
    order_ids: tuple[str, ...]
    arrive_s: float
    start_s: float
    depart_s: float
    load_after: Load
    charge_kwh: float | None
    """Energy in the battery on arrival (reserve included); None for fuel."""
    charge: ChargeDone | None = None
    """Of a charging halt."""
    breaks: tuple[Break, ...] = ()
    """As planned; within arrival and departure when the plan keeps the rules."""
    setup_s: float = 0.0
    """From arriving until service could start."""
    reload: bool = False
    """The vehicle loads anew; the load after it is what it leaves with."""

    @property
    def wait_s(self) -> float:
        """Seconds from arrival to start that are neither set-up nor break."""
        rested = sum(end_s - begin_s for begin_s, end_s in self.breaks if begin_s < self.start_s)
        return self.start_s - self.arrive_s - self.setup_s - rested

    @property
    def done_s(self) -> float:
        """When the service ends, if the vehicle leaves at once but for breaks; of a session, its end."""
        if self.charge is not None or self.reload:
            return self.depart_s
        return self.depart_s - sum(end_s - begin_s for begin_s, end_s in self.breaks if begin_s >= self.start_s)


@dataclass(frozen=True, eq=False, slots=True)
class RouteTimeline:
    """One vehicle's day: ``legs[i]`` leads from ``halts[i]`` to ``halts[i + 1]``."""

    vehicle_id: str
    type_id: str
    halts: tuple[Halt, ...]
    legs: tuple[DrivenLeg, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Timeline:
    """Every route of a plan as driven."""

    routes: tuple[RouteTimeline, ...]
