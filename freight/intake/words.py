"""The words people use, as data: headings and what may stand in cells."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import yaml

_LETTERS = str.maketrans({"ø": "o", "æ": "a", "ö": "o", "ä": "a", "ß": "s", "đ": "d", "ł": "l", "œ": "o"})


@cache
def table(name: str) -> Mapping[str, Any]:
    """A table of words of the package: ``headings`` or ``words``."""
    text = resources.files("freight").joinpath("data", "intake", f"{name}.yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = yaml.safe_load(text)
    return loaded


@cache
def word_set(name: str) -> frozenset[str]:
    """One list of the table of words, in small letters."""
    return frozenset(str(word).casefold() for word in table("words")[name])


def fold(text: str) -> str:
    """Small letters without accents; ø, æ and å as o, a and a; signs as spaces; single spaces."""
    plain = text.casefold().translate(_LETTERS)
    letters = (sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in letters).split())


def squeeze(text: str) -> str:
    """As `fold`, without spaces."""
    return fold(text).replace(" ", "")
