"""A socket for everybody from return to departure, where there are enough of them."""

from __future__ import annotations

from collections.abc import Sequence

from freight.solve.site.stays import Grid, Place, Stay


def whole_stays(stays: Sequence[Stay], grid: Grid) -> list[Place | None] | None:
    """Everybody at an own socket for the whole stay; None where they are too few, or differ for anybody."""
    taken: dict[tuple[str, int], set[int]] = {}
    found: list[Place | None] = [None] * len(stays)
    for index in sorted(range(len(stays)), key=lambda one: (stays[one].begin_s, one)):
        stay = stays[index]
        if len({stay.limit_kw(charger) for charger in stay.chargers}) != 1:
            return None
        held = {step % grid.count for step in _touched(stay, grid)}
        free = (
            (charger, socket)
            for charger in stay.chargers
            for socket in range(1, charger.sockets + 1)
            if not held & taken.get((charger.id, socket), set())
        )
        if (place := next(free, None)) is None:
            return None
        charger, socket = place
        taken.setdefault((charger.id, socket), set()).update(held)
        found[index] = Place(charger, socket, stay.steps(grid.step_s), whole=True)
    return found


def _touched(stay: Stay, grid: Grid) -> range:
    """Steps of which a stay fills any part."""
    return range(stay.begin_s // grid.step_s, -(-stay.end_s // grid.step_s))
