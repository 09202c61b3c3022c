"""How sure each electric vehicle is to come home above its reserve."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np

from freight.check.charging import plug_in
from freight.check.replay import RouteReplay, battery_levels, sessions
from freight.check.wording import street_name
from freight.domain.scenario import Scenario
from freight.domain.travel import FloatArray
from freight.network.doubt import spread_share
from freight.network.streets import Streets

MOST_DEVIATIONS = 8.0
"""Standard deviations beyond which nothing more is told apart."""
HALVINGS = 40


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
    spread = spread_share(driven.kind, scenario.energy_doubt, scenario.temperature_c)
    if any(halt.charge is not None for halt in driven.timeline.halts) and spread > 0:
        tightest, deviations = _with_charging(driven, scenario, spread)
    else:
        doubt_kwh = spread * np.cumsum(np.concatenate([motion.energy_kwh for motion in driven.motions]))
        tightest, deviations = _tightest(above_kwh, doubt_kwh)
    return Margin(
        vehicle_id=driven.vehicle.id,
        where=_where(driven, streets, tightest),
        at_s=float(np.concatenate([motion.off_s for motion in driven.motions])[tightest]),
        kwh=float(above_kwh[tightest]),
        chance=_chance(deviations),
    )


def _where(driven: RouteReplay, streets: Streets, point: int) -> str:
    """A point of the day in words; most often that is the end, whose street nobody needs to know."""
    passed = np.concatenate([motion.streets for motion in driven.motions])
    return "end of the route" if point == len(passed) - 1 else street_name(streets, int(passed[point]))


def _tightest(above_kwh: FloatArray, doubt_kwh: FloatArray) -> tuple[int, float]:
    """Where the fewest deviations are enough to use up what is left, and how many."""
    sure = np.where(above_kwh >= 0, np.inf, -np.inf)
    deviations = np.divide(above_kwh, doubt_kwh, out=sure, where=doubt_kwh > 0)
    # Of equal points the last: a vehicle is tightest when it comes home.
    tightest = len(deviations) - 1 - int(deviations[::-1].argmin())
    return tightest, float(deviations[tightest])


def _with_charging(driven: RouteReplay, scenario: Scenario, spread: float) -> tuple[int, float]:
    """The same where sessions make up for what was used: the day is driven again with more and more energy.

    A session ends at the level of the plan or when its time is over, so a day that strays takes more there.
    The level at every point falls as the deviation grows; where it first meets the reserve is searched for.
    """
    holds, breaks = -MOST_DEVIATIONS, MOST_DEVIATIONS
    for _ in range(HALVINGS):
        middle = (holds + breaks) / 2
        if _above_kwh(driven, scenario, middle * spread).min() >= 0:
            holds = middle
        else:
            breaks = middle
    above_kwh = _above_kwh(driven, scenario, breaks * spread)
    return len(above_kwh) - 1 - int(above_kwh[::-1].argmin()), holds


def _above_kwh(driven: RouteReplay, scenario: Scenario, more_share: float) -> FloatArray:
    """Energy above the reserve at the end of every street when each takes so much more."""
    assert driven.kind.battery is not None, "asked of battery vehicles only"
    motions = [replace(motion, energy_kwh=motion.energy_kwh * (1 + more_share)) for motion in driven.motions]
    chargers = {charger.id: charger for charger in scenario.chargers}
    charged = plug_in(sessions(driven.route, driven.timeline.halts), driven.kind, chargers)
    levels, _ = battery_levels(motions, driven.vehicle, driven.kind, charged)
    return np.asarray(np.concatenate(levels) - driven.kind.battery.reserve_kwh)


def _chance(deviations: float) -> float:
    return NormalDist().cdf(deviations) if np.isfinite(deviations) else float(deviations > 0)
