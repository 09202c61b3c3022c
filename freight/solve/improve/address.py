"""Arrays from addresses, for compiled code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numba
from numba import types
from numba.extending import intrinsic

Compiler = Any
"""Numba's compiler has no types."""


def _read_address(typing: Compiler, address: Compiler) -> Compiler:
    """Let compiled code read an integer as the address of int64 numbers."""

    def generate(context: Compiler, builder: Compiler, signature: Compiler, arguments: Compiler) -> Compiler:
        return builder.inttoptr(arguments[0], context.get_value_type(signature.return_type))

    return cast(Any, types).CPointer(types.int64)(types.int64), generate


pointer: Callable[[int], Any] = cast(Any, intrinsic(_read_address))
carray: Callable[[Any, tuple[int, ...]], Any] = cast(Any, numba).carray
