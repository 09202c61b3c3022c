"""Comparing the variants of a study as one readable function."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

import pandas as pd

from freight.compare.ground import lay_out
from freight.compare.measures import RunName
from freight.compare.runs import RunFailed, joining_orders, keys_of, runs_of
from freight.compare.scopes import with_zone_scope
from freight.compare.store import MEASURES, STREETS, RunStore
from freight.compare.trial import try_variants
from freight.compare.variants import Ground
from freight.compare.workers import do_all
from freight.errors import InputError, NoPlanError
from freight.files import all_or_none, replacing, why_unwritable
from freight.inputs.study_checks import count_problems
from freight.inputs.study_file import Study, read_study
from freight.study_result import write_result

Say = Callable[[str], None]
NEEDED = ("pyarrow", "dask", "distributed")


@dataclass(frozen=True, slots=True)
class Effort:
    """What the command line asks beyond the study file."""

    seeds: int | None = None
    iterations: int | None = None
    workers: int = 1
    dask: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a study is."""

    done: int
    failed: int
    total: int
    from_before: int
    """Of those done, results that lay there already."""


@dataclass(frozen=True, eq=False, slots=True)
class Compared:
    """What came of a study."""

    study: Study
    progress: Progress
    failures: tuple[tuple[RunName, str], ...]
    files: tuple[Path, ...]


def compare_study(
    study_file: Path, directory: Path, effort: Effort, say: Say, follow: Callable[[Progress], None]
) -> Compared:
    """Run every variant of a study and write its tables; what was run before is not run again.

    Raises
    ------
    InputError, NetworkError
        When the study, its scenario or a place of a variant can not be used.
    NoPlanError
        When every run failed.
    """
    require_extra()
    if why := why_unwritable(directory):
        message = f"results can not be written there: {why}"
        raise InputError.one(str(directory), "", None, message, "name another folder after --out")
    say("Reading the study and the street network")
    study = _with_effort(read_study(study_file), effort)
    ground = lay_out(study)
    runs = runs_of(study)
    keys = keys_of(study, runs)
    store = RunStore(directory / "runs")
    missing = [run for run in runs if not store.has(keys[run])]
    if missing:
        say("Placing every variant on the streets")
        try_variants(ground, sorted({run.variant for run in missing}), study.path)
        _warm_up(say)
    say(f"{len(missing)} runs of {len(runs)}")
    failures = _do(ground, missing, keys, store, effort, len(runs), follow)
    done = [run for run in runs if run not in failures]
    if not done:
        raise NoPlanError(f"every run failed; the first: {next(iter(failures.values()))}")
    say("Writing the tables")
    progress = Progress(len(done), len(failures), len(runs), len(runs) - len(missing))
    files = write_study(directory, study, ground, store, [keys[run] for run in done], failures)
    return Compared(study, progress, tuple(failures.items()), files)


def require_extra() -> None:
    """Refuse to begin without the packages that only studies need.

    Raises
    ------
    InputError
        With the line that installs them.
    """
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        advice = 'install them: pip install "freight[scale]"'
        raise InputError.one("freight compare", "", None, f"needs {', '.join(missing)}", advice)


def _with_effort(study: Study, effort: Effort) -> Study:
    """The study with the seeds and iterations of the command line."""
    asked = {"seeds": effort.seeds, "iterations": effort.iterations}
    changes: dict[str, object] = {name: value for name, value in asked.items() if value is not None}
    if study.file.sharing is not None and effort.seeds is not None:
        fewer = min(study.file.sharing.seeds, effort.seeds)
        changes["sharing"] = study.file.sharing.model_copy(update={"seeds": fewer})
    file = study.file.model_copy(update=changes)
    if found := list(count_problems(file)):
        raise InputError.one("--seeds", "", effort.seeds, found[0].message, found[0].advice)
    return replace(study, file=file)


def _warm_up(say: Say) -> None:
    """Compile the engine once here, so that no worker has to."""
    from freight.solve.search import prepare

    prepare("hybrid", say)


def _do(
    ground: Ground,
    missing: Sequence[RunName],
    keys: dict[RunName, str],
    store: RunStore,
    effort: Effort,
    total: int,
    follow: Callable[[Progress], None],
) -> dict[RunName, str]:
    """Do what is missing, save each result as it comes; returns what failed, in the order of the runs."""
    before = total - len(missing)
    done, failed = before, {}
    follow(Progress(done, 0, total, before))
    for run, result in do_all(ground, missing, effort.workers, effort.dask) if missing else ():
        if isinstance(result, RunFailed):
            failed[run] = result.text
        else:
            store.save(keys[run], result)
            done += 1
        follow(Progress(done, len(failed), total, before))
    return {run: failed[run] for run in missing if run in failed}


def write_study(
    directory: Path,
    study: Study,
    ground: Ground,
    store: RunStore,
    keys: Sequence[str],
    failures: dict[RunName, str],
) -> tuple[Path, ...]:
    """Write the tables of a study: all of them whole, or none."""
    table = store.load(keys, MEASURES)
    table = with_zone_scope(table, study.file.reference, study.file.zone.participating_share)
    load = store.load(keys, STREETS)
    paths = (directory / "measures.parquet", directory / "street_load.parquet")
    failed = [
        {"variant": run.variant, "seed": run.seed, "day": run.day, "carriers": list(run.coalition), "why": text}
        for run, text in failures.items()
    ]
    with all_or_none():
        _write(paths[0], table)
        _write(paths[1], load)
        opened = write_result(directory, ground, table, load, joining_orders(study), failed, len(keys))
    return (*opened, *paths)


def _write(path: Path, table: pd.DataFrame) -> None:
    with replacing(path) as temporary:
        table.to_parquet(temporary, index=False)
