"""Whatever stands in people's files: a scenario or an InputError, never anything else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.domain.plan import Leg, Plan, Route, Unserved, Visit
from freight.domain.problem import Reason
from freight.errors import InputError
from freight.inputs import parse
from freight.inputs.load import load_scenario
from freight.inputs.plan_file import read_plan, write_plan
from tests.broken_inputs.cases import GOOD, workbook

FILES = ("scenario.yaml", "orders.csv", "fleet.yaml", "depots.csv", "chargers.csv", "zones.geojson")
FUZZ = settings(max_examples=60, deadline=None)
_SIGNS = b'; , " \t \x00 \xff - : [ } &a *a !! {} ? nan 1e999 9999999999 -1 0 null true'
SNIPPETS = (*_SIGNS.split(b" "), b"\n", b" ", "\u00e6".encode(), "\u00e6".encode("cp1252"), b"\xef\xbb\xbf")


def load_or_refuse(path: Path) -> None:
    """Load; an InputError must tell at least one fault, each on one line."""
    try:
        load_scenario(path)
    except InputError as error:
        assert error.faults
        for fault in error.faults:
            assert fault.message
            assert b"\n" not in str(fault).encode()


@pytest.fixture(scope="module")
def day() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        yield copytree(GOOD, Path(folder) / "day")


def replaced(day: Path, name: str, data: bytes) -> None:
    (day / name).write_bytes(data)
    try:
        load_or_refuse(day / "scenario.yaml")
    finally:
        (day / name).write_bytes((GOOD / name).read_bytes())


@FUZZ
@given(name=st.sampled_from(FILES), data=st.binary(max_size=300))
def test_arbitrary_bytes(day: Path, name: str, data: bytes) -> None:
    replaced(day, name, data)


@FUZZ
@given(name=st.sampled_from(FILES), text=st.text(max_size=300))
def test_arbitrary_text(day: Path, name: str, text: str) -> None:
    replaced(day, name, text.encode("utf-8", "surrogatepass"))


@settings(max_examples=250, deadline=None)
@given(
    name=st.sampled_from(FILES),
    cuts=st.lists(
        st.tuples(st.integers(0, 2000), st.integers(0, 12), st.sampled_from(SNIPPETS)), min_size=1, max_size=4
    ),
)
def test_mutations_of_good_files(day: Path, name: str, cuts: list[tuple[int, int, bytes]]) -> None:
    data = (GOOD / name).read_bytes()
    for start, length, snippet in cuts:
        at = start % len(data)
        data = data[:at] + snippet + data[at + length :]
    replaced(day, name, data)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def places_in(content: object, where: tuple[int | str, ...] = ()) -> list[tuple[int | str, ...]]:
    """Every place of a JSON value."""
    pairs = (
        content.items()
        if isinstance(content, dict)
        else enumerate(content)
        if isinstance(content, list)
        else ()
    )
    return [where] + [place for key, inner in pairs for place in places_in(inner, (*where, key))]


def put(content: object, where: tuple[int | str, ...], value: object) -> object:
    """The same JSON value with something else at one place."""
    if not where:
        return value
    if isinstance(content, dict):
        return {
            key: put(inner, where[1:], value) if key == where[0] else inner for key, inner in content.items()
        }
    assert isinstance(content, list)
    return [
        put(inner, where[1:], value) if number == where[0] else inner for number, inner in enumerate(content)
    ]


@settings(max_examples=200, deadline=None)
@given(data=st.data(), value=values)
def test_wrong_values_in_zones(day: Path, data: st.DataObject, value: object) -> None:
    content = json.loads((GOOD / "zones.geojson").read_text())
    where = data.draw(st.sampled_from(places_in(content)))
    replaced(day, "zones.geojson", json.dumps(put(content, where, value)).encode())


@settings(max_examples=200, deadline=None)
@given(data=st.data(), value=values)
def test_wrong_values_in_yaml(day: Path, data: st.DataObject, value: object) -> None:
    name = data.draw(st.sampled_from(["scenario.yaml", "fleet.yaml"]))
    content = json.loads(json.dumps(yaml.safe_load((GOOD / name).read_text("utf-8")), default=str))
    where = data.draw(st.sampled_from(places_in(content)))
    replaced(day, name, json.dumps(put(content, where, value), ensure_ascii=True).encode())


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.none() | st.booleans() | st.integers(-9, 10**6) | st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FF), max_size=8
) | st.dates() | st.floats(allow_nan=False), max_size=6), max_size=4))  # fmt: skip
def test_arbitrary_workbooks(day: Path, rows: list[list[object]]) -> None:
    header = ("id", "lat", "lon", "kg", "service_min")
    (day / "orders.xlsx").write_bytes(workbook(header, *map(tuple, rows)))
    scenario = (GOOD / "scenario.yaml").read_text("utf-8").replace("orders.csv", "orders.xlsx")
    replaced(day, "scenario.yaml", scenario.encode())


SPACES = st.sampled_from(["", " ", "\u00a0", "\u202f", "\u2009", "'"])


@given(
    whole=st.integers(0, 99_999_999), tenths=st.integers(0, 999), space=SPACES, sign=st.sampled_from([",", "."])
)
def test_numbers_as_norwegians_write_them(whole: int, tenths: int, space: str, sign: str) -> None:
    grouped = f"{whole:,}".replace(",", space)
    assert parse.number(f" {grouped}{sign}{tenths:03d} ") == float(f"{whole}.{tenths:03d}")


@given(whole=st.integers(1000, 99_999_999), hundredths=st.integers(0, 99))
def test_where_both_signs_stand_the_last_is_the_decimal_sign(whole: int, hundredths: int) -> None:
    english = f"{whole:,}.{hundredths:02d}"
    norwegian = english.translate(str.maketrans(",.", ".,"))
    assert parse.number(english) == parse.number(norwegian) == float(f"{whole}.{hundredths:02d}")


STREETS = tuple(f"{way}.{segment}{side}" for way in (-7, 12) for segment in range(3) for side in "+-")
shares = st.floats(0, 1)
legs = st.builds(
    lambda streets, first, last, hold_s: Leg(tuple(streets), first, last, hold_s, len(streets) - 1),
    st.lists(st.integers(0, len(STREETS) - 1), min_size=1, max_size=4), shares, shares, st.integers(0, 7200),
)  # fmt: skip
clocks = st.integers(-3600, 2 * 86_400)
served = st.lists(st.sampled_from(["A1", "A2", "A3"]), min_size=1, unique=True)
visits = st.builds(lambda orders, *rest: Visit(tuple(orders), *rest), served, legs, clocks, clocks)
routes = st.builds(
    lambda vehicle, depart, stops, back: Route(vehicle, depart, tuple(stops), back),
    st.sampled_from(["van-1", "van-2", "Lyn"]), clocks, st.lists(visits, max_size=3), legs,
)  # fmt: skip
amounts = st.none() | st.floats(allow_nan=False, allow_infinity=False)
texts = st.text(max_size=20)
reasons = st.builds(Reason, st.sampled_from(["capacity", "windows"]), texts, st.just("van"), amounts, texts)
# The last Sundays of March and October: the clock skips an hour, and goes through one twice.
days = st.sampled_from([date(2026, 11, 23), date(2026, 3, 29), date(2026, 10, 25), date(2026, 3, 28)])


@settings(max_examples=80, deadline=None)
@given(
    day_of_plan=days, stops=st.lists(routes, max_size=3), why=st.lists(reasons, max_size=2), cost=st.integers(0)
)
def test_a_plan_comes_back_as_it_was_written(
    day: Path, day_of_plan: date, stops: list[Route], why: list[Reason], cost: int
) -> None:
    scenario = load_scenario(day / "scenario.yaml")
    unserved = (Unserved("A3", tuple(why)),)
    plan = Plan(day_of_plan, tuple(stops), unserved, "ortools", 7, cost, (("orders.csv", "a" * 64),))
    write_plan(plan, scenario, STREETS, day / "out" / "plan.json")
    assert read_plan(day / "out" / "plan.json", STREETS, scenario.timezone) == plan


@settings(max_examples=150, deadline=None)
@given(data=st.data(), value=values)
def test_wrong_values_in_plans(day: Path, data: st.DataObject, value: object) -> None:
    scenario = load_scenario(day / "scenario.yaml")
    leg = Leg((0, 3), 0.25, 0.5, 60, 1)
    route = Route("Lyn", 28_800, (Visit(("A1",), leg, 30_000, 30_300),), leg)
    path = day / "out" / "plan.json"
    write_plan(Plan(scenario.day, (route,), (), "ortools", 1, 5), scenario, STREETS, path)
    content = json.loads(path.read_text("utf-8"))
    where = data.draw(st.sampled_from(places_in(content)))
    path.write_text(json.dumps(put(content, where, value)), "utf-8")
    try:
        read_plan(path, STREETS, scenario.timezone)
    except InputError as error:
        assert error.faults
