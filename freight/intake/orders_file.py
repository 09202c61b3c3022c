"""Consignments as `orders.csv`, in the form that `freight.inputs.orders` reads."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from pydantic import ValidationError

from freight.inputs.explain import problems
from freight.inputs.orders import OrderRow
from freight.inputs.places import position_problems
from freight.intake.draft import Consignment, Draft, Position
from freight.intake.fate import CellFault
from freight.intake.header import Header
from freight.units import clock

COLUMNS = (
    *("id", "name", "address", "lat", "lon", "kind", "kg", "m3", "units", "windows", "service_min", "skills"),
    *("goods_class", "group", "carrier", "priority", "penalty_nok"),
)
_TIMEZONE = "Europe/Oslo"
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "address": ("address", "street", "place", "position", "lat"),
    "lat": ("lat", "position"),
    "lon": ("lon", "position"),
    "windows": ("windows", "from", "to"),
    "m3": ("m3", "dimensions"),
    "units": ("units", "pallets"),
}
"""Where a column of orders.csv may come from, if not from the field of its own name."""


def order_cells(draft: Draft, position: Position, service_min: float) -> dict[str, str]:
    """One row of orders.csv; what is not stated is empty."""
    lat, lon = position
    postal = " ".join(part for part in (draft.postcode, draft.town) if part)
    address = ", ".join(" ".join(part.split()) for part in (draft.address or draft.place, postal) if part)
    windows = "|".join(f"{clock(start)}-{clock(end)}" for start, end in draft.windows)
    stated = draft.service_min if draft.service_min is not None else service_min
    return {
        "id": draft.id,
        "name": draft.name or " ".join((draft.address or draft.place).split()) or draft.id,
        "address": address,
        "lat": f"{lat:.6f}".replace(".", ","),
        "lon": f"{lon:.6f}".replace(".", ","),
        "kind": draft.kind.value,
        "kg": _number(draft.kg),
        "m3": _number(draft.m3),
        "units": _number(draft.units),
        "windows": windows,
        "service_min": _number(stated),
        "skills": "|".join(sorted(draft.skills)),
        "goods_class": draft.goods_class,
        "group": draft.group,
        "carrier": draft.carrier,
        "priority": str(draft.priority or 3),
        "penalty_nok": _number(draft.penalty_nok),
    }


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")


def cell_faults(consignment: Consignment, cells: Mapping[str, str], service_min: float) -> Iterator[CellFault]:
    """What `freight validate` would find fault with in a row of orders.csv, at the cells it comes from."""
    draft = consignment.draft
    try:
        row = OrderRow.model_validate({name: cell for name, cell in cells.items() if cell})
    except ValidationError as error:
        found = [(str(one.where[0]) if one.where else "", one) for one in problems(error, OrderRow, cells)]
        yield from (fault_at(draft, name, one.message, one.advice) for name, one in found)
        return
    if row.lat is not None and row.lon is not None:
        for one in position_problems(row.lat, row.lon, _TIMEZONE):
            yield fault_at(draft, "lat", one.message, one.advice)
    longest_s = max(end - start for start, end in row.windows)
    if row.service_min * 60 > longest_s:
        minutes = f"{row.service_min:g} minutes" + ("" if draft.service_min is not None else " (--service-min)")
        message = f"is shorter than the {minutes} of service"
        yield fault_at(draft, "windows", message, "widen the window or check the minutes")


def fault_at(draft: Draft, name: str, message: str, advice: str) -> CellFault:
    """A fault of a draft at the cell that a column of orders.csv comes from; of the row where there is none."""
    source, header = draft.source, draft.source.header
    place = next(
        (found for field in _FIELDS.get(name, (name,)) if (found := _filled(header, draft, field)) is not None),
        None,
    )
    if place is None:
        place = next(
            (found for field in _FIELDS.get(name, (name,)) if (found := header.place(field)) is not None), None
        )
    heading = header.heading(place) if place is not None else f"({name})"
    value = source.row.cell(place).text if place is not None else ""
    return CellFault(source.sheet, source.row.number, heading, place, value, message, advice)


def _filled(header: Header, draft: Draft, field: str) -> int | None:
    place = header.place(field)
    return place if place is not None and draft.source.row.cell(place).own else None


def orders_text(rows: Iterable[Mapping[str, str]]) -> str:
    """Content of orders.csv, as a Norwegian Excel would write it: semicolons and decimal commas."""
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, COLUMNS, restval="", delimiter=";", lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return text.getvalue()
