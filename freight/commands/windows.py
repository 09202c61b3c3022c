"""Delivery windows for a new receiver."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from freight.run_windows import Wish

OrdersFile = Annotated[
    Path | None, typer.Option(metavar="FILE", help="New orders, .csv or .xlsx, columns as in orders.csv.")
]
Address = Annotated[str, typer.Option(help="Or one new order: its street address,")]
Place = Annotated[str, typer.Option(help="or its name in the gazetteer,")]
At = Annotated[str, typer.Option(metavar="LAT,LON", help="or its position; also 59,744;10,204.")]
Id = Annotated[str, typer.Option("--id", help="Name of the one new order.")]
Kg = Annotated[str, typer.Option(help="Its weight.")]
M3 = Annotated[str, typer.Option(help="Its volume.")]
Units = Annotated[str, typer.Option(help="Its parcels, crates or pallets.")]
Minutes = Annotated[str, typer.Option(help="Minutes at the stop.")]
GoodsClass = Annotated[str, typer.Option(help="What its goods are, where some must not share a vehicle.")]
Hours = Annotated[str, typer.Option(metavar="HH:MM-HH:MM", help="When it may be served; silent: always.")]
Length = Annotated[int, typer.Option(metavar="MIN", min=5, max=1440, help="Length of a window.")]
Step = Annotated[int, typer.Option(metavar="MIN", min=5, max=1440, help="From one window to the next.")]
Keep = Annotated[
    int | None, typer.Option(metavar="MIN", min=0, max=600, help="Told times move by at most so much.")
]
Accept = Annotated[
    int | None, typer.Option(metavar="N", min=1, help="Write the day with the window of rank N to --out.")
]
Out = Annotated[Path | None, typer.Option(metavar="DIR", help="Where the results go (default: DIR/windows).")]


def windows(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A folder with plan.json.")],
    orders: OrdersFile = None,
    address: Address = "",
    place: Place = "",
    at: At = "",
    new_id: Id = "NEW",
    kg: Kg = "",
    m3: M3 = "",
    units: Units = "",
    minutes: Minutes = "5",
    hours: Hours = "",
    goods_class: GoodsClass = "",
    length: Length = 120,
    step: Step = 30,
    keep: Keep = None,
    accept: Accept = None,
    out: Out = None,
) -> None:
    """Say which delivery windows a plan can offer a new receiver, and what each costs."""
    from freight.run_windows import Wish

    if sum(map(bool, (orders, address, place, at))) != 1:
        raise typer.BadParameter("give one of --orders, --address, --place and --at", param_hint="--orders")
    if accept is not None and out is None:
        raise typer.BadParameter("--accept needs a folder to write to", param_hint="--out")
    lat, _, lon = at.partition(";" if ";" in at else ",")
    stated = {
        "id": new_id, "place": place, "lat": lat.strip(), "lon": lon.strip(), "kg": kg, "m3": m3,
        "units": units, "service_min": minutes, "windows": hours, "goods_class": goods_class,
    }  # fmt: skip
    keep_s = None if keep is None else keep * 60
    _show(directory, Wish(orders, stated, address, length * 60, step * 60, keep_s), accept, out)


def _show(directory: Path, wish: Wish, accept: int | None, out: Path | None) -> None:
    from freight.run_windows import accept_window, suggest_windows, write_suggested
    from freight.screen import print_outcome, saying
    from freight.screen_windows import print_suggested

    target = directory / "windows" if out is None else out
    with saying() as say:
        asked = suggest_windows(directory, wish, say)
        outcome = None if accept is None else accept_window(directory, asked, accept, target, say)
        files = write_suggested(target, asked, wish)
    print_suggested(asked, files)
    if outcome is not None:
        print_outcome(outcome)
