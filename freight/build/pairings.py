"""Who may serve what: every order and every vehicle of the day."""

from __future__ import annotations

import numpy as np

from freight.build.charge_reach import reach_of
from freight.build.profiles import Profile
from freight.build.refusals import Pairing, distinct, refusal
from freight.domain.problem import ChargerSlot, Reason, VehicleSlot
from freight.domain.scenario import Interval, Scenario
from freight.domain.travel import BoolArray, IntArray, TravelMatrices

StartWindows = tuple[tuple[tuple[Interval, ...], ...], ...]
"""[order][profile] -> when service may start."""


def pairings(
    scenario: Scenario,
    profiles: tuple[Profile, ...],
    travel: TravelMatrices,
    order_place: IntArray,
    slots: tuple[VehicleSlot, ...],
    starts: StartWindows,
    sites: tuple[ChargerSlot, ...],
) -> tuple[BoolArray, tuple[tuple[Reason, ...], ...]]:
    """Shape (orders, vehicles): who may serve what; and for each order why some vehicle types may not."""
    may_serve = np.zeros((len(scenario.orders), len(slots)), dtype=np.bool_)
    refusals: list[tuple[Reason, ...]] = []
    reaches = [reach_of(slot, sites, travel.energy_wh[slot.profile]) for slot in slots]
    for row, order in enumerate(scenario.orders):
        place = int(order_place[row])
        found = [
            refusal(
                Pairing(
                    order,
                    place,
                    starts[row][slot.profile],
                    vehicle,
                    slot,
                    profiles[slot.profile],
                    travel,
                    reach,
                    scenario.zones,
                )
            )
            for vehicle, slot, reach in zip(scenario.vehicles, slots, reaches, strict=True)
        ]
        may_serve[row] = [reason is None for reason in found]
        able = {slot.type_id for slot, reason in zip(slots, found, strict=True) if reason is None}
        refusals.append(
            distinct(reason for reason in found if reason is not None and reason.vehicle_type not in able)
        )
    return may_serve, tuple(refusals)
