"""One move under the question what it would save with another battery, another level or another charger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from freight.advice.alone import Driven, drive_alone, slot_with
from freight.advice.moves import Move, Part
from freight.build import Built
from freight.domain.fleet import Battery
from freight.domain.problem import ChargerSlot, VehicleSlot
from freight.domain.scenario import Interval
from freight.solve.charging import Charged
from freight.solve.insertion import Routes
from freight.solve.sockets import free_hours

Taken = Sequence[Sequence[Interval]]
"""By charger: when one of its sockets is taken by a vehicle that the move leaves alone."""


@dataclass(frozen=True, eq=False, slots=True)
class Asked:
    """One move on the planned day."""

    built: Built
    move: Move
    routes: Routes
    taken: Taken

    @property
    def battery(self) -> Battery:
        """Of the takers, which are of one type."""
        battery = self.built.profiles[self.slot(self.move.parts[0]).profile].kind.battery
        assert battery is not None, "only electric vehicles take over"
        return battery

    def slot(self, part: Part) -> VehicleSlot:
        """A taker as it is."""
        return self.built.problem.vehicles[part.taker]

    def start_share(self, part: Part) -> float:
        """Level of a taker on leaving the depot, of the usable energy."""
        return self.built.scenario.vehicles[part.taker].start_charge_share

    def needed_wh(self, part: Part) -> int:
        """Energy of a sequence without charging."""
        problem, slot = self.built.problem, self.slot(part)
        energy = problem.travel.energy_wh[slot.profile].clip(min=0)
        halts = [
            slot.depot_place,
            *problem.order_place[list(part.sequence)].tolist(),
            slot.depot_place,
        ]
        return int(energy[halts[:-1], halts[1:]].sum())

    def missing_wh(self, part: Part) -> int:
        """Wh that a sequence takes beyond what its taker holds; none when that is enough."""
        return max(0, self.needed_wh(part) - (self.slot(part).energy_wh or 0))

    def saved_with(self, battery: Battery, start_share: float) -> int | None:
        """What the plan costs less when the takers have this battery and leave with at least this level.

        Compared with what they would cost as equipped with what they drive so far. None when a sequence can
        not be driven.
        """
        slots = {
            part.taker: slot_with(self.built, part.taker, battery, max(start_share, self.start_share(part)))
            for part in self.move.parts
        }
        return self.saved_micro(slots)

    def saved_micro(self, slots: Mapping[int, VehicleSlot], further: Sequence[ChargerSlot] = ()) -> int | None:
        """As `saved_with`, of takers in the engine's terms, with further chargers."""
        after = self.drive({part.taker: part.sequence for part in self.move.parts}, slots, further)
        before = self.drive({part.taker: self.routes[part.taker] for part in self.move.parts}, slots, further)
        if after is None or before is None:
            return None
        return self.move.relief_micro - sum(one.micro for one in after) + sum(one.micro for one in before)

    def drive(
        self, sequences: Routes, slots: Mapping[int, VehicleSlot], further: Sequence[ChargerSlot] = ()
    ) -> list[Driven] | None:
        """What the takers do one after another, each with the sockets that the earlier ones leave."""
        found: list[Driven] = []
        taken = [list(times) for times in self.taken] + [[] for _ in further]
        sites = (*self.built.problem.chargers, *further)
        for taker, sequence in sequences.items():
            free = [
                replace(site, open=free_hours(site, times)) for site, times in zip(sites, taken, strict=True)
            ]
            driven = drive_alone(self.built.problem, taker, slots[taker], sequence, free)
            if driven is None:
                return None
            found.append(driven)
            for stop in driven.schedule.charges if isinstance(driven.schedule, Charged) else ():
                taken[stop.charger].append((stop.start_s, stop.end_s))
        return found
