"""The runs of a study: which there are, what names each, and doing one."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from freight import __version__
from freight.compare.coalitions import ALL_SUBSETS_UP_TO, coalitions_to_run, sampled_orders
from freight.compare.demand import demand_day
from freight.compare.execute import run_days
from freight.compare.measures import RunName, run_table
from freight.compare.street_load import street_table
from freight.compare.variants import Ground
from freight.errors import FreightError
from freight.files import fingerprint
from freight.inputs.study_file import Study

FORMAT = 1
"""Raised when the same inputs would give other tables."""


@dataclass(frozen=True, eq=False, slots=True)
class RunDone:
    """Tables of a run."""

    measures: pd.DataFrame
    streets: pd.DataFrame


class RunFailed(NamedTuple):
    """A run without result, and why."""

    text: str


def runs_of(study: Study) -> tuple[RunName, ...]:
    """Every run of a study: variants by demand day and seed, then groups of carriers.

    Seeds of the same variant and day follow one another, so that matrices are built once for them.
    """
    file = study.file
    found = [
        RunName(variant.id, seed, day)
        for variant in file.variants
        for day in range(file.days)
        for seed in range(file.seeds)
    ]
    if file.sharing is not None:
        found += [
            RunName(file.sharing.variant, seed, day, tuple(group.split("+")))
            for group in coalitions_to_run([carrier.id for carrier in file.carriers], joining_orders(study))
            for day in range(file.sharing.days)
            for seed in range(file.sharing.seeds)
        ]
    return tuple(found)


def joining_orders(study: Study) -> tuple[tuple[str, ...], ...]:
    """Sampled orders in which carriers join; none where every group is run."""
    carriers = [carrier.id for carrier in study.file.carriers]
    if study.file.sharing is None or len(carriers) <= ALL_SUBSETS_UP_TO:
        return ()
    return sampled_orders(carriers, study.file.sharing.joining_orders, seed=0)


def keys_of(study: Study, runs: tuple[RunName, ...]) -> dict[RunName, str]:
    """Run -> key of its content: the same inputs give the same key, whatever else the study holds."""
    base = study.base
    inputs = {part: fingerprint(path) for part, path in sorted(base.input_files.items())}
    shared = study.file.model_dump(include=set(_SHARED))
    common = {"format": FORMAT, "freight": __version__, "inputs": inputs, "study": shared}
    blocks = {
        variant.id: variant.model_dump(exclude={"name", "name_no", "explained"})
        for variant in study.file.variants
    }
    text = {name: _canonical({**common, "variant": block}) for name, block in blocks.items()}
    return {run: _digest(f"{text[run.variant]}{_canonical(list(run))}") for run in runs}


_SHARED = ("iterations", "inbound_day_share", "places", "carriers", "hubs", "zone")
"""Parts of a study file that every run depends on."""


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    return str(value)


def do_run(ground: Ground, run: RunName) -> RunDone | RunFailed:
    """One run, or why it failed; never raises for what a plan or its inputs can get wrong."""
    seed = (run.seed, *(zlib.crc32(part.encode()) for part in (run.variant, *run.coalition)))
    try:
        done = run_days(ground, run.variant, run.day, run.coalition, seed)
    except FreightError as error:
        return RunFailed(str(error))
    orders = [
        order
        for order in demand_day(ground.base.orders, run.day)
        if not run.coalition or order.carrier in run.coalition
    ]
    return RunDone(run_table(ground, run, done, orders), street_table(ground, run, done))
