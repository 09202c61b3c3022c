"""A view as compiled code holds it: one address, behind which its numbers stand.

A tuple of numbers would be passed on number by number: at every call, by the compiler and by the machine.
"""

from __future__ import annotations

from typing import Any, cast

from llvmlite import ir
from numba import types
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    NativeValue,
    infer_getattr,
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
    def __init__(self, registry: Compiler, handle: Handle) -> None:
        super().__init__(registry, handle, WORD)


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


HANDLES = {view: Handle(view) for view in (Data, State)}
for _view, _handle in HANDLES.items():
    cast(Any, typeof_impl).register(_view)(lambda value, context: HANDLES[type(value)])
