"""The least number that is enough is found by asking few times."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from freight.explain.least import least


@given(st.integers(-3, 2000), st.integers(0, 2200))
def test_it_is_the_least(most: int, needed: int) -> None:
    asked: list[int] = []

    def works(number: int) -> str | None:
        asked.append(number)
        return f"{number} is enough" if number >= needed else None

    found = least(most, works)
    enough = max(needed, 1)
    assert found == ((enough, f"{enough} is enough") if enough <= most else None)
    assert len(asked) <= 25
    assert all(1 <= number <= most for number in asked)
