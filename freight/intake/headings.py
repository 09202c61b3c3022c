"""What a heading means: by the table of words, and by likeness where it is not in the table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from freight.intake.words import fold, squeeze, table

IGNORED = "ignored"
"""Field of the columns that are known and that orders.csv has no place for."""
UNKNOWN = ""
_LIKE = 88.0
"""Least likeness, of 100, of a heading and a known one."""
_SHORTEST = 5
"""Letters a heading must have to be guessed at: of shorter ones too many are alike."""
_SHORTEST_WITHIN = 4
"""Letters of a known heading that is looked for within a longer one."""
_WITHIN = 80.0
"""Score of a heading that holds a known one among other words."""
_STARTS = frozenset({"fra", "from", "start", "tidligst", "etter", "earliest", "after", "apner", "opens"})
_ENDS = frozenset({"til", "to", "slutt", "senest", "for", "latest", "before", "innen", "end", "stenger", "by"})
_BRACKETS = re.compile(r"[(\[{][^)\]}]*[)\]}]?")
_UNIT = re.compile(
    r"(?:^|[\s(\[,/.])(?:i\s+|in\s+)?(kg|kilo|gram|gr|g|tonn|ton|t|m3|m³|kbm|cbm|dm3|dm³|liter|ltr|l|cm|mm|m|"
    r"min|minutter|timer|time|t|stk|nok|kr)\.?\s*[)\]]?\s*\*?$",
    re.IGNORECASE,
)


class How(StrEnum):
    """Why a column is taken for what it is."""

    KNOWN = "known"
    GUESSED = "guessed"
    MAPPED = "mapping file"
    DOUBLE = "not used: another column says the same"
    NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one heading means: a field of an order, `IGNORED` or `UNKNOWN`."""

    field: str
    how: How
    score: float = 0.0
    """Likeness to a known heading, 100 when it is one."""
    rank: int = 0
    """Place in the list of synonyms: of two columns that mean the same the lower one is taken."""
    unit: str = ""
    """Unit named in the heading."""


NOT_KNOWN = Meaning(UNKNOWN, How.NOT_KNOWN)


@cache
def fields() -> frozenset[str]:
    """Names of all fields that a column may mean."""
    return frozenset(table("headings")["fields"])


@cache
def _synonyms() -> dict[str, tuple[str, int]]:
    lists = {**table("headings")["fields"], IGNORED: table("headings")[IGNORED]}
    found: dict[str, tuple[str, int]] = {}
    for field, names in lists.items():
        for rank, name in enumerate(names):
            found.setdefault(squeeze(name), (field, rank))
    return found


@cache
def _never_guessed() -> frozenset[str]:
    return frozenset(fold(word) for word in table("headings")["never_guessed"])


@lru_cache(maxsize=4096)
def meaning(heading: str) -> Meaning:
    """What a heading means."""
    unit = unit_of(heading)
    bare = _BRACKETS.sub(" ", heading)
    without = _UNIT.sub(" ", bare) if unit else bare
    for text in (heading, bare, without):
        found = _synonyms().get(squeeze(text))
        if found is not None:
            return Meaning(found[0], How.KNOWN, 100.0, found[1], unit)
    return _guessed(without, unit)


def unit_of(heading: str) -> str:
    """The unit at the end of a heading, in small letters; empty when it names none."""
    match = _UNIT.search(heading.strip())
    return match[1].casefold() if match else ""


def _guessed(text: str, unit: str) -> Meaning:
    words = fold(text).split()
    key = "".join(words)
    if len(key) < _SHORTEST or any(word in _never_guessed() for word in words):
        return NOT_KNOWN
    long = [name for name in _synonyms() if len(name) >= _SHORTEST]
    best = process.extractOne(key, long, scorer=fuzz.ratio, score_cutoff=_LIKE)
    if best is None:
        held = [run for run in _runs(words) if len(run) >= _SHORTEST_WITHIN and run in _synonyms()]
        if not held:
            return NOT_KNOWN
        best = (max(held, key=_weight), _WITHIN, 0)
    field, rank = _synonyms()[best[0]]
    return Meaning(_end_of_window(field, words), How.GUESSED, round(best[1], 1), rank, unit)


def _weight(run: str) -> tuple[bool, int, str]:
    """``Postnr mottaker`` is a postcode: whose something is says less than what it is."""
    return _synonyms()[run][0] not in {"name", "id"}, len(run), run


def _end_of_window(field: str, words: list[str]) -> str:
    """``Leveringstidspunkt senest`` is the end of a window and no window."""
    if field not in {"windows", "from", "to"}:
        return field
    start, end = bool(_STARTS & set(words)), bool(_ENDS & set(words))
    return field if start == end else ("from" if start else "to")


def _runs(words: list[str]) -> set[str]:
    """All runs of neighbouring words, written together."""
    return {
        "".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, len(words) + 1)
    }
