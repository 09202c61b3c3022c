"""A problem as plain lists: single look-ups in Python lists are several times faster than in arrays."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from freight.domain.goods import GoodsApart
from freight.domain.problem import ChargerSlot, Problem, VehicleSlot
from freight.domain.scenario import Interval
from freight.domain.traffic import Traffic
from freight.domain.travel import UNREACHABLE
from freight.solve.charging import Charged
from freight.solve.eligible import eligible
from freight.solve.stations import Ability, Layer, Stations, all_stations


@dataclass(frozen=True, slots=True)
class Tables:
    """What the exact evaluation of single routes looks up."""

    vehicles: tuple[VehicleSlot, ...]
    seconds: list[Layer]
    money: list[Layer]
    energy_wh: list[Layer]
    traffic: Traffic | None
    """How seconds change by the hour; then `seconds` are those of the slowest."""
    place: list[int]
    service_s: list[list[int]]
    """[profile][order]."""
    penalty: list[int]
    delivery: list[list[int]]
    pickup: list[list[int]]
    windows: tuple[tuple[tuple[Interval, ...], ...], ...]
    allowed: list[list[bool]]
    """[order][vehicle]."""
    day_fees: list[tuple[tuple[int, ...], list[list[bool]]]]
    """(fee by vehicle, inside by profile and place)."""
    chargers: tuple[ChargerSlot, ...] = ()
    stays: tuple[tuple[tuple[Interval, ...], ...], ...] = ()
    """[order][profile] -> when a vehicle may stand there; empty when nobody has breaks."""
    goods: GoodsApart | None = None
    first_reload: int = 0
    """So many orders are orders, the rest reload halts."""
    docks: dict[int, int] = field(default_factory=dict)
    """Depot place -> how many vehicles can load anew there at once, where that is limited."""
    stations: dict[Ability, Stations] = field(default_factory=dict)
    charged: dict[tuple[int, tuple[int, ...]], Charged | None] = field(default_factory=dict)
    """Routes with charging found so far, by vehicle and orders, and with breaks by the vehicle's complement
    (``~vehicle``): each is asked for several times."""

    def loads_s(self, halt: int) -> int:
        """How long a reload halt takes, whatever the profile."""
        return self.service_s[0][halt]


def make_tables(problem: Problem) -> Tables:
    """Copy the arrays of a problem into lists."""
    travel = problem.travel
    return Tables(
        vehicles=problem.vehicles,
        seconds=travel.seconds.tolist(),
        money=travel.cost_micro.tolist(),
        energy_wh=np.clip(travel.energy_wh, 0, UNREACHABLE).tolist(),
        traffic=travel.traffic,
        place=problem.order_place.tolist(),
        service_s=problem.service_s.tolist(),
        penalty=problem.penalty_micro.tolist(),
        delivery=problem.delivery.tolist(),
        pickup=problem.pickup.tolist(),
        windows=problem.start_windows,
        allowed=eligible(problem).tolist(),
        day_fees=[(fee.fee_micro, fee.inside.tolist()) for fee in problem.day_fees],
        chargers=problem.chargers,
        stays=problem.stays,
        goods=problem.goods,
        first_reload=problem.first_reload,
        docks=_docks(problem),
        stations=all_stations(problem),
    )


def _docks(problem: Problem) -> dict[int, int]:
    places = problem.order_place[problem.first_reload :].tolist()
    halts = zip(places, problem.reloads, strict=True)
    return {place: halt.docks for place, halt in halts if halt.docks is not None}
