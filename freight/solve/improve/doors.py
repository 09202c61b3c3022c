"""Functions of the search that are compiled on their own, and called by their address.

A function that is called by name becomes part of the machine code of each of its callers, up to the walk
itself: what lies deep was compiled a dozen times. A door keeps the two sides apart, so that each side is
compiled once, and by another process if need be.
"""

from __future__ import annotations

import ctypes
import inspect
import threading
import typing
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import lower_builtin, type_callable

from freight.solve.improve.compiled import cached
from freight.solve.improve.handle import HANDLES
from freight.solve.improve.views import Data

Compiler = Any
"""Numba's compiler has no types."""
Function = TypeVar("Function", bound=Callable[..., object])
NAMES = (
    "span_of_stops",
    "sequence_cost",
    "burden_of_halts",
    "rules_and_time",
    "refresh",
    "link",
    "settle_reloads",
    "with_reload",
    "ruin",
    "recreate",
    "swap_fresh_tails",
    "exchange_vehicles",
)
"""In the order in which their addresses stand in `ADDRESSES`."""
ADDRESSES = np.zeros(len(NAMES), dtype=np.int64)
"""0 for what is not compiled yet; compiled code reads it through `Data.doors`."""
_ONE = threading.Lock()
"""Another thread that asks meanwhile waits: machine code that nobody keeps is thrown away."""
WORD, ROW = ir.IntType(64), ir.IntType(32)


class Door:
    """A function of a problem (`Data`), a plan (`State`) and whole numbers, first the problem."""

    def __init__(self, function: Callable[..., object]) -> None:
        self.__name__ = function.__name__
        self.number = NAMES.index(function.__name__)
        hints = typing.get_type_hints(function)
        whole, back = cast(Any, types).int64, hints.pop("return")
        self.nothing = back is type(None)
        takes = [HANDLES.get(hint, whole) for hint in hints.values()]
        self.signature = (cast(Any, types).void if self.nothing else whole)(*takes)
        self.function = function
        self.machine_code: Any = None
        cast(Any, type_callable)(self)(self._typer)
        cast(Any, lower_builtin)(self, cast(Any, types.VarArg)(types.Any))(self._call)

    def compile(self) -> None:
        """Compile it, or load its machine code; it stays where it is for as long as the program runs."""
        with _ONE:
            if self.machine_code is None:
                with cached():
                    make = cast(Any, numba).cfunc(self.signature, cache=True, error_model="numpy")
                    self.machine_code = make(self.function)
                ADDRESSES[self.number] = self.machine_code.address

    def __call__(self, *arguments: object) -> int | None:
        """Call it from Python."""
        self.compile()
        numbers = [getattr(argument, "itself", argument) for argument in arguments]
        kind = ctypes.CFUNCTYPE(None if self.nothing else ctypes.c_int64, *[ctypes.c_int64] * len(numbers))
        return cast("int | None", kind(int(ADDRESSES[self.number]))(*numbers))

    def _typer(self, context: Compiler) -> Callable[..., Compiler]:
        """Numba reads the names of the arguments off what it gets."""

        def type_of(*arguments: Compiler) -> Compiler:
            return self.signature

        cast(Any, type_of).__signature__ = inspect.signature(self.function)
        return type_of

    def _call(self, context: Compiler, builder: Compiler, signature: Compiler, values: Compiler) -> Compiler:
        """Let compiled code find the address behind the problem, and call it."""

        def number(address: Compiler, row: int) -> Compiler:
            return builder.load(builder.gep(builder.inttoptr(address, WORD.as_pointer()), [ROW(row)]))

        back = context.get_value_type(self.signature.return_type)
        function = ir.FunctionType(back, [WORD] * len(values))
        address = number(number(values[0], Data._fields.index("doors")), self.number)
        return builder.call(builder.inttoptr(address, function.as_pointer()), values)


DOORS: dict[str, Door] = {}
"""Those whose module is loaded, by name."""


def door(function: Function) -> Function:
    """Compile a function on its own."""
    DOORS[function.__name__] = made = Door(function)
    return cast(Function, made)
