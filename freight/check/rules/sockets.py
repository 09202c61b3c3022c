"""No charger has more vehicles plugged in at a time than it has sockets."""

from __future__ import annotations

from collections.abc import Iterator

from freight.check.context import Context
from freight.check.violation import Violation
from freight.check.wording import moment


def sockets(context: Context) -> Iterator[Violation]:
    """Name every vehicle that is plugged in where all sockets are taken, over all routes.

    A socket is free again in the second in which a vehicle leaves it.
    """
    sessions = sorted(
        (halt.start_s, driven.vehicle.id, halt.depart_s, charge.charger_id, halt.label)
        for driven, charge, halt in context.charging()
        if charge.charger_id in context.chargers
    )
    for number, (begin_s, who, _, charger_id, label) in enumerate(sessions):
        taken = [
            f"{other} until {moment(end_s)}"
            for _, other, end_s, at, _ in sessions[:number]
            if at == charger_id and end_s > begin_s
        ]
        count = context.chargers[charger_id].sockets
        if len(taken) >= count:
            all_of_them = "the only socket is" if count == 1 else f"all {count} sockets are"
            text = (
                f"{who} is plugged in at {charger_id} at {moment(begin_s)}, where {all_of_them} taken by "
                f"{', '.join(taken)}"
            )
            over = float(len(taken) + 1 - count)
            yield Violation("sockets", text, who, label, begin_s, over, "sockets")
