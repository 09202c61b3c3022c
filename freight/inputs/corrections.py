"""Service minutes learned from past days (`freight days learn`), laid on the orders of a scenario."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from freight.domain.scenario import Order
from freight.errors import Fault
from freight.inputs.explain import Problem
from freight.inputs.fields import NUMBER, FileModel, Note
from freight.inputs.tables import read_rows, row_fault

REQUIRED = ("kind", "by", "key", "correction", "apply")


class CorrectionRow(FileModel):
    """One row as `freight days learn` writes it."""

    kind: Literal["service", "travel"]
    by: Note
    key: Note = ""
    n: Note = ""
    planned_min: Note = ""
    actual_min: Note = ""
    correction: Annotated[float, Field(ge=-600, le=600), NUMBER]
    unit: Note = ""
    apply: Literal["yes", "no"]


@dataclass(frozen=True, slots=True)
class ServiceCorrections:
    """Minutes to add to service, by receiver and by group."""

    by_receiver_min: Mapping[str, float]
    by_group_min: Mapping[str, float]


def read_corrections(path: Path, faults: list[Fault]) -> ServiceCorrections:
    """The rows that apply to service by receiver and by group; the others are for people to read."""
    found: dict[str, dict[str, float]] = {"receiver": {}, "group": {}}
    for row, cells in read_rows(path, CorrectionRow, REQUIRED, faults):
        if cells.kind != "service" or cells.apply != "yes" or cells.by not in found:
            continue
        key = cells.key.removeprefix("'")
        if key in found[cells.by]:
            problem = Problem(("key",), key, f"the {cells.by} stands twice", "keep one of the rows")
            faults.append(row_fault(path, row, problem))
        found[cells.by][key] = cells.correction
    return ServiceCorrections(found["receiver"], found["group"])


def corrected(orders: Iterable[Order], corrections: ServiceCorrections) -> tuple[Order, ...]:
    """Orders with the learned minutes in their service: those of the receiver, else those of the group."""
    return tuple(_corrected(order, corrections) for order in orders)


def _corrected(order: Order, corrections: ServiceCorrections) -> Order:
    of_group = corrections.by_group_min.get(order.group, 0.0) if order.group else 0.0
    more_s = round(60.0 * corrections.by_receiver_min.get(order.name or order.id, of_group))
    service_s = max(order.service_s + more_s, 0)
    return replace(order, service_s=service_s, learned_s=service_s - order.service_s)
