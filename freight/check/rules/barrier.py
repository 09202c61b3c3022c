"""No vehicle passes a barrier that stops its class at that time."""

from __future__ import annotations

from collections.abc import Iterator

from freight.check.context import Context
from freight.check.motion import TOLERANCE_S
from freight.check.violation import Violation
from freight.check.wording import moment, street_name
from freight.network.access_conditional import Occasion
from freight.network.barriers import node_access
from freight.network.streets import twin


def barrier(context: Context) -> Iterator[Violation]:
    """Test every node with tags that a leg passes; turning round before it is not passing."""
    streets = context.streets
    for driven, _, leg in context.legs():
        occasion = Occasion(driven.kind, context.scenario.day)
        for position in range(1, len(leg.streets)):
            before, after = int(leg.streets[position - 1]), int(leg.streets[position])
            tags = streets.node_tags.get(int(streets.to_node[before]))
            if tags is None or after == twin(before):
                continue
            at_s = float(leg.enter_s[position])
            opens = node_access(tags, occasion).open
            if any(begin - TOLERANCE_S <= at_s <= end + TOLERANCE_S for begin, end in opens):
                continue
            name = street_name(streets, after)
            text = (
                f"{driven.vehicle.id} passes a {tags.get('barrier', 'point')} before {name} at {moment(at_s)} "
                f"that stops a {driven.kind.name} then"
            )
            yield Violation("barrier", text, driven.vehicle.id, name, at_s)
