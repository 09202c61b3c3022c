"""The door to the labels for the rest of compiled code: a call by address.

A function that is called by name becomes part of the machine code of each of its callers, up to the walk
itself; with the labels in them the engine took twice as long to compile. A call by address keeps them apart.
"""

from __future__ import annotations

from functools import cache

from freight.solve.improve.charging_cost import burden_of_halts
from freight.solve.improve.compiled import address_of
from freight.solve.improve.handle import data_at, state_at


def burden(data: int, state: int, r: int, length: int, ceiling: int) -> int:
    """`burden_of_halts` of the problem and the plan whose views stand at these addresses."""
    return burden_of_halts(data_at(data), state_at(state), r, length, ceiling)


@cache
def burden_address() -> int:
    """Compile `burden`, or load its machine code; where it lies for as long as the program runs."""
    return address_of(burden, 5)
