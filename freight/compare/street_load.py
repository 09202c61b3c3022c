"""How often vehicles pass each street in a run."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from freight.compare.execute import DayDone
from freight.compare.measures import RunName
from freight.compare.variants import Ground
from freight.domain.fleet import Mode

COLUMNS = ("variant", "seed", "day", "street", "passes", "motor_passes")
"""`street` counts the directed streets of the network as it was split at the zones."""


def street_table(ground: Ground, name: RunName, done: Sequence[DayDone]) -> pd.DataFrame:
    """Passes of each directed street that is used, by all vehicles and by motor vehicles.

    Runs of groups of carriers have no rows: nobody draws them.
    """
    passes = np.zeros((2, ground.streets.count), dtype=np.int64)
    for one in done if not name.coalition else ():
        for route in one.result.timeline.routes if one.result is not None else ():
            motor = one.day.scenario.vehicle_type(route.type_id).mode is not Mode.CYCLE
            for leg in route.legs:
                used = leg.streets[leg.length_m > 0.0]
                np.add.at(passes[0], used, 1)
                if motor:
                    np.add.at(passes[1], used, 1)
    streets = np.flatnonzero(passes[0])
    table = pd.DataFrame({"street": streets, "passes": passes[0, streets], "motor_passes": passes[1, streets]})
    return table.assign(variant=name.variant, seed=name.seed, day=name.day)[list(COLUMNS)]
