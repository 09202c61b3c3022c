"""Cells that hold words with a meaning: kind, yes and no, skills, priority."""

from __future__ import annotations

import re

from freight.domain.scenario import OrderKind
from freight.intake.grid import Cell
from freight.intake.unclear import UnclearError
from freight.intake.words import fold, table, word_set

_SEPARATORS = re.compile(r"[;,|/+\n]|\bog\b|\band\b")


def kind_word(cell: Cell) -> OrderKind:
    """Delivery or pickup, by the words of one cell: all of them must mean the same.

    Raises
    ------
    UnclearError
        When it is none of the known words.
    """
    whole = cell.own.casefold().strip(" .:")
    words = [whole] if whole in word_set("pickup") | word_set("delivery") else fold(whole).split()
    pickup, delivery = ({fold(word) for word in word_set(name)} for name in ("pickup", "delivery"))
    told = [
        OrderKind.PICKUP if fold(word) in pickup else OrderKind.DELIVERY
        for word in words
        if fold(word) in pickup | delivery
    ]
    if told and fold(words[0]) in pickup | delivery and len(set(told)) == 1:
        return told[0]
    raise UnclearError("is neither delivery nor pickup", "write levering or henting")


def flag(cell: Cell) -> bool:
    """Yes or no.

    Raises
    ------
    UnclearError
        When it is none of the known words.
    """
    word = cell.own.casefold().strip(" .")
    if word in word_set("yes"):
        return True
    if word in word_set("no"):
        return False
    raise UnclearError("is neither yes nor no", "write ja or leave it empty; a return is a row of its own")


def skills(cell: Cell) -> frozenset[str]:
    """What the vehicle must have, in our words where they are known."""
    known = {word: skill for skill, words in table("words")["skills"].items() for word in words}
    parts = (" ".join(part.split()).casefold() for part in _SEPARATORS.split(cell.own))
    return frozenset(known.get(part, part) for part in parts if part and part not in word_set("no_skill"))


def priority(cell: Cell) -> int:
    """1 (first) to 5 (last), as a number or a word.

    Raises
    ------
    UnclearError
        When it is none of the known words.
    """
    word = cell.own.casefold().strip(" .!")
    for level, words in table("words")["priorities"].items():
        if word in words:
            return int(level)
    raise UnclearError("is no priority", "write 1 (first) to 5 (last), or haster, høy, normal, lav")
