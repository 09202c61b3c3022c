"""Studies on the ring of examples/ring and in the example town, laid out once."""

from __future__ import annotations

import copy
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from freight.compare.demand import demand_day
from freight.compare.execute import DayDone, run_days
from freight.compare.ground import lay_out
from freight.compare.measures import RunName, run_table
from freight.compare.variants import Ground
from freight.inputs.study_file import Study, read_study
from freight.inputs.study_model import StudyFile
from freight.inputs.yaml_file import read_yaml

ROOT = Path(__file__).parent.parent
RING = ROOT / "examples" / "ring" / "study.yaml"
DRAMMEN = ROOT / "examples" / "drammen" / "study.yaml"
C1_FLEET = [{"type": "van_electric", "count": 14, "shift": "06:00-17:30", "skills": "lift"}]
BRAGERNES = ["Bragernes shopping streets", "Bragernes other"]


@cache
def study(path: Path) -> Study:
    return read_study(path)


@cache
def ground(path: Path) -> Ground:
    return lay_out(study(path))


def content(path: Path) -> dict[str, Any]:
    """The study as it is written."""
    raw = read_yaml(path, [])
    assert raw is not None
    assert isinstance(raw.content, dict)
    return copy.deepcopy(raw.content)


def changed(path: Path, **changes: Any) -> Study:
    """A study with other content."""
    return replace(study(path), file=StudyFile.model_validate(content(path) | changes))


def with_policy(path: Path, policy: dict[str, Any], **changes: Any) -> Ground:
    """A ground whose study has one more variant, ``tried``, with that policy and no zone in force."""
    variant = {"id": "tried", "name": "Tried", "name_no": "Prøvd", "policy": policy, "zones": []}
    listed = [*content(path)["variants"], variant]
    file = changed(path, variants=listed, **changes).file
    return replace(ground(path), token=str((policy, changes)), study=file)


def quick(laid: Ground, iterations: int = 3) -> Ground:
    return replace(laid, study=laid.study.model_copy(update={"iterations": iterations}))


def driven(laid: Ground, variant: str, day: int = 0, seed: int = 1) -> tuple[tuple[DayDone, ...], pd.DataFrame]:
    """The planning days of a variant as driven, and its long table."""
    done = run_days(laid, variant, day, (), (seed,))
    orders = demand_day(laid.base.orders, day)
    return done, run_table(laid, RunName(variant, seed, day), done, orders)
