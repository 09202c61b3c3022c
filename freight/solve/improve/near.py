"""Which orders lie near which: the engine looks only there, which keeps a step as quick with 1000 orders."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from freight.domain.problem import Problem
from freight.domain.travel import FloatArray, IntArray
from freight.solve.improve.settings import Settings

MANY = 300
"""From so many orders on the short list is used."""
ADJACENT = 300
WAIT_WEIGHT = 0.2
"""A second of waiting that following the other would mean, against a second of driving."""


def near_orders(problem: Problem, profile: int, settings: Settings) -> IntArray:
    """The orders that most likely precede or follow an order, the likeliest first; shape (orders, k)."""
    seconds = problem.travel.seconds[profile]
    opens, closes = _hull(problem, profile)
    service, place = problem.service_s[profile], problem.order_place

    def score(x: int) -> FloatArray:
        there, back = seconds[place[x], place], seconds[place, place[x]]
        found: FloatArray = np.minimum(
            there + _gap(opens, closes[x] + service[x] + there, closes, opens[x] + service[x] + there),
            back + _gap(opens[x], closes + service + back, closes[x], opens + service + back),
        )
        return found

    count = settings.near_few if problem.first_reload < MANY else settings.near_many
    return _nearest(problem, int(count), score, with_itself=False)


def adjacent_orders(problem: Problem, profile: int) -> IntArray:
    """Orders by street time from an order, itself first; shape (orders, k)."""
    seconds, place = problem.travel.seconds[profile], problem.order_place

    def score(x: int) -> FloatArray:
        there, back = seconds[place[x], place], seconds[place, place[x]]
        found: FloatArray = (there + back).astype(np.float64)
        found[x] = -1.0
        return found

    return _nearest(problem, ADJACENT, score, with_itself=True)


def _gap(opens: IntArray, latest: IntArray, closes: IntArray, earliest: IntArray) -> FloatArray:
    """Waiting that can not be avoided, weighted, and lateness."""
    return np.asarray(WAIT_WEIGHT * np.maximum(opens - latest, 0) + np.maximum(earliest - closes, 0.0))


def _hull(problem: Problem, profile: int) -> tuple[IntArray, IntArray]:
    """First opening and last closing of every order; all day where the profile has no hours at all."""
    own = [windows[profile] or ((0, 0),) for windows in problem.start_windows]
    opens = np.array([windows[0][0] for windows in own], dtype=np.int64)
    return opens, np.array([windows[-1][1] for windows in own], dtype=np.int64)


def _nearest(
    problem: Problem, count: int, score: Callable[[int], FloatArray], *, with_itself: bool
) -> IntArray:
    """Nobody looks for reload halts near an order, or near a reload halt: their rows stay empty."""
    orders = problem.first_reload
    count = min(count, orders if with_itself else orders - 1)
    rows = np.zeros((problem.order_count, count), dtype=np.int64)
    for x in range(orders):
        row = score(x)[:orders]
        if not with_itself:
            row[x] = np.inf
        rows[x] = np.argsort(row, kind="stable")[:count]
    return rows
