"""What a search tells while it runs, and the time it has left."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search is; `best_nok` never rises."""

    elapsed_s: float
    best_nok: float
    unserved: int
    iterations_per_s: float | None = None
    """Of the improvement engine, all threads together; None while OR-Tools searches."""


Follow = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Clock:
    """A budget of seconds that began; without a limit it never ends."""

    begun: float
    limit_s: float | None

    @classmethod
    def start(cls, limit_s: float | None) -> Clock:
        """A clock that begins now."""
        return cls(time.perf_counter(), limit_s)

    def elapsed_s(self) -> float:
        """Seconds since the beginning."""
        return time.perf_counter() - self.begun

    def left_s(self) -> float | None:
        """Seconds that remain, None without a limit."""
        return None if self.limit_s is None else max(0.0, self.limit_s - self.elapsed_s())
