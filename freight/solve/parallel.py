"""Several walks of the improvement kernel at once, which hand on their best plans at fixed points.

The walks are threads: compiled code holds no lock, and all read the same matrices. They meet after each
round; the worse half then goes on from the plans of the better half. Rounds end at a count of iterations
when there is one, so that the result depends on seed and number of walks and not on who is faster.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from freight.domain.problem import Problem
from freight.solve.improve.engine import Improved, improve
from freight.solve.insertion import Routes
from freight.solve.progress import Clock, Follow, Progress
from freight.solve.read_back import plan_routes
from freight.solve.tables import Tables
from freight.units import MICRO

ROUNDS = 3
"""How often several walks hand on their plans, the end included; one walk alone is never cut up."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What a round may use: seconds, or iterations of each walk."""

    time_limit_s: float | None
    iterations: int | None


class Watch:
    """Gathers what the walks tell; passes on only what is better than all of them."""

    def __init__(self, clock: Clock, follow: Follow | None) -> None:
        self.clock, self.follow = clock, follow
        self.lock = threading.Lock()
        self.best = float("inf")
        self.unserved = 0
        self.done: dict[int, int] = {}

    def told(self, walk: int, before: int) -> Callable[[float, int, int, int], None]:
        """The listener of one walk that has done `before` iterations in earlier rounds."""

        def listen(_: float, best_micro: int, unserved: int, iterations: int) -> None:
            with self.lock:
                self.done[walk] = before + iterations
                if best_micro < self.best:
                    self.best, self.unserved = best_micro, unserved
                if self.follow is not None:
                    elapsed_s = self.clock.elapsed_s()
                    rate = sum(self.done.values()) / max(elapsed_s, 1e-3)
                    self.follow(Progress(elapsed_s, self.best / MICRO, self.unserved, rate))

        return listen


def walk_together(
    problem: Problem,
    tables: Tables,
    start: Routes,
    *,
    seed: int,
    threads: int,
    clock: Clock,
    iterations: int | None,
    follow: Follow | None,
    stop: threading.Event,
) -> Improved:
    """Improve `start` by `threads` walks and return the cheapest plan.

    Parameters
    ----------
    iterations
        Of every walk.
    stop
        Once set, every walk ends with its best plan.
    """
    watch = Watch(clock, follow)
    plans: Sequence[Routes] = [start] * threads
    rounds = 1 if threads == 1 else ROUNDS
    found: list[Improved] = []
    spent = [0] * threads
    with ThreadPoolExecutor(threads) as pool:
        for number in range(rounds):
            budget = _share(clock, iterations, rounds, number)
            jobs = [
                pool.submit(
                    improve,
                    problem,
                    plan_routes(tables, plans[walk]),
                    seed=_seed(seed, walk, number),
                    time_limit_s=budget.time_limit_s,
                    iterations=budget.iterations,
                    progress=watch.told(walk, spent[walk]),
                    stop=stop.is_set,
                )
                for walk in range(threads)
            ]
            found = [job.result() for job in jobs]
            spent = [before + one.iterations for before, one in zip(spent, found, strict=True)]
            plans = hand_on(found)
            if stop.is_set():
                break
    best = min(found, key=lambda one: one.cost_micro)
    return Improved(best.routes, best.cost_micro, sum(spent))


def hand_on(found: Sequence[Improved]) -> list[Routes]:
    """Plans for the next round: the better half keeps its own, the others take those of the better half."""
    ranked = sorted(range(len(found)), key=lambda walk: (found[walk].cost_micro, walk))
    kept = ranked[: (len(found) + 1) // 2]
    return [
        found[walk if walk in kept else kept[ranked.index(walk) % len(kept)]].routes
        for walk in range(len(found))
    ]


def _share(clock: Clock, iterations: int | None, rounds: int, number: int) -> Budget:
    left_s = clock.left_s()
    time_limit_s = None if left_s is None else left_s / (rounds - number)
    if iterations is None:
        return Budget(time_limit_s, None)
    return Budget(time_limit_s, iterations * (number + 1) // rounds - iterations * number // rounds)


def _seed(seed: int, walk: int, number: int) -> int:
    """A seed for every walk and round; the first walk alone keeps the seed as it is."""
    if walk == number == 0:
        return seed
    return int(np.random.SeedSequence((seed, walk, number)).generate_state(1)[0])
