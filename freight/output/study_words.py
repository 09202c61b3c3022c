"""What a study says: names of measures, numbers with their sign, and a sentence for each variant."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import isnan
from typing import Any, Final, NamedTuple, cast

import pandas as pd

from freight.output.report_tables import number

PARTICIPATING: Final = "participating"
ZONE: Final = "zone"
SCOPES: Final = {PARTICIPATING: "The participating flow", ZONE: "All freight in the zone"}
NONE: Final = "no measurable difference"
HEADLINE: Final = ("vehicle_km", "vehicles_entering_zone", "co2e_wtw_kg", "cost_nok")
"""Measures of the sentence about the participating flow."""
HEADLINE_ZONE: Final = ("vehicle_km_in_zone", "vehicles_entering_zone", "co2e_wtw_kg")
"""Measures of the sentence about all freight in the zone."""
MOTOR: Final = {
    "vehicle_km_in_zone": "motor_km_in_zone", "vehicles_entering_zone": "motor_vehicles_entering_zone",
    "kerb_min": "motor_kerb_min",
}  # fmt: skip
"""Where a table counts motor vehicles apart, they are what is spoken of: a cargo bike is not a van."""


Row = Mapping[str, Any]
"""One row of a table by column."""
SAME_WORK_ORDERS: Final = 0.5
"""Orders left out, on the mean: a difference below this is not worth a warning."""


class Measure(NamedTuple):
    """A measure in words."""

    name: str
    norsk: str
    digits: int


MEASURES: Final = {
    "vehicle_km": Measure("Vehicle-kilometres", "kjøretøykilometer", 1),
    "vehicle_km_in_zone": Measure("Vehicle-kilometres inside the zone", "kjøretøykilometer i sonen", 1),
    "motor_km": Measure("Kilometres of motor vehicles", "kilometer med motorkjøretøy", 1),
    "motor_km_in_zone": Measure(
        "Kilometres of motor vehicles inside the zone", "kilometer med motorkjøretøy i sonen", 1
    ),
    "vehicles": Measure("Vehicles used", "kjøretøy i bruk", 1),
    "vehicles_entering_zone": Measure("Vehicles entering the zone", "kjøretøy inn i sonen", 1),
    "motor_vehicles_entering_zone": Measure("Motor vehicles entering the zone", "motorkjøretøy inn i sonen", 1),
    "stops": Measure("Stops", "stopp", 1),
    "kerb_min": Measure("Minutes at the kerb", "minutter ved fortauskanten", 0),
    "motor_kerb_min": Measure(
        "Minutes of motor vehicles at the kerb", "minutter for motorkjøretøy ved fortauskanten", 0
    ),
    "driver_h": Measure("Driver hours", "sjåførtimer", 1),
    "load_factor": Measure("Load factor", "lastutnyttelse", 3),
    "energy_kwh": Measure("Electricity from the grid", "strøm fra nettet", 1),
    "fuel_l": Measure("Fuel", "drivstoff", 1),
    "co2e_wtw_kg": Measure("CO₂e well-to-wheel", "CO₂e fra brønn til hjul", 1),
    "co2e_wtw_residual_kg": Measure("CO₂e with the residual mix", "CO₂e med restmiks", 1),
    "co2e_ttw_kg": Measure("CO₂e from the vehicles themselves", "CO₂e fra kjøretøyene selv", 1),
    "nox_g": Measure("NOx", "NOx", 1),
    "pm_exhaust_g": Measure("Particles, exhaust", "eksospartikler", 2),
    "pm_wear_g": Measure("Particles, tyres, brakes and road", "slitasjepartikler", 1),
    "external_cost_nok": Measure("External cost", "ekstern kostnad", 0),
    "cost_nok": Measure("Cost", "kostnad", 0),
    "on_time_share": Measure("On time", "levert i tide", 3),
    "unserved": Measure("Orders not served", "ordrer som ikke leveres", 1),
    "tonne_km": Measure("Tonne-kilometres", "tonnkilometer", 1),
    "orders": Measure("Orders", "ordrer", 1),
}


def measure_of(key: str) -> Measure:
    """Words for a measure; parts of cost and of external cost are named after their key."""
    if key in MEASURES:
        return MEASURES[key]
    part = key.removesuffix("_nok").removesuffix("_kg").removesuffix("_g")
    for start, name, norsk in (("cost_", "Cost", "kostnad"), ("external_", "External cost", "ekstern kostnad")):
        if part.startswith(start):
            rest = part.removeprefix(start).replace("_", " ")
            return Measure(f"{name}: {rest}", f"{norsk}: {rest}", 0)
    return Measure(part.replace("_", " ").capitalize(), part.replace("_", " "), 2)


def preferred(key: str, there: Collection[str]) -> str:
    """The measure of motor vehicles alone, where there is one."""
    motor = MOTOR.get(key, key)
    return motor if motor in there else key


def whole(differences: pd.DataFrame, scope: str) -> pd.DataFrame:
    """Rows of everything together in a scope: the total, or where there is none what the city sees."""
    rows = differences[differences["scope"] == scope]
    kind = "total" if (rows["party_kind"] == "total").any() else "city"
    return rows[rows["party_kind"] == kind]


def by_key(rows: pd.DataFrame, column: str) -> dict[str, Row]:
    """Rows of a table by what stands in one column."""
    return {str(row[column]): row for row in cast(list[Row], rows.to_dict("records"))}


def amount(value: float, digits: int) -> str:
    """A number with a true minus sign; a dash for NaN."""
    if isnan(value):
        return "–"
    return ("−" if round(value, digits) < 0.0 else "") + number(abs(round(value, digits) + 0.0), digits)


def signed(value: float, digits: int) -> str:
    """A difference with its sign; a dash for NaN."""
    if isnan(value):
        return "–"
    return ("+" if round(value, digits) > 0.0 else "") + amount(value, digits)


def per_cent(share: float) -> str:
    """A share as signed per cent with one decimal."""
    return "–" if isnan(share) else f"{signed(100.0 * share, 1)} %"


def span(low: float, high: float, digits: int, factor: float = 1.0) -> str:
    """An interval."""
    if isnan(low) or isnan(high):
        return "–"
    return f"{signed(factor * low, digits)} to {signed(factor * high, digits)}"


def sentence(rows: pd.DataFrame, keys: Sequence[str]) -> str:
    """What differs, by how much and how surely, in English.

    Parameters
    ----------
    rows
        Rows of `differences` of one variant, scope and party.
    keys
        Measures to speak of; those without a row are passed over.
    """
    said, same = _changes(rows, keys, ENGLISH)
    if same:
        said.append(f"{NONE} in {_listed(same, 'or')}")
    return _sentence(said, "and") or "Nothing to compare."


def setning(rows: pd.DataFrame, keys: Sequence[str]) -> str:
    """The same sentence in Norwegian."""
    said, same = _changes(rows, keys, NORSK)
    if same:
        said.append(f"ingen målbar forskjell i {_listed(same, 'eller')}")
    return _sentence(said, "og") or "Ingenting å sammenligne."


def unlike_work(rows: pd.DataFrame) -> tuple[str, str]:
    """A warning in English and Norwegian where a variant leaves out more or fewer orders than the base.

    Orders left out cost nothing and drive nowhere: other figures then compare unlike work. Else empty texts.
    """
    row = by_key(rows, "measure").get("unserved")
    if row is None or abs(row["mean"] - row["base_mean"]) < SAME_WORK_ORDERS:
        return "", ""
    now, before = amount(row["mean"], 1), amount(row["base_mean"], 1)
    return (
        f"Not the same work: {now} orders are not served, against {before} in the base. "
        "Compare cost and kilometres with care.",
        f"Ikke samme arbeid: {now.replace('.', ',')} ordrer leveres ikke, mot {before.replace('.', ',')} i "
        "sammenligningsgrunnlaget. Sammenlign kostnad og kilometer med varsomhet.",
    )


class _Words(NamedTuple):
    lower: str
    higher: str
    interval: str
    to: str
    point: str


ENGLISH: Final = _Words("lower", "higher", "95 % interval ", "to", ".")
NORSK: Final = _Words("lavere", "høyere", "95 % intervall ", "til", ",")


def _changes(rows: pd.DataFrame, keys: Sequence[str], words: _Words) -> tuple[list[str], list[str]]:
    """What differs, and the names of what does not; the interval is named once."""
    said: list[str] = []
    same: list[str] = []
    there = by_key(rows, "measure")
    for key in dict.fromkeys(preferred(one, there) for one in keys):
        if key not in there:
            continue
        one = measure_of(key)
        name = _inside(one.name) if words is ENGLISH else one.norsk
        if there[key]["verdict"] == NONE:
            same.append(name)
        else:
            said.append(f"{name} {_change(there[key], words, words.interval if not said else '')}")
    return said, same


def _change(row: Row, words: _Words, interval: str) -> str:
    word = words.lower if row["difference"] < 0.0 else words.higher
    factor, columns, unit = 100.0, "difference_share", "%"
    if isnan(row["difference_share"]):
        factor, columns, unit = 1.0, "difference", str(row["unit"])
    side = -1.0 if row["difference"] < 0.0 else 1.0
    ends = sorted(side * factor * float(row[f"{columns}_{end}"]) for end in ("low", "high"))
    value, low, high = (
        amount(one, 1).replace(".", words.point) for one in (abs(factor * float(row[columns])), *ends)
    )
    return f"{value} {unit} {word} ({interval}{low} {words.to} {high})"


def _inside(name: str) -> str:
    return name if name[:2].isupper() or name.startswith("NOx") else name[:1].lower() + name[1:]


def _listed(names: Sequence[str], last: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"


def _sentence(parts: Sequence[str], last: str) -> str:
    if not parts:
        return ""
    text = _listed(parts, last) if len(parts) < 3 else f"{', '.join(parts[:-1])}, {last} {parts[-1]}"
    return text[:1].upper() + text[1:] + "."
