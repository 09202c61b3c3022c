"""Street load on the map: both directions together, means of runs, change against the reference."""

from __future__ import annotations

import json

import pandas as pd

from freight.output.geojson import as_text
from freight.output.study_geojson import collection
from tests.studies import RING, ground


def load(*rows: tuple[str, int, int, int, int]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["variant", "seed", "street", "passes", "motor_passes"])
    return table.assign(day=0)


def test_passes_are_means_of_runs_over_both_directions() -> None:
    laid = ground(RING)
    table = load(("today", 0, 0, 2, 2), ("today", 1, 1, 1, 0), ("hub", 0, 0, 4, 4), ("hub", 0, 2, 1, 1))
    found = json.loads(as_text(collection(laid.streets, laid.base, table, {"today": 2, "hub": 1}, "today")))
    kinds = [one["properties"]["kind"] for one in found["features"]]
    assert kinds == ["zone", "street", "street", "depot", "depot", "depot"]
    first, second = (one["properties"] for one in found["features"] if one["properties"]["kind"] == "street")
    assert first["passes"] == {"today": 1.5, "hub": 4.0}
    assert first["motor_passes"] == {"today": 1.0, "hub": 4.0}
    assert first["passes_change"] == {"hub": 2.5}
    assert second["passes"] == {"today": 0.0, "hub": 1.0}
    line = found["features"][1]["geometry"]["coordinates"]
    assert all(10.1 < lon < 10.3 and 59.7 < lat < 59.8 for lon, lat in line)


def test_without_the_reference_there_is_no_change() -> None:
    laid = ground(RING)
    table = load(("hub", 0, 0, 4, 4))
    found = collection(laid.streets, laid.base, table, {"today": 0, "hub": 1}, "today")
    streets = [one for one in found["features"] if one["properties"]["kind"] == "street"]  # type: ignore[attr-defined]
    assert streets[0]["properties"]["passes"] == {"hub": 4.0}
    assert streets[0]["properties"]["passes_change"] == {}
