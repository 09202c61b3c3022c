"""How the walks of the kernel divide their budget: in one go, handing on plans, or often from nothing."""

from __future__ import annotations

from dataclasses import dataclass

from freight.domain.problem import Problem
from freight.solve.insertion import Routes

SMALL_ORDERS = 80
"""A walk through a day of so many orders is soon over and may end with the wrong vehicles."""
LONG_ROUTE = 12.0
"""Orders a route; where routes are longer a walk seldom changes how many there are."""
ENOUGH_STEPS = 300
"""Steps an order in the first lap; with fewer a lap is over before its plan is worth comparing."""
PACE_S = 30e-6
"""Seconds a step, about, to guess from a budget of seconds how many steps there will be."""


@dataclass(frozen=True, slots=True)
class Laps:
    """Shares of the budget, one a lap."""

    shares: tuple[float, ...]
    anew: bool = False
    """Laps between the first and the last begin with nothing, the last with the best plan; otherwise each
    lap begins with the plans of the lap before."""

    def steps(self, iterations: int, lap: int) -> int:
        """Steps of a lap; those of all laps add up to `iterations`."""
        ends = [round(iterations * sum(self.shares[:count])) for count in (lap, lap + 1)]
        return (iterations if lap + 1 == len(self.shares) else ends[1]) - ends[0]

    def seconds(self, left_s: float, lap: int) -> float:
        """Seconds of a lap, of those that are left before it."""
        return left_s * self.shares[lap] / sum(self.shares[lap:])


ONE = Laps((1.0,))
TOGETHER = Laps((1 / 3, 1 / 3, 1 / 3))
"""Several walks hand on their plans twice; the end is the third time."""
SMALL = Laps((0.2, 0.2, 0.2, 0.2, 0.2), anew=True)
LONG = Laps((0.2, 0.2, 0.2, 0.4), anew=True)


def choose_laps(
    problem: Problem, start: Routes, threads: int, seconds: float | None, iterations: int | None
) -> Laps:
    """What was measured best for days like this one, see docs/kernel.md.

    Parameters
    ----------
    start
        The plan to begin with: how long its routes are decides.
    seconds, iterations
        The budget of a walk, at least one.
    """
    usual = ONE if threads == 1 else TOGETHER
    steps = iterations if iterations is not None else round((seconds or 0.0) / PACE_S)
    if problem.first_reload <= SMALL_ORDERS:
        return SMALL if steps >= len(SMALL.shares) else usual
    driven = [len(orders) for orders in start.values() if orders]
    long = sum(driven) > LONG_ROUTE * len(driven)
    enough = steps * LONG.shares[0] >= ENOUGH_STEPS * problem.order_count
    return LONG if long and enough else usual
