"""docs/energy.md shows what the model gives, and the model keeps near what others have measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.consumption import (
    CHARGING_EFFICIENCY,
    COLD_C,
    MILD_C,
    PUBLISHED,
    Published,
    kwh_per_km,
    reference_types,
    tables,
)
from freight.emissions.factors import load_factors, packaged_factors

PAGE = Path(__file__).parent.parent / "docs" / "energy.md"


@pytest.mark.parametrize("name", tables())
def test_the_page_has_the_tables_as_computed(name: str) -> None:
    assert "\n".join(tables()[name]) in PAGE.read_text("utf-8"), "python -m benchmarks.consumption prints them"


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: row.type_id)
def test_the_model_is_within_a_third_of_published_consumption(row: Published) -> None:
    kind = reference_types()[row.type_id]
    for drive, mild in row.mild.items():
        assert kwh_per_km(kind, drive, MILD_C) == pytest.approx(mild, rel=1 / 3)
        if row.cold_factor is not None:
            assert kwh_per_km(kind, drive, COLD_C) == pytest.approx(mild * row.cold_factor, rel=1 / 3)


def test_the_loss_at_the_plug_is_that_of_the_factor_table() -> None:
    factors = load_factors(packaged_factors())
    assert factors.factor("charging_efficiency", "electricity").value == CHARGING_EFFICIENCY
