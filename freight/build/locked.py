"""Locks in a problem: who may serve a locked order, and what else a vehicle with a whole route may take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from freight.domain.lock import Lock
from freight.domain.problem import Problem, Reason


def with_locks(problem: Problem, locks: Sequence[Lock]) -> Problem:
    """The problem with every locked order open to its vehicle alone."""
    if not locks:
        return problem
    vehicle_of = {slot.id: number for number, slot in enumerate(problem.vehicles)}
    lock_of = {lock.order_id: lock for lock in locks}
    whole = [vehicle_of[name] for name in sorted({lock.vehicle_id for lock in locks if lock.whole})]
    may = np.array(problem.may_serve, copy=True)
    refusals = list(problem.refusals)
    for row, order_id in enumerate(problem.order_ids):
        lock = lock_of.get(order_id)
        if lock is None:
            may[row, whole] = False
        else:
            may[row] &= np.arange(len(problem.vehicles)) == vehicle_of[lock.vehicle_id]
            refusals[row] = (Reason("locks", f"it is locked to {lock.vehicle_id}"), *refusals[row])
    return replace(problem, may_serve=may, refusals=tuple(refusals))
