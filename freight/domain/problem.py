"""The planning problem as the solver sees it: numbers only, no streets, no files."""

from __future__ import annotations

from dataclasses import dataclass

from freight.domain.balance import Balance
from freight.domain.breaks import BreakRule
from freight.domain.goods import GoodsApart
from freight.domain.scenario import Interval
from freight.domain.travel import BoolArray, IntArray, TravelMatrices

UNITS = ("kg", "m3", "units")
"""Order of the last axis of every load array; values are grams, cm3 and thousandths of a unit."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an order is not served: the rule, a sentence for people, whom it concerns and by how much."""

    rule: str
    text: str
    vehicle_type: str = ""
    amount: float | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ChargerSlot:
    """One charging site in the solver's units."""

    id: str
    place: int
    sockets: int
    open: tuple[Interval, ...]
    """When a vehicle may be plugged in; a session lies inside one interval."""
    setup_s: int
    """From halting until current flows; belongs to the session."""
    session_micro: int
    micro_per_wh: int
    """Price of a Wh that arrives in the battery, losses paid."""
    fill: bool = False
    """Every session here ends with a full battery: the full recharge of published instances."""


@dataclass(frozen=True, slots=True)
class ChargeFunction:
    """Level of one vehicle's battery on one charger by time, piecewise linear and concave.

    ``level_wh[0]`` is 0 (the reserve) at second 0, the last level is the full battery; both ascend strictly.
    """

    second: tuple[int, ...]
    level_wh: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class VehicleSlot:
    """One vehicle of the fleet in the solver's units."""

    id: str
    type_id: str
    profile: int
    depot_place: int
    start_intervals: tuple[Interval, ...]
    """When it may leave the depot."""
    end_intervals: tuple[Interval, ...]
    """When it may be back."""
    capacity: tuple[int, int, int]
    energy_wh: int | None
    """Energy above the reserve at the start; None when range does not bind (fuel)."""
    day_micro: int
    second_micro: int
    full_wh: int | None = None
    """Energy above the reserve of a full battery; None when range does not bind."""
    charging: tuple[ChargeFunction | None, ...] = ()
    """[charger] -> how it charges there, None where it can not; empty when nothing is charged on the way."""
    breaks: tuple[BreakRule, ...] = ()
    """What its driver's breaks have to keep to."""
    max_stops: int | None = None
    """Most orders on its route; None without a limit."""
    last_in_first_out: bool = False
    """It delivers nothing once it has picked something up, until it loads anew."""
    over_micro: int = 0
    """What a second beyond `normal_s` costs more."""
    normal_s: int = 0
    """Seconds from leaving to the return that are no overtime."""
    done_s: int = 0
    """Seconds of work before this problem begins, only to share work evenly."""
    done_stops: int = 0
    """Orders served before it begins, likewise."""

    def wages_micro(self, paid_s: int) -> int:
        """What so many seconds cost, overtime included."""
        return self.second_micro * paid_s + self.over_micro * max(0, paid_s - self.normal_s)


@dataclass(frozen=True, slots=True)
class ReloadHalt:
    """A halt of one vehicle at its depot in the middle of its route, where it loads anew."""

    vehicle: int
    docks: int | None
    """How many vehicles can load there at once; None without a limit."""


@dataclass(frozen=True, eq=False, slots=True)
class DayFee:
    """A fee paid once a day by every vehicle that serves at least one place inside the zone."""

    zone_id: str
    fee_micro: tuple[int, ...]
    """Shape (vehicles,); 0 for those the rule does not meet."""
    inside: BoolArray
    """Shape (profiles, places): serving this place means driving inside the zone."""


@dataclass(frozen=True, eq=False, slots=True)
class Problem:
    """One day to plan.

    Places are the rows of the matrices: depots and the stops of orders; several orders may share one.
    """

    order_ids: tuple[str, ...]
    order_place: IntArray
    """Shape (orders,)."""
    delivery: IntArray
    """Shape (orders, 3), see `UNITS`."""
    pickup: IntArray
    """Shape (orders, 3)."""
    service_s: IntArray
    """Shape (profiles, orders)."""
    penalty_micro: IntArray
    """Shape (orders,)."""
    start_windows: tuple[tuple[tuple[Interval, ...], ...], ...]
    """[order][profile] -> intervals in which service may start, zone and street hours already taken in.

    A vehicle that starts service inside them and leaves at once never drives in closed hours.
    """
    vehicles: tuple[VehicleSlot, ...]
    may_serve: BoolArray
    """Shape (orders, vehicles): skills, size and access taken together."""
    refusals: tuple[tuple[Reason, ...], ...]
    """[order] -> why some vehicle types can not serve it at all."""
    travel: TravelMatrices
    day_fees: tuple[DayFee, ...]
    chargers: tuple[ChargerSlot, ...] = ()
    stays: tuple[tuple[tuple[Interval, ...], ...], ...] = ()
    """[order][profile] -> when a vehicle may stand at its place and leave at once; empty without any breaks."""
    goods: GoodsApart | None = None
    """Which orders must not be on one route; None where any may."""
    reloads: tuple[ReloadHalt, ...] = ()
    """The last entries of everything that goes by order are not orders but these halts: nobody asks for them,
    nothing is delivered there, and what is on board before and after has nothing to do with each other."""
    balance: Balance | None = None
    """What unevenly shared work counts; nobody pays for it."""
    as_paid: Problem | None = None
    """The day with the vehicles and penalties that it has, where the search sees others for the balance."""

    @property
    def order_count(self) -> int:
        """Number of orders, reload halts included."""
        return len(self.order_ids)

    @property
    def first_reload(self) -> int:
        """So many are orders; the rest are `reloads`."""
        return len(self.order_ids) - len(self.reloads)
