"""The route as GPX: a track on the streets driven, a waypoint a stop."""

from __future__ import annotations

from pathlib import Path

from freight.files import write_atomically
from freight.network.streets import Streets
from freight.output.lines import leg_line
from freight.output.sheets.sheet import Sheet, Stop
from freight.output.sheets.words import Words
from freight.units import clock


def write_gpx(path: Path, sheet: Sheet, streets: Streets, words: Words) -> None:
    """Write GPX 1.1: a track segment a leg, waypoints numbered as on the sheet."""
    from gpxpy.gpx import GPX, GPXTrack, GPXTrackPoint, GPXTrackSegment, GPXWaypoint

    gpx = GPX()
    gpx.creator = "freight"
    gpx.name = f"{sheet.vehicle_id}, {words.date(sheet.day)}"
    gpx.description = streets.attribution
    depot = GPXWaypoint(sheet.depot.lat, sheet.depot.lon, name=f"0 {sheet.depot.name}", symbol="Flag, Blue")
    gpx.waypoints.append(depot)
    for stop in sheet.stops:
        gpx.waypoints.append(
            GPXWaypoint(
                stop.halt.lat,
                stop.halt.lon,
                name=f"{stop.sequence} {title(stop, words)}",
                description=description(stop, words),
                symbol="Flag, Green",
            )
        )
    track = GPXTrack(name=sheet.vehicle_id)
    for leg in sheet.legs:
        points = leg_line(streets, leg).tolist()
        track.segments.append(GPXTrackSegment([GPXTrackPoint(lat, lon) for lon, lat in points]))
    gpx.tracks.append(track)
    write_atomically(path, gpx.to_xml("1.1"))


def title(stop: Stop, words: Words) -> str:
    """Who is at a stop, in one line."""
    if stop.charging is not None:
        return words("charge", name=stop.charging.charger.name)
    if stop.reload is not None:
        return words("reload", depot=stop.reload.name)
    return ", ".join(stop.receivers)


def description(stop: Stop, words: Words) -> str:
    """Times, address and goods of a stop, in one line."""
    parts = [f"{words('planned')} {clock(stop.halt.start_s)}", *stop.addresses]
    if stop.promised:
        low, high = stop.promised
        parts.insert(1, f"{words('promised')} {clock(low)}–{clock(high)}")
    for key, load in (("deliver", stop.deliver), ("collect", stop.collect)):
        if any(load):
            parts.append(
                f"{words(key)} {words.number(load.units, 1)} {words('unit')}, {words.number(load.kg, 1)} kg"
            )
    if stop.charging is not None:
        parts.append(charge_text(stop, words))
    parts += [break_text(begin_s, end_s, words) for begin_s, end_s in stop.halt.breaks]
    return "; ".join(parts)


def charge_text(stop: Stop, words: Words) -> str:
    """How long to charge and to what level; empty for other stops."""
    if stop.charging is None:
        return ""
    return words(
        "charge_how",
        minutes=round((stop.halt.depart_s - stop.halt.start_s) / 60.0),
        level=words.number(stop.charging.level_kwh, 1),
        percent=words.number(100.0 * stop.charging.level_share),
    )


def break_text(begin_s: float, end_s: float, words: Words) -> str:
    """How long a break is, and from when to when."""
    return words("break", minutes=round((end_s - begin_s) / 60.0), begin=clock(begin_s), end=clock(end_s))
