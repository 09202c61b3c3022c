"""The house rules of docs/architecture.md, read from the code itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parent.parent
FILES = tuple(sorted((ROOT / "freight").rglob("*.py")))
LONGEST_FILE, LONGEST_FUNCTION = 250, 40
"""Lines; of a function its docstring is not counted."""
FORBIDDEN = frozenset({"tour", "trip", "job", "task", "customer", "manager", "helper", "util"})
"""Words that say nothing, or that mean what `order`, `stop`, `visit`, `leg`, `route` and `plan` mean here."""
ALLOWED = frozenset({"freight/solve/seam.py: manager"})
"""OR-Tools' own word for its own object."""


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def test_imports_run_one_way() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_files_and_functions_are_short(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_FILE
    assert [name for name, lines in functions(ast.parse(text)) if lines > LONGEST_FUNCTION] == []


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_names_come_from_our_own_words(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    named = {f"{name_of(file)}: {name}" for name in (file.stem, *names(tree)) if words(name) & FORBIDDEN}
    assert named <= ALLOWED


def test_the_rules_above_find_what_they_look_for() -> None:
    """A test that can not fail tests nothing."""
    body = "\n".join(f"    x{n} = {n}" for n in range(41))
    assert functions_of(f'def long():\n    """Doc."""\n{body}') == [("long", 42)]
    assert words("buildTripHelpers") & FORBIDDEN == {"trip", "helper"}
    assert set(names(ast.parse("class A:\n    def f(self, x): self.y = (z := x)"))) == {
        "A",
        "f",
        "self",
        "x",
        "y",
        "z",
    }


def functions_of(text: str) -> list[tuple[str, int]]:
    return list(functions(ast.parse(text)))


def functions(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Name and lines of every function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            documented = ast.get_docstring(node) is not None
            docstring = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
            yield node.name, (node.end_lineno or 0) - node.lineno + 1 - docstring


def names(tree: ast.AST) -> Iterator[str]:
    """Every name that the code gives: functions, classes, parameters, variables, attributes."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case (
                ast.arg(arg=name)
                | ast.Name(id=name, ctx=ast.Store())
                | ast.Attribute(attr=name, ctx=ast.Store())
            ):
                yield name


def words(name: str) -> set[str]:
    """Words of ``snake_case`` and ``CamelCase`` names, in the singular."""
    parts = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)
    return {part.lower().removesuffix("s") for part in parts}
