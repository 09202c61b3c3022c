"""Delivery windows for a new receiver."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def windows(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A folder with plan.json.")],
    orders: Annotated[
        Path | None, typer.Option(metavar="FILE", help="New orders, .csv or .xlsx, columns as in orders.csv.")
    ] = None,
    address: Annotated[str, typer.Option(help="Or one new order: its street address,")] = "",
    place: Annotated[str, typer.Option(help="or its name in the gazetteer,")] = "",
    at: Annotated[str, typer.Option(metavar="LAT,LON", help="or its position in degrees.")] = "",
    new_id: Annotated[str, typer.Option("--id", help="Name of the one new order.")] = "NEW",
    kg: Annotated[str, typer.Option(help="Its weight.")] = "",
    m3: Annotated[str, typer.Option(help="Its volume.")] = "",
    units: Annotated[str, typer.Option(help="Its parcels, crates or pallets.")] = "",
    minutes: Annotated[str, typer.Option(help="Minutes at the stop.")] = "5",
    hours: Annotated[
        str, typer.Option(metavar="08:00-16:00", help="When the receiver is there; silent: always.")
    ] = "",
    length: Annotated[int, typer.Option(metavar="MIN", min=5, max=1440, help="Length of a window.")] = 120,
    step: Annotated[
        int, typer.Option(metavar="MIN", min=5, max=1440, help="From one window to the next.")
    ] = 30,
    keep: Annotated[
        int | None, typer.Option(metavar="MIN", min=0, max=600, help="Told times move by at most so much.")
    ] = None,
    accept: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Write the day with the window of rank N to --out.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where the results go (default: DIR/windows).")
    ] = None,
) -> None:
    """Say which delivery windows a plan can offer a new receiver, and what each costs."""
    from freight.run_windows import Wish, accept_window, suggest_windows, write_suggested
    from freight.screen import print_outcome, saying
    from freight.screen_windows import print_suggested

    if sum(map(bool, (orders, address, place, at))) != 1:
        raise typer.BadParameter("give one of --orders, --address, --place and --at", param_hint="--orders")
    if accept is not None and out is None:
        raise typer.BadParameter("--accept needs a folder to write to", param_hint="--out")
    lat, _, lon = at.replace(";", ",").partition(",")
    stated = {
        "id": new_id, "place": place, "lat": lat.strip(), "lon": lon.strip(), "kg": kg, "m3": m3,
        "units": units, "service_min": minutes, "windows": hours,
    }  # fmt: skip
    keep_s = None if keep is None else keep * 60
    wish = Wish(orders, stated, address, length * 60, step * 60, keep_s)
    target = directory / "windows" if out is None else out
    with saying() as say:
        asked = suggest_windows(directory, wish, say)
        outcome = None if accept is None else accept_window(directory, asked, accept, target, say)
        files = write_suggested(target, asked, wish)
    print_suggested(asked, files)
    if outcome is not None:
        print_outcome(outcome)
