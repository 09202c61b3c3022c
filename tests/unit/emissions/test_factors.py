"""The factor table: the packaged one, a pilot's copy, and broken ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from freight.domain.fleet import EnergySource
from freight.emissions.factors import UNITS, load_factors, packaged_factors
from freight.errors import InputError

ROOT = Path(__file__).parents[3]
LINES = packaged_factors().read_text(encoding="utf-8").splitlines()


def row_of(start: str) -> int:
    return next(i for i, line in enumerate(LINES) if line.startswith(start))


LHV = row_of("yes,fuel_lhv,fuel_diesel")
GRID = row_of("yes,grid_co2e_location")


def write(tmp_path: Path, lines: list[str]) -> Path:
    path = tmp_path / "mine.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def edited(tmp_path: Path, row: int, change: Callable[[str], str]) -> Path:
    lines = list(LINES)
    lines[row] = change(lines[row])
    return write(tmp_path, lines)


def test_the_copy_a_pilot_edits_equals_the_packaged_table() -> None:
    assert (ROOT / "configs" / "factors.csv").read_bytes() == packaged_factors().read_bytes()


def test_every_row_in_use_is_one_the_program_knows() -> None:
    known = {line.split(",")[1] for line in LINES[1:] if line.startswith("yes,")}
    assert known == set(UNITS)


def test_packaged_values_are_those_of_their_sources() -> None:
    factors = load_factors(packaged_factors())
    assert factors.factor("grid_co2e_location", "electricity").value == 15.0
    assert factors.factor("grid_co2e_residual", "electricity").confidence == "from-memory"
    assert factors.kwh_per_litre(EnergySource.DIESEL) == pytest.approx(42.695 * 0.84 / 3.6)
    wtt = factors.factor("fuel_wtt", "fuel_diesel")
    ttw = factors.factor("fuel_co2_ttw", "fuel_diesel").value / 1000 * 42.695 * 0.84
    assert ttw + wtt.value == pytest.approx(3.29, abs=0.01)  # well-to-wheel of a litre, research table 1.2


def test_a_norwegian_spreadsheet_may_save_it(tmp_path: Path) -> None:
    """Semicolons, decimal commas and cp1252, as Excel writes them."""
    import csv
    import io

    rows = list(csv.reader(io.StringIO("\n".join(LINES))))
    out = io.StringIO()
    table = csv.writer(out, delimiter=";")
    for cells in rows:
        numbers = {4, 6, 7}
        table.writerow([c.replace(".", ",") if i in numbers else c for i, c in enumerate(cells)])
    path = tmp_path / "fra_excel.csv"
    path.write_bytes(out.getvalue().replace("EN 590 range", "måling på øya").encode("cp1252"))
    theirs, ours = load_factors(path), load_factors(packaged_factors())
    assert theirs.factor("fuel_density", "fuel_diesel").source == "måling på øya"
    assert theirs.curves == ours.curves


def test_switching_use_chooses_another_row(tmp_path: Path) -> None:
    lines = [
        line.replace("yes,grid_co2e_residual", "no,grid_co2e_residual", 1)
        if line.startswith("yes,grid_co2e_residual")
        else line.replace("no,", "yes,", 1)
        if "origin 2020" in line
        else line
        for line in LINES
    ]
    assert load_factors(write(tmp_path, lines)).factor("grid_co2e_residual", "electricity").value == 402.0


@pytest.mark.parametrize(
    ("row", "change", "words"),
    [
        (LHV, lambda text: text.replace("42.695", "høy"), "column value"),
        (LHV, lambda text: text.replace("42.695", "nan"), "is not a number"),
        (LHV, lambda text: text.replace("42.695", "-42.695"), "is negative"),
        (LHV, lambda text: text.replace("MJ/kg", "kWh/kg"), "write MJ/kg"),
        (LHV, lambda text: text.replace("yes", "maybe", 1), "neither yes nor no"),
        (LHV, lambda text: text.replace("found-in-source", "sure"), "confidence"),
        (LHV, lambda text: text.replace(",2025,", ",,"), "column year"),
        (GRID, lambda text: text.replace("15,gCO2e/kWh,,", "15,gCO2e/kWh,16,20"), "outside low and high"),
        (GRID, lambda text: text.split('"')[0] + ",found-in-source", "column source"),
    ],
)
def test_a_broken_cell_is_told_with_row_and_column(
    tmp_path: Path, row: int, change: Callable[[str], str], words: str
) -> None:
    with pytest.raises(InputError) as caught:
        load_factors(edited(tmp_path, row, change))
    assert f"row {row + 1}" in str(caught.value)
    assert words in str(caught.value)


def test_all_faults_at_once(tmp_path: Path) -> None:
    lines = list(LINES)
    lines[LHV] = lines[LHV].replace("42.695", "x")
    lines[GRID] = lines[GRID].replace("yes", "ja", 1)
    with pytest.raises(InputError) as caught:
        load_factors(write(tmp_path, lines))
    assert len(caught.value.faults) == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "is no table"),
        ("a,b\n1,2\n", "columns are missing"),
        (",".join(LINES[0].split(",")) + '\nyes,"a\n', "is no table"),
    ],
)
def test_what_is_no_factor_table(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=words):
        load_factors(path)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can not be read"):
        load_factors(tmp_path / "nothing.csv")


def test_the_same_row_twice(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="says the same again"):
        load_factors(write(tmp_path, [*LINES, LINES[LHV]]))


def test_two_rows_in_use_for_one_question(tmp_path: Path) -> None:
    factors = load_factors(write(tmp_path, [*LINES, LINES[LHV].replace("fossil", "winter")]))
    with pytest.raises(InputError, match="2 rows"):
        factors.factor("fuel_lhv", "fuel_diesel")


def test_a_missing_factor_names_key_and_class() -> None:
    factors = load_factors(packaged_factors())
    with pytest.raises(InputError, match=r"fuel_lhv.*no row.*fuel_hydrogen"):
        factors.factor("fuel_lhv", "fuel_hydrogen")
    with pytest.raises(InputError, match="wear_speed_road"):
        factors.points("wear_speed_road", "all")


ALPHA = row_of("yes,ef_hot_alpha,van_diesel_n1_iii,pollutant=NOx;euro=euro6d;")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda text: text.replace("yes", "no", 1), "lacks the coefficients alpha"),
        (lambda text: text.replace("guidebook 2019", "guidebook 2016"), "different editions"),
        (lambda text: text.replace(",8.156e-06,", ",-9.0,"), "negative"),
    ],
)
def test_a_curve_is_whole_sane_and_of_one_edition(
    tmp_path: Path, change: Callable[[str], str], words: str
) -> None:
    with pytest.raises(InputError, match=words):
        load_factors(edited(tmp_path, ALPHA, change))


def test_curves_without_a_range_or_twice_for_one_load(tmp_path: Path) -> None:
    mine = [line.replace("vmin=5;vmax=140", "vmin=?;vmax=140") for line in LINES]
    with pytest.raises(InputError, match="vmin and vmax"):
        load_factors(write(tmp_path, mine))
    again = [line.replace("vmax=140", "vmax=120") for line in LINES if "NOx;euro=euro6d;" in line]
    with pytest.raises(InputError, match="second curve"):
        load_factors(write(tmp_path, [*LINES, *again]))


def test_curves_of_steep_streets_are_not_mixed_in(tmp_path: Path) -> None:
    steep = [
        line.replace("slope=0", "slope=4").replace("gCO2", "")
        for line in LINES
        if "eurovi" in line and "slope=0" in line
    ]
    assert steep
    assert load_factors(write(tmp_path, [*LINES, *steep])).curves == load_factors(packaged_factors()).curves
