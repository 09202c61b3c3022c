"""The page itself, its map, the folder it lies in and the browser that prints it."""

from __future__ import annotations

import json
import re
import string
import sys
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from freight.output.sheets import browser
from freight.output.sheets.browser import NoPdfError, find_browser, print_pdf
from freight.output.sheets.labels import placed
from freight.output.sheets.map_svg import HEIGHT_MM, WIDTH_MM, picture
from freight.output.sheets.page import css_string, render_sheet
from freight.output.sheets.phrases_english import ENGLISH
from freight.output.sheets.phrases_norwegian import NORWEGIAN
from freight.output.sheets.sheet import Sheet
from freight.output.sheets.turns import Move
from freight.output.sheets.words import LANGUAGES
from freight.output.sheets.write import file_names, write_pdfs, write_sheets
from tests.timelines import small_streets
from tests.unit.output.conftest import Day

NAMES = ("Diesel-1", "El-1", "Sykkel-Æ")


class Texts(HTMLParser):
    """Text of a page; every element must be closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.links: list[str] = []
        self.feed(page)

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.found.append(" ".join(data.split()))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value or "" for name, value in attrs if name in {"src", "href"}]


def test_both_languages_have_the_same_phrases_with_the_same_values() -> None:
    def fields(text: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert NORWEGIAN.keys() == ENGLISH.keys()
    assert {key: fields(text) for key, text in NORWEGIAN.items()} == {k: fields(t) for k, t in ENGLISH.items()}


def test_every_move_has_words_and_a_sign(small_sheets: tuple[Sheet, ...]) -> None:
    page = render_sheet(small_sheets[0], small_streets(), LANGUAGES["no"])
    signs = set(re.findall(r'<symbol id="(\w+)"', page))
    same_sign = {"continue": "straight", "arrive_left": "arrive", "arrive_right": "arrive"}
    assert {same_sign.get(move, move) for move in map(str, Move)} <= signs
    assert {str(move) for move in Move} - {"start", "hold", "roundabout"} <= NORWEGIAN.keys()


def test_a_page_says_what_its_driver_needs(charging_sheet: Sheet) -> None:
    texts = Texts(render_sheet(charging_sheet, small_streets(), LANGUAGES["no"]))
    said = " ".join(texts.found)
    for part in (
        "El 1", "mandag 23. november 2026", "08:00", "Sjåfør", "Terminal Vest", "Mottaker O1", "Tømmergata 2",
        "Lovet 08:00–08:45 · Tar imot 08:00–12:00", "1 kolli · 120 kg · 1,2 m³", "Signatur", "Avvik",
        "Start mot nordøst på Tømmergata", "Lading: Lader øst", "lad til 26 kWh (48 %)", "50 kW, 2 uttak",
        "Avgift Nullutslippssone Nord: 25,5 kr, kl. 08:",
        "I sone: Nullutslippssone Nord (scenario, ikke lov), 40 m",
        "Last i denne rekkefølgen", "Skjematisk nett", "Tilbake til Terminal Vest", "Stopp 1 til terminal",
    ):  # fmt: skip
        assert part in said, part


def test_a_page_asks_nothing_of_any_server(crowded_sheet: Sheet) -> None:
    page = render_sheet(crowded_sheet, small_streets("OpenStreetMap"), LANGUAGES["en"])
    links = Texts(page).links
    assert {link.partition(":")[0] for link in links if not link.startswith("#")} == {"geo", "https"}
    assert all(
        link.startswith("https://www.google.com/maps/dir/?api=1&") for link in links if link[:5] == "https"
    )
    assert "© OpenStreetMap contributors" in page
    assert not re.search(r"<(script|link|img|iframe)\b|url\(http", page)


def test_peoples_text_is_text(crowded_sheet: Sheet) -> None:
    page = render_sheet(crowded_sheet, small_streets(), LANGUAGES["no"])
    assert "<b>rømmegrøt" not in page
    assert "&lt;b&gt;rømmegrøt" in page
    assert "transport <i>" not in page
    assert page.count('<article class="visit">') == 41


@given(st.text())
def test_no_text_ends_a_string_of_the_style_sheet(text: str) -> None:
    assert not set('"\\<>{}\n') & set(re.sub(r"\\[0-9a-f]+ ", "", css_string(text)))


@given(st.lists(st.tuples(st.floats(8.0, 178.0), st.floats(8.0, 104.0)), max_size=45))
def test_numbers_on_the_map_do_not_hide_each_other(anchors: list[tuple[float, float]]) -> None:
    labels = placed(anchors, (93.0, 56.0), (WIDTH_MM, HEIGHT_MM))
    shown = [number for label in labels for number in numbers(label.text)]
    assert sorted(shown) == list(range(1, len(anchors) + 1))
    crossing = [
        (a.text, b.text)
        for a, b in combinations(labels, 2)
        if abs(a.x - b.x) < (a.width + b.width) / 2 and abs(a.y - b.y) < (a.height + b.height) / 2
        and (a.moved or (a.x, a.y) != (a.anchor_x, a.anchor_y)) and b.moved
    ]  # fmt: skip
    assert crossing == []


def numbers(text: str) -> list[int]:
    spans = [part.split("–") for part in text.split(", ")]
    return [number for span in spans for number in range(int(span[0]), int(span[-1]) + 1)]


def test_stops_at_one_place_share_their_number() -> None:
    labels = placed(
        [(50.0, 50.0), (20.0, 20.0), (50.1, 50.0), (50.0, 50.1), (50.0, 50.0)], (90.0, 90.0), (186.0, 112.0)
    )
    assert [label.text for label in labels] == ["1, 3–5", "2"]


def test_the_map_shows_route_and_depot_inside_its_frame(crowded_sheet: Sheet) -> None:
    drawn = picture(crowded_sheet, small_streets())
    pairs = re.findall(r"(-?[\d.]+),(-?[\d.]+)", drawn.route)
    assert pairs
    assert all(0 <= float(x) <= WIDTH_MM and 0 <= float(y) <= HEIGHT_MM for x, y in pairs)
    assert drawn.arrows
    assert drawn.water
    assert 10.0 <= drawn.scale_mm <= 40.0
    assert [label.text for label in drawn.labels] == ["1, 3, 5, …, 39", "2, 4, 6, …, 40"]


def write(day: Day, folder: Path, *languages: str, pdf: bool = False) -> tuple[Path, ...]:
    return write_sheets(
        folder,
        plan=day.plan,
        scenario=day.scenario,
        streets=day.streets,
        timeline=day.timeline,
        languages=languages,
        pdf=pdf,
    )


def test_the_folder_holds_the_files_of_this_printing_alone(day: Day, empty_day: Day, tmp_path: Path) -> None:
    pages = write(day, tmp_path, "no", "en")
    assert [page.name for page in pages[:2]] == ["Diesel-1.no.html", "Diesel-1.en.html"]
    folder = tmp_path / "sheets"
    (folder / "mine.txt").write_text("kept", encoding="utf-8")
    assert {file.name for file in folder.iterdir()} == {
        "files.json", "index.html", "promised.csv", "mine.txt",
        *(f"{name}.{end}" for name in NAMES for end in ("no.html", "en.html", "gpx", "ics")),
    }  # fmt: skip
    overview = Texts((folder / "index.html").read_text(encoding="utf-8"))
    assert "Sykkel-%C3%86.no.html" in overview.links
    write(empty_day, tmp_path, "no")
    assert {file.name for file in folder.iterdir()} == {"files.json", "index.html", "promised.csv", "mine.txt"}


def test_a_manifest_names_nothing_outside_its_folder(day: Day, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("kept", encoding="utf-8")
    (tmp_path / "sheets").mkdir()
    listed = {"files": ["../outside.txt", str(outside), 7, ".."]}
    (tmp_path / "sheets" / "files.json").write_text(json.dumps(listed), encoding="utf-8")
    write(day, tmp_path, "no")
    assert outside.exists()


def test_file_names_are_safe_and_their_own() -> None:
    assert file_names(["a/b", "a b", "A.B", "../..", "index", "Sykkel Æ", "x" * 300]) == [
        "a-b", "a-b-2", "A-B-3", "vehicle", "index-2", "Sykkel-Æ", "x" * 60,
    ]  # fmt: skip


def stand_in(folder: Path, body: str) -> str:
    """A program in the place of the browser."""
    path = folder / "browser"
    path.write_text(f"#!{sys.executable}\nimport sys\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


PRINTS = (
    "target = next(word.partition('=')[2] for word in sys.argv if word.startswith('--print-to-pdf='))\n"
    "assert sys.argv[-1].startswith('file:///') and sys.argv[-1].endswith('.html')\n"
    "open(target, 'wb').write(b'%PDF-1.4 stand-in')"
)


def test_every_page_is_printed_and_forgotten_by_the_next_printing(day: Day, tmp_path: Path) -> None:
    pages = write(day, tmp_path, "no", pdf=True)
    pdfs = write_pdfs(stand_in(tmp_path, PRINTS), pages)
    assert [pdf.name for pdf in pdfs] == ["Diesel-1.no.pdf", "El-1.no.pdf", "Sykkel-Æ.no.pdf"]
    assert all(pdf.read_bytes().startswith(b"%PDF") for pdf in pdfs)
    links = Texts((tmp_path / "sheets" / "index.html").read_text(encoding="utf-8")).links
    assert [link for link in links if link.endswith("pdf")] == [
        "Diesel-1.no.pdf",
        "El-1.no.pdf",
        "Sykkel-%C3%86.no.pdf",
    ]
    write(day, tmp_path, "no")
    assert not any(pdf.exists() for pdf in pdfs)


@pytest.mark.parametrize("body", ["sys.exit(1)", "pass", PRINTS.replace("%PDF", "none")])
def test_a_browser_that_fails_leaves_no_pdf(tmp_path: Path, body: str) -> None:
    page = tmp_path / "a.html"
    page.write_text("<p>", encoding="utf-8")
    with pytest.raises(NoPdfError, match=r"a\.html"):
        print_pdf(stand_in(tmp_path, body), page, tmp_path / "a.pdf")
    assert not (tmp_path / "a.pdf").exists()


def test_without_a_browser_none_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(browser, "PLACES", ())
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_browser() is None
    stand_in(tmp_path, "pass")
    (tmp_path / "browser").rename(tmp_path / "chromium")
    assert find_browser() == str(tmp_path / "chromium")
