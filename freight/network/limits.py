"""Limits of weight and size."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from freight.domain.fleet import VehicleType
from freight.network.access_conditional import Occasion, apply_clauses
from freight.network.measures import metres, tonnes
from freight.network.timed_access import FREE, SHUT, TimedAccess, stricter
from freight.network.view import CLOSED, THROUGH


def _own(kind: VehicleType) -> tuple[tuple[str, float, Callable[[str], float | None]], ...]:
    """(key, own measure, reader of the limit) of everything that is limited."""
    weight_t = kind.gross_weight_kg / 1000
    return (
        ("maxweight", weight_t, tonnes),
        ("maxweightrating", weight_t, tonnes),
        ("maxheight", kind.height_m, metres),
        ("maxheight:physical", kind.height_m, metres),
        ("maxwidth", kind.width_m, metres),
        ("maxwidth:physical", kind.width_m, metres),
        ("maxlength", kind.length_m, metres),
    )


def limit_access(tags: Mapping[str, str], occasion: Occasion, direction: str) -> TimedAccess:
    """Closed where and when a limit is smaller than the vehicle.

    Weight is the gross weight the vehicle is registered for, empty or full. A limit that cannot be read is no
    limit. ``maxweight:conditional=none @ (delivery)`` opens the street for stops.

    Parameters
    ----------
    direction
        ``forward`` or ``backward``, for limits on one direction.
    """
    access = FREE
    suffixes = ("", ":hgv" if occasion.kind.hgv else ":goods", f":{direction}")
    for key, own, read in _own(occasion.kind):
        names = [name for suffix in suffixes if (name := key + suffix) in tags or f"{name}:conditional" in tags]
        for name in names:
            access = stricter(access, _one_limit(tags, name, occasion, own, read))
    return access


def _one_limit(
    tags: Mapping[str, str], key: str, occasion: Occasion, own: float, read: Callable[[str], float | None]
) -> TimedAccess:
    def level(value: str) -> int | None:
        limit = read(value)
        return None if limit is None else (CLOSED if own > limit else THROUGH)

    access = SHUT if key in tags and level(tags[key]) == CLOSED else FREE
    text = tags.get(f"{key}:conditional")
    return access if text is None else apply_clauses(access, text, level, occasion)
