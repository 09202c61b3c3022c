"""The one-off compilation: a tiny day is planned, which compiles everything that a real one needs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import numpy as np

from freight.domain.problem import Problem, VehicleSlot
from freight.domain.travel import TravelMatrices
from freight.solve.improve import charging_cost, exchange, recreate, ruin, tails
from freight.solve.improve.compiled import CACHE_FOLDER
from freight.solve.improve.doors import DOORS

_done: list[bool] = []
_WITH_DOORS = (charging_cost, exchange, recreate, ruin, tails)
"""Modules that have a door; those with the others come with them."""
_CHARGING = charging_cost.burden_of_halts.__name__
"""Long to load, and nothing but charging needs it."""
BESIDE = (_CHARGING, tails.swap_fresh_tails.__name__)
"""About half of the work: another process compiles it meanwhile."""


def open_doors(*, charging: bool) -> None:
    """Compile what lies behind doors, or load its machine code."""
    for name, door in DOORS.items():
        if charging or name != _CHARGING:
            door.compile()


def compile_beside() -> None:
    """The other process: compile its half."""
    for name in BESIDE:
        DOORS[name].compile()


def warm(say: Callable[[str], None] | None) -> None:
    """Compile the engine or load its machine code; says so when it will take a while."""
    from freight.solve.improve.engine import improve

    if _done:
        return
    first = not any(CACHE_FOLDER.rglob("*.nbc"))
    beside = _beside() if first else None
    try:
        if first:
            if say is not None:
                say("compiling the engine, once; this takes about half a minute")
            for name in [name for name in DOORS if name not in BESIDE]:
                DOORS[name].compile()
    finally:
        if beside is not None:
            beside.wait()
    improve(_tiny_day(), (), seed=1, time_limit_s=None, iterations=4, fleet_share=0.5)
    open_doors(charging=True)
    _done.append(True)


def _beside() -> subprocess.Popen[bytes]:
    """The other process, with the modules that this one uses."""
    modules = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = f"from {compile_beside.__module__} import {compile_beside.__name__} as half; half()"
    return subprocess.Popen([sys.executable, "-c", command], env=modules)  # noqa: S603 no shell


def _tiny_day() -> Problem:
    """Two orders and two kinds of vehicle."""
    orders, zeros = 2, np.zeros((1, 3, 3), dtype=np.int64)
    day = ((0, 3600),)
    vehicles = tuple(
        VehicleSlot(str(i), "van", 0, 0, day, day, (10, 10, 10), 10, day_micro=i, second_micro=1)
        for i in range(2)
    )
    goods = np.zeros((orders, 3), dtype=np.int64)
    return Problem(
        order_ids=("a", "b"),
        order_place=np.arange(1, orders + 1),
        delivery=goods + 6,
        pickup=goods,
        service_s=np.zeros((1, orders), dtype=np.int64),
        penalty_micro=np.full(orders, 1000, dtype=np.int64),
        start_windows=((day,),) * orders,
        vehicles=vehicles,
        may_serve=np.ones((orders, 2), dtype=bool),
        refusals=((),) * orders,
        travel=TravelMatrices(zeros + 1, zeros, zeros, zeros + 1),
        day_fees=(),
    )
