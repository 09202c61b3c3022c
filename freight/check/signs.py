"""What the signs of a street say to one vehicle type, whatever else stands in its way."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from freight.network.access import street_access
from freight.network.access_conditional import Occasion
from freight.network.barriers import node_access
from freight.network.streets import Streets
from freight.network.timed_access import TimedAccess, stricter

Signs = Callable[[int], TimedAccess]
"""Street to what may be done there in the course of the day."""


def street_signs(streets: Streets, occasion: Occasion) -> Signs:
    """The signs of every street for a vehicle type and day, read once a street.

    Read from the tags and not from a view: a view also leaves out what no path of a planner could use.
    """

    @cache
    def signs(street: int) -> TimedAccess:
        tags = streets.tags[int(streets.tag_set[street])]
        return street_access(tags, occasion, forward=bool(streets.forward[street]))

    return signs


def with_ends(streets: Streets, signs: Signs, occasion: Occasion, street: int) -> TimedAccess:
    """The signs of a street and of the points at its ends together.

    A point that is closed all day stops who passes it, not who stays in the street.
    """
    law = signs(street)
    for node in (int(streets.from_node[street]), int(streets.to_node[street])):
        tags = streets.node_tags.get(node)
        at_node = node_access(tags, occasion) if tags else None
        law = stricter(law, at_node) if at_node is not None and at_node.open else law
    return law
