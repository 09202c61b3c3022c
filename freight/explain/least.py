"""The least number of minutes that is enough."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


def least(most: int, works: Callable[[int], Found | None]) -> tuple[int, Found] | None:
    """Smallest whole number from 1 to `most` that works, and what it gives; None when not even `most` does.

    More is never worse than less: what works with a number works with every larger one.
    """
    if most < 1:
        return None
    best = works(most)
    if best is None:
        return None
    low, high = 0, most
    step = 1
    # Most shortfalls are small: look near zero first.
    while low + step < high:
        found = works(low + step)
        if found is not None:
            high, best = low + step, found
            break
        low, step = low + step, step * 2
    while high - low > 1:
        middle = (low + high) // 2
        found = works(middle)
        if found is None:
            low = middle
        else:
            high, best = middle, found
    return high, best
