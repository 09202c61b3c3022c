"""Chargers and batteries in the solver's units: who charges where, when, how fast and at what price."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from freight.build.charge_function import charge_function, full_wh
from freight.build.profiles import Profile, Spot
from freight.build.windows import halt_hours, overlap
from freight.domain.fleet import VehicleType
from freight.domain.problem import ChargerSlot, VehicleSlot
from freight.domain.scenario import Charger, Interval, Scenario
from freight.domain.travel import UNREACHABLE, IntArray
from freight.emissions.prices import dearer_nok_per_kwh
from freight.network.hours import open_intervals
from freight.units import WH_PER_KWH, nok_to_micro


def charges_at(kind: VehicleType, charger: Charger) -> bool:
    """Whether a vehicle type may be plugged in at a charger, wherever that is."""
    return kind.battery is not None and bool(kind.battery.charge_curve) and kind.mode in charger.modes


def usable_chargers(scenario: Scenario) -> tuple[Charger, ...]:
    """Chargers at which some vehicle of the day can charge."""
    driven = dict.fromkeys(vehicle.type_id for vehicle in scenario.vehicles)
    kinds = [scenario.vehicle_type(type_id) for type_id in driven]
    return tuple(charger for charger in scenario.chargers if any(charges_at(kind, charger) for kind in kinds))


def charger_slots(
    scenario: Scenario, profiles: Sequence[Profile], place_of: Mapping[Spot, int]
) -> tuple[tuple[ChargerSlot, ...], tuple[frozenset[int], ...]]:
    """The day's chargers, and for each the profiles that can be there while it is open.

    A session must lie in hours that suit every profile that uses the charger: where streets have hours, those
    of all of them are shared. A profile whose hours share nothing with the earlier ones does not use it.
    """
    slots, users = [], []
    for charger in usable_chargers(scenario):
        place = place_of[charger.lat, charger.lon]
        opens = open_intervals(charger.hours, scenario.day)
        used = set()
        for index, profile in enumerate(profiles):
            if not charges_at(profile.kind, charger) or place not in profile.row:
                continue
            shared = _positive(overlap(opens, halt_hours(profile, place)))
            if shared:
                opens = shared
                used.add(index)
        slots.append(charger_slot(charger, place, opens if used else (), scenario))
        users.append(frozenset(used))
    return tuple(slots), tuple(users)


def _positive(spans: tuple[Interval, ...]) -> tuple[Interval, ...]:
    return tuple((begin, end) for begin, end in spans if begin < end)


def charger_slot(charger: Charger, place: int, opens: tuple[Interval, ...], scenario: Scenario) -> ChargerSlot:
    """A charger at a place with its hours, in the solver's units."""
    weight = scenario.weights.energy
    return ChargerSlot(
        id=charger.id,
        place=place,
        sockets=charger.sockets,
        open=opens,
        setup_s=charger.setup_s,
        session_micro=nok_to_micro(charger.session_nok * weight),
        micro_per_wh=nok_to_micro(dearer_nok_per_kwh(charger, scenario) * weight / WH_PER_KWH),
    )


def with_charging(
    slots: tuple[VehicleSlot, ...],
    profiles: Sequence[Profile],
    scenario: Scenario,
    users: Sequence[frozenset[int]],
    sites: Sequence[ChargerSlot],
    seconds: IntArray,
) -> tuple[VehicleSlot, ...]:
    """The vehicles with their charge functions, wherever streets join a charger with the depot both ways.

    Parameters
    ----------
    users
        Of each charger the profiles that may be there.
    seconds
        Shape (profiles, places, places).
    """
    powers = [charger.power_kw * charger.efficiency for charger in usable_chargers(scenario)]
    made = []
    for slot in slots:
        layer, depot, battery = seconds[slot.profile], slot.depot_place, profiles[slot.profile].kind.battery
        charging = tuple(
            charge_function(battery, kw)
            if battery is not None
            and slot.profile in who
            and max(layer[depot, site.place], layer[site.place, depot]) < UNREACHABLE
            else None
            for kw, who, site in zip(powers, users, sites, strict=True)
        )
        able = battery is not None and any(charging)
        made.append(replace(slot, full_wh=full_wh(battery), charging=charging) if battery and able else slot)
    return tuple(made)
