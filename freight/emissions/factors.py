"""The table of factors: read whole, checked whole."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from freight.emissions.curves import COEFFICIENTS, HotCurve, curve_fault, split_condition
from freight.emissions.lookup import CurveKey, Factor, Factors
from freight.errors import Fault, InputError

__all__ = ["Factor", "Factors", "load_factors", "packaged_factors"]

COLUMNS = (
    "use", "key", "vehicle_class", "condition", "value", "unit", "low", "high", "year", "source", "confidence"
)  # fmt: skip
CONFIDENCES = ("found-in-source", "from-memory", "estimate")
UNITS = {
    "fuel_co2_ttw": ("gCO2/MJ",),
    "fuel_lhv": ("MJ/kg",),
    "fuel_density": ("kg/l",),
    "fuel_wtt": ("kgCO2e/l", "kgCO2e/kWh"),
    "gwp100_n2o": ("kgCO2e/kg",),
    "n2o_hot": ("g/km",),
    "grid_co2e_location": ("gCO2e/kWh",),
    "grid_co2e_residual": ("gCO2e/kWh",),
    "charging_efficiency": ("fraction",),
    "external_cost_marginal": ("NOK/km",),
    "hub_co2e": ("kgCO2e/t",),
    **{f"wear_tsp_{part}": ("g/km",) for part in ("tyre", "brake", "road")},
    **{f"wear_pm10_share_{part}": ("fraction",) for part in ("tyre", "brake", "road")},
    **{f"wear_electric_{part}": ("factor",) for part in ("tyre", "brake", "road")},
    **{f"wear_speed_{part}": ("factor",) for part in ("tyre", "brake")},
    **{f"ef_hot_{name}": ("coef(g/km)", "coef(MJ/km)") for name in COEFFICIENTS},
}
"""Every key the program asks for, with the units it understands. Other keys are kept by people and not read."""


FLAT = "0"
"""Slope of the curves that are read: streets are taken as flat in emissions."""


class Row(NamedTuple):
    """One row in use, with its number in the file."""

    number: int
    factor: Factor


def packaged_factors() -> Path:
    """The factor table that comes with the program."""
    return Path(str(files("freight") / "data" / "factors.csv"))


def load_factors(path: Path) -> Factors:
    """Read and check a factor table.

    Comma-separated UTF-8, or what a Norwegian Excel saves: semicolons and decimal commas, UTF-8 or cp1252.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    faults: list[Fault] = []
    table = _read(path)
    rows = [row for row in _rows(table, path.name, faults) if row is not None]
    faults += _duplicates(rows, path.name)
    curves, editions = _curves(rows, path.name, faults)
    if faults:
        raise InputError(faults)
    by_key: dict[tuple[str, str], tuple[Factor, ...]] = {}
    for _, factor in rows:
        key = (factor.key, factor.vehicle_class)
        by_key[key] = (*by_key.get(key, ()), factor)
    return Factors(path.name, by_key, curves, editions)


def _read(path: Path) -> pd.DataFrame:
    """All cells as text; the separator is the commoner of comma and semicolon in the first line."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError.one(str(path), "", None, f"can not be read: {error.strerror}") from error
    try:
        encoding, text = "utf-8-sig", data.decode("utf-8-sig")
    except UnicodeDecodeError:
        encoding, text = "cp1252", data.decode("cp1252", errors="replace")
    header = text.split("\n", 1)[0]
    separator = ";" if header.count(";") > header.count(",") else ","
    try:
        table = pd.read_csv(path, sep=separator, dtype=str, keep_default_na=False, encoding=encoding)
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        message = f"is no table: {str(error).strip()}"
        raise InputError.one(path.name, "", None, message, "compare it with configs/factors.csv") from error
    missing = [name for name in COLUMNS if name not in table.columns]
    if missing:
        advice = "the first line must name " + ", ".join(COLUMNS)
        raise InputError.one(path.name, "row 1", ", ".join(missing), "columns are missing", advice)
    if separator == ";":
        numbers = ["value", "low", "high"]
        table[numbers] = table[numbers].apply(lambda column: column.str.replace(",", ".", regex=False))
    return table


def _rows(table: pd.DataFrame, file: str, faults: list[Fault]) -> list[Row | None]:
    records = table[list(COLUMNS)].to_dict("records")
    return [
        _row({str(k): str(v) for k, v in cells.items()}, i + 2, file, faults) for i, cells in enumerate(records)
    ]


def _row(cells: Mapping[str, str], number: int, file: str, faults: list[Fault]) -> Row | None:
    cells = {name: text.strip() for name, text in cells.items()}
    if cells["use"] not in ("yes", "no"):
        faults.append(Fault(file, f"row {number}, column use", cells["use"], "is neither yes nor no"))
    if cells["use"] != "yes" or cells["key"] not in UNITS:
        return None
    before = len(faults)
    value = _number(cells, "value", number, file, faults)
    low, high = (
        _number(cells, name, number, file, faults) if cells[name] else None for name in ("low", "high")
    )
    year = _number(cells, "year", number, file, faults)
    for name, allowed in (("unit", UNITS[cells["key"]]), ("confidence", CONFIDENCES)):
        if cells[name] not in allowed:
            advice = "write " + " or ".join(allowed)
            faults.append(Fault(file, f"row {number}, column {name}", cells[name], "is not understood", advice))
    for name in ("vehicle_class", "source"):
        if not cells[name]:
            faults.append(Fault(file, f"row {number}, column {name}", "", "is empty", "every factor needs one"))
    if len(faults) > before:
        return None
    if (low is not None and value < low) or (high is not None and value > high):
        where = f"row {number}, column value"
        faults.append(Fault(file, where, cells["value"], "lies outside low and high of its own row"))
    if value < 0.0 and not cells["key"].startswith("ef_hot_"):
        faults.append(Fault(file, f"row {number}, column value", cells["value"], "is negative"))
    text = {name: cells[name] for name in ("key", "vehicle_class", "condition", "unit", "source", "confidence")}
    return Row(number, Factor(value=value, low=low, high=high, year=int(year), **text))


def _number(cells: Mapping[str, str], name: str, number: int, file: str, faults: list[Fault]) -> float:
    try:
        value = float(cells[name])
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        faults.append(Fault(file, f"row {number}, column {name}", cells[name], "is not a number"))
    return value


def _duplicates(rows: list[Row], file: str) -> list[Fault]:
    seen: dict[tuple[str, str, str], int] = {}
    faults: list[Fault] = []
    for number, factor in rows:
        key = (factor.key, factor.vehicle_class, factor.condition)
        first = seen.setdefault(key, number)
        if first != number:
            where = f"row {number}, column key"
            message = f"says the same again as row {first}"
            faults.append(Fault(file, where, factor.key, message, "set use to no in one of them"))
    return faults


def _curves(
    rows: list[Row], file: str, faults: list[Fault]
) -> tuple[dict[CurveKey, tuple[HotCurve, ...]], dict[CurveKey, Factor]]:
    """Join the coefficient rows of each curve; a curve is whole, sane and of one edition, or a fault."""
    parts: defaultdict[tuple[str, str], dict[str, Row]] = defaultdict(dict)
    for row in rows:
        if row.factor.key.startswith("ef_hot_"):
            name = row.factor.key.removeprefix("ef_hot_")
            parts[(row.factor.vehicle_class, row.factor.condition)][name] = row
    curves: defaultdict[CurveKey, list[HotCurve]] = defaultdict(list)
    editions: dict[CurveKey, Factor] = {}
    for (vehicle_class, condition), named in parts.items():
        first = next(iter(named.values()))
        said = split_condition(condition)
        if said.get("slope", FLAT) != FLAT:
            continue
        key = (vehicle_class, said.get("euro", ""), said.get("pollutant", ""))
        edition = editions.setdefault(key, first.factor)
        problem = _curve_problem(named, edition)
        curve = None if problem else _curve(named, said)
        problem = problem or (curve_fault(curve) if curve else "the condition gives no vmin and vmax")
        if curve and curve.load_share in [other.load_share for other in curves.get(key, ())]:
            problem = "a second curve for the same vehicle class, Euro label and load"
        if problem:
            faults.append(Fault(file, f"row {first.number}, {vehicle_class} {condition}", "", problem))
        elif curve:
            curves[key].append(curve)
    by_load = {key: tuple(sorted(found, key=lambda c: c.load_share or 0.0)) for key, found in curves.items()}
    return by_load, editions


def _curve_problem(named: Mapping[str, Row], edition: Factor) -> str:
    missing = [name for name in COEFFICIENTS if name not in named]
    if missing:
        return f"the curve lacks the coefficients {', '.join(missing)}"
    if any((row.factor.source, row.factor.year) != (edition.source, edition.year) for row in named.values()):
        return "the curve mixes rows of different editions or sources"
    return ""


def _curve(named: Mapping[str, Row], said: Mapping[str, str]) -> HotCurve | None:
    try:
        speeds = float(said["vmin"]), float(said["vmax"])
        load = said.get("load", "n/a")
        share = None if load == "n/a" else float(load)
    except (KeyError, ValueError):
        return None
    return HotCurve(tuple(named[name].factor.value for name in COEFFICIENTS), *speeds, share)
