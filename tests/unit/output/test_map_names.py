"""Names stand on the straight part of their own street."""

from __future__ import annotations

from dataclasses import replace

import pytest

from freight.output.map_base import bridge_labels, names, side
from freight.output.map_names import StreetName
from tests.timelines import small_streets

EVERYWHERE = (10.19, 59.73, 10.22, 59.75)


def by_text() -> dict[str, StreetName]:
    return {one.text: one for one in names(small_streets(), EVERYWHERE)}


def test_named_streets_have_a_place_and_bridges_their_own_label() -> None:
    assert set(by_text()) == {"Tømmergata", "Østre torg"}


def test_the_name_runs_along_the_longest_straight_part() -> None:
    one = by_text()["Tømmergata"]
    assert one.angle == pytest.approx(0.0, abs=0.1)
    assert 10.2039 <= one.lon <= 10.2081
    assert one.lat == pytest.approx(59.74, abs=1e-5)
    assert one.run_m == pytest.approx(224.0, rel=0.02)


def test_text_is_never_upside_down() -> None:
    assert all(-90.0 <= one.angle <= 90.0 for one in names(small_streets(), EVERYWHERE))
    assert by_text()["Østre torg"].angle > 0.0


def test_more_important_streets_come_first() -> None:
    ranks = [one.rank for one in names(small_streets(), EVERYWHERE)]
    assert ranks == sorted(ranks)
    assert next(iter(by_text())) == "Tømmergata"


def test_a_bridge_says_when_vans_may_not_use_it() -> None:
    streets = small_streets()
    assert bridge_labels(streets, EVERYWHERE, EVERYWHERE).text == ("<i>Ærlig bru</i>",)
    tags = tuple({**one, "motor_vehicle": "no"} if "bridge" in one else one for one in streets.tags)
    closed = bridge_labels(replace(streets, tags=tags), EVERYWHERE, EVERYWHERE)
    assert closed.text == ("<i>Ærlig bru</i><br><i>closed to vans</i>",)


def test_words_run_towards_the_middle_of_the_view() -> None:
    assert side(10.2199, EVERYWHERE) == "right"
    assert side(10.1901, EVERYWHERE) == "left"
