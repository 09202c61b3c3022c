"""Several walks of the improvement kernel at once, which hand on their best plans at fixed points.

The walks are threads: compiled code holds no lock, and all read the same matrices. They meet after each
lap; the worse half then goes on from the plans of the better half. Laps end at a count of iterations
when there is one, so that the result depends on seed and number of walks and not on who is faster.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait

import numpy as np

from freight.domain.problem import Problem
from freight.solve.improve.engine import Improved, KernelProgress, improve
from freight.solve.insertion import Routes
from freight.solve.laps import Laps, choose_laps
from freight.solve.progress import Clock, Follow, Progress
from freight.solve.read_back import plan_routes
from freight.solve.tables import Tables
from freight.units import MICRO

GLANCE_S = 0.1
"""Ctrl-C reaches the main thread only between two waits."""


class Watch:
    """Gathers what the walks tell, and passes on the best of all of them."""

    def __init__(self, clock: Clock, follow: Follow | None) -> None:
        self.clock, self.follow = clock, follow
        self.lock = threading.Lock()
        self.best, self.unserved = float("inf"), 0
        self.iterations = 0
        """Of the laps that have ended, all walks together."""
        self.running: dict[int, int] = {}
        """Iterations of each walk in this lap."""

    def listener(self, number: int) -> Callable[[KernelProgress], None]:
        """What walk `number` tells its progress to."""

        def listen(told: KernelProgress) -> None:
            with self.lock:
                self.running[number] = told.iterations
                if told.best_micro < self.best:
                    self.best, self.unserved = told.best_micro, told.unserved
                if self.follow is not None:
                    elapsed_s = self.clock.elapsed_s()
                    rate = (self.iterations + sum(self.running.values())) / max(elapsed_s, 1e-3)
                    self.follow(Progress(elapsed_s, self.best / MICRO, self.unserved, rate))

        return listen

    def lap_ended(self, found: Sequence[Improved]) -> None:
        """Count what the walks have done."""
        self.iterations += sum(one.iterations for one in found)
        self.running.clear()


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
    """Improve `start` by `threads` walks and return the cheapest plan; its iterations are those of all walks.

    Parameters
    ----------
    iterations
        Of every walk.
    stop
        Once set, every walk ends with its best plan.
    """
    watch = Watch(clock, follow)
    laps = choose_laps(problem, start, threads, clock.left_s(), iterations)
    last = len(laps.shares) - 1
    plans: Sequence[Routes] = [start] * threads
    best: list[Improved] = []

    def walk(number: int, lap: int) -> Improved:
        return improve(
            problem,
            plan_routes(tables, plans[number]),
            seed=_seed(seed, number, lap),
            time_limit_s=_seconds(clock, laps, lap),
            iterations=None if iterations is None else laps.steps(iterations, lap),
            progress=watch.listener(number),
            stop=stop.is_set,
        )

    for lap in range(last + 1):
        found = _at_once(walk, threads, lap)
        watch.lap_ended(found)
        best = sorted([*best, *found], key=lambda one: one.cost_micro)[:threads]
        plans = [{}] * threads if laps.anew and lap + 1 < last else hand_on(best)
        if stop.is_set():
            break
    return Improved(best[0].routes, best[0].cost_micro, watch.iterations)


def _at_once(walk: Callable[[int, int], Improved], threads: int, lap: int) -> list[Improved]:
    if threads == 1:
        return [walk(0, lap)]
    with ThreadPoolExecutor(threads) as pool:
        walks = [pool.submit(walk, number, lap) for number in range(threads)]
        while wait(walks, timeout=GLANCE_S).not_done:
            continue
        return [one.result() for one in walks]


def hand_on(found: Sequence[Improved]) -> list[Routes]:
    """Plans for the next round: the better half keeps its own, the others take those of the better half."""
    ranked = sorted(range(len(found)), key=lambda walk: (found[walk].cost_micro, walk))
    kept = ranked[: (len(found) + 1) // 2]
    return [
        found[walk if walk in kept else kept[ranked.index(walk) % len(kept)]].routes
        for walk in range(len(found))
    ]


def _seconds(clock: Clock, laps: Laps, lap: int) -> float | None:
    left_s = clock.left_s()
    return None if left_s is None else laps.seconds(left_s, lap)


def _seed(seed: int, number: int, lap: int) -> int:
    """A seed for every walk and round; the first walk alone keeps the seed as it is."""
    if number == lap == 0:
        return seed
    return int(np.random.SeedSequence((seed, number, lap)).generate_state(1)[0])
