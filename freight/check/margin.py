"""How sure each electric vehicle is to come home above its reserve."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from freight.check.replay import RouteReplay
from freight.check.wording import street_name
from freight.domain.scenario import Scenario
from freight.network.doubt import spread_share
from freight.network.streets import Streets


@dataclass(frozen=True, slots=True)
class Margin:
    """The tightest point of one vehicle's day: where the chance to be above the reserve is least."""

    vehicle_id: str
    where: str
    at_s: float
    kwh: float
    """Above the reserve there, as reckoned."""
    chance: float
    """Probability of the reserve being kept there, under the scenario's doubt."""


def margins(replays: Iterable[RouteReplay], scenario: Scenario, streets: Streets) -> tuple[Margin, ...]:
    """One for every vehicle that drives on a battery."""
    found = (_margin(driven, scenario, streets) for driven in replays)
    return tuple(margin for margin in found if margin is not None)


def _margin(driven: RouteReplay, scenario: Scenario, streets: Streets) -> Margin | None:
    """All legs stray alike, so at every point the doubt is the spread times the energy driven until there."""
    battery = driven.kind.battery
    levels = np.concatenate([np.empty(0), *driven.charges_kwh])
    if battery is None or not len(levels):
        return None
    above_kwh = levels - battery.reserve_kwh
    driven_kwh = np.cumsum(np.concatenate([motion.energy_kwh for motion in driven.motions]))
    doubt_kwh = spread_share(driven.kind, scenario.energy_doubt, scenario.temperature_c) * driven_kwh
    sure = np.where(above_kwh >= 0, np.inf, -np.inf)
    deviations = np.divide(above_kwh, doubt_kwh, out=sure, where=doubt_kwh > 0)
    # Of equal points the last: a vehicle is tightest when it comes home.
    tightest = len(deviations) - 1 - int(deviations[::-1].argmin())
    return Margin(
        vehicle_id=driven.vehicle.id,
        where=street_name(
            streets, int(np.concatenate([motion.streets for motion in driven.motions])[tightest])
        ),
        at_s=float(np.concatenate([motion.off_s for motion in driven.motions])[tightest]),
        kwh=float(above_kwh[tightest]),
        chance=_chance(float(deviations[tightest])),
    )


def _chance(deviations: float) -> float:
    return NormalDist().cdf(deviations) if np.isfinite(deviations) else float(deviations > 0)
