"""Links, QR codes, GPX and calendars, read back by the libraries that others read them with."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import gpxpy
import numpy as np
import pytest
import segno
from icalendar import Calendar

from freight.output.lines import leg_line
from freight.output.sheets.gpx import write_gpx
from freight.output.sheets.ics import write_ics
from freight.output.sheets.page import part_name
from freight.output.sheets.phone import WAYPOINTS, phone_links, qr_svg
from freight.output.sheets.sheet import Sheet
from freight.output.sheets.words import LANGUAGES
from tests.timelines import small_streets

NO = LANGUAGES["no"]


def query(url: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(url).query).items()}


def test_a_short_route_is_one_link_that_ends_at_the_depot(small_sheets: tuple[Sheet, ...]) -> None:
    links = phone_links(small_sheets[1])
    assert len(links) == 1
    assert query(links[0].url) == {
        "api": "1", "destination": "59.74000,10.20000", "travelmode": "driving", "dir_action": "navigate",
        "waypoints": "59.74000,10.20400|59.74300,10.20400",
    }  # fmt: skip
    assert part_name(links[0], NO) == "Stopp 1 til terminal"
    assert query(phone_links(small_sheets[2])[0].url)["travelmode"] == "bicycling"


@pytest.mark.parametrize("count", [0, 1, 9, 10, 19, 20, 40])
def test_links_hold_every_stop_once_within_the_limit(crowded_sheet: Sheet, count: int) -> None:
    links = phone_links(replace(crowded_sheet, stops=crowded_sheet.stops[:count]))
    places: list[str] = []
    for link in links:
        asked = query(link.url)
        between = asked.get("waypoints", "")
        assert len(between.split("|")) <= WAYPOINTS
        places += [*(between.split("|") if between else []), asked["destination"]]
    stops = [f"{stop.halt.lat:.5f},{stop.halt.lon:.5f}" for stop in crowded_sheet.stops[:count]]
    assert places == [*stops, f"{crowded_sheet.depot.lat:.5f},{crowded_sheet.depot.lon:.5f}"]
    assert len(links) == (count + 1 + WAYPOINTS) // (WAYPOINTS + 1)
    assert [link.home for link in links] == [False] * (len(links) - 1) + [True]
    assert len({part_name(link, NO) for link in links}) == len(links)


def test_the_code_on_the_sheet_is_the_code_of_its_link(crowded_sheet: Sheet) -> None:
    """The library has no reader: the modules drawn are those of the link, and few enough to print."""
    url = phone_links(crowded_sheet)[0].url
    code = segno.make(url, error="m", micro=False)
    assert (code.mode, code.error, code.designator) == ("byte", "M", f"{code.version}-M")
    assert int(code.version) <= 18
    size = code.symbol_size(scale=1, border=2)[0]
    drawn = qr_svg(url)
    assert f'viewBox="0 0 {size} {size}"' in drawn
    assert drawn == str(segno.make(url, error="m").svg_inline(border=2, omitsize=True, svgclass="qr"))
    assert drawn != qr_svg(url + "0")


@pytest.mark.parametrize("language", ["no", "en"])
def test_gpx_is_read_back_with_every_stop_and_every_metre(
    crowded_sheet: Sheet, tmp_path: Path, language: str
) -> None:
    streets = small_streets("OpenStreetMap")
    write_gpx(tmp_path / "a.gpx", crowded_sheet, streets, LANGUAGES[language])
    gpx = gpxpy.parse((tmp_path / "a.gpx").read_text(encoding="utf-8"))
    assert gpx.version == "1.1"
    assert "OpenStreetMap" in (gpx.description or "")
    assert len(gpx.waypoints) == len(crowded_sheet.stops) + 1
    for stop, waypoint in zip(crowded_sheet.stops, gpx.waypoints[1:], strict=True):
        assert (waypoint.latitude, waypoint.longitude) == pytest.approx((stop.halt.lat, stop.halt.lon))
        assert waypoint.name == f"{stop.sequence} {stop.receivers[0]}"
    segments = gpx.tracks[0].segments
    for leg, segment in zip(crowded_sheet.legs, segments, strict=True):
        read = np.array([(point.longitude, point.latitude) for point in segment.points])
        assert read == pytest.approx(leg_line(streets, leg))
    assert gpx.length_2d() == pytest.approx(crowded_sheet.metres, rel=0.01)


def test_the_calendar_is_read_back_with_every_stop_in_its_time_zone(
    charging_sheet: Sheet, tmp_path: Path
) -> None:
    write_ics(tmp_path / "a.ics", charging_sheet, NO)
    calendar = Calendar.from_ical((tmp_path / "a.ics").read_bytes())
    events = calendar.walk("VEVENT")
    assert [str(event["summary"]) for event in events] == [
        "1. Mottaker O1", "2. Lading: Lader øst", "Tilbake til Terminal Vest",
    ]  # fmt: skip
    assert len({str(event["uid"]) for event in events}) == 3
    start = events[0].decoded("dtstart")
    assert (start.tzname(), start.utcoffset(), start.hour) == ("CET", timedelta(hours=1), 8)
    assert events[0]["dtstart"].params["TZID"] == "Europe/Oslo"
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Oslo"]
    assert "lad til 26 kWh (48 %)" in str(events[1]["description"])
    assert all(event.decoded("dtend") >= event.decoded("dtstart") for event in events)


def test_the_same_sheet_gives_the_same_bytes(crowded_sheet: Sheet, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_ics(tmp_path / f"{name}.ics", crowded_sheet, NO)
        write_gpx(tmp_path / f"{name}.gpx", crowded_sheet, small_streets(), NO)
    assert (tmp_path / "one.ics").read_bytes() == (tmp_path / "two.ics").read_bytes()
    assert (tmp_path / "one.gpx").read_bytes() == (tmp_path / "two.gpx").read_bytes()
