"""Maps of a study: which street is drawn how."""

from __future__ import annotations

from typing import Any

import pytest

from freight.output.study_map import CHANGES, PASSING, change_map, passes_map


def town(passes: dict[str, float], changes: dict[str, float]) -> dict[str, Any]:
    """Three streets side by side; the values are by street."""
    streets = [
        {
            "geometry": {"type": "LineString", "coordinates": [[10.2, 59 + k], [10.21, 59 + k]]},
            "properties": {
                "kind": "street", "name": name, "passes": {"hub": passes[name]},
                "passes_change": {"hub": changes[name]},
            },
        }
        for k, name in enumerate(passes)
    ]  # fmt: skip
    depot = {
        "geometry": {"type": "Point", "coordinates": [10.2, 59.5]},
        "properties": {"kind": "depot", "name": "Terminal"},
    }
    return {"features": [*streets, depot]}


TOWN = town({"A": 0.0, "B": 3.0, "C": 12.0}, {"A": -4.0, "B": 0.4, "C": 0.5})


def drawn(figure: Any) -> dict[str, list[float | None]]:
    """Trace -> its latitudes."""
    return {trace.name: list(trace.y) for trace in figure.data}


def test_every_street_is_in_the_line_of_its_number_of_vehicles() -> None:
    lines = drawn(passes_map(TOWN, "hub"))
    assert lines.pop("terminal or hub") == [59.5]
    assert lines == {
        "under 0.5 a day": [59, 59, None],
        "2 to 5": [60, 60, None],
        "10 and more": [61, 61, None],
    }


def test_fewer_is_dotted_and_more_is_whole() -> None:
    figure = change_map(TOWN, "hub")
    lines = drawn(figure)
    assert lines["3 and more fewer"] == [59, 59, None]
    assert lines["under 0.5 either way"] == [60, 60, None]
    assert lines["more"] == [61, 61, None]
    dashes = {trace.name: trace.line.dash for trace in figure.data}
    assert (dashes["3 and more fewer"], dashes["more"]) == ("dot", "solid")


@pytest.mark.parametrize("looks", [PASSING, CHANGES])
def test_every_value_has_one_line(looks: tuple[Any, ...]) -> None:
    assert looks[0].low == -float("inf")
    assert looks[-1].high == float("inf")
    assert [one.high for one in looks[:-1]] == [one.low for one in looks[1:]]
