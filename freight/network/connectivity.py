"""Only streets a vehicle can both reach and leave."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

from freight.domain.travel import BoolArray, IntArray
from freight.network.turns import Turns
from freight.network.view import CLOSED, DESTINATION, THROUGH


def settle_levels(level: IntArray, turns: Turns) -> IntArray:
    """Levels that keep the promise of `StreetView`.

    What is kept is the largest strongly connected set of open streets under the turn rules (of two equal ones
    the first). THROUGH in it is the largest such set of through streets; all others are for stops alone.
    Without any through street (a zone with hours over everything, say) the vehicle drives from stop to stop.

    Parameters
    ----------
    level
        Shape (streets,): what signs and zones allow.

    Returns
    -------
    IntArray
        Shape (streets,): all CLOSED when no two streets are joined.
    """
    whole = _largest_strong_set(level != CLOSED, turns)
    core = _largest_strong_set(whole & (level == THROUGH), turns)
    candidate = whole & ~core
    if core.any():
        candidate &= _reached(core, candidate, turns.from_street, turns.to_street)
        candidate &= _reached(core, candidate, turns.to_street, turns.from_street)
    return np.where(core, THROUGH, np.where(candidate, DESTINATION, CLOSED)).astype(np.int64)


def _largest_strong_set(through: BoolArray, turns: Turns) -> BoolArray:
    inside = through[turns.from_street] & through[turns.to_street]
    source, target = turns.from_street[inside], turns.to_street[inside]
    if not len(source):
        return np.zeros_like(through)
    count = len(through)
    graph = csr_array((np.ones(len(source), dtype=np.int8), (source, target)), shape=(count, count))
    label = connected_components(graph, directed=True, connection="strong")[1]
    size = np.bincount(label[through], minlength=int(label.max()) + 1)
    first = int(np.flatnonzero(through & (size[label] == size.max()))[0])
    if size.max() == 1 and not np.any(source == target):
        return np.zeros_like(through)
    return np.asarray(through & (label == label[first]))


def _reached(core: BoolArray, candidate: BoolArray, source: IntArray, target: IntArray) -> BoolArray:
    """Candidates that turns lead to from the core, through candidates alone."""
    count = len(core)
    # One extra point stands for the whole core.
    entering = core[source] & candidate[target]
    among = candidate[source] & candidate[target]
    rows = np.concatenate([np.full(int(entering.sum()), count), source[among]])
    columns = np.concatenate([target[entering], target[among]])
    graph = csr_array((np.ones(len(rows), dtype=np.int8), (rows, columns)), shape=(count + 1, count + 1))
    order = breadth_first_order(graph, count, return_predecessors=False)
    reached = np.zeros(count + 1, dtype=np.bool_)
    reached[order] = True
    return reached[:count]
