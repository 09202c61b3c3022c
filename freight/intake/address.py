"""Norwegian street addresses taken apart, and their streets in one spelling for comparison."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from freight.intake.words import fold

_WHOLE_WORDS = {
    **dict.fromkeys(("gt", "g", "gate", "gata", "gaten"), "gate"),
    **dict.fromkeys(("v", "vn", "vei", "veien", "veg", "vegen"), "vei"),
    **dict.fromkeys(("pl", "plass", "plassen"), "plass"),
    **dict.fromkeys(("tg", "torg", "torv", "torget", "torvet"), "torg"),
    **dict.fromkeys(("al", "alle", "alleen", "allen"), "alle"),
    **dict.fromkeys(("bru", "brua", "bro", "broen"), "bru"),
    "st": "sankt", "dr": "doktor", "prof": "professor", "bj": "bjornstjerne",
}  # fmt: skip
_FIRST_WORDS = {"n": "nedre", "nd": "nedre", "ndr": "nedre", "ov": "ovre", "ovr": "ovre"}
_TAILS = tuple(
    (tail, pair.split("=")[1])
    for pair in (
        *(
            "gata gaten gate gt=gate",
            "veien vegen veg vei vn=vei",
            "alleen allen alle=alle",
            "plassen plass pl=plass",
        ),
        *("torget torvet torv torg=torg", "stien sti=sti", "brua broen bru bro=bru", "bakken bakke=bakke"),
        "haugen haug=haug",
    )
    for tail in pair.split("=")[0].split()
)
"""Endings of streets and the spelling each is compared in."""
_SHORT = re.compile(r"(gt|vn)\.?$", re.IGNORECASE)
_LONG = {"gt": "gate", "vn": "veien"}
_DOUBLE = (("aa", "a"), ("oe", "o"), ("ae", "a"))
_POSTAL = re.compile(
    r"(?:^|[\s,])(?:NO?[- ]?)?(?P<code>\d{4})\s+(?P<town>[^\W\d_][^\d,;]*?)\s*$", re.IGNORECASE
)
_CODE_ONLY = re.compile(r"(?:^|[\s,])(?:NO?[- ]?)?(?P<code>\d{4})\s*$", re.IGNORECASE)
_HOUSE = re.compile(
    r"(?P<street>(?:\d+\.\s*)?[^\W\d_][^\d]*?)[\s.,]*(?:nr|no|hus|#)?\.?\s*(?<!\d)(?P<number>\d{1,4})\s*(?P<letter>[A-Za-zÆØÅæøå])?"
    r"(?![^\W_])(?:\s*[-–/]\s*\d{1,4}\s*[A-Za-z]?(?![^\W_]))?(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_NUMBER_FIRST = re.compile(r"(?P<number>\d{1,4})\s?(?P<letter>[A-Za-z]?)\s+(?P<street>[^\W\d_][^\d]{2,})")
_NO_TOWN = re.compile(
    r"inngang|oppgang|port|etg|etasje|plan|vare|mottak|kjeller|rampe|bak|ved|v/|c/o|resepsjon|lager|bygg|hall|\bas$|\basa$",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\([^)]*\)?")
POST_BOX = re.compile(r"\b(?:postboks|pb|boks|po box|p\.o\. ?box)\b\.?\s*\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """One reading of a written address."""

    street: str
    """As written."""
    number: int | None
    letter: str
    postcode: str
    town: str

    @property
    def street_key(self) -> str:
        """The street in the one spelling that all streets are compared in."""
        return street_key(self.street)

    @property
    def key(self) -> str:
        """The address in one spelling; equal keys are one address."""
        number = "" if self.number is None else str(self.number)
        return "|".join((self.street_key, f"{number}{self.letter.casefold()}", self.postcode, fold(self.town)))

    @property
    def query(self) -> str:
        """The address with the usual abbreviations of its street written out."""
        return str(replace(self, street=_SHORT.sub(lambda match: _LONG[match[1].casefold()], self.street)))

    def __str__(self) -> str:
        house = "" if self.number is None else f" {self.number}{self.letter.upper()}"
        postal = " ".join(part for part in (self.postcode, self.town) if part)
        return f"{self.street}{house}" + (f", {postal}" if postal else "")


def street_key(street: str) -> str:
    """Letters of a street in one spelling: ``Tollbugt.`` and ``Tollbu gata`` are ``tollbugate``."""
    words = [_WHOLE_WORDS.get(word, word) for word in fold(street).split()]
    if len(words) > 1:
        words[0] = (
            "ovre" if street.casefold().startswith(("ø.", "ø ")) else _FIRST_WORDS.get(words[0], words[0])
        )
    if words and words[-1] not in _WHOLE_WORDS.values():
        for tail, spelling in _TAILS:
            if words[-1].endswith(tail) and len(words[-1]) > len(tail) + 1:
                words[-1] = words[-1].removesuffix(tail) + spelling
                break
    key = "".join(words)
    for written, letter in _DOUBLE:
        key = key.replace(written, letter)
    return key


def parse_address(text: str, postcode: str = "", town: str = "") -> tuple[Address, ...]:
    """Readings of an address, the likeliest first.

    The parts between commas and line breaks that may be a street with a house number come first, then those
    without a number. Postcode and town inside the text count where they are not given.
    """
    bare = _BRACKETS.sub(" ", text)
    parts: list[str] = []
    for part in re.split(r"[,;\n]|\s+[-–]\s+(?=\D)", bare):
        rest = part.strip()
        if match := _POSTAL.search(rest):
            postcode, town = postcode or match["code"], town or match["town"].strip(" .")
            rest = rest[: match.start()].strip()
        elif (match := _CODE_ONLY.search(rest)) and (parts or rest == match[0]):
            postcode, rest = postcode or match["code"], rest[: match.start()].strip()
        if rest:
            parts.append(rest)
    if not town and len(parts) > 1 and _may_be_town(parts):
        town = parts.pop()
    houses = [_house(part, postcode, town) for part in parts]
    numbered = [house for house in houses if house is not None]
    plain = [
        Address(" ".join(part.split()), None, "", postcode, town)
        for part, house in zip(parts, houses, strict=True)
        if house is None and any(sign.isalpha() for sign in part)
    ]
    return (*numbered, *plain)


def _may_be_town(parts: list[str]) -> bool:
    """Whether the last part is a word or two after a street with its number, and no hint for the driver."""
    numbered = any(_HOUSE.fullmatch(part) for part in parts[:-1])
    last = parts[-1]
    return (
        numbered
        and not any(sign.isdigit() for sign in last)
        and not _NO_TOWN.search(last)
        and len(last.split()) < 3
    )


def _house(part: str, postcode: str, town: str) -> Address | None:
    match = _HOUSE.fullmatch(part) or _NUMBER_FIRST.fullmatch(part)
    if match is None or len(fold(match["street"])) < 2:
        return None
    street = " ".join(match["street"].split()).strip(" ,-")
    return Address(street, int(match["number"]), match["letter"] or "", postcode, town)
