"""A vehicle drives only where its class may: mode, one-way, size, weight and access tags."""

from __future__ import annotations

from collections.abc import Iterator

from freight.check.context import Context
from freight.check.views import day_of
from freight.check.violation import Violation
from freight.check.wording import moment, street_name
from freight.network.streets import twin
from freight.network.timed_access import settle
from freight.network.view import CLOSED


def access(context: Context) -> Iterator[Violation]:
    """Name every stretch of streets that are closed all day. Zones and hours are other rules."""
    for driven, _, leg in context.legs():
        signs, day = context.signs[driven.kind.id], day_of(driven.route, driven.vehicle)
        shut = [settle(signs(street), day)[0] == CLOSED for street in leg.streets.tolist()]
        for position, closed in enumerate(shut):
            if not closed or (position and shut[position - 1]):
                continue
            street = int(leg.streets[position])
            at_s = float(leg.enter_s[position])
            one_way = settle(signs(twin(street)), day)[0] != CLOSED
            why = "against its one-way direction" if one_way else f"which is closed to a {driven.kind.name}"
            name = street_name(context.streets, street)
            text = f"{driven.vehicle.id} drives {name} at {moment(at_s)}, {why}"
            metres = float(leg.length_m[position])
            yield Violation("access", text, driven.vehicle.id, name, at_s, metres, "m")
