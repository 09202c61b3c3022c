"""Every broken input is refused with the faults it has, all of them and no others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from freight.errors import InputError
from freight.inputs.load import load_scenario
from tests.broken_inputs.cases import CASES, GOOD, Case, lay_out


def test_there_are_enough_and_their_names_differ() -> None:
    assert len(CASES) >= 60
    assert len({case.name for case in CASES}) == len(CASES)


def test_the_good_day_is_good() -> None:
    scenario = load_scenario(GOOD / "scenario.yaml")
    assert [order.id for order in scenario.orders] == ["A1", "A2", "A3"]
    assert [vehicle.id for vehicle in scenario.vehicles] == ["van-1", "van-2", "Lyn"]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_broken_input(case: Case, tmp_path: Path) -> None:
    path = lay_out(case, tmp_path / "day")
    before = sorted((file, file.stat().st_mtime_ns) for file in tmp_path.rglob("*"))
    with pytest.raises(InputError) as caught:
        load_scenario(path)
    faults = [str(fault) for fault in caught.value.faults]
    unexplained = list(faults)
    for parts in case.faults:
        hits = [fault for fault in unexplained if all(part in fault for part in parts)]
        assert hits, f"no fault with {parts} among {faults}"
        unexplained.remove(hits[0])
    assert case.name in SEVERAL or not unexplained
    assert caught.value.exit_code == 2
    assert all(readable(fault) for fault in faults), faults
    assert sorted((file, file.stat().st_mtime_ns) for file in tmp_path.rglob("*")) == before


SEVERAL = frozenset({"prose", "misspelt field", "vehicle list empty", "misspelt column"})
"""One mistake that is rightly told from two sides: the name that stands there, and the name that is missing."""


def readable(fault: str) -> bool:
    """Short, on one line, without the words of the machinery."""
    machinery = re.search(r"Traceback|pydantic|Value error|Input should|type=|<class|\{[a-z_]+\}", fault)
    return machinery is None and "\n" not in fault and len(fault) < 1200
