"""What the command line shows of sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape

from freight.screen import out

if TYPE_CHECKING:
    from freight.run_print import Printed


def print_sheets(printed: Printed) -> None:
    """Where the sheets lie and what is missing."""
    if not printed.sheets:
        out.print("No vehicle drives in this plan: there is nothing to print.")
        return
    folder = printed.sheets[0].parent
    out.print(f"[bold green]Sheets written:[/] {len(printed.sheets)} in {escape(str(folder))}")
    out.print(f"  Begin at {escape(str(folder / 'index.html'))}")
    if printed.pdfs:
        out.print(f"  PDF: {len(printed.pdfs)}")
    if printed.no_pdf:
        out.print(f"  [yellow]No PDF:[/] {escape(printed.no_pdf)}")
    if printed.unserved:
        orders = ", ".join(printed.unserved)
        out.print(f"  [yellow]No time promised for orders left out:[/] {escape(orders)}")
