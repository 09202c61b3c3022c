"""How the engine searches, as numbers that compiled code reads: what each earns stands in docs/kernel.md."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields

import numpy as np

from freight.domain.travel import IntArray
from freight.solve.improve.compiled import tiny
from freight.solve.improve.views import Data, setting_rows

SCALE = 10**6
"""Compiled code keeps settings as whole millionths."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set; a share of 0 switches an idea off. Compiled code knows them by position."""

    mean_removed: float = 10.0
    """Orders that a step removes on average."""
    longest_string: float = 10.0
    split_share: float = 0.5
    """How often some orders inside a string stay."""
    blink: float = 0.01
    """How often a place is overlooked: greedy insertion alone always ends in the same plan."""
    new_route_share: float = 0.06
    """How often the first order must open a route: greedy insertion never does where detours are cheap."""
    generous_share: float = 0.05
    """How often orders may cost more than leaving them out: the first of a route seldom pays for it."""
    tails_tried: float = 40.0
    """How many near orders are looked at for an exchange of route ends."""
    exchange_share: float = 0.1
    """How often a route may change its vehicle."""
    big_share: float = 0.15
    """How often strings may be as long as the routes: long routes hide orders from short strings."""
    hot: float = 0.5
    cold: float = 0.01
    """Temperatures at the start and at the end, as a share of the mean cost of an order."""
    hotter: float = 2.5
    """Where routes have more orders than a short one the start is that much hotter at the most."""
    near_few: float = 100.0
    near_many: float = 50.0
    """Beside how many near orders a place is looked for, on days below and from `near.MANY` orders on."""


NAMES = tuple(field.name for field in fields(Settings))
MEAN_REMOVED, LONGEST_STRING, SPLIT_SHARE, BLINK, NEW_ROUTE_SHARE = range(5)
GENEROUS_SHARE, TAILS_TRIED, EXCHANGE_SHARE, BIG_SHARE = range(5, 9)


def as_array(settings: Settings) -> IntArray:
    """Settings in whole millionths, for compiled code."""
    return np.array([round(SCALE * value) for value in astuple(settings)], dtype=np.int64)


@tiny
def setting(d: Data, which: int) -> float:
    """One setting."""
    return float(setting_rows(d)[which]) * 1e-6
