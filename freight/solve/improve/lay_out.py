"""From arrays to the views of them that compiled code gets."""

from __future__ import annotations

from freight.solve.improve.arrays import DataArrays, StateArrays, scratch_windows
from freight.solve.improve.doors import ADDRESSES
from freight.solve.improve.views import Data, State


def data_view(a: DataArrays, first_reload: int, lasting: int) -> Data:
    """Addresses of the arrays of a problem, and of the functions behind doors."""
    orders, units, _ = a.goods.shape
    profiles, places, _, layers = a.arc.shape
    sizes = (orders, len(a.vehicle), len(a.kind), units, a.fee.shape[1], profiles, places, layers)
    view = Data(
        *sizes,
        a.near.shape[1],
        a.adjacent.shape[1],
        len(a.charger),
        a.between.shape[0],
        a.between.shape[3],
        scratch_windows(a),
        int(a.goods.sum(axis=0).all(axis=1).any()),
        a.period.shape[1],
        int(a.apart.any()),
        first_reload,
        lasting,
        *[*(array.ctypes.data for array in a), ADDRESSES.ctypes.data],
    )
    a.itself[:] = view
    return view


def state_view(a: StateArrays) -> State:
    """Addresses of the arrays of a plan."""
    nodes, units, _ = a.load.shape
    sizes = (nodes, units, len(a.route), len(a.idle), a.lists.shape[1], len(a.points), len(a.label))
    view = State(*sizes, *(array.ctypes.data for array in a))
    a.itself[:] = view
    return view
