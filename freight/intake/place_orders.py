"""Consignments with a position as rows of `orders.csv`; the others rejected."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from freight.intake.draft import Consignment, Draft
from freight.intake.fate import Ledger
from freight.intake.imported import Imported
from freight.intake.locate import Locator
from freight.intake.orders_file import cell_faults, fault_at, order_cells
from freight.intake.unclear import UnclearError


def place_orders(
    consignments: list[Consignment], locator: Locator, service_min: float, imported: Imported
) -> list[dict[str, str]]:
    """Rows of orders.csv; consignments that can not be placed or planned are rejected with all their rows."""
    rows: list[dict[str, str]] = []
    for one in consignments:
        try:
            position = locator.locate(one.draft)
            cells = order_cells(one.draft, position, service_min)
            faults = list(cell_faults(one, cells, service_min))
        except UnclearError as error:
            faults = [fault_at(one.draft, "address", error.message, error.advice)]
        if faults:
            _reject_all(one, faults[0].message, imported.ledger)
            imported.ledger.reject(faults)
        else:
            rows.append(cells)
            imported.orders.append(one)
    _look_up_faulty(locator, imported.ledger)
    imported.sources, imported.read_as = dict(locator.sources), locator.read_as
    imported.geocoder_trouble = locator.geocoder.trouble if locator.geocoder else ""
    return rows


def _look_up_faulty(locator: Locator, ledger: Ledger) -> None:
    """Addresses of the rows with another fault, so that all faults of a row are told at once."""
    silent = replace(locator, ask=None, sources=Counter(), read_as=[])
    for draft in ledger.faulty:
        if not draft.address and not draft.place and _states_position(draft):
            continue
        known = {fault.place for fault in ledger.faults if fault.row == draft.source.row.number}
        try:
            silent.locate(draft)
        except UnclearError as error:
            fault = fault_at(draft, "address", error.message, error.advice)
            ledger.reject([] if fault.place in known else [fault])


def _states_position(draft: Draft) -> bool:
    """Whether coordinates are written, be they readable or not."""
    places = (draft.source.header.place(name) for name in ("lat", "lon", "position"))
    return any(place is not None and bool(draft.source.row.cell(place).own) for place in places)


def _reject_all(one: Consignment, why: str, ledger: Ledger) -> None:
    """The further rows of a rejected consignment are rejected with it."""
    for source in one.sources[1:]:
        draft = Draft(source, id=one.draft.id)
        first = one.sources[0].row.number
        message = f"belongs to the consignment of row {first}, which was rejected: {why}"
        ledger.reject([fault_at(draft, "id", message, f"correct row {first}")])
