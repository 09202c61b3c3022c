"""The day as a calendar: an event a stop, in the time zone of the day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from freight import __version__
from freight.files import write_atomically
from freight.output.sheets.gpx import break_text, description, title
from freight.output.sheets.sheet import Sheet, Stop
from freight.output.sheets.words import Words

if TYPE_CHECKING:
    from icalendar import Event


def write_ics(path: Path, sheet: Sheet, words: Words) -> None:
    """Write RFC 5545: a VEVENT a stop and one for the way back, with the rules of the time zone."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//freight//driver sheets {__version__}//{words.code.upper()}")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{sheet.vehicle_id}, {words.date(sheet.day)}")
    for stop in sheet.stops:
        calendar.add_component(_stop_event(sheet, stop, words))
        for number, (begin_s, end_s) in enumerate(stop.halt.breaks, 1):
            calendar.add_component(_break_event(sheet, stop, number, (begin_s, end_s), words))
    calendar.add_component(_back_event(sheet, words))
    calendar.add_missing_timezones()
    write_atomically(path, calendar.to_ical())


def _stop_event(sheet: Sheet, stop: Stop, words: Words) -> Event:
    halt = stop.halt
    event = _event(sheet, stop.sequence, halt.arrive_s, halt.depart_s)
    event.add("summary", f"{stop.sequence}. {title(stop, words)}")
    event.add("description", description(stop, words))
    event.add("location", ", ".join(stop.addresses) or title(stop, words))
    event.add("geo", (round(halt.lat, 6), round(halt.lon, 6)))
    return event


def _break_event(sheet: Sheet, stop: Stop, number: int, when: tuple[int, int], words: Words) -> Event:
    event = _event(sheet, f"{stop.sequence}-break-{number}", *when)
    event.add("summary", break_text(*when, words))
    event.add("location", ", ".join(stop.addresses) or title(stop, words))
    return event


def _back_event(sheet: Sheet, words: Words) -> Event:
    event = _event(sheet, len(sheet.stops) + 1, sheet.back.leg.depart_s, sheet.return_s)
    event.add("summary", words("back", depot=sheet.depot.name))
    event.add("location", sheet.depot.name)
    event.add("geo", (round(sheet.depot.lat, 6), round(sheet.depot.lon, 6)))
    return event


def _event(sheet: Sheet, sequence: int | str, begin_s: float, end_s: float) -> Event:
    from icalendar import Event

    event = Event()
    name = "".join(sign if sign.isalnum() else "-" for sign in f"{sheet.scenario} {sheet.vehicle_id}")
    event.add("uid", f"{sheet.day:%Y%m%d}-{sequence}-{name}@freight")
    event.add("dtstamp", datetime(sheet.day.year, sheet.day.month, sheet.day.day, tzinfo=UTC))
    event.add("dtstart", moment(sheet, begin_s))
    event.add("dtend", moment(sheet, end_s))
    return event


def moment(sheet: Sheet, seconds: float) -> datetime:
    """A time of the planning day in its time zone, on the wall clock."""
    midnight = datetime(sheet.day.year, sheet.day.month, sheet.day.day)
    return (midnight + timedelta(seconds=round(seconds))).replace(tzinfo=ZoneInfo(sheet.timezone))
