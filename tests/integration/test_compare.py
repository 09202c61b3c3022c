"""`freight compare` as a person meets it, on the ring whose figures docs/worked-study.md reckons by hand."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import jsonschema
import pandas as pd
import pytest
import yaml

from freight import commands, run_compare
from freight.compare.long_table import COLUMNS
from freight.inputs.schema import schema
from freight.inputs.study_model import StudyFile
from tests.studies import DRAMMEN, RING, content

PAGE = (Path(__file__).parents[2] / "docs" / "worked-study.md").read_text(encoding="utf-8")


def freight(*words: object) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["freight", *(str(word) for word in words)])
        with pytest.raises(SystemExit) as ended:
            commands.main()
    return int(ended.value.code or 0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("ring")
    assert freight("compare", RING, "--out", out, "--workers", 1) == 0
    return out


def rows_under(heading: str, number: int = 0) -> list[list[str]]:
    """Rows of the n-th table of a section of the page."""
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    tables = re.findall(r"((?:^\|.*\n)+)", section, flags=re.MULTILINE)
    lines = tables[number].strip().split("\n")
    return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines[2:]]


def said(cell: str, value: float) -> bool:
    """Whether a value reads like the cell, to the cell's last digit."""
    digits = len(cell.partition(".")[2])
    return f"{value:.{digits}f}" == cell


@pytest.fixture(scope="module")
def table(folder: Path) -> pd.DataFrame:
    return pd.read_parquet(folder / "measures.parquet")


def found(table: pd.DataFrame, **names: object) -> float:
    rows = table[(table["coalition"] == "") & (table["seed"] == 0)]
    for column, name in ({"bound": "mid", "scope": "participating"} | names).items():
        rows = rows[rows[column] == name]
    assert len(rows) == 1
    return float(rows["value"].iloc[0])


def wrong(table: pd.DataFrame, cells: dict[str, str], **names: object) -> list[str]:
    """Cells of a row that the table does not say."""
    filled = {variant: cell for variant, cell in cells.items() if cell}
    values = {variant: found(table, variant=variant, **names) for variant in filled}
    return [
        f"{names} {name}: {cell} {values[name]}"
        for name, cell in filled.items()
        if not said(cell, values[name])
    ]


def test_every_total_of_the_page(table: pd.DataFrame) -> None:
    rows = rows_under("All together")
    assert len(rows) == 24
    for measure, today, hub, _ in rows:
        assert not wrong(table, {"today": today, "hub": hub}, measure=measure, party_kind="total")


def test_every_bound_of_the_page(table: pd.DataFrame) -> None:
    for measure, *cells in rows_under("All together", 1):
        for number, bound in enumerate(("low", "high")):
            pair = {"today": cells[number], "hub": cells[2 + number]}
            assert not wrong(table, pair, measure=measure, party_kind="total", bound=bound)


@pytest.mark.parametrize(
    ("heading", "kind"), [("By carrier", "carrier"), ("By group of receivers", "receiver")]
)
def test_every_party_of_the_page(table: pd.DataFrame, heading: str, kind: str) -> None:
    for measure, party, today, hub, _ in rows_under(heading):
        assert not wrong(table, {"today": today, "hub": hub}, measure=measure, party=party, party_kind=kind)


def test_every_figure_of_the_city(table: pd.DataFrame) -> None:
    for measure, scope, today, hub, _ in rows_under("The city"):
        assert not wrong(table, {"today": today, "hub": hub}, measure=measure, scope=scope, party_kind="city")


def csv(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, sep=";", decimal=",", encoding="utf-8-sig")


def test_every_figure_of_the_money(folder: Path) -> None:
    shares, core = csv(folder / "study_shares.csv"), csv(folder / "study_core.csv")
    fees, by_carrier = csv(folder / "study_fees.csv"), csv(folder / "study_carrier_fees.csv")
    bearable = by_carrier.set_index("carrier")["fee_bearable_nok"]
    shapley = shares[shares["rule"] == "shapley"]["share_nok"]
    values = [
        shapley.iloc[0], core["epsilon_nok"].iloc[0], fees["fee_needed_nok"].iloc[-1], bearable["North"],
        bearable["South"], fees["subsidy_nok"].iloc[-1],
    ]  # fmt: skip
    cells = [row[1] for row in rows_under("Money")]
    assert [cell for cell, value in zip(cells, values, strict=True) if not said(cell, float(value))] == []
    assert shapley.sum() == pytest.approx(core["together_nok"].iloc[0], rel=1e-9)


def test_the_long_table_is_as_it_was_agreed(table: pd.DataFrame) -> None:
    assert tuple(table.columns) == COLUMNS
    assert not table.duplicated([*COLUMNS[:8], "bound"]).any()
    assert set(table["scope"]) == {"participating", "zone"}
    assert set(table["coalition"]) == {"", "North", "South", "North+South"}
    assert table["value"].notna().all()


def test_what_is_stated(folder: Path) -> None:
    facts = json.loads((folder / "study.json").read_text(encoding="utf-8"))
    assert facts["failed"] == []
    assert facts["violations"] == 0
    assert any("shortest feasible distance" in line for line in facts["assumptions"])
    assert any("made up" in line for line in facts["assumptions"])
    keys = {row["key"] for row in facts["factors"]}
    assert {"hub_co2e", "external_cost_marginal", "grid_co2e_location", "grid_co2e_residual"} <= keys
    assert all(row["source"] for row in facts["factors"])


def test_the_workbook_has_every_table(folder: Path) -> None:
    sheets = pd.read_excel(folder / "study.xlsx", sheet_name=None)
    assert list(sheets) == ["differences", "shares", "core", "leaving", "fees", "carrier_fees", "runs"]
    runs = sheets["runs"]
    cost = runs[(runs["measure"] == "cost_nok") & (runs["variant"] == "hub") & (runs["party_kind"] == "total")]
    assert said("2025.5", float(cost["value"].iloc[0]))
    assert csv(folder / "study_shares.csv")["share_nok"].to_list() == pytest.approx(
        sheets["shares"]["share_nok"].to_list(), abs=1e-5
    )


def test_the_page_speaks_both_languages(folder: Path) -> None:
    page = (folder / "study.html").read_text(encoding="utf-8")
    assert "Samlastsentral / Hub" in page
    assert "cdn" not in page.split("<body")[0].lower()


def test_a_second_run_does_nothing_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert freight("compare", RING, "--out", folder, "--workers", 1) == 0
    assert "7 runs were there before" in capsys.readouterr().out


def test_a_faulty_study_is_told_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study = tmp_path / "study.yaml"
    study.write_text("name: x\nbase: nothing.yaml\n", encoding="utf-8")
    assert freight("compare", study, "--out", tmp_path / "out") == 2
    text = capsys.readouterr().err
    assert "there is no such scenario" in text
    assert "is missing" in text
    assert not (tmp_path / "out").exists()


def test_workers_or_an_address(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert freight("compare", RING, "--out", tmp_path, "--workers", 2, "--dask", "tcp://localhost:1") == 2
    assert "not both" in capsys.readouterr().err


def test_an_interrupted_study_says_how_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_anything: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(run_compare, "do_all", interrupted)
    assert freight("compare", RING, "--out", tmp_path, "--workers", 1) == 130
    assert "the same command goes on from there" in capsys.readouterr().err


def test_the_example_of_the_page_is_a_study() -> None:
    page = (Path(__file__).parents[2] / "docs" / "study-file.md").read_text(encoding="utf-8")
    written = yaml.safe_load(page.split("```yaml\n")[1].split("```")[0])
    assert [one.policy.model for one in StudyFile.model_validate(written).variants] == ["separate", "hub"]


@pytest.mark.parametrize("path", [RING, DRAMMEN], ids=["ring", "drammen"])
def test_the_examples_follow_the_schema(path: Path) -> None:
    jsonschema.validate(content(path), schema("study"))
