"""A view as compiled code holds it: one address, behind which its numbers stand.

A tuple of numbers would be passed on number by number: at every call, by the compiler and by the machine.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from llvmlite import ir
from numba import types
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    NativeValue,
    infer_getattr,
    intrinsic,
    lower_getattr_generic,
    models,
    register_model,
    typeof_impl,
    unbox,
)

from freight.solve.improve.views import Data, State

Compiler = Any
"""Numba's compiler has no types."""
WORD = ir.IntType(64)


class Handle(cast(Any, types.Type)):  # type: ignore[misc]
    """The type of a view in compiled code."""

    def __init__(self, view: type[Data] | type[State]) -> None:
        self.fields = view._fields
        super().__init__(name=view.__name__)


@cast(Any, register_model)(Handle)
class _Model(cast(Any, models).PrimitiveModel):  # type: ignore[misc]
    def __init__(self, manager: Compiler, handle: Handle) -> None:
        super().__init__(manager, handle, WORD)


@cast(Any, infer_getattr)
class _Fields(cast(Any, AttributeTemplate)):  # type: ignore[misc]
    key = Handle

    def generic_resolve(self, handle: Handle, name: str) -> Compiler:
        return cast(Any, types).int64 if name in handle.fields else None


def _field(context: Compiler, builder: Compiler, handle: Handle, value: Compiler, name: str) -> Compiler:
    """Read a number; it never changes while compiled code runs, so that it needs to be read once."""
    numbers = builder.inttoptr(value, WORD.as_pointer())
    found = builder.load(builder.gep(numbers, [ir.Constant(ir.IntType(32), handle.fields.index(name))]))
    found.set_metadata("invariant.load", builder.module.add_metadata([]))
    return found


def _from_python(handle: Handle, view: Compiler, compiler: Compiler) -> Compiler:
    """Of a view in Python only the address goes in."""
    itself = compiler.pyapi.object_getattr_string(view, "itself")
    value = compiler.pyapi.long_as_longlong(itself)
    compiler.pyapi.decref(itself)
    return cast(Any, NativeValue)(value)


cast(Any, lower_getattr_generic)(Handle)(_field)
cast(Any, unbox)(Handle)(_from_python)


def _handle_at(view: type[Data] | type[State]) -> Compiler:
    handle = Handle(view)
    cast(Any, typeof_impl).register(view)(lambda value, context: handle)

    def find(typing: Compiler, address: Compiler) -> Compiler:
        return handle(cast(Any, types).int64), lambda context, builder, signature, arguments: arguments[0]

    return cast(Any, intrinsic)(find)


data_at: Callable[[int], Data] = _handle_at(Data)
"""The view that stands at an address, for a function that is called by its address."""
state_at: Callable[[int], State] = _handle_at(State)
