"""How walks share their budget and hand on their plans; the kernel itself is a stand-in here."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from freight.domain.plan import RoutePlan
from freight.domain.problem import Problem
from freight.solve import hybrid, laps, parallel
from freight.solve.improve.engine import Improved, KernelProgress
from freight.solve.parallel import hand_on, walk_together
from freight.solve.progress import Clock, Progress
from freight.solve.tables import make_tables
from tests.problems import NOK, four_orders


class Kernel:
    """Answers calls with the prices it was given, in the order of the seeds, and remembers the calls."""

    def __init__(self, *prices: int) -> None:
        self.prices = prices
        self.calls: list[tuple[tuple[RoutePlan, ...], int, float | None, int | None]] = []
        self.lock = threading.Lock()

    def __call__(
        self,
        problem: Problem,
        start: tuple[RoutePlan, ...],
        *,
        seed: int,
        time_limit_s: float | None,
        iterations: int | None,
        progress: Callable[[KernelProgress], None] | None,
        stop: Callable[[], bool] | None,
    ) -> Improved:
        assert progress is not None
        with self.lock:
            self.calls.append((start, seed, time_limit_s, iterations))
            price = self.prices[(len(self.calls) - 1) % len(self.prices)]
        progress(KernelProgress(0.5, 100, price * NOK, 1))
        return Improved({0: (price % 4,)}, price * NOK, iterations or 100)


def walked(
    monkeypatch: pytest.MonkeyPatch,
    kernel: Kernel,
    threads: int,
    iterations: int | None,
    limit_s: float | None,
    small: int = 0,
) -> tuple[Improved, list[Progress]]:
    monkeypatch.setattr(parallel, "improve", kernel)
    monkeypatch.setattr(laps, "SMALL_ORDERS", small)
    day, seen = four_orders(), []
    found = walk_together(
        day,
        make_tables(day),
        {},
        seed=7,
        threads=threads,
        clock=Clock.start(limit_s),
        iterations=iterations,
        follow=seen.append,
        stop=threading.Event(),
    )
    return found, seen


def test_one_walk_gets_the_whole_budget_and_the_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = Kernel(5)
    walked(monkeypatch, kernel, 1, 1000, None)
    assert kernel.calls == [((), 7, None, 1000)]


def test_a_small_day_begins_anew_and_goes_on_from_the_best(monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = Kernel(9, 6, 7, 8, 11)
    found, _ = walked(monkeypatch, kernel, 1, 1000, None, small=80)
    assert [start for start, *_ in kernel.calls[:4]] == [()] * 4
    assert [route.orders for route in kernel.calls[4][0]] == [(2,)]
    assert found.cost_micro == 6 * NOK and found.iterations == 1000


def test_the_rounds_of_every_walk_add_up_to_its_iterations(monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = Kernel(5)
    found, _ = walked(monkeypatch, kernel, 2, 1000, None)
    assert sum(iterations or 0 for *_, iterations in kernel.calls) == found.iterations == 2000
    assert len({seed for _, seed, _, _ in kernel.calls}) == len(kernel.calls)


def test_seconds_are_shared_by_the_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = Kernel(5)
    walked(monkeypatch, kernel, 2, None, 9.0)
    limits = [limit_s or 0.0 for _, _, limit_s, _ in kernel.calls]
    assert len(limits) == 2 * len(laps.TOGETHER.shares)
    assert 2.9 < limits[0] <= 3.0 and 8.9 < limits[-1] <= 9.0


def test_the_cheapest_walk_wins_and_hands_on_its_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = Kernel(9, 6)
    found, seen = walked(monkeypatch, kernel, 2, 300, None)
    assert found.cost_micro == 6 * NOK
    later = [start for start, *_ in kernel.calls[2:]]
    assert {route.orders for start in later for route in start} == {(2,)}
    costs = [step.best_nok for step in seen]
    assert costs == sorted(costs, reverse=True) and costs[-1] == 6
    assert all(step.iterations_per_s and step.iterations_per_s > 0 for step in seen)


def test_the_worse_half_goes_on_from_the_better_half() -> None:
    found = [Improved({0: (number,)}, cost, 1) for number, cost in enumerate((30, 10, 20, 40, 50))]
    assert [plan[0] for plan in hand_on(found)] == [(0,), (1,), (2,), (1,), (2,)]


def test_a_stop_ends_after_the_round(monkeypatch: pytest.MonkeyPatch) -> None:
    kernel, stop, day = Kernel(5), threading.Event(), four_orders()
    monkeypatch.setattr(parallel, "improve", kernel)
    stop.set()
    budget = {
        "seed": 1,
        "threads": 2,
        "clock": Clock.start(None),
        "iterations": 90,
        "follow": None,
        "stop": stop,
    }
    walk_together(day, make_tables(day), {}, **budget)  # type: ignore[arg-type]  # a dict of arguments
    assert len(kernel.calls) == 2


def test_a_kernel_that_misprices_its_plan_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "improve", Kernel(5))
    monkeypatch.setattr(hybrid, "_first", lambda *_: {})
    day = four_orders()
    with pytest.raises(hybrid.NoPlanError, match="fault of the engine"):
        hybrid.search(
            day, make_tables(day), None, seed=1, threads=1, clock=Clock.start(None), iterations=5, follow=None
        )
