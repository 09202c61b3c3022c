"""Which vehicles may serve which order, and why others can not even when they have nothing else to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from freight.build.profiles import Profile
from freight.domain.fleet import Vehicle, VehicleType
from freight.domain.problem import Reason
from freight.domain.scenario import Interval, Order, Scenario
from freight.domain.travel import UNREACHABLE, TravelMatrices
from freight.units import clock


@dataclass(frozen=True, eq=False, slots=True)
class Pairing:
    """One order and one vehicle, with everything that decides whether they fit."""

    order: Order
    place: int
    starts: tuple[Interval, ...]
    """When service may start for the vehicle's profile."""
    vehicle: Vehicle
    kind: VehicleType
    profile: Profile
    profile_index: int
    depot_place: int
    energy_wh: int | None
    travel: TravelMatrices

    def there_and_back(self, measure: str) -> tuple[int, int]:
        """Entries of a matrix from the depot to the order and back."""
        matrix = getattr(self.travel, measure)[self.profile_index]
        return int(matrix[self.depot_place, self.place]), int(matrix[self.place, self.depot_place])


def skills(pair: Pairing) -> Reason | None:
    """The vehicle lacks a skill that the order asks for."""
    lacking = sorted(pair.order.skills - pair.vehicle.skills)
    if not lacking:
        return None
    return Reason("skills", f"no {pair.kind.name} has the skill {', '.join(lacking)}", pair.kind.id)


def size(pair: Pairing) -> Reason | None:
    """The order is more than the empty vehicle holds."""
    for unit, wanted, room in zip(("kg", "m3", "units"), pair.order.load, pair.kind.capacity, strict=True):
        if wanted > room:
            over = wanted - room
            text = f"{wanted:g} {unit} is {over:g} {unit} more than a {pair.kind.name} holds ({room:g} {unit})"
            return Reason("capacity", text, pair.kind.id, over, unit)
    return None


def street(pair: Pairing) -> Reason | None:
    """No street the vehicle may use leads there and back."""
    for place, what in ((pair.place, "order"), (pair.depot_place, "depot")):
        if place in pair.profile.missing:
            return Reason("access", f"{what}: {pair.profile.missing[place]}", pair.kind.id)
    if max(pair.there_and_back("seconds")) >= UNREACHABLE:
        return Reason("access", f"no street a {pair.kind.name} may use joins depot and order", pair.kind.id)
    return None


def hours(pair: Pairing) -> Reason | None:
    """The hours in which the vehicle may be in the street do not meet the order's windows."""
    if pair.starts:
        return None
    wanted = ", ".join(f"{clock(a)}-{clock(b)}" for a, b in pair.order.windows)
    opens = pair.profile.table.open[pair.profile.row[pair.place]]
    allowed = ", ".join(f"{clock(a)}-{clock(b)}" for a, b in opens) or "no hour of the day"
    minutes = pair.order.service_s / 60
    text = (
        f"a {pair.kind.name} may drive there at {allowed} only; "
        f"the window {wanted} with {minutes:g} min of service does not fit in"
    )
    return Reason("hours", text, pair.kind.id)


def shift(pair: Pairing) -> Reason | None:
    """Even alone the order does not fit between the start and the end of the shift."""
    there_s, back_s = pair.there_and_back("seconds")
    earliest = pair.vehicle.shift_start_s + there_s
    begin = min((max(a, earliest) for a, b in pair.starts if b >= earliest), default=None)
    if begin is None:
        late, begins = earliest - pair.starts[-1][1], clock(pair.vehicle.shift_start_s)
        text = f"a {pair.kind.name} starting at {begins} is {late / 60:.0f} min too late"
        return Reason("windows", text, pair.kind.id, late / 60, "min")
    over = begin + pair.order.service_s + back_s - pair.vehicle.shift_end_s
    if over <= 0:
        return None
    text = f"a {pair.kind.name} would be back {over / 60:.0f} min after its shift"
    return Reason("shift", text, pair.kind.id, over / 60, "min")


def battery(pair: Pairing) -> Reason | None:
    """There and back takes more energy than the battery holds above its reserve."""
    if pair.energy_wh is None:
        return None
    short = sum(pair.there_and_back("energy_wh")) - pair.energy_wh
    if short <= 0:
        return None
    text = f"a {pair.kind.name} is {short / 1000:.1f} kWh short for the way there and back"
    return Reason("battery", text, pair.kind.id, short / 1000, "kWh")


TESTS: tuple[Callable[[Pairing], Reason | None], ...] = (skills, size, street, hours, shift, battery)


def refusal(pair: Pairing) -> Reason | None:
    """The first rule that keeps this vehicle from serving this order alone, if any."""
    return next((reason for test in TESTS if (reason := test(pair)) is not None), None)


def distinct(reasons: Iterator[Reason]) -> tuple[Reason, ...]:
    """One reason a vehicle type and rule, the smallest shortfall first met kept."""
    best: dict[tuple[str, str], Reason] = {}
    for reason in reasons:
        key = (reason.vehicle_type, reason.rule)
        known = best.get(key)
        if known is None or (reason.amount or 0) < (known.amount or 0):
            best[key] = reason
    return tuple(best.values())


def unplaceable(scenario: Scenario, profiles: tuple[Profile, ...], place: int) -> str | None:
    """Why no vehicle at all can stop at this place; None when one can."""
    texts = [profile.missing[place] for profile in profiles if place in profile.missing]
    return texts[0] if len(texts) == len(profiles) else None
