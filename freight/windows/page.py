"""windows.html: a bar for every window by the clock, with what it costs; one file that needs no network."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from freight.domain.scenario import EMBEDDED, Interval
from freight.network.streets import SCHEMATIC_NOTICE
from freight.units import SECONDS_PER_HOUR, clock
from freight.windows.offer import Base, Offer, Refused
from freight.windows.suggested import Suggested, most_moved_min, span

TEMPLATE = "windows.html.j2"
SCALE_PX = 460
"""Width of the clock."""


class Bar(NamedTuple):
    """One window; lengths in pixels from the left end of the clock."""

    window: str
    left: float
    width: float
    service: float | None
    """Where the service begins; None of a window that can not be served."""
    rank: str
    recommended: bool
    text: str


class Chart(NamedTuple):
    """All windows of one order."""

    title: str
    summary: str
    ticks: tuple[tuple[float, str], ...]
    bars: tuple[Bar, ...]


def page(base: Base, suggested: Sequence[Suggested]) -> str:
    """The page as text."""
    from jinja2 import Environment, PackageLoader

    loader = PackageLoader("freight.windows")
    template = Environment(
        loader=loader, autoescape=True, trim_blocks=True, keep_trailing_newline=True
    ).get_template(TEMPLATE)
    return template.render(
        name=base.scenario.name,
        day=base.scenario.day.isoformat(),
        charts=[_chart(one) for one in suggested],
        scale=SCALE_PX,
        notice=SCHEMATIC_NOTICE if base.scenario.network == EMBEDDED else "",
    )


def _chart(one: Suggested) -> Chart:
    windows = [*(offer.window for offer in one.best), *(refused.window for refused in one.refused)]
    begin_s = min(window[0] for window in windows) // SECONDS_PER_HOUR * SECONDS_PER_HOUR
    hours = math.ceil((max(window[1] for window in windows) - begin_s) / SECONDS_PER_HOUR)
    per_s = SCALE_PX / (hours * SECONDS_PER_HOUR)
    every = max(1, math.ceil(hours / 12))
    ticks = tuple(
        (hour * SECONDS_PER_HOUR * per_s, clock(begin_s + hour * SECONDS_PER_HOUR))
        for hour in range(0, hours + 1, every)
    )
    bars = [_possible(one, rank, offer, begin_s, per_s) for rank, offer in enumerate(one.best, 1)]
    bars += [_refused(refused, begin_s, per_s) for refused in one.refused]
    named = f"Order {one.order.id}" + (f", {one.order.name}" if one.order.name != one.order.id else "")
    return Chart(named, _summary(one), ticks, tuple(sorted(bars, key=lambda bar: (bar.left, bar.width))))


def _summary(one: Suggested) -> str:
    if not one.best:
        return "No window can be served on the plan as it stands."
    named = "; ".join(f"{span(offer.window)} for {offer.extra.nok:,.0f} NOK" for offer in one.recommended)
    return f"Recommended: {named}."


def _possible(one: Suggested, rank: int, offer: Offer, begin_s: int, per_s: float) -> Bar:
    extra, who = offer.extra, offer.vehicle_id + (" (stays at home otherwise)" if offer.new_vehicle else "")
    told = "no told time moves"
    if offer.moved:
        told = f"{len(offer.moved)} told times move by up to {most_moved_min(offer):.0f} min"
    more = f"{extra.nok:+,.0f} NOK, {extra.km:+.1f} km, {extra.co2e_kg:+.2f} kg CO₂e"
    text = f"{more}: {who} at {clock(offer.start_s)}; {told}"
    left, width = _place(offer.window, begin_s, per_s)
    service = (offer.start_s - begin_s) * per_s
    return Bar(span(offer.window), left, width, service, str(rank), offer in one.recommended, text)


def _refused(refused: Refused, begin_s: int, per_s: float) -> Bar:
    left, width = _place(refused.window, begin_s, per_s)
    return Bar(span(refused.window), left, width, None, "", False, refused.reason)


def _place(window: Interval, begin_s: int, per_s: float) -> tuple[float, float]:
    return (window[0] - begin_s) * per_s, (window[1] - window[0]) * per_s
