"""Where an order is: place book, registers, Kartverket, and a question where none of them is sure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from freight.intake.address import POST_BOX, Address, parse_address
from freight.intake.draft import Draft, Position
from freight.intake.drawn import districts
from freight.intake.kartverket import Geocoder, GeocoderError
from freight.intake.match import DOUBTFUL, EXACT, Match, choices, ranked, sure
from freight.intake.place_book import BookRow, PlaceBook
from freight.intake.places import Register
from freight.intake.unclear import UnclearError
from freight.intake.words import fold

Ask = Callable[[str, Sequence[str]], int | None]
"""Puts an address and its candidates before a person; the place of the chosen one, or None."""
_ADVISED = 3
"""Candidates that an advice names; a person who is asked sees more."""
BOOK, FILE = "place book", "position in the file"


@dataclass(slots=True)
class Locator:
    """Everything that knows addresses, in the order in which it is asked."""

    book: PlaceBook
    registers: tuple[Register, ...]
    geocoder: Geocoder | None
    """None: work without the network."""
    ask: Ask | None
    """None: nobody is there to be asked."""
    sources: Counter[str] = field(default_factory=Counter)
    """Number of orders by what gave the position."""
    read_as: list[str] = field(default_factory=list)
    """Addresses that were found under another spelling."""

    def locate(self, draft: Draft) -> Position:
        """Position of an order.

        Raises
        ------
        UnclearError
            When it can not be told for sure; the advice holds the candidates.
        """
        if draft.position is not None:
            self.sources[FILE] += 1
            return draft.position
        written = draft.address or draft.place
        if not written:
            raise UnclearError("is empty", "write street and house number, or give latitude and longitude")
        return self.find(written, draft.postcode, draft.town)

    def find(self, written: str, postcode: str = "", town: str = "") -> Position:
        """Position of a written address.

        Raises
        ------
        UnclearError
            As `locate`.
        """
        if POST_BOX.search(written):
            raise UnclearError("is a post box, where no vehicle halts", "write the street address")
        readings = parse_address(written, postcode, town)
        if not readings:
            raise UnclearError("is no address", "write street and house number: Nedre Storgate 22")
        kept = self.book.find(readings)
        if kept is not None:
            self.sources[BOOK] += 1
            return kept.lat, kept.lon
        return self._search(readings)

    def _search(self, readings: tuple[Address, ...]) -> Position:
        matches: list[Match] = []
        likely: tuple[Address, Match] | None = None
        for register in self.registers:
            for address in readings:
                found = _near(register, address)
                if (best := sure(found)) is not None:
                    if best.score >= EXACT or self.geocoder is None:
                        return self._take(address, best)
                    likely = likely or (address, best)
                matches.extend(found)
        failure = ""
        for address in readings if self.geocoder is not None else ():
            if address.number is None:
                continue
            try:
                found = self._asked_kartverket(address)
            except GeocoderError as error:
                failure = f"; Kartverket was asked in vain: {error}"
                continue
            if (best := sure(found)) is not None:
                self._keep(address, best)
                return self._take(address, best)
            matches.extend(found)
        if likely is not None:
            return self._take(*likely)
        return self._asked(readings, choices(matches), failure)

    def _asked_kartverket(self, address: Address) -> list[Match]:
        houses = self.geocoder.find(address) if self.geocoder is not None else []
        return ranked(address, houses, "Kartverket")

    def _take(self, address: Address, match: Match) -> Position:
        self.sources[match.source] += 1
        if match.score < EXACT:
            self.read_as.append(f"{address} -> {match.house} (likeness {match.score:.0f} of 100)")
        return match.house.lat, match.house.lon

    def _keep(self, address: Address, match: Match) -> None:
        house = match.house
        self.book.add(
            address,
            BookRow(address=str(address), lat=house.lat, lon=house.lon, found=str(house), source=match.source),
        )

    def _asked(self, readings: tuple[Address, ...], offered: list[Match], failure: str) -> Position:
        address = readings[0]
        shown = [f"{match.house} ({match.score:.0f})" for match in offered]
        if self.ask is not None and offered:
            answer = self.ask(
                str(address), [f"{one} - {match.source}" for one, match in zip(shown, offered, strict=True)]
            )
            if answer is not None:
                chosen = offered[answer]
                self._keep(address, Match(chosen.house, chosen.score, "chosen by hand"))
                self.sources["chosen by hand"] += 1
                return chosen.house.lat, chosen.house.lon
        elsewhere = bool(offered) and offered[0].score < DOUBTFUL
        message, advice = self._why(readings, shown, elsewhere=elsewhere)
        raise UnclearError(message + failure, advice)

    def _why(self, readings: tuple[Address, ...], shown: list[str], *, elsewhere: bool) -> tuple[str, str]:
        address = readings[0]
        remedy = "correct the address, give latitude and longitude, or add it to the place book"
        if address.number is None:
            return (
                "has no house number, and is no place that is known by its name",
                f"write the number; or {remedy}",
            )
        if elsewhere:
            return "is not known in this town and with this postcode", f"known is {shown[0]}; {remedy}"
        if shown:
            what = "may be several places" if len(shown) > 1 else "is not surely the one that is known"
            return what, f"is it {' or '.join(shown[:_ADVISED])}? Then write it so; or {remedy}"
        known = (
            register.neighbours(one.street_key, one.number)
            for register in self.registers
            for one in readings
            if one.number is not None
        )
        there = next((text for text in known if text), "")
        return "is not found", (f"{there}; " if there else "") + remedy


def _near(register: Register, address: Address) -> list[Match]:
    if register.drawn and fold(address.town) in districts():
        address = replace(address, town="")
    houses = register.near(address.street_key, address.number)
    found = ranked(address, houses, register.name, drawn=register.drawn)
    if not register.drawn:
        return found
    # The drawing knows no postcodes; those of Drammen begin with 30.
    elsewhere = bool(address.postcode) and not address.postcode.startswith("30")
    return [Match(one.house, one.score - 40, one.source, True) for one in found] if elsewhere else found
