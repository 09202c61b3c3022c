"""What the hours of a route cost in the compiled search."""

from __future__ import annotations

from freight.solve.improve import columns as c
from freight.solve.improve.compiled import tiny
from freight.solve.improve.views import Data, vehicle_rows


@tiny
def wages(d: Data, r: int, span: int) -> int:
    """What so many seconds of a vehicle's route cost, overtime included."""
    v = vehicle_rows(d)[r]
    return int(v[c.V_SECOND] * span + v[c.V_OVER] * max(span - v[c.V_NORMAL], 0))


@tiny
def is_paid(d: Data, r: int) -> bool:
    """Whether the seconds of a vehicle's route cost anything."""
    return bool(vehicle_rows(d)[r, c.V_SECOND] > 0 or vehicle_rows(d)[r, c.V_OVER] > 0)
