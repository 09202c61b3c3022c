"""Learned service minutes on the orders of a scenario."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from freight.days.learn import Correction, write_corrections
from freight.errors import Fault
from freight.inputs.corrections import ServiceCorrections, corrected, read_corrections
from tests.timelines import order

HEAD = "kind;by;key;n;planned_min;actual_min;correction;unit;apply\n"


def read(path: Path) -> tuple[ServiceCorrections, list[Fault]]:
    faults: list[Fault] = []
    return read_corrections(path, faults), faults


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    write_corrections(
        path,
        (
            Correction("service", "receiver", "-Ærlig & Østre", 9, 5.0, 7.0, 2.5),
            Correction("service", "receiver", "Få besøk", 7, 5.0, 9.0, 4.0),
            Correction("service", "group", "Butikk", 20, 5.0, 4.0, -1.25),
            Correction("service", "vehicle_type", "van", 20, 5.0, 4.0, -1.0),
            Correction("travel", "vehicle_type", "van", 20, 5.0, 6.0, 1.2),
        ),
    )
    found, faults = read(path)
    assert faults == []
    assert found == ServiceCorrections({"-Ærlig & Østre": 2.5}, {"Butikk": -1.25})


@pytest.mark.parametrize(
    ("name", "group", "service_s", "learned_s"),
    [("A", "Butikk", 420, 120), ("B", "Butikk", 225, -75), ("B", "", 300, 0), ("C", "Kort", 0, -300)],
)
def test_the_receiver_comes_before_the_group(name: str, group: str, service_s: int, learned_s: int) -> None:
    learned = ServiceCorrections({"A": 2.0}, {"Butikk": -1.25, "Kort": -60.0})
    one = corrected([replace(order("O", 1, 1.0), name=name, group=group)], learned)[0]
    assert (one.service_s, one.learned_s) == (service_s, learned_s)


def test_faults_are_told_with_their_rows(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    rows = [
        "service;receiver;A;9;;;2,5;min;yes",
        "service;receiver;A;9;;;3;min;yes",
        "sevice;group;B;9;;;x;min;maybe",
    ]
    path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    _, faults = read(path)
    assert {fault.where for fault in faults} == {
        "row 3, column key", "row 4, column kind", "row 4, column correction", "row 4, column apply",
    }  # fmt: skip
    assert read(tmp_path / "none.csv")[1]
