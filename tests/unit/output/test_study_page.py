"""The council's page: sentences, verdicts, money, cases; and the tables as CSV."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pandas as pd
import pytest

from freight.output.study_cases import case_table, counted, published
from freight.output.study_page import StudyResult, render, write
from freight.output.study_tables import measure_table, money_by_party, write_csv
from freight.output.study_words import amount, measure_of, sentence, setning, signed, span, unlike_work
from tests.council import NAMES, result


@pytest.fixture(scope="module")
def study() -> StudyResult:
    return result(seeds=4)


@pytest.fixture(scope="module")
def page(study: StudyResult) -> str:
    return render(study)


def row(measure: str, share: float, half: float, verdict: str, unit: str = "km") -> dict[str, object]:
    return {
        "measure": measure, "unit": unit, "difference": 100.0 * share, "difference_share": share,
        "difference_low": 100.0 * (share - half), "difference_high": 100.0 * (share + half),
        "difference_share_low": share - half, "difference_share_high": share + half, "verdict": verdict,
        "reason": "smaller than the noise",
    }  # fmt: skip


def test_a_sentence_says_what_differs_and_what_does_not() -> None:
    rows = pd.DataFrame([
        row("vehicle_km", -0.22, 0.01, "lower"), row("vehicles_entering_zone", 0.05, 0.02, "higher"),
        row("cost_nok", 0.01, 0.05, "no measurable difference"),
    ])  # fmt: skip
    keys = ("vehicle_km", "vehicles_entering_zone", "co2e_wtw_kg", "cost_nok")
    assert sentence(rows, keys) == (
        "Vehicle-kilometres 22.0 % lower (95 % interval 21.0 to 23.0), vehicles entering the zone 5.0 % higher "
        "(3.0 to 7.0), and no measurable difference in cost."
    )
    assert setning(rows, keys) == (
        "Kjøretøykilometer 22,0 % lavere (95 % intervall 21,0 til 23,0), kjøretøy inn i sonen 5,0 % høyere "
        "(3,0 til 7,0), og ingen målbar forskjell i kostnad."
    )
    assert sentence(rows, ()) == "Nothing to compare."


def test_motor_vehicles_are_spoken_of_where_they_are_counted_apart() -> None:
    all_of_them = row("vehicles_entering_zone", 0.4, 0.1, "higher")
    rows = pd.DataFrame([all_of_them, row("motor_vehicles_entering_zone", -0.5, 0.1, "lower")])
    said = sentence(rows, ("vehicles_entering_zone",))
    assert said.startswith("Motor vehicles entering the zone 50.0 % lower")


def test_an_amount_that_the_base_has_not_is_told_in_its_unit() -> None:
    rows = pd.DataFrame([row("energy_kwh", float("nan"), 0.0, "higher", "kWh")])
    rows[["difference", "difference_low", "difference_high"]] = [[12.0, 11.0, 13.0]]
    assert sentence(rows, ("energy_kwh",)) == (
        "Electricity from the grid 12.0 kWh higher (95 % interval 11.0 to 13.0)."
    )


def test_orders_left_out_are_warned_of() -> None:
    same = {"measure": "unserved", "mean": 8.0, "base_mean": 8.0}
    assert unlike_work(pd.DataFrame([same])) == ("", "")
    english, norsk = unlike_work(pd.DataFrame([same | {"mean": 1.5}]))
    assert english.startswith("Not the same work: 1.5 orders are not served, against 8.0 in the base.")
    assert norsk.startswith("Ikke samme arbeid: 1,5 ordrer leveres ikke, mot 8,0 i")


def test_numbers_keep_their_sign() -> None:
    assert (amount(-1234.56, 1), signed(3.0, 0), signed(-0.001, 1)) == ("−1\u202f234.6", "+3", "0.0")
    assert (amount(float("nan"), 1), span(float("nan"), 1.0, 1), span(-1.0, 2.0, 0)) == ("–", "–", "−1 to +2")
    assert measure_of("cost_handling_nok").name == "Cost: handling"
    assert measure_of("external_noise_nok").norsk == "ekstern kostnad: noise"
    assert measure_of("odd_thing_kg").name == "Odd thing"


def test_the_page_stands_alone_and_has_every_variant(page: str, study: StudyResult) -> None:
    before_plotly = page.partition("<script>")[0]
    assert not re.search(r'src="|<link|url\(', before_plotly)
    for name in NAMES.values():
        assert name in page
    assert "no measurable difference" in page
    assert "ingen målbar forskjell" in page
    assert page.count('<article class="variant">') == len(NAMES) - 1
    assert study.notice in page


def test_every_picture_has_its_place_and_every_place_its_picture(page: str) -> None:
    data = re.search(r'<script type="application/json" id="study-data">(.*?)</script>', page, re.DOTALL)
    assert data is not None
    figures = json.loads(data.group(1))
    assert set(re.findall(r'class="plot" id="([^"]+)"', page)) == set(figures)
    change = figures["change-participating-vehicle_km"]
    assert len(change["data"][0]["error_x"]["array"]) == len(NAMES) - 1
    symbols = change["data"][0]["marker"]["symbol"]
    words = [one["text"] for one in change["layout"]["annotations"]]
    assert [symbol == "circle-open" for symbol in symbols] == [
        word.startswith("no measurable") for word in words
    ]


def test_the_money_page_speaks_of_core_shares_and_fee(page: str) -> None:
    for words in ("Together the 5 carriers save", "better off outside", "Divided by Shapley value", "an order"):
        assert words in page


def test_without_coalitions_the_page_says_so(study: StudyResult) -> None:
    bare = StudyResult(title="T", base="today", names=NAMES, differences=study.differences)
    assert "No groups of carriers were computed" in render(bare)


def test_names_cannot_break_the_page(study: StudyResult) -> None:
    names = NAMES | {"hub": "<script>alert(1)</script>"}
    text = render(StudyResult(title="<b>", base="today", names=names, differences=study.differences))
    assert "<script>alert" not in text
    assert "<h1>&lt;b&gt;</h1>" in text


def test_a_zone_that_only_the_city_sees_is_shown(study: StudyResult) -> None:
    rows = study.differences
    keep = rows[(rows["scope"] == "participating") | (rows["party_kind"] == "total")]
    city = keep[keep["scope"] == "zone"].assign(party_kind="city", party="sentrum")
    city = city[city["measure"].isin(["vehicle_km_in_zone", "co2e_wtw_kg", "co2e_wtw_residual_kg"])]
    both = pd.concat([keep[keep["scope"] == "participating"], city])
    text = render(StudyResult(title="T", base="today", names=NAMES, differences=both))
    assert 'id="change-zone-vehicle_km_in_zone"' in text
    assert 'id="change-zone-cost_nok"' not in text


def test_tables_are_written_for_a_norwegian_spreadsheet(tmp_path: Path, study: StudyResult) -> None:
    write(tmp_path, study)
    raw = (tmp_path / "study_differences.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert len(rows) == len(study.differences)
    assert float(rows[5]["mean"].replace(",", ".")) == pytest.approx(
        study.differences["mean"].iloc[5], abs=1e-6
    )
    assert {path.name for path in tmp_path.iterdir()} == {
        "study.html", "study_differences.csv", *(f"study_{name}.csv" for name in study.money)
    }  # fmt: skip


def test_a_cell_is_never_a_formula(tmp_path: Path) -> None:
    write_csv(tmp_path / "t.csv", pd.DataFrame({"party": ["=1+1"], "value": [float("nan")], "count": [3]}))
    assert (tmp_path / "t.csv").read_text("utf-8-sig").splitlines()[1] == "'=1+1;;3"


def test_tables_say_verdict_and_reason(study: StudyResult) -> None:
    rows = study.differences
    own = rows[
        (rows["variant"] == "zone") & (rows["party_kind"] == "total") & (rows["scope"] == "participating")
    ]
    table = measure_table(own)
    assert {line[0]: line[-2] for line in table.rows}[
        "Stops"
    ] == "no measurable difference: identical in every run"
    paid = money_by_party(rows, NAMES, "today")
    assert paid.rows[-2][0] == "All together"
    assert paid.rows[-1][0].startswith("The city: external cost")


def test_cases_are_cited_and_give_their_scope() -> None:
    cases = published()
    assert len({case.id for case in cases}) == len(cases) >= 8
    for case in cases:
        assert case.scope in {"participating", "zone"}
        assert case.source
        assert case.url.startswith("http")
        assert case.why_it_may_differ
    total, given = counted()
    assert total == len(cases)
    assert given >= 8


def test_our_variants_stand_before_the_cases_with_room_for_an_explanation(study: StudyResult) -> None:
    table = case_table(study.differences, {"hub": "hub"}, NAMES, {})
    assert table.rows[0][0] == f"This study: {NAMES['hub']}"
    assert table.rows[0][-3] == "not yet explained"
    assert table.rows[1][1] == "hub; all freight in the zone; modelled"
    assert table.rows[2][0].startswith("Bristol")
