"""How well a house of a register fits a written address, and whether that is sure."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from freight.intake.address import Address, street_key
from freight.intake.places import House
from freight.intake.words import fold

SURE = 90.0
"""Least score, of 100, of a match that is taken without asking."""
LEAD, EXACT_LEAD = 8.0, 2.5
"""How much better it must be than the next place; where its street is spelled alike, streets that are only like
it do not count."""
DOUBTFUL = 60.0
"""Below this what is known differs in street, town or postcode, and is shown but hardly meant."""
SAME_PLACE_M = 120.0
"""Two houses of one street nearer than this are one place: entrances of one building."""
EXACT = 97.9
"""The street is spelled alike, the number is right; at most a letter of the entrance is missing."""
_SHOWN = 5
_WORTH_SHOWING, _FAR_BEHIND = 40.0, 25.0
_M_PER_DEGREE = 111_320.0


@dataclass(frozen=True, slots=True)
class Match:
    """A house and how well it fits, of 100."""

    house: House
    score: float
    source: str
    drawn: bool = False


def score(address: Address, house: House) -> float:
    """Likeness of the streets, less what speaks against the house.

    Less 2 where the letter of the entrance is missing on one side and 12 where it differs; less 20 for another
    town; less 15 for another postcode in the same or an unknown town, 40 in another one.
    """
    found = fuzz.ratio(address.street_key, street_key(house.street))
    own, other = address.letter.casefold(), house.letter.casefold()
    if own != other:
        found -= 12 if own and other else 2
    town_differs = bool(address.town and house.town) and not _same_town(address.town, house.town)
    if town_differs:
        found -= 20
    if address.postcode and house.postcode and address.postcode != house.postcode:
        found -= 40 if town_differs else 15
    return max(found, 0.0)


def _same_town(a: str, b: str) -> bool:
    return fuzz.ratio(fold(a), fold(b)) >= 80


def ranked(address: Address, houses: Iterable[House], source: str, *, drawn: bool = False) -> list[Match]:
    """Houses with the number of the address, the best first."""
    matches = [
        Match(house, round(score(address, house), 1), source, drawn)
        for house in houses
        if house.number == address.number
    ]
    return sorted(matches, key=lambda one: (-one.score, str(one.house)))


def sure(matches: list[Match]) -> Match | None:
    """The best match, when it is good and no other place is nearly as good."""
    if not matches or matches[0].score < SURE:
        return None
    best = matches[0]
    lead = EXACT_LEAD if best.score >= EXACT else LEAD
    for other in matches[1:]:
        if best.score - other.score < lead and not _same_place(best.house, other.house):
            return None
    return best


def _same_place(one: House, other: House) -> bool:
    return street_key(one.street) == street_key(other.street) and apart_m(one, other) <= SAME_PLACE_M


def choices(matches: list[Match]) -> list[Match]:
    """The best matches that are places of their own, to choose from."""
    chosen: list[Match] = []
    least = max([_WORTH_SHOWING, *(one.score - _FAR_BEHIND for one in matches)])
    for match in sorted(matches, key=lambda one: (-one.score, str(one.house))):
        if match.score >= least and all(str(match.house) != str(other.house) for other in chosen):
            chosen.append(match)
    return chosen[:_SHOWN]


def apart_m(one: House, other: House) -> float:
    """Metres between two houses."""
    north = (one.lat - other.lat) * _M_PER_DEGREE
    east = (one.lon - other.lon) * _M_PER_DEGREE * math.cos(math.radians(one.lat))
    return math.hypot(north, east)
