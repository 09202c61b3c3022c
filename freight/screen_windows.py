"""What the command line shows of windows for new receivers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Column, Table

from freight.screen import out
from freight.units import clock

if TYPE_CHECKING:
    from freight.run_windows import Asked
    from freight.windows.offer import Offer
    from freight.windows.suggested import Suggested

HEADINGS = ("Rank", "Window", "NOK", "km", "min", "CO2e kg", "Vehicle", "Service", "Spare", "Moved")
NOTES = (
    "  * recommended: the cheapest, and the next ones that share at most half of their time with it\n"
    "  NOK, km, min, CO2e: more than without the order, replayed; Vehicle with +: stays at home without it\n"
    "  Service: when it begins; Spare: by how many minutes it may begin later and still end inside the window\n"
    "  Moved: told times that change, and by how many minutes at most"
)


def print_suggested(asked: Asked, files: Iterable[Path]) -> None:
    """Every window of every new order, by the clock; the recommended ones first and by name."""
    for one in asked.suggested:
        _print_order(one)
    for file in files:
        out.print(f"  {escape(str(file))}")


def _print_order(one: Suggested) -> None:
    from freight.windows.suggested import span

    name = f" ({escape(one.order.name)})" if one.order.name != one.order.id else ""
    out.print(f"[bold]Order {escape(one.order.id)}[/]{name}: {_summary(one)}")
    if one.best:
        table = Table(*(Column(name, no_wrap=True) for name in HEADINGS), box=None, padding=(0, 1, 0, 0))
        for rank, offer in sorted(enumerate(one.best, 1), key=lambda pair: pair[1].window):
            mark = "*" if offer in one.recommended else ""
            table.add_row(f"{rank}{mark}", span(offer.window), *_figures(offer))
        out.print(table)
        out.print(NOTES)
    for no in one.refused:
        out.print(f"  [yellow]Not {span(no.window)}:[/] {escape(no.reason)}")


def _summary(one: Suggested) -> str:
    from freight.windows.suggested import span

    if not one.best:
        return "[yellow]no window can be served on the plan as it stands[/]"
    named = (f"{span(offer.window)} (+{offer.extra.nok:,.0f} NOK)" for offer in one.recommended)
    return f"[bold green]{', '.join(named)}[/]"


def _figures(offer: Offer) -> tuple[str, ...]:
    from freight.windows.suggested import most_moved_min

    extra = offer.extra
    moved = f"{len(offer.moved)} (by {most_moved_min(offer):.0f})" if offer.moved else "0"
    return (
        f"{extra.nok:+,.0f}",
        f"{extra.km:+.1f}",
        f"{extra.hours * 60:+.0f}",
        f"{extra.co2e_kg:+.2f}",
        escape(offer.vehicle_id) + (" +" if offer.new_vehicle else ""),
        clock(offer.start_s),
        f"{offer.spare_s / 60:.0f}",
        moved,
    )
