"""How evenly the work of a day was shared, from the replay."""

from __future__ import annotations

from dataclasses import dataclass

from freight.check.cost import paid_hours
from freight.domain.balance import Balance, Measure
from freight.domain.scenario import Scenario
from freight.domain.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Workload:
    """Work of the vehicles that drive, in hours or stops."""

    balance: Balance
    work: tuple[tuple[str, float], ...]
    """(vehicle id, work)."""

    @property
    def least(self) -> float:
        """Of the vehicle that has least."""
        return min((one for _, one in self.work), default=0.0)

    @property
    def mean(self) -> float:
        """Of all that drive."""
        return sum(one for _, one in self.work) / max(1, len(self.work))

    @property
    def most(self) -> float:
        """Of the vehicle that has most."""
        return max((one for _, one in self.work), default=0.0)

    @property
    def surplus(self) -> float:
        """What vehicles have beyond the mean, added up."""
        return sum(max(0.0, one - self.mean) for _, one in self.work)

    @property
    def counted_nok(self) -> float:
        """What the surplus counts in planning; nobody pays it."""
        return self.balance.nok * self.surplus


def workload(timeline: Timeline, scenario: Scenario) -> Workload | None:
    """The work of every vehicle that drives; None where nobody asked for it to be shared evenly."""
    balance = scenario.balance
    if balance is None:
        return None
    if balance.measure is Measure.HOURS:
        kinds = [scenario.vehicle_type(route.type_id) for route in timeline.routes]
        amounts = [paid_hours(route, kind) for route, kind in zip(timeline.routes, kinds, strict=True)]
    else:
        amounts = [float(sum(len(halt.order_ids) for halt in route.halts)) for route in timeline.routes]
    names = (route.vehicle_id for route in timeline.routes)
    return Workload(balance, tuple(zip(names, amounts, strict=True)))
