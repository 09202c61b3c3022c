"""The pages say what the code has, and their links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from freight.check.rules import RULES
from freight.inputs.schema import NAMES
from freight.solve.model import CONSTRAINTS

ROOT = Path(__file__).parent.parent
PAGES = tuple(sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md")]))
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def targets(page: Path) -> list[str]:
    """Relative links of a page, without their anchors."""
    found = LINK.findall(page.read_text(encoding="utf-8"))
    return [
        link.partition("#")[0] for link in found if "://" not in link and not link.startswith(("#", "mailto:"))
    ]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_to_files(page: Path) -> None:
    assert [link for link in targets(page) if not (page.parent / link).exists()] == []


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop().resolve()
        if page not in reached and page.suffix == ".md" and page.exists():
            reached.add(page)
            waiting += [page.parent / link for link in targets(page)]
    assert [
        name_of(page) for page in PAGES if page.parent.name == "docs" and page.resolve() not in reached
    ] == []


def first_cells(page: str) -> list[str]:
    """First cells of the tables of a page, where they are code."""
    return re.findall(
        r"^\| `([^`]+)` \|", (ROOT / "docs" / page).read_text(encoding="utf-8"), flags=re.MULTILINE
    )


def test_every_rule_has_its_row_in_its_order() -> None:
    assert first_cells("checks.md") == [rule.__name__ for rule in RULES]


def test_every_constraint_has_its_row_in_its_order() -> None:
    assert first_cells("engine.md") == [rule.__name__ for rule in CONSTRAINTS]


@pytest.mark.parametrize(("folder", "listed"), [("check/rules", RULES), ("solve/constraints", CONSTRAINTS)])
def test_every_rule_file_is_listed(folder: str, listed: tuple[object, ...]) -> None:
    files = {file.stem for file in (ROOT / "freight" / folder).glob("*.py")} - {"__init__"}
    assert files == {rule.__name__ for rule in listed}  # type: ignore[attr-defined]  # functions have names


def test_every_schema_is_published() -> None:
    assert {file.name for file in (ROOT / "docs" / "schemas").iterdir()} == {
        f"{name}.schema.json" for name in NAMES
    }


def test_code_named_in_the_pages_exists() -> None:
    named = {
        (name_of(page), path)
        for page in PAGES
        for path in re.findall(
            r"`((?:freight|tests|benchmarks|examples|configs|docs)/[\w/.-]+)`", page.read_text("utf-8")
        )
    }
    assert named
    assert sorted((page, path) for page, path in named if not (ROOT / path).exists()) == []
