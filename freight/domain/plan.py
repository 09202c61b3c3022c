"""A plan holds decisions, never totals: who goes where, by which streets, when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from freight.domain.breaks import Break
from freight.domain.problem import Reason


@dataclass(frozen=True, slots=True)
class Leg:
    """The streets driven to a place.

    `streets` are indices of directed streets; the first is left at `from_share` of its length and the last
    reached at `to_share`. `hold_s` seconds are waited before entering ``streets[hold_before]``: a vehicle
    that would be too early for a street with hours waits outside, not inside. There is always at least one
    street; between two halts at the same spot it is left and reached at the same share.
    """

    streets: tuple[int, ...]
    from_share: float
    to_share: float
    hold_s: int = 0
    hold_before: int = 0


@dataclass(frozen=True, slots=True)
class Charge:
    """What a charging halt is for: plugged in from its start to its departure, at most up to a level."""

    charger_id: str
    level_kwh: float
    """In the battery when charging ends, reserve included."""


def reload_id(vehicle_id: str, turn: int) -> str:
    """What a vehicle's reload halt is called among the orders; `turn` counts from 1."""
    return f"reload {turn} of {vehicle_id}"


def halt_ids(vehicle_id: str, visits: Iterable[tuple[Sequence[str], str]]) -> tuple[str, ...]:
    """A route as a sequence of names, reload halts among them, from orders and `reload` of its visits."""
    names: list[str] = []
    turn = 0
    for order_ids, reload in visits:
        turn += bool(reload)
        names += [reload_id(vehicle_id, turn)] if reload else order_ids
    return tuple(names)


@dataclass(frozen=True, slots=True)
class Visit:
    """One halt in a route: the way there, what is served, when service starts and when the vehicle leaves.

    A charging halt serves no orders and has a `charge`; it starts when the vehicle is plugged in. Neither does
    a halt at which the vehicle loads anew; it starts when loading begins. Breaks are taken between arrival and
    departure, while nothing is served.
    """

    order_ids: tuple[str, ...]
    leg: Leg
    start_s: int
    depart_s: int
    charge: Charge | None = None
    breaks: tuple[Break, ...] = ()
    reload: str = ""
    """Id of the depot at which the vehicle loads anew; empty at any other halt."""


@dataclass(frozen=True, slots=True)
class Route:
    """One vehicle's day from depot to depot."""

    vehicle_id: str
    depart_s: int
    visits: tuple[Visit, ...]
    back: Leg


@dataclass(frozen=True, slots=True)
class Unserved:
    """An order left out, with its reasons."""

    order_id: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """All routes and the unserved orders of one day."""

    day: date
    routes: tuple[Route, ...]
    unserved: tuple[Unserved, ...]
    engine: str
    seed: int
    objective_micro: int
    """What the engine believed the plan costs; the checker computes its own."""
    inputs: tuple[tuple[str, str], ...] = ()
    """(file, sha256) of everything the plan was made from, the street network included."""
    robust_share: float | None = None
    """Every reserve was to be kept with this probability; None: as reckoned."""


@dataclass(frozen=True, slots=True)
class ChargeStop:
    """A charging session of a route as the solver returns it."""

    after: int
    """How many of the route's orders are served before it."""
    charger: int
    start_s: int
    """Plugged in; current flows after the charger's set-up."""
    end_s: int
    level_wh: int
    """Energy above the reserve to charge to."""


@dataclass(frozen=True, slots=True)
class BreakStop:
    """A break of a route as the solver returns it."""

    halt: int
    """Which halt of the route it is taken at: orders and sessions counted from 0 in the order of driving."""
    begin_s: int
    end_s: int


@dataclass(frozen=True, slots=True)
class RoutePlan:
    """One route as the solver returns it: order indices and service starts; streets are added later."""

    vehicle: int
    depart_s: int
    orders: tuple[int, ...]
    """Reload halts among them, see `Problem.reloads`."""
    start_s: tuple[int, ...]
    charges: tuple[ChargeStop, ...] = ()
    """In the order of driving; at most one between two orders."""
    breaks: tuple[BreakStop, ...] = ()
    """In the order of the clock."""

    def leaves_s(self, halt: int, ready_s: int) -> int:
        """When the vehicle leaves a halt at which everything is done at `ready_s`, breaks apart."""
        return max([ready_s, *(stop.end_s for stop in self.breaks if stop.halt == halt)])


@dataclass(frozen=True, slots=True)
class Solution:
    """What an engine returns: routes over indices of the `Problem`, the unserved, the cost."""

    routes: tuple[RoutePlan, ...]
    unserved: tuple[Unserved, ...]
    objective_micro: int
    engine: str
    seed: int
    bound_micro: int | None = None
    """Proven: no plan of the day costs less; None where nothing is proven."""
