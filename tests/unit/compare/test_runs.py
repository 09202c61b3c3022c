"""Runs of a study: their keys, stopping and going on, failing one by one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from freight import run_compare
from freight.compare import runs as runs_module
from freight.compare.coalitions import coalitions_to_run
from freight.compare.execute import DayDone
from freight.compare.runs import keys_of, runs_of
from freight.compare.trial import try_variants
from freight.compare.variants import Ground
from freight.domain.scenario import Depot
from freight.errors import InputError, NoPlanError, PlanRejectedError
from freight.run_compare import Effort, Progress, compare_study
from tests.studies import C1_FLEET, DRAMMEN, RING, changed, content, study, with_policy

QUICK = Effort(iterations=2)


def silent(_text: str) -> None:
    """For `say`."""


def unseen(_progress: Progress) -> None:
    """For `follow`."""


def test_runs_are_variants_by_day_and_seed_then_groups() -> None:
    found = runs_of(study(RING))
    assert [(run.variant, run.seed) for run in found[:4]] == [
        ("today", 0),
        ("today", 1),
        ("hub", 0),
        ("hub", 1),
    ]
    assert [run.coalition for run in found[4:]] == [("North",), ("South",), ("North", "South")]
    big = runs_of(study(DRAMMEN))
    assert len([run for run in big if run.coalition]) == 4 * len(coalitions_to_run([*"ABCDEFGH"]))


def test_a_key_is_of_the_content_and_of_nothing_else() -> None:
    runs = runs_of(study(RING))
    keys = keys_of(study(RING), runs)
    assert len(set(keys.values())) == len(runs)
    written = content(RING)["variants"]
    more = changed(RING, seeds=5, variants=[*written, {**written[0], "id": "again"}], name="Another name")
    assert {run: keys_of(more, runs_of(more))[run] for run in runs} == keys
    dearer = [{**content(RING)["hubs"][0], "handling_nok_per_order": 11}]
    for other in (changed(RING, iterations=51), changed(RING, hubs=dearer)):
        assert not set(keys_of(other, runs).values()) & set(keys.values())


def tables(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    return pd.read_parquet(folder / "measures.parquet"), pd.read_parquet(folder / "street_load.parquet")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    compare_study(RING, folder, QUICK, silent, unseen)
    return folder


def test_a_stopped_study_goes_on_and_ends_with_the_same_tables(tmp_path: Path, whole: Path) -> None:
    def stop(progress: Progress) -> None:
        if progress.done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        compare_study(RING, tmp_path, QUICK, silent, stop)
    assert not (tmp_path / "measures.parquet").exists()
    compared = compare_study(RING, tmp_path, QUICK, silent, unseen)
    assert compared.progress == Progress(done=7, failed=0, total=7, from_before=3)
    assert all(one.equals(other) for one, other in zip(tables(tmp_path), tables(whole), strict=True))


def test_two_workers_give_the_tables_of_one_process(tmp_path: Path, whole: Path) -> None:
    compare_study(RING, tmp_path, replace(QUICK, workers=2), silent, unseen)
    assert all(one.equals(other) for one, other in zip(tables(tmp_path), tables(whole), strict=True))


def test_a_failed_run_is_told_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planned = runs_module.run_days

    def fails_once(
        ground: Ground, variant: str, day: int, coalition: tuple[str, ...], seed: tuple[int, ...]
    ) -> tuple[DayDone, ...]:
        if variant == "hub" and seed[0] == 1:
            raise PlanRejectedError("the plan breaks 1 rule(s)")
        return planned(ground, variant, day, coalition, seed)

    with monkeypatch.context() as patch:
        patch.setattr(runs_module, "run_days", fails_once)
        compared = compare_study(RING, tmp_path, QUICK, silent, unseen)
    assert [(run.variant, run.seed, text) for run, text in compared.failures] == [
        ("hub", 1, "the plan breaks 1 rule(s)")
    ]
    assert '"why": "the plan breaks 1 rule(s)"' in (tmp_path / "study.json").read_text(encoding="utf-8")
    again = compare_study(RING, tmp_path, QUICK, silent, unseen)
    assert again.progress == Progress(done=7, failed=0, total=7, from_before=6)


def test_a_study_without_any_result_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_anything: object) -> None:
        raise PlanRejectedError("no")

    monkeypatch.setattr(runs_module, "run_days", fails)
    with pytest.raises(NoPlanError, match="every run failed"):
        compare_study(RING, tmp_path, QUICK, silent, unseen)
    assert list(tmp_path.iterdir()) == []


def test_one_seed_asked_for_on_the_command_line_has_no_interval(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="one run has no interval"):
        compare_study(RING, tmp_path, replace(QUICK, seeds=1), silent, unseen)


def test_missing_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_compare, "find_spec", lambda name: None if name == "dask" else object())
    with pytest.raises(InputError, match=r"needs dask.*freight\[scale\]"):
        run_compare.require_extra()


def test_a_hub_nobody_can_reach_is_told_with_its_variant() -> None:
    hubs = content(DRAMMEN)["hubs"]
    hubs[0] |= {"opening": "04:00-19:00", "latest_arrival": ["04:30"]}
    laid = with_policy(DRAMMEN, {"model": "hub", "hub": "C1", "fleet": C1_FLEET}, hubs=hubs)
    with pytest.raises(InputError) as caught:
        try_variants(laid, ["tried"], DRAMMEN)
    text = str(caught.value)
    assert "variant tried, inbound of Carrier A: nobody can reach C1 with its goods in time" in text
    assert "inbound of Carrier G" in text


def test_a_hub_away_from_every_street_is_told_with_its_variant() -> None:
    places = [*content(DRAMMEN)["places"], {"id": "X", "name": "In the fjord", "lat": 59.70, "lon": 10.30}]
    hubs = [*content(DRAMMEN)["hubs"], {**content(DRAMMEN)["hubs"][0], "id": "X"}]
    moved = with_policy(DRAMMEN, {"model": "hub", "hub": "X", "fleet": C1_FLEET}, hubs=hubs, places=places)
    fjord = Depot("X", "In the fjord", 59.70, 10.30)
    laid = replace(moved, base=replace(moved.base, depots=(*moved.base.depots, fjord)))
    with pytest.raises(InputError, match="variant tried, inbound of Carrier A"):
        try_variants(laid, ["tried"], DRAMMEN)


def test_missing_factors_are_told_with_variant_and_type() -> None:
    laid = with_policy(DRAMMEN, {"model": "hub", "hub": "C1", "fleet": C1_FLEET})
    rows = {
        key: row for key, row in laid.factors.rows.items() if key[0] not in {"hub_co2e", "grid_co2e_location"}
    }
    poor = replace(laid, token="poor", factors=replace(laid.factors, rows=rows))
    with pytest.raises(InputError) as caught:
        try_variants(poor, ["tried"], DRAMMEN)
    text = str(caught.value)
    assert "variant tried, rounds from C1: vehicle type van_electric" in text
    assert "no row in use for hubs" in text
