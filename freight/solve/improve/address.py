"""Arrays from addresses, for compiled code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numba
from llvmlite import ir
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


def _call_address(
    typing: Compiler,
    address: Compiler,
    data_at: Compiler,
    state_at: Compiler,
    r: Compiler,
    length: Compiler,
    ceiling: Compiler,
) -> Compiler:
    """Let compiled code call a function of five integers by its address."""

    def generate(context: Compiler, builder: Compiler, signature: Compiler, arguments: Compiler) -> Compiler:
        whole = ir.IntType(64)
        function = ir.FunctionType(whole, [whole] * (len(arguments) - 1))
        return builder.call(builder.inttoptr(arguments[0], function.as_pointer()), arguments[1:])

    return types.int64(*[types.int64] * 6), generate


call_at: Callable[[int, int, int, int, int, int], int] = cast(Any, intrinsic(_call_address))
