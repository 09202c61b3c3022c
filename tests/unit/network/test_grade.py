"""Heights of the map: read, kept, cut at zones, told, and felt by the vehicles."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from freight.domain.fleet import DynamicsConsumption
from freight.network import store
from freight.network.grade import STEEPEST_SHARE, rise_m
from freight.network.info import describe
from freight.network.zones import split_at_zones
from tests.ascii_map import AsciiMap, ascii_map
from tests.views import ELECTRIC_VAN, VAN, see
from tests.zone_town import around, zone

LINE = """
A--B--C--D--E
"""
WAYS: dict[str, dict[str, str]] = {"AB": {}, "BC": {}, "CD": {}, "DE": {}}
HILL = ascii_map(
    LINE,
    WAYS,
    {"A": {"ele": "10"}, "B": {"ele": "22,5 m"}, "C": {"ele": "900"}, "D": {"ele": "about forty"}},
)
FLAT = ascii_map(LINE, WAYS)
E_VAN = replace(
    ELECTRIC_VAN, consumption=DynamicsConsumption(2460, 0.32, 4.2, 0.010, 0.86, 0.54, 600, 100, 0.004)
)


def rise(town: AsciiMap, start: str, end: str) -> float:
    return float(rise_m(town.streets)[town.street(start, end)])


def test_a_street_rises_from_end_to_end_and_falls_the_other_way() -> None:
    assert rise(HILL, "A", "B") == 12.5
    assert rise(HILL, "B", "A") == -12.5


def test_a_height_that_can_not_be_makes_no_wall() -> None:
    assert rise(HILL, "B", "C") == pytest.approx(STEEPEST_SHARE * 300, abs=0.1)


def test_without_both_heights_a_street_is_flat() -> None:
    assert rise(HILL, "C", "D") == rise(HILL, "D", "E") == 0.0
    assert len(FLAT.streets.node_ele_m) == 0
    assert not rise_m(FLAT.streets).any()


def test_heights_are_saved_with_the_network(tmp_path: Path) -> None:
    store.save(HILL.streets, tmp_path / "hill.streets")
    kept = store.load(tmp_path / "hill.streets").node_ele_m
    np.testing.assert_array_equal(kept, HILL.streets.node_ele_m)


def test_the_border_of_a_zone_has_the_height_between() -> None:
    split = split_at_zones(HILL.streets, (zone(around(HILL, "B")),))
    assert len(split.node_ele_m) == len(split.node_osm_id)
    pieces = [row for row, name in enumerate(split.street_id) if name.startswith("101.0/") and name[-1] == "+"]
    rises = rise_m(split)[pieces]
    assert len(pieces) == 2
    assert rises.sum() == pytest.approx(12.5)
    np.testing.assert_allclose(rises / split.length_m[pieces], 12.5 / 300, rtol=1e-3)


@pytest.mark.parametrize(
    ("town", "told"),
    [
        (HILL, "50% of the streets have one at both ends; the others are taken as flat"),
        (FLAT, "none: every street is taken as flat"),
        (
            ascii_map("A--B", {"AB": {}}, {"A": {"ele": "1"}, "B": {"ele": "2"}}),
            "100% of the streets have one at both ends",
        ),
    ],
)
def test_what_is_known_of_heights_is_told(town: AsciiMap, told: str) -> None:
    assert dict(describe(town.streets).lines())["heights"] == told


def test_a_van_feels_the_hill_and_is_paid_nothing_for_rolling_down() -> None:
    hilly, flat = see(HILL, E_VAN), see(FLAT, E_VAN)
    up, down = HILL.street("B", "C"), HILL.street("C", "B")
    assert hilly.energy_kwh[up] > flat.energy_kwh[up]
    assert hilly.drawn.at(0)[down] < 0
    assert hilly.energy_kwh[down] == 0
    assert hilly.bound is not None
    assert hilly.bound.at(1000.0)[down] == 0
    np.testing.assert_array_equal(see(HILL, VAN).energy_kwh, see(FLAT, VAN).energy_kwh)
