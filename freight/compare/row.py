"""One value of a run."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """One value, without what names the run."""

    scope: str
    party_kind: str
    party: str
    measure: str
    bound: str
    value: float
