"""No vehicle passes a barrier that stops its class all day; one with hours counts as hours of its streets."""

from __future__ import annotations

from collections.abc import Iterator

from freight.check.context import Context
from freight.check.views import day_of
from freight.check.violation import Violation
from freight.check.wording import moment, street_name
from freight.network.access_conditional import Occasion
from freight.network.barriers import node_access
from freight.network.streets import twin
from freight.network.timed_access import settle
from freight.network.view import CLOSED


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
            if settle(node_access(tags, occasion), day_of(driven.route, driven.vehicle))[0] != CLOSED:
                continue
            at_s = float(leg.enter_s[position])
            what = tags.get("barrier", "point")
            name = street_name(streets, after)
            text = (
                f"{driven.vehicle.id} passes a {what} before {name} at {moment(at_s)} "
                f"that stops a {driven.kind.name}"
            )
            yield Violation("barrier", text, driven.vehicle.id, name, at_s)
