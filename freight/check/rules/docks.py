"""No depot has more vehicles loading anew at a time than it has docks."""

from __future__ import annotations

from collections.abc import Iterator

from freight.check.context import Context
from freight.check.violation import Violation
from freight.check.wording import moment


def docks(context: Context) -> Iterator[Violation]:
    """Name every vehicle that begins to load where all docks are taken, over all routes.

    A dock is free again in the second in which a vehicle leaves it. What is loaded before the shift needs none.
    """
    known = {depot.id: depot.docks for depot in context.scenario.depots}
    loading = sorted(
        (halt.start_s, driven.vehicle.id, halt.depart_s, visit.reload, halt.label)
        for driven in context.replays
        for visit, halt in zip(driven.route.visits, driven.timeline.halts[1:-1], strict=True)
        if visit.reload
    )
    for number, (begin_s, who, _, depot_id, label) in enumerate(loading):
        count = known.get(depot_id)
        taken = [
            f"{other} until {moment(end_s)}"
            for _, other, end_s, at, _ in loading[:number]
            if at == depot_id and end_s > begin_s
        ]
        if count is not None and len(taken) >= count:
            all_of_them = "the only dock is" if count == 1 else f"all {count} docks are"
            text = (
                f"{who} loads anew at {depot_id} at {moment(begin_s)}, where {all_of_them} taken by "
                f"{', '.join(taken)}"
            )
            yield Violation("docks", text, who, label, begin_s, float(len(taken) + 1 - count), "docks")
