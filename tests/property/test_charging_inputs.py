"""Whatever stands in the fields of charging: something that can be planned with, or an InputError."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from freight.build.charge_function import charge_function
from freight.errors import InputError
from freight.inputs.load import load_scenario
from tests.broken_inputs.cases import GOOD
from tests.property.test_inputs_fuzz import FUZZ, load_or_refuse

COLUMNS = ("price_nok_per_kwh", "session_nok", "hours", "setup_min", "efficiency")
CELLS = st.sampled_from(
    ["", "0", "0,5", "1", "4,90", "-1", "1e9", "nan", "x", "always", "off", "24/7", "Mo-Fr 06:00-22:00", "2019"]
) | st.text(st.characters(codec="utf-8", exclude_characters=';"'), max_size=12)
NUMBERS = st.sampled_from([0, 0.1, 0.5, 1, 22, 1000, 1001, -1, float("nan"), "a", None, True, []])
CURVES = st.lists(st.lists(NUMBERS, max_size=3) | NUMBERS, max_size=4)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with TemporaryDirectory() as place:
        yield copytree(GOOD, Path(place) / "day")


@FUZZ
@given(cells=st.tuples(*[CELLS] * len(COLUMNS)))
def test_any_cells_of_a_charger(folder: Path, cells: tuple[str, ...]) -> None:
    head, row = (GOOD / "chargers.csv").read_text("utf-8").splitlines()[:2]
    text = "\n".join([";".join((head, *COLUMNS)), ";".join((row, *cells))])
    (folder / "chargers.csv").write_text(text, "utf-8")
    load_or_refuse(folder / "scenario.yaml")
    (folder / "chargers.csv").write_bytes((GOOD / "chargers.csv").read_bytes())


@FUZZ
@given(curve=CURVES, limit=NUMBERS)
def test_any_curve_is_refused_or_charges(folder: Path, curve: list[Any], limit: object) -> None:
    fleet = yaml.safe_load((GOOD / "fleet.yaml").read_text("utf-8"))
    fleet["types"][1]["battery"] |= {"charge_curve": curve, "charge_kw": limit}
    (folder / "fleet.yaml").write_text(yaml.safe_dump(fleet), "utf-8")
    try:
        scenario = load_scenario(folder / "scenario.yaml")
    except InputError as error:
        assert error.faults
        return
    battery = scenario.vehicle_type("bike").battery
    assert battery is not None
    if battery.charge_curve:
        function = charge_function(battery, 22.0)
        assert function is not None
        assert function.second[-1] > 0
