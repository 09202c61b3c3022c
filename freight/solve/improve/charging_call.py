"""The door to the labels for the rest of compiled code: a call by address.

A function that is called by name becomes part of the machine code of each of its callers, up to the walk
itself; with the labels in them the engine took twice as long to compile. A call by address keeps them apart.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, cast

from numba.np.unsafe.ndarray import to_fixed_tuple

from freight.domain.travel import IntArray
from freight.solve.improve.address import carray, pointer
from freight.solve.improve.charging_cost import burden_of_halts
from freight.solve.improve.columns import DATA_FIELDS, STATE_FIELDS
from freight.solve.improve.compiled import address_of
from freight.solve.improve.views import Data, State

as_tuple: Callable[[IntArray, int], tuple[int, ...]] = cast(Any, to_fixed_tuple)


def burden(data_at: int, state_at: int, r: int, length: int, ceiling: int) -> int:
    """`burden_of_halts` of the problem and the plan whose views stand at these addresses."""
    d = Data(*as_tuple(carray(pointer(data_at), (DATA_FIELDS,)), DATA_FIELDS))
    s = State(*as_tuple(carray(pointer(state_at), (STATE_FIELDS,)), STATE_FIELDS))
    return burden_of_halts(d, s, r, length, ceiling)


@cache
def burden_address() -> int:
    """Compile `burden`, or load its machine code; where it lies for as long as the program runs."""
    return address_of(burden, 5)
