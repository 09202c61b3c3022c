"""Random numbers of the engine: xorshift64*, its state a counter, so that equal seeds give equal plans.

References
----------
.. [1] S. Vigna, An experimental exploration of Marsaglia's xorshift generators, scrambled, ACM TOMS 42,
   2016.
"""

from __future__ import annotations

import numpy as np

from freight.domain.travel import IntArray
from freight.solve.improve.columns import RANDOM
from freight.solve.improve.compiled import tiny


@tiny
def chance(counter: IntArray) -> float:
    """Next number in [0, 1)."""
    x = np.uint64(counter[RANDOM])
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    counter[RANDOM] = np.int64(x)
    return float((x * np.uint64(2685821657736338717)) >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@tiny
def below(counter: IntArray, limit: int) -> int:
    """Next integer in [0, limit)."""
    return int(chance(counter) * limit)


def first_state(seed: int) -> int:
    """A state for any seed, as a signed 64-bit integer; never 0, where the generator would stay."""
    state = (seed * 0x9E3779B97F4A7C15 + 0x1234567) % 2**64 or 1
    return state - 2**64 if state >= 2**63 else state
