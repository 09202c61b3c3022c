"""Where broken plans are listed: what was done to a good one, and the one rule that must catch it."""

from __future__ import annotations

from collections.abc import Callable

from tests.broken_plans.world import World

Break = Callable[[World], World]
CASES: dict[str, tuple[str, Break]] = {}


def breaks(rule: str) -> Callable[[Break], Break]:
    """Register a broken plan under the rule that must catch it."""

    def register(make: Break) -> Break:
        CASES[make.__name__] = (rule, make)
        return make

    return register
