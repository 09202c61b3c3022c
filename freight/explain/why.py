"""Why each vehicle does not serve an order, by how much, and in words that are true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from freight.build.charge_reach import reach_of
from freight.build.refusals import Pairing, battery, hours, shift, sizes, skills, street, territories
from freight.domain.problem import Reason
from freight.explain.stand import Stand, attempt
from freight.solve.amounts import (
    behind_amount,
    energy_amount,
    load_amount,
    minutes_amount,
    money_amount,
    stops_amount,
)
from freight.solve.break_words import no_room
from freight.solve.goods_words import ill_matched
from freight.solve.insertion import Fit, Miss
from freight.solve.route_rules import Breach
from freight.solve.stations import charges

ALONE, BESIDE, COST, FITS = "alone", "beside_its_orders", "cost", "fits"
"""What a reason is about: the vehicle with nothing else on board; the vehicle with the orders it has, in their
sequence; its cost there; nothing, for the order fits and pays."""


@dataclass(frozen=True, slots=True)
class Why:
    """The reasons of vehicles for which they are the same."""

    vehicle_ids: tuple[str, ...]
    type_id: str
    scope: str
    reasons: tuple[Reason, ...]
    """What is broken: alone each by itself, beside other orders all of it at the place that comes closest."""
    after: str = ""
    """That place: the id of the order before it, empty for the first stop and where nothing is on board."""
    lead: str = ""
    """Beside other orders: who is spoken of, the beginning of every sentence."""

    def text(self) -> str:
        """All reasons in one sentence."""
        if not self.lead:
            return "; ".join(reason.text for reason in self.reasons)
        tails = (reason.text.removeprefix(self.lead).strip() for reason in self.reasons)
        return f"{self.lead} {' and '.join(tails)}"


def why(stand: Stand, order_id: str) -> tuple[Why, ...]:
    """Every vehicle with its reason, those alike together, in the order of the fleet."""
    number = stand.order(order_id)
    found: dict[tuple[object, ...], Why] = {}
    for vehicle in range(len(stand.tables.vehicles)):
        one = _of_vehicle(stand, number, vehicle)
        name = one.vehicle_ids[0]
        # The routes of two vehicles are never alike; what holds of one alone or idle holds of its like.
        whose = name if one.scope != ALONE and stand.routes[vehicle] else ""
        key = (one.type_id, one.scope, one.text().replace(name, ""), whose)
        known = found.get(key)
        found[key] = one if known is None else replace(known, vehicle_ids=(*known.vehicle_ids, name))
    return tuple(found.values())


def alone(stand: Stand, number: int, vehicle: int) -> tuple[Reason, ...]:
    """Every rule that keeps a vehicle from the order even when it has nothing else to do."""
    pair = _pairing(stand, number, vehicle)
    found = [skills(pair), territories(pair), *sizes(pair)]
    joined = street(pair)
    found.append(joined)
    if joined is None:
        shut = hours(pair)
        found += [shut, shift(pair) if shut is None else None, battery(pair)]
    return tuple(reason for reason in found if reason is not None)


def _pairing(stand: Stand, number: int, vehicle: int) -> Pairing:
    problem, slot = stand.built.problem, stand.slot(vehicle)
    return Pairing(
        stand.scenario.orders[number],
        int(problem.order_place[number]),
        problem.start_windows[number][slot.profile],
        stand.scenario.vehicles[vehicle],
        slot,
        stand.built.profiles[slot.profile],
        problem.travel,
        reach_of(slot, problem.chargers, problem.travel.energy_wh[slot.profile]),
        stand.scenario.zones,
    )


def _of_vehicle(stand: Stand, number: int, vehicle: int) -> Why:
    slot = stand.slot(vehicle)
    refused = alone(stand, number, vehicle)
    if refused:
        return Why((slot.id,), slot.type_id, ALONE, refused)
    tried = attempt(stand, number, vehicle)
    if isinstance(tried, Fit):
        return _fits(stand, number, tried)
    if tried is None:
        text = f"{slot.id} has no hours in which to leave its depot and return"
        return Why((slot.id,), slot.type_id, ALONE, (Reason("shift", text, slot.type_id),))
    return falls_short(stand, number, tried)


def falls_short(stand: Stand, number: int, missed: Miss) -> Why:
    """What one attempt breaks."""
    slot, lead = stand.slot(missed.vehicle), _lead(stand, number, missed)
    broken = tuple(_broken(stand, number, missed, lead))
    return Why((slot.id,), slot.type_id, BESIDE, broken, _before(stand, number, missed), lead)


def _fits(stand: Stand, number: int, found: Fit) -> Why:
    slot = stand.slot(found.vehicle)
    extra = money_amount(found.extra_micro)[1]
    over_micro = found.extra_micro - stand.tables.penalty[number]
    if over_micro >= 0:
        amount, more = money_amount(over_micro)
        text = f"{slot.id} could serve it for {extra} more, {more} above its penalty"
        return Why((slot.id,), slot.type_id, COST, (Reason("cost", text, slot.type_id, amount, "NOK"),))
    amount, less = money_amount(-over_micro)
    text = f"{slot.id} could serve it for {extra} more, {less} below its penalty"
    return Why((slot.id,), slot.type_id, FITS, (Reason("cost", text, slot.type_id, -amount, "NOK"),))


def _before(stand: Stand, number: int, missed: Miss) -> str:
    place = missed.orders.index(number)
    return stand.built.problem.order_ids[missed.orders[place - 1]] if place else ""


def _lead(stand: Stand, number: int, missed: Miss) -> str:
    who = stand.slot(missed.vehicle).id
    if len(missed.orders) == 1:
        return f"{who} with nothing else on board"
    before = _before(stand, number, missed)
    return (
        f"{who} with the orders it already has (at best {f'after {before}' if before else 'as its first stop'})"
    )


def _broken(stand: Stand, number: int, missed: Miss, lead: str) -> Iterator[Reason]:
    """What the closest attempt breaks, each with its amount."""
    slot = stand.slot(missed.vehicle)
    for breach in missed.breaches:
        if breach.rule == "goods_apart":
            yield ill_matched(stand.built.problem, number, missed.orders, lead, slot.type_id)
            continue
        amount, text, unit = _said(stand, number, missed.vehicle, breach)
        yield Reason(breach.rule, f"{lead} {text}", slot.type_id, amount, unit)


def _said(stand: Stand, number: int, vehicle: int, breach: Breach) -> tuple[float | None, str, str]:
    """Amount, words and unit of one broken rule."""
    if breach.rule == "capacity":
        amount, said = load_amount(breach.amount, breach.unit)
        return amount, f"would carry {said} too much", breach.unit
    if breach.rule == "battery":
        amount, said = energy_amount(breach.amount)
        text = f"is {said} short of its reserve"
        if charges(stand.slot(vehicle)):
            text = f"needs {said} more than its battery holds, and no charging on the way helps"
        return amount, text, "kWh"
    if breach.rule == "access":
        return None, "finds no street from stop to stop", ""
    if breach.unit == "stops":
        blocked = breach.rule == "last_in_first_out"
        return (
            *(behind_amount(breach.amount) if blocked else stops_amount(breach.amount, breach.limit)),
            "stops",
        )
    return _too_late(stand, number, breach)


def _too_late(stand: Stand, number: int, breach: Breach) -> tuple[float | None, str, str]:
    """Amount, words and unit of a broken rule of time."""
    amount, said = minutes_amount(breach.amount)
    if breach.rule == "breaks":
        return (*no_room(breach, stand.built.problem.order_ids), "min")
    if breach.rule == "shift":
        return amount, f"would be back {said} after its hours", "min"
    other = "" if breach.order == number else f"order {stand.built.problem.order_ids[breach.order]} "
    return amount, f"would start {other}{said} after the last moment of its windows", "min"
