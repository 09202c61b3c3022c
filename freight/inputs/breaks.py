"""Break rules: a table of them, and which ones the scenario and the fleet name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, PlainValidator

from freight.domain.breaks import BreakRule, Counts, Per
from freight.domain.fleet import VehicleType
from freight.errors import Fault
from freight.inputs.explain import Problem, did_you_mean
from freight.inputs.fields import NUMBER, FileModel, Id, Note
from freight.inputs.fleet import Fleet
from freight.inputs.parse import number, wrong
from freight.inputs.tables import read_rows, row_fault

PACKAGED = Path(str(files("freight"))) / "data" / "breaks.csv"
REQUIRED = ("rule", "counts", "per", "over_min", "break_min", "waiting", "charging", "paid")
MAX_PARTS = 3
MINUTE_S = 60
Minutes = Annotated[float, Field(gt=0, le=1440), NUMBER]


def parts(value: object) -> tuple[float, ...]:
    """Minutes of parts in their order: ``15+30``; nothing for an empty cell.

    Raises
    ------
    PydanticCustomError
        When these are not one to three positive numbers.
    """
    text = str(value).strip()
    found = tuple(number(part) for part in text.split("+")) if text else ()
    if len(found) > MAX_PARTS or any(not 0 < one <= 1440 for one in found):
        raise wrong("must be minutes of one to three parts", "write 15+30")
    return found


Parts = Annotated[tuple[float, ...], PlainValidator(parts, json_schema_input_type=str)]


class BreakRow(FileModel):
    """One row of a table of break rules; rows of one name hold together."""

    rule: Id = Field(description="Name by which a scenario or a vehicle type asks for it")
    counts: Counts = Field(description="What is counted: work (driving, service, setting up) or driving")
    per: Per = Field(description="stretch: since the last whole break; day: the day together")
    over_min: Minutes = Field(
        description="Of a stretch: never more than this without a break; of a day: from this on"
    )
    break_min: Minutes = Field(description="Length of the break; of a day all breaks together")
    parts_min: Parts = Field(
        (),
        description="Of a stretch: parts in their order (15+30); of a day: least length of a break that "
        "counts; empty: in one piece",
    )
    waiting: Literal["work", "free"] = Field(
        description="A planned wait: work, or the driver's own time in which a break may lie"
    )
    charging: Literal["work", "free"] = Field(description="Charging once current flows: work, or free")
    paid: Literal["yes", "no"] = Field(description="Whether the driver is paid while on a break")
    source: Note = Field("", description="Law and paragraph")
    edition: Note = Field("", description="Of what year")
    reading: Note = Field("", description="How the law was read")


def read_breaks(path: Path, faults: list[Fault]) -> tuple[BreakRule, ...]:
    """Rows of a table of break rules, in its order."""
    rules = []
    for row, cells in read_rows(path, BreakRow, REQUIRED, faults):
        for problem in _faults(cells):
            faults.append(row_fault(path, row, problem))
        rules.append(_rule(cells))
    return tuple(rules)


def _faults(cells: BreakRow) -> Iterable[Problem]:
    said = "+".join(f"{part:g}" for part in cells.parts_min)
    if cells.per is Per.DAY and len(cells.parts_min) > 1:
        advice = "write the least length of a break alone, such as 15"
        yield Problem(("parts_min",), said, "of a day is one number", advice)
    if cells.per is Per.STRETCH and cells.parts_min and len(cells.parts_min) < 2:
        yield Problem(("parts_min",), said, "is one part of a break", "write all parts, or leave it empty")
    if cells.per is Per.DAY and cells.parts_min and cells.parts_min[0] > cells.break_min:
        yield Problem(("parts_min",), said, "is longer than all breaks together", "at most break_min")


def _rule(cells: BreakRow) -> BreakRule:
    return BreakRule(
        name=cells.rule,
        counts=cells.counts,
        per=cells.per,
        over_s=_seconds(cells.over_min),
        break_s=_seconds(cells.break_min),
        parts_s=tuple(_seconds(part) for part in cells.parts_min),
        waiting_free=cells.waiting == "free",
        charging_free=cells.charging == "free",
        paid=cells.paid == "yes",
        source=cells.source,
    )


def _seconds(minutes: float) -> int:
    return round(minutes * MINUTE_S)


def fleet_with_breaks(
    fleet: Fleet | None, wanted: tuple[str, ...], scenario: Path, read: dict[str, Path], faults: list[Fault]
) -> Fleet | None:
    """The fleet with the break rules that its types or the scenario (`wanted`) name.

    The table is read only when a rule is named, or a table of one's own is (``read["break_table"]``).
    """
    types = () if fleet is None else fleet[0]
    named = bool(wanted) or any(kind.break_names for kind in types)
    if not named and "break_table" not in read:
        return fleet
    table = read.setdefault("break_table", PACKAGED)
    before = len(faults)
    rules: dict[str, list[BreakRule]] = {}
    for rule in read_breaks(table, faults):
        rules.setdefault(rule.name, []).append(rule)
    if len(faults) > before:
        return fleet
    faults.extend(_unknown(str(scenario), "breaks", wanted, rules, table))
    for kind in types:
        place = f"type {kind.id}, breaks"
        faults.extend(_unknown(str(read["fleet"]), place, kind.break_names or (), rules, table))
    return None if fleet is None else (tuple(_kind(kind, wanted, rules) for kind in types), fleet[1])


def _unknown(
    file: str, place: str, names: Iterable[str], rules: Mapping[str, object], table: Path
) -> Iterable[Fault]:
    for name in names:
        if name not in rules:
            advice = did_you_mean(name, list(rules))
            yield Fault(file, place, name, f"there is no such break rule in {table}", advice)


def _kind(kind: VehicleType, wanted: tuple[str, ...], rules: Mapping[str, list[BreakRule]]) -> VehicleType:
    names = wanted if kind.break_names is None else kind.break_names
    return replace(kind, breaks=tuple(row for name in dict.fromkeys(names) for row in rules.get(name, [])))
