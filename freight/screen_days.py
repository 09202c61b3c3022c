"""What the command line shows of past days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from freight.screen import out
from freight.units import clock

if TYPE_CHECKING:
    from freight.days.compare import Comparison, VehicleDone
    from freight.days.keep import Line
    from freight.days.learn import Correction
    from freight.days.records import StoredDay
    from freight.run_days import Added


def print_added(added: Added) -> None:
    """Which number a plan has."""
    planned = added.planned
    what = "Kept as" if added.new else "Already kept as"
    visits = sum(len(route.visits) for route in planned.routes)
    out.print(
        f"[bold green]{what} number {added.number}:[/] {planned.day.isoformat()}, {escape(planned.scenario)}, "
        f"{len(planned.routes)} vehicles, {visits} stops"
    )


def print_lines(lines: Iterable[Line]) -> None:
    """The list of plans."""
    table = Table("ID", "Date", "Scenario", "Vehicles", "Orders", "Left out", "km", "Stops noted", box=None)
    for line in lines:
        figures = line.vehicles, line.orders, line.unserved, f"{line.metres / 1000:.1f}", line.noted
        table.add_row(
            str(line.number), line.day.isoformat(), escape(line.scenario), *(str(figure) for figure in figures)
        )
    if table.row_count:
        out.print(table)
    else:
        out.print("No plan is kept yet: freight days add DIR")


def print_day(stored: StoredDay) -> None:
    """Vehicles and stops of one plan."""
    planned = stored.planned
    head = f"{stored.number}: {planned.day.isoformat()} {planned.scenario} ({planned.timezone})"
    out.print(f"[bold]{escape(head)}[/]")
    table = Table("Vehicle", "No.", "Arrives", "Starts", "Leaves", "Place", "Orders", "km", box=None)
    for route in planned.routes:
        km = f"{route.metres / 1000:.1f}"
        name = escape(route.vehicle)
        table.add_row(name, "", "", "", clock(route.depart_s), escape(route.vehicle_type), "", km)
        for visit in route.visits:
            times = (clock(time) for time in (visit.arrive_s, visit.start_s, visit.depart_s))
            orders = " ".join(order.order_id for order in visit.orders)
            place, leg = escape(visit.place), f"{visit.metres / 1000:.1f}"
            table.add_row(name, str(visit.sequence), *times, place, escape(orders), leg)
        table.add_row(name, "", clock(route.return_s), "", "", "back", "", "")
    out.print(table)
    if planned.unserved:
        out.print(f"Left out: {escape(', '.join(planned.unserved))}")


def print_noted(noted: Mapping[int, tuple[int, int]]) -> None:
    """What was taken from a table of actual times."""
    for number, (stays, outings) in sorted(noted.items()):
        out.print(f"[bold green]Noted for number {number}:[/] {stays} stops, {outings} vehicles")


def print_comparison(comparison: Comparison, file: Path | None) -> None:
    """Vehicles, then the stops that were late, worst first."""
    planned = comparison.stored.planned
    out.print(f"[bold]{comparison.stored.number}: {planned.day.isoformat()} {escape(planned.scenario)}[/]")
    table = Table(
        *("Vehicle", "Stops", "Noted", "On time", "Median late min", "Worst", "Out late", "Back late"),
        *("km planned", "km driven"),
        box=None,
    )
    for one in comparison.vehicles:
        table.add_row(escape(one.vehicle), *_figures(one))
    table.add_row("All", *_figures(comparison.whole), style="bold")
    out.print(table)
    late = sorted(
        (stop for stop in comparison.stops if stop.on_time is False),
        key=lambda stop: (-(stop.late_min or 0.0), stop.vehicle, stop.visit.sequence),
    )
    if late:
        stops = Table("Later than promised", "No.", "Place", "Planned", "Came", "Late min", box=None)
        for stop in late:
            came = clock(stop.stay.arrive_s or 0)
            where = escape(stop.vehicle), str(stop.visit.sequence), escape(stop.visit.place)
            stops.add_row(*where, clock(stop.visit.arrive_s), came, _signed(stop.late_min))
        out.print(stops)
    if file is not None:
        out.print(f"Every stop: {escape(str(file))}")


def _figures(one: VehicleDone) -> tuple[str, ...]:
    share = "" if one.on_time_share is None else f"{100 * one.on_time_share:.0f} %"
    minutes = (one.median_late_min, one.worst_late_min, one.depart_late_min, one.return_late_min)
    driven = "" if one.actual_km is None else f"{one.actual_km:.1f}"
    signed = tuple(_signed(value) for value in minutes)
    return str(one.stops), str(one.noted), share, *signed, f"{one.planned_km:.1f}", driven


def _signed(value: float | None) -> str:
    return "" if value is None else f"{value:+.0f}"


def print_corrections(corrections: Iterable[Correction], file: Path) -> None:
    """Every correction with its count; those of too few observations say so."""
    from freight.days.learn import LEAST_COUNT

    table = Table("What", "By", "Key", "n", "Planned min", "Actual min", "Correction", "Applied", box=None)
    for one in corrections:
        value = f"{one.value:+.1f} min" if one.unit == "min" else f"x {one.value:.2f}"
        medians = f"{one.planned_min:.1f}", f"{one.actual_min:.1f}"
        by = one.by.replace("_", " ")
        applied = "yes" if one.applies else f"no, n < {LEAST_COUNT}"
        table.add_row(one.kind, by, escape(one.key), str(one.n), *medians, value, applied)
    if table.row_count:
        out.print(table)
    else:
        out.print("Nothing to learn from yet: freight days actuals FILE.csv")
    out.print(f"Written: {escape(str(file))}")
