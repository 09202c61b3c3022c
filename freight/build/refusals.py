"""Which vehicles may serve which order, and why others can not even when they have nothing else to do."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from freight.build.charge_reach import Reach
from freight.build.profiles import Profile, one
from freight.build.service import service_s
from freight.build.territories import outside_territories
from freight.build.windows import service_starts
from freight.domain.fleet import Vehicle, VehicleType
from freight.domain.problem import UNITS, Reason, VehicleSlot
from freight.domain.scenario import Interval, Order, Zone
from freight.domain.travel import UNREACHABLE, IntArray, TravelMatrices
from freight.units import HORIZON_S, WH_PER_KWH, clock


@dataclass(frozen=True, eq=False, slots=True)
class Pairing:
    """One order and one vehicle, with everything that decides whether they fit."""

    order: Order
    place: int
    starts: tuple[Interval, ...]
    """When service may start for the vehicle's profile."""
    vehicle: Vehicle
    slot: VehicleSlot
    profile: Profile
    travel: TravelMatrices
    reach: Reach | None
    """None when range does not bind."""
    zones: tuple[Zone, ...]
    """Of the day; some may be the vehicle's territories."""

    @property
    def kind(self) -> VehicleType:
        """The type of the vehicle."""
        return self.profile.kind

    @property
    def service_s(self) -> int:
        """Seconds the vehicle serves the order."""
        return service_s(self.order, self.kind)

    def there_and_back(self, matrix: IntArray) -> tuple[int, int]:
        """Entries of a matrix (profile, from, to) from the depot to the order and back."""
        layer, depot = matrix[self.slot.profile], self.slot.depot_place
        return int(layer[depot, self.place]), int(layer[self.place, depot])


def skills(pair: Pairing) -> Reason | None:
    """The vehicle lacks a skill that the order asks for."""
    lacking = sorted(pair.order.skills - pair.vehicle.skills)
    if not lacking:
        return None
    return Reason("skills", f"{one(pair.kind.name)} lacks the skill {', '.join(lacking)}", pair.kind.id)


def territories(pair: Pairing) -> Reason | None:
    """The order lies outside the territories of the vehicle."""
    return outside_territories(pair.vehicle, pair.order, pair.zones)


def sizes(pair: Pairing) -> list[Reason]:
    """Every unit in which the order is more than the empty vehicle holds."""
    found = []
    for unit, wanted, room in zip(UNITS, pair.order.load, pair.kind.capacity, strict=True):
        if wanted > room:
            over = wanted - room
            text = (
                f"{wanted:g} {unit} is {over:g} {unit} more than {one(pair.kind.name)} holds ({room:g} {unit})"
            )
            found.append(Reason("capacity", text, pair.kind.id, over, unit))
    return found


def size(pair: Pairing) -> Reason | None:
    """The order is more than the empty vehicle holds."""
    return next(iter(sizes(pair)), None)


def street(pair: Pairing) -> Reason | None:
    """No street the vehicle may use leads there and back."""
    for place in (pair.place, pair.slot.depot_place):
        if place in pair.profile.missing:
            return Reason("access", pair.profile.missing[place], pair.kind.id)
    if max(pair.there_and_back(pair.travel.seconds)) >= UNREACHABLE:
        return Reason("access", f"no street {one(pair.kind.name)} may use joins depot and order", pair.kind.id)
    return None


def hours(pair: Pairing) -> Reason | None:
    """The hours in which the vehicle may be in the street do not meet the order's windows."""
    if pair.starts:
        return None
    wanted = ", ".join(f"{clock(a)}-{clock(b)}" for a, b in pair.order.windows)
    begin_s, end_s = pair.profile.hull
    opens = pair.profile.table.open[pair.profile.row[pair.place]]
    allowed = ", ".join(f"{clock(a)}-{clock(b)}" for a, b in opens if a < end_s and begin_s < b)
    if not allowed:
        text = f"{one(pair.kind.name)} finds no hour of its shift in which every way to and from there is open"
        return Reason("hours", text, pair.kind.id)
    minutes = pair.service_s / 60
    text = (
        f"{one(pair.kind.name)} may drive there at {allowed} only; "
        f"the window {wanted} with {minutes:g} min of service "
    )
    missed_s = _missed_s(pair)
    if missed_s is None:
        return Reason("hours", f"{text}does not fit in", pair.kind.id)
    return Reason("hours", f"{text}misses that by {_minutes(missed_s)}", pair.kind.id, missed_s / 60, "min")


def _missed_s(pair: Pairing) -> int | None:
    """Seconds between the windows and the hours in which service could start; None where no hours suffice."""
    always = replace(pair.order, windows=((-HORIZON_S, 2 * HORIZON_S),))
    begin_s, end_s = pair.profile.hull
    could = service_starts(always, pair.profile, pair.place)
    wanted = [(a, b - pair.service_s) for a, b in pair.order.windows if b - a >= pair.service_s]
    gaps = [max(c - b, a - d) for a, b in wanted for c, d in could if c <= end_s and begin_s <= d]
    return min(gaps, default=None)


def shift(pair: Pairing) -> Reason | None:
    """Even alone the order does not fit between leaving the depot and being back in time."""
    leaves, returns = pair.slot.start_intervals, pair.slot.end_intervals
    if not leaves or not returns:
        text = f"no {pair.kind.name} may leave its depot and come back during its shift"
        return Reason("shift", text, pair.kind.id)
    leaves_s, depot = leaves[0][0], pair.slot.depot_place
    there_s = pair.travel.arrival_s(pair.slot.profile, depot, pair.place, leaves_s)
    begin_s = next((max(a, there_s) for a, b in pair.starts if b >= there_s), None)
    if begin_s is None:
        late_s = there_s - pair.starts[-1][1]
        text = f"{one(pair.kind.name)} starting at {clock(leaves_s)} is {_minutes(late_s)} too late"
        return Reason("windows", text, pair.kind.id, late_s / 60, "min")
    done_s = begin_s + pair.service_s
    over_s = pair.travel.arrival_s(pair.slot.profile, pair.place, depot, done_s) - returns[-1][1]
    if over_s <= 0:
        return None
    text = f"{one(pair.kind.name)} would be back {_minutes(over_s)} after its shift"
    return Reason("shift", text, pair.kind.id, over_s / 60, "min")


def _minutes(seconds: int) -> str:
    return f"{math.ceil(seconds / 60)} min"


def battery(pair: Pairing) -> Reason | None:
    """There and back takes more energy than the battery holds above its reserve and chargers give."""
    if pair.reach is None:
        return None
    short_wh = pair.reach.short_wh(pair.place, pair.travel.energy_wh[pair.slot.profile])
    if short_wh <= 0:
        return None
    short_kwh = short_wh / WH_PER_KWH
    charging = " with all the charging it can do on the way" if pair.slot.charging else ""
    surely = " as surely as asked" if pair.profile.energy_factor > 1 else ""
    who = one(pair.kind.name)
    text = f"{who} is {short_kwh:g} kWh short for the way there and back{charging}{surely}"
    return Reason("battery", text, pair.kind.id, short_kwh, "kWh")


TESTS: tuple[Callable[[Pairing], Reason | None], ...] = (
    skills,
    territories,
    size,
    street,
    hours,
    shift,
    battery,
)


def refusal(pair: Pairing) -> Reason | None:
    """The first rule that keeps this vehicle from serving this order alone, if any."""
    return next((reason for test in TESTS if (reason := test(pair)) is not None), None)


def distinct(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """One reason a vehicle type and rule: the smallest shortfall, of equal ones the first."""
    best: dict[tuple[str, str], Reason] = {}
    for reason in reasons:
        key = (reason.vehicle_type, reason.rule)
        known = best.get(key)
        if known is None or (reason.amount or 0) < (known.amount or 0):
            best[key] = reason
    return tuple(best.values())
