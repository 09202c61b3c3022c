"""Importing a list of orders: shows what was understood, asks where it was not."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

_BOOK = "Place book (default: addresses.csv beside the orders)."
_REGISTER = "Kartverket's address CSV in place of the embedded drawing of Drammen; none: neither."
_Mapping = Annotated[
    Path | None, typer.Option(metavar="M.yaml", help="Meaning of the headings; written when new.")
]
_Strict = Annotated[bool, typer.Option("--strict", help="Write no orders when a row is rejected.")]
_Addresses = Annotated[Path | None, typer.Option(metavar="FILE", help=_BOOK)]
_Register = Annotated[str, typer.Option(metavar="FILE|none", help=_REGISTER)]
_Offline = Annotated[bool, typer.Option("--offline", help="Do not ask Kartverket for addresses.")]
_Geocoder = Annotated[str, typer.Option(metavar="URL", help="An address API like Kartverket's.")]
_Sheet = Annotated[str, typer.Option(metavar="NAME", help="Only this sheet of the workbook.")]
_Day = Annotated[
    datetime | None, typer.Option("--date", formats=["%Y-%m-%d", "%d.%m.%Y"], help="Only this day.")
]
_Service = Annotated[float, typer.Option(min=0, max=600, help="Minutes at a stop where the list says none.")]


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv|.xlsx", help="The list of orders, as it is.")],
    out: Annotated[Path, typer.Option(metavar="ORDERS.csv", help="Where the orders go.")],
    mapping: _Mapping = None,
    strict: _Strict = False,
    addresses: _Addresses = None,
    register: _Register = "",
    offline: _Offline = False,
    geocoder: _Geocoder = "",
    sheet: _Sheet = "",
    day: _Day = None,
    service_min: _Service = 5.0,
) -> None:
    """Turn people's spreadsheet into orders.csv: headings, times, units and addresses as they come."""
    from freight.intake.imported import ImportChoices
    from freight.intake.kartverket import URL
    from freight.run_import import import_orders
    from freight.screen_import import ask_address, confirm_headings, print_imported, tell

    there = sys.stdin.isatty() and sys.stdout.isatty()
    choices = ImportChoices(
        today=date.today(),
        mapping=mapping,
        strict=strict,
        addresses=addresses,
        register=register,
        offline=offline,
        geocoder=geocoder or URL,
        sheet=sheet,
        day=day.date() if day else None,
        service_min=service_min,
        ask=ask_address if there else None,
    )
    imported = import_orders(file, out, choices, tell, lambda shown: confirm_headings(shown, ask=there))
    print_imported(imported)
