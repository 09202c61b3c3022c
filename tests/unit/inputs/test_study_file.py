"""What a study file can get wrong, and what is said: all of it at once, each fault with its variant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from freight.errors import InputError
from freight.inputs.study_file import read_study
from tests.studies import DRAMMEN, content


def faults(tmp_path: Path, change: Callable[[dict[str, Any]], object]) -> str:
    """What is said of the example after a change."""
    written = content(DRAMMEN)
    change(written)
    written["base"] = str(DRAMMEN.parent / "scenario.yaml")
    path = tmp_path / "study.yaml"
    path.write_text(yaml.safe_dump(written, allow_unicode=True, sort_keys=False), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_study(path)
    return str(caught.value)


CASES: dict[str, tuple[Callable[[dict[str, Any]], object], list[str]]] = {
    "a zone that is not there": (
        lambda one: one["variants"][0].update(zones=["bragernäs"]),
        ["variant today", "is no zone of the base scenario", "did you mean bragernes"],
    ),
    "a type that is not there": (
        lambda one: one["variants"][3].update(replace_types={"van_diesel_4": "van_electric"}),
        ["variant hub_electric", "van_diesel_4", "is no vehicle type"],
    ),
    "a hub that is not there": (
        lambda one: one["variants"][1]["policy"].update(hub="C9"),
        ["variant hub", "C9", "is no hub of this study"],
    ),
    "a carrier that is not there": (
        lambda one: one["variants"][1]["policy"].update(carriers=["Carrier Z"]),
        ["variant hub", "Carrier Z", "is no carrier of this study"],
    ),
    "a group that is not there": (
        lambda one: one["variants"][1]["policy"].update(groups=["Bragernes shoping streets"]),
        ["variant hub", "no order has this group", "did you mean Bragernes shopping streets"],
    ),
    "no such policy": (
        lambda one: one["variants"][1]["policy"].update(model="hubb"),
        ["variant hub", "is not one of the words allowed here"],
    ),
    "a field that is not known": (
        lambda one: one["variants"][2].update(fleet=[]),
        ["variant bikes", "is not a known field"],
    ),
    "a carrier without fleet": (
        lambda one: one["carriers"][0].update(fleet=[]),
        ["carrier Carrier A has no fleet", "type, count and shift"],
    ),
    "a carrier that is not listed": (
        lambda one: one["carriers"].pop(2),
        ["27 orders have the carrier 'Carrier C', which is not listed"],
    ),
    "a carrier without orders": (
        lambda one: one["carriers"][0].update(id="Carrier Å"),
        ["no order has this carrier"],
    ),
    "a terminal that is not there": (
        lambda one: one["carriers"][0].update(terminal="D8"),
        ["carriers[0].terminal", "is no depot or place"],
    ),
    "an interval of one run": (
        lambda one: one.update(seeds=1, days=1, sharing=None),
        ["one run has no interval", "interval: false"],
    ),
    "a hub where nobody can unload": (
        lambda one: one["hubs"][0].update(opening="06:00-19:00"),
        ["hub C1: nobody can unload by then, it is open 06:00-19:00", "12 minutes"],
    ),
    "waves in the wrong order": (
        lambda one: one["hubs"][1].update(latest_arrival=["09:30", "07:00"]),
        ["must ascend"],
    ),
    "a reference that is not there": (
        lambda one: one.update(reference="now"),
        ["reference", "is no variant of this study"],
    ),
    "a gain that is none": (
        lambda one: one["sharing"].update(variant="zone"),
        ["variant zone: carriers that drive separately have no gain to share"],
    ),
    "more seeds for groups": (
        lambda one: one["sharing"].update(seeds=11),
        ["more seeds for groups of carriers than for the variants", "at most 10"],
    ),
    "an id that stands twice": (
        lambda one: one["variants"][1].update(id="today"),
        ["the id of variants stands twice"],
    ),
    "a place that the base has": (
        lambda one: one["places"][0].update(id="D1"),
        ["places[0].id", "the id is taken"],
    ),
    "a clock that is none": (
        lambda one: one["hubs"][0].update(latest_arrival=["at six"]),
        ["is not a clock time"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_fault_is_told(tmp_path: Path, name: str) -> None:
    change, said = CASES[name]
    text = faults(tmp_path, change)
    assert [part for part in said if part not in text] == []
    assert "study.yaml" in text


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    def both(one: dict[str, Any]) -> None:
        for name in ("a zone that is not there", "a hub that is not there", "a carrier without fleet"):
            CASES[name][0](one)

    text = faults(tmp_path, both)
    assert all(word in text for word in ("variant today", "variant hub", "has no fleet"))


def test_a_base_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "study.yaml"
    path.write_text(DRAMMEN.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(InputError, match="there is no such scenario"):
        read_study(path)


@pytest.mark.parametrize("text", ["- a\n- b\n", "just words\n", ""])
def test_a_file_that_is_no_study(tmp_path: Path, text: str) -> None:
    path = tmp_path / "study.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        read_study(path)
