"""study.geojson: how many vehicles pass each street, variant by variant and against the base."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from freight import __version__
from freight.domain.scenario import Scenario
from freight.network.streets import SCHEMATIC_NOTICE, Streets
from freight.output.feature import Feature, feature, point, zone_feature
from freight.output.lines import DIGITS

PASSES = ("passes", "motor_passes")
ROUND = 3
"""Decimals of passes a day."""


def collection(
    streets: Streets, base: Scenario, load: pd.DataFrame, runs: Mapping[str, int], reference: str
) -> dict[str, object]:
    """The FeatureCollection: zones, then streets that any variant uses, then terminals and hubs.

    Parameters
    ----------
    load
        One row for variant x seed x day x directed street, with the columns of `PASSES`.
    runs
        Variant -> number of its runs, in the order in which variants are shown.
    reference
        The variant that the change is counted from.
    """
    features = [zone_feature(zone) for zone in base.zones if zone.polygons]
    features += _streets(streets, load, runs, reference)
    features += [
        feature("depot", "Point", point(one.lon, one.lat), {"id": one.id, "name": one.name, "title": one.name})
        for one in base.depots
    ]
    return {
        "type": "FeatureCollection",
        "generator": f"freight {__version__}",
        "attribution": streets.attribution,
        "notice": SCHEMATIC_NOTICE if streets.schematic else "",
        "variants": list(runs),
        "reference": reference,
        "features": features,
    }


def _streets(
    streets: Streets, load: pd.DataFrame, runs: Mapping[str, int], reference: str
) -> Iterator[Feature]:
    """Both directions of a street together, as mean passes of a run, which is a day."""
    if load.empty:
        return
    both = load.assign(pair=load["street"] // 2)
    sums = both.groupby(["pair", "variant"])[list(PASSES)].sum()
    for pair in np.unique(both["pair"]).tolist():
        line = np.round(streets.line(2 * pair), DIGITS).tolist()
        properties: dict[str, object] = {"name": streets.name(2 * pair)}
        for column in PASSES:
            mean = {
                name: float(sums[column].get((pair, name), 0)) / count for name, count in runs.items() if count
            }
            properties[column] = {name: round(value, ROUND) for name, value in mean.items()}
            properties[f"{column}_change"] = {
                name: round(value - mean[reference], ROUND)
                for name, value in mean.items()
                if name != reference and reference in mean
            }
        yield feature("street", "LineString", line, properties)
