"""One more charger at a stop of a sequence: how strong it must be, how long a vehicle stands there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from freight.advice.alone import Driven
from freight.advice.asked import Asked
from freight.advice.findings import NewCharger
from freight.build.charge_function import charge_function, full_wh
from freight.build.charging import charger_slot
from freight.build.windows import halt_hours, overlap
from freight.domain.plan import ChargeStop
from freight.domain.problem import ChargerSlot, VehicleSlot
from freight.domain.scenario import Charger, Interval
from freight.solve.charging import Charged
from freight.units import HORIZON_S, MICRO, WH_PER_KWH

POWERS_KW = (11.0, 22.0, 50.0, 150.0)
"""Of a further charger, the first that is enough: usual sizes of AC boxes (16 and 32 A on three phases) and of
fast chargers."""
NEW = "new"
WHOLE_DAY: tuple[Interval, ...] = ((0, HORIZON_S),)


def one_charger(asked: Asked) -> NewCharger | None:
    """One charger of the least power, at the stop where it saves most; several takers share its one socket."""
    if not asked.battery.charge_curve:
        return None
    for power_kw in POWERS_KW:
        worth = _worth_trying(asked, power_kw)
        tried = [found for order in worth if (found := _at(asked, order, power_kw))]
        if tried:
            return max(tried, key=lambda one: one.saved_nok)
    return None


def _worth_trying(asked: Asked, power_kw: float) -> Iterator[int]:
    """Stops at which the takers would charge if there were a charger at every stop."""
    stops = dict.fromkeys(order for part in asked.move.parts for order in part.sequence)
    made = [(order, _further(asked, order, power_kw)) for order in stops]
    offered = [(order, site) for order, site in made if site is not None]
    driven = _drive(asked, [site for _, site in offered], power_kw)
    known = len(asked.built.problem.chargers)
    for charger in dict.fromkeys(stop.charger for stop, _ in _sessions(driven or []) if stop.charger >= known):
        yield offered[charger - known][0]


def _at(asked: Asked, order: int, power_kw: float) -> NewCharger | None:
    """That charger alone, when it is enough."""
    further = _further(asked, order, power_kw)
    assert further is not None, "only stops with hours are tried"
    saved = asked.saved_micro(_slots(asked, 1, power_kw), [further])
    driven = _drive(asked, [further], power_kw)
    if saved is None or saved <= 0 or driven is None:
        return None
    charger = len(asked.built.problem.chargers)
    own = [(stop.end_s - stop.start_s, wh) for stop, wh in _sessions(driven) if stop.charger == charger]
    there = asked.built.scenario.orders[order]
    return NewCharger(
        at_order_id=there.id,
        lat=there.lat,
        lon=there.lon,
        power_kw=power_kw,
        sessions=len(own),
        minutes=sum(seconds for seconds, _ in own) / 60,
        kwh=sum(wh for _, wh in own) / WH_PER_KWH,
        saved_nok=saved / MICRO,
    )


def _drive(asked: Asked, further: Sequence[ChargerSlot], power_kw: float) -> list[Driven] | None:
    sequences = {part.taker: part.sequence for part in asked.move.parts}
    return asked.drive(sequences, _slots(asked, len(further), power_kw), further)


def _sessions(driven: Sequence[Driven]) -> Iterator[tuple[ChargeStop, int]]:
    """Every session and the Wh it gives."""
    for one in driven:
        if isinstance(one.schedule, Charged):
            yield from zip(one.schedule.charges, one.charged_wh, strict=True)


def charger_at(asked: Asked, order: int, power_kw: float) -> Charger:
    """A charger at the stop of an order, as a chargers file has it where it is silent: 2 min set-up, 90 %."""
    there, profile = asked.built.scenario.orders[order], asked.slot(asked.move.parts[0]).profile
    modes = frozenset({asked.built.profiles[profile].kind.mode})
    return Charger(NEW, f"at order {there.id}", there.lat, there.lon, power_kw, sockets=1, modes=modes)


def _further(asked: Asked, order: int, power_kw: float) -> ChargerSlot | None:
    """The same for the engine; None where streets have hours in which some taker could never stand there."""
    place, opens = int(asked.built.problem.order_place[order]), WHOLE_DAY
    for part in asked.move.parts:
        profile = asked.built.profiles[asked.slot(part).profile]
        if place not in profile.row:
            return None
        opens = overlap(opens, halt_hours(profile, place))
    opens = tuple((begin, end) for begin, end in opens if begin < end)
    charger = charger_at(asked, order, power_kw)
    return charger_slot(charger, place, opens, asked.built.scenario) if opens else None


def _slots(asked: Asked, count: int, power_kw: float) -> dict[int, VehicleSlot]:
    """The takers, able to use so many further chargers."""
    battery, none = asked.battery, (None,) * len(asked.built.problem.chargers)
    like = charger_at(asked, asked.move.orders[0], power_kw)
    further = (charge_function(battery, like.power_kw * like.efficiency),) * count
    return {
        part.taker: replace(
            asked.slot(part),
            full_wh=full_wh(battery),
            charging=(*(asked.slot(part).charging or none), *further),
        )
        for part in asked.move.parts
    }
