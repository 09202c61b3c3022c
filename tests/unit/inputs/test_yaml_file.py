"""YAML as the loader takes it: plain values, known lines, nothing surprising."""

from __future__ import annotations

from pathlib import Path

import pytest

from freight.errors import Fault
from freight.inputs.yaml_file import YamlFile, read_yaml


def read(folder: Path, text: str) -> YamlFile:
    path = folder / "a.yaml"
    path.write_text(text, "utf-8")
    faults: list[Fault] = []
    file = read_yaml(path, faults)
    assert file is not None, faults
    return file


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"),
        ("off", "off"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("10:30", "10:30"),
        ("2026-11-23", "2026-11-23"),
        ("23.11.2026", "23.11.2026"),
        ("007", "007"),
        ("0", 0),
        ("-12", -12),
        ("2.5", 2.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("2,5", "2,5"),
        ("'12'", "12"),
        ('"true"', "true"),
        ("1_000", "1_000"),
        ("0x10", "0x10"),
        (".inf", ".inf"),
        ("9" * 30, "9" * 30),
        ("æøå", "æøå"),
    ],
)
def test_plain_values(written: str, meant: object, tmp_path: Path) -> None:
    content = read(tmp_path, f"a: {written}\n").content
    assert content == {"a": meant}
    assert isinstance(content, dict) and type(content["a"]) is type(meant)


def test_blocks_lists_and_their_lines(tmp_path: Path) -> None:
    file = read(tmp_path, "a:\n  - x: 1\n    y: [2, 3]\n  - {}\nb: []\n# end\n")
    assert file.content == {"a": [{"x": 1, "y": [2, 3]}, {}], "b": []}
    assert file.where(("a", 0, "y")) == "a[0].y, line 3"
    assert file.where(("a", 0, "y", 1)) == "a[0].y[1], line 3"
    assert file.where(("a", 0, "missing")) == "a[0].missing, line 2"
    assert file.where(("nowhere",)) == "nowhere"


def test_every_fault_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\nb: 2\na: 3\nb: 4\n", "utf-8")
    faults: list[Fault] = []
    assert read_yaml(path, faults) is None
    assert [fault.where for fault in faults] == ["line 3", "line 4"]


def test_cp1252_and_document_marks(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_bytes("---\nname: Blåbær\n...\n".encode("cp1252"))
    file = read_yaml(tmp_path / "b.yaml", [])
    assert file is not None and file.content == {"name": "Blåbær"}
