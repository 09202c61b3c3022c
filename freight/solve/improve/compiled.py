"""How the engine is compiled: to machine code, kept on disk, without holding Python's global lock."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

config, types = cast(Any, numba.config), cast(Any, numba.types)
Function = TypeVar("Function", bound=Callable[..., object])


def _cache_folder() -> Path:
    """Where this version of the engine keeps its machine code.

    Numba looks only at the file of a function itself, not at the functions it calls; a folder named by the
    content of all files, those beside the engine from which it takes numbers too, never mixes two versions.
    """
    here = Path(__file__).parent
    sources = b"".join(path.read_bytes() for path in sorted(here.parent.rglob("*.py")))
    name = f"engine-{hashlib.sha256(sources).hexdigest()[:12]}"
    beside = here / "__pycache__"
    if os.access(beside if beside.exists() else here, os.W_OK):
        return beside / name
    return Path.home() / ".cache" / "freight" / name


CACHE_FOLDER = _cache_folder()


@contextmanager
def cached() -> Iterator[None]:
    """Numba keeps what is decorated meanwhile in the folder of this version."""
    before = config.CACHE_DIR
    config.CACHE_DIR = before or str(CACHE_FOLDER)
    try:
        yield
    finally:
        config.CACHE_DIR = before


def _compiled(function: Function, *, inline: bool) -> Function:
    with cached():
        make = numba.njit(cache=True, nogil=True, error_model="numpy", forceinline=inline)
        made = cast(Any, make(function))
    made.get_call_template = partial(_without_literals, made.get_call_template)
    return cast(Function, made)


def _without_literals(find: Callable[..., object], args: tuple[Any, ...], keywords: dict[str, Any]) -> object:
    """Find the callee for the types of the arguments alone.

    Numba takes a constant argument for a type of its own, and compiles the callee once more for each.
    """
    plain = tuple(types.unliteral(one) for one in args)
    return find(plain, {name: types.unliteral(one) for name, one in keywords.items()})


def fast(function: Function) -> Function:
    """Compile a function when it is first called."""
    return _compiled(function, inline=False)


def tiny(function: Function) -> Function:
    """Compile a function into each of its callers: for what runs once a position."""
    return _compiled(function, inline=True)
