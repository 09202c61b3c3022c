"""A vehicle drives only where its class may: mode, one-way, size, weight and access tags."""

from __future__ import annotations

from collections.abc import Iterator

from freight.check.context import Context
from freight.check.violation import Violation
from freight.check.wording import moment, street_name
from freight.network.streets import twin
from freight.network.view import CLOSED


def access(context: Context) -> Iterator[Violation]:
    """Name every stretch of closed streets once. Zones, and hours of open streets, are other rules."""
    for driven, _, leg in context.legs():
        view = driven.sight.by_map
        shut = [bool(view.access[street] == CLOSED) for street in leg.streets]
        for position, closed in enumerate(shut):
            if not closed or (position and shut[position - 1]):
                continue
            street = int(leg.streets[position])
            at_s = float(leg.enter_s[position])
            one_way = view.access[twin(street)] != CLOSED
            why = "against its one-way direction" if one_way else f"which is closed to a {driven.kind.name}"
            name = street_name(context.streets, street)
            text = f"{driven.vehicle.id} drives {name} at {moment(at_s)}, {why}"
            closed_m = float(sum(m for m, c in zip(leg.length_m[position:], shut[position:], strict=True) if c))
            yield Violation("access", text, driven.vehicle.id, name, at_s, closed_m, "m")
