"""Golden days: small whole days whose plan is known, one for each way of leaving an order out.

After a wanted change: ``python -m tests.golden.renew``, then read the difference.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden.day import CASES, as_text, plan_case
from tests.golden.town import FOLDER, town


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_plan_is_the_known_one(case: Path) -> None:
    assert as_text(plan_case(case)) == (case / "expected.json").read_text(encoding="utf-8")


def test_the_town_is_as_drawn() -> None:
    assert (FOLDER / "town.osm").read_text(encoding="utf-8") == town().xml


def test_every_kind_of_reason_has_its_day() -> None:
    texts = [(case / "expected.json").read_text(encoding="utf-8") for case in CASES]
    for rule in ("access", "battery", "capacity", "cost", "hours", "shift", "skills", "windows"):
        assert any(f'"{rule}: ' in text for text in texts), rule
