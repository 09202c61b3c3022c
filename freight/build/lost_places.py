"""Places and fleets that no street of the network serves: faults of the files, not of the plan."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from freight.build.charging import usable_chargers
from freight.build.profiles import Profile, Spot, used_depots
from freight.domain.scenario import Scenario
from freight.errors import Fault, InputError, NetworkError
from freight.network.view import CLOSED


def refuse_lost(scenario: Scenario, profiles: tuple[Profile, ...], spots: tuple[Spot, ...]) -> None:
    """Raise when nothing can be planned on these streets, or a place lies where no vehicle could ever stop.

    A place that only the zones close to every vehicle is no fault: its orders stay unserved and say why.

    Raises
    ------
    InputError
        With one fault for every such depot, order and charger.
    NetworkError
        When no vehicle of the fleet has a street to drive on.
    """
    if not any(np.any(profile.view.access != CLOSED) for profile in profiles):
        who = ", ".join(dict.fromkeys(profile.kind.name for profile in profiles))
        raise NetworkError(
            f"network: no street is left that any vehicle of the fleet may use both ways ({who}); "
            "check mode, weight and size in the fleet file, the zone rules and the area of the network"
        )
    lost = {spot: text for place, spot in enumerate(spots) if (text := _why_lost(profiles, place)) is not None}
    if faults := tuple(_faults(scenario, lost)):
        raise InputError(faults)


def _why_lost(profiles: tuple[Profile, ...], place: int) -> str | None:
    if any(place in profile.row or place in profile.barred for profile in profiles):
        return None
    # The text of a profile without any street says nothing about the place.
    texts = [profile.missing[place] for profile in profiles if np.any(profile.view.access != CLOSED)]
    return texts[0]


def _faults(scenario: Scenario, lost: dict[Spot, str]) -> Iterator[Fault]:
    files = scenario.input_files
    depots_file = str(files.get("depots", files["scenario"]))
    for depot in used_depots(scenario):
        spot = (depot.lat, depot.lon)
        if spot in lost:
            yield Fault(depots_file, f"depot {depot.id}", f"{depot.lat}, {depot.lon}", lost[spot])
    for charger in usable_chargers(scenario):
        spot = (charger.lat, charger.lon)
        if spot in lost:
            where = f"charger {charger.id}"
            yield Fault(str(files["chargers"]), where, f"{charger.lat}, {charger.lon}", lost[spot])
    for order in scenario.orders:
        spot = (order.lat, order.lon)
        if spot in lost:
            where = f"row {order.row}, lat and lon"
            yield Fault(str(files["orders"]), where, f"{order.lat}, {order.lon}", lost[spot])
