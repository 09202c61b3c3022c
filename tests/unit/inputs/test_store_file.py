"""configs/store.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest

from freight.errors import InputError
from freight.inputs.store_file import read_store_file

CONFIG = Path(__file__).parents[3] / "configs" / "store.yaml"


def test_the_one_in_configs_names_a_file_beside_it() -> None:
    assert Path(read_store_file(CONFIG)).resolve() == CONFIG.parents[1] / "out" / "days.sqlite"


def test_an_address_is_taken_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "store.yaml").write_text("store: postgresql://freight@db/days\n", encoding="utf-8")
    assert read_store_file(tmp_path / "store.yaml") == "postgresql://freight@db/days"


@pytest.mark.parametrize("text", ["", "- a\n", "stor: x\n", "store: [1]\n", "store:\n", "a: b: c\n"])
def test_faults_are_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "store.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"store\.yaml"):
        read_store_file(tmp_path / "store.yaml")
