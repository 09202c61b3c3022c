"""Nobody enters a street while it is closed; who is in it when that begins may drive out."""

from __future__ import annotations

from collections.abc import Iterator

from freight.check.context import Context
from freight.check.motion import TOLERANCE_S
from freight.check.violation import Violation
from freight.check.wording import moment, street_name


def closed_street(context: Context) -> Iterator[Violation]:
    """Follow every leg from street to street, and look at the clock where it enters a closed one."""
    happened = context.scenario.happened
    if happened is None or not happened.closures:
        return
    for driven, _, leg in context.legs():
        streets = leg.streets.tolist()
        for closure in happened.closures:
            for at in range(1, len(streets)):
                at_s = float(leg.enter_s[at])
                enters = streets[at] in closure.streets and streets[at - 1] not in closure.streets
                if enters and closure.from_s <= at_s < closure.until_s - TOLERANCE_S:
                    name = street_name(context.streets, streets[at])
                    text = (
                        f"{driven.vehicle.id} enters {name} at {moment(at_s)}, which is closed from "
                        f"{moment(closure.from_s)} to {moment(closure.until_s)} (event {closure.event_id})"
                    )
                    yield Violation("closed_street", text, driven.vehicle.id, name, at_s)
