"""The program as a person meets it: commands, exit codes, messages, files."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from freight import commands, run
from freight.check.check import CheckResult
from freight.check.violation import Violation
from tests.integration.conftest import EXAMPLES, PlannedDay

ROOT = Path(__file__).parents[2]
DRAMMEN = EXAMPLES / "drammen" / "scenario.yaml"


class Screen:
    """Runs the program in this process and keeps what it printed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch, self.capsys = monkeypatch, capsys

    def __call__(self, *words: object) -> tuple[int, str]:
        self.monkeypatch.setattr(sys, "argv", ["freight", *(str(word) for word in words)])
        with pytest.raises(SystemExit) as ended:
            commands.main()
        printed = self.capsys.readouterr()
        text = printed.out + printed.err
        assert "Traceback" not in text
        return int(ended.value.code or 0), text


@pytest.fixture
def freight(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Screen:
    return Screen(monkeypatch, capsys)


@pytest.fixture
def small_day(tmp_path: Path) -> Path:
    """Six orders of the Drammen example in a folder of their own."""
    folder = tmp_path / "day"
    shutil.copytree(DRAMMEN.parent, folder)
    lines = (folder / "orders.csv").read_text(encoding="utf-8").splitlines()
    (folder / "orders.csv").write_text("\n".join(lines[:7]) + "\n", encoding="utf-8")
    return folder / "scenario.yaml"


def test_help_answers_without_loading_anything_heavy() -> None:
    heavy = ["numpy", "pandas", "ortools", "osmnx", "networkx", "shapely", "scipy", "plotly", "pydantic"]
    code = f"import sys, freight.commands; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"


def test_cli_py_is_the_same_program() -> None:
    done = subprocess.run(
        [sys.executable, "cli.py", "--help"], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert all(command in done.stdout for command in ("plan", "check", "validate", "schema", "network"))


def test_same_seed_and_iterations_give_the_same_bytes(freight: Screen, small_day: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        code, text = freight("plan", small_day, "--out", tmp_path / name, "--iterations", 5, "--seed", 7)
        assert code == 0, text
        assert "0 violations" in text
        assert str(tmp_path / name / "plan.geojson") in text.replace("\n", "")
    names = sorted(file.name for file in (tmp_path / "one").iterdir())
    assert len(names) == 6
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--engine", "magic"), "ortools"),
        (("--engine", "ortools", "--threads", "2"), "one thread"),
        (("--threads", "0"), "threads"),
        (("--iterations", "5", "--time-limit", "5"), "not both"),
        (("--iterations", "0"), "iterations"),
        (("--seed", "-1"), "seed"),
    ],
)
def test_options_that_make_no_sense(freight: Screen, tmp_path: Path, words: tuple[str, ...], says: str) -> None:
    code, text = freight("plan", DRAMMEN, "--out", tmp_path / "out", *words)
    assert code == 2
    assert says in text
    assert not (tmp_path / "out").exists()


def test_a_day_is_planned_again_from_the_plan_before(freight: Screen, small_day: Path, tmp_path: Path) -> None:
    """An order is withdrawn, another one comes in; the rest keeps its plan to begin from."""
    words = ("--iterations", 50, "--threads", 2)
    code, text = freight("plan", small_day, "--out", tmp_path / "before", *words)
    assert code == 0, text
    orders = small_day.parent / "orders.csv"
    lines = orders.read_text(encoding="utf-8").splitlines()
    new = ";".join(["R999", *lines[2].split(";")[1:]])
    orders.write_text("\n".join([lines[0], *lines[2:], new]) + "\n", encoding="utf-8")
    out = tmp_path / "after"
    code, text = freight("plan", small_day, "--out", out, "--from", tmp_path / "before", *words)
    assert code == 0, text
    plan = json.loads((out / "plan.json").read_text(encoding="utf-8"))
    served = {order for route in plan["routes"] for visit in route["visits"] for order in visit["orders"]}
    assert "R999" in served and "R001" not in served


def test_a_folder_without_a_plan_is_no_beginning(freight: Screen, small_day: Path, tmp_path: Path) -> None:
    code, text = freight("plan", small_day, "--out", tmp_path / "out", "--from", tmp_path, "--iterations", 1)
    assert code == 2
    assert "plan.json" in text.replace("\n", "")
    assert not (tmp_path / "out").exists()


def test_faulty_files_list_every_fault_and_write_nothing(
    freight: Screen, small_day: Path, tmp_path: Path
) -> None:
    orders = small_day.parent / "orders.csv"
    lines = orders.read_text(encoding="utf-8").splitlines()
    header = lines[0].split(";")
    cells = lines[1].split(";")
    cells[header.index("kg")], cells[header.index("windows")] = "-5", "11:00-09:00"
    orders.write_text("\n".join([lines[0], ";".join(cells)]) + "\n", encoding="utf-8")
    for command in (("plan", small_day, "--out", tmp_path / "out"), ("validate", small_day)):
        code, text = freight(*command)
        assert code == 2
        assert "row 2, column kg" in text
        assert "row 2, column windows" in text
    assert not (tmp_path / "out").exists()


def test_a_place_far_from_any_street_is_a_message_and_not_a_plan(freight: Screen, small_day: Path) -> None:
    orders = small_day.parent / "orders.csv"
    lines = orders.read_text(encoding="utf-8").splitlines()
    header = lines[0].split(";")
    cells = lines[1].split(";")
    cells[header.index("lat")] = "59,7300"
    cells[header.index("lon")] = "10,1500"
    orders.write_text("\n".join([lines[0], ";".join(cells), *lines[2:]]) + "\n", encoding="utf-8")
    code, text = freight("validate", small_day)
    assert code == 2
    assert "row 2" in text


def test_a_self_crossing_zone_is_told_together_with_lost_places(freight: Screen, small_day: Path) -> None:
    zones = small_day.parent / "zones.geojson"
    content = json.loads(zones.read_text(encoding="utf-8"))
    ring = [[10.19, 59.74], [10.21, 59.75], [10.21, 59.74], [10.19, 59.75], [10.19, 59.74]]
    content["features"][0]["geometry"] = {"type": "Polygon", "coordinates": [ring]}
    content["features"][0]["properties"].pop("osm_name", None)
    zones.write_text(json.dumps(content), encoding="utf-8")
    code, text = freight("validate", small_day)
    assert code == 2
    assert "zones.geojson" in text.replace("\n", "")


def test_validate_counts_what_is_there(freight: Screen, small_day: Path) -> None:
    code, text = freight("validate", small_day)
    assert code == 0
    assert "6 orders" in text


def test_orders_nobody_can_serve_are_named_and_nothing_is_planned(
    freight: Screen, small_day: Path, tmp_path: Path
) -> None:
    orders = small_day.parent / "orders.csv"
    lines = orders.read_text(encoding="utf-8").splitlines()
    column = lines[0].split(";").index("kg")
    heavy = [
        ";".join([*cells[:column], "9000", *cells[column + 1 :]])
        for cells in (row.split(";") for row in lines[1:])
    ]
    orders.write_text("\n".join([lines[0], *heavy]) + "\n", encoding="utf-8")
    code, text = freight("validate", small_day)
    assert code == 0
    assert "No vehicle can serve order" in text
    code, text = freight("plan", small_day, "--out", tmp_path / "out", "--iterations", 1)
    assert code == 3
    assert "more than" in text
    assert not (tmp_path / "out").exists()


def test_check_finds_a_plan_that_was_changed_by_hand(
    freight: Screen, drammen: PlannedDay, tmp_path: Path
) -> None:
    code, text = freight("check", drammen.directory)
    assert code == 0
    assert "Clean" in text
    plan_file = tmp_path / "plan.json"
    plan = json.loads((drammen.directory / "plan.json").read_text(encoding="utf-8"))
    plan["scenario"] = str(DRAMMEN)
    plan["routes"][0]["visits"].pop()
    plan_file.write_text(json.dumps(plan), encoding="utf-8")
    code, text = freight("check", tmp_path)
    assert code == 1
    assert "served_once" in text
    found = json.loads((tmp_path / "check.json").read_text(encoding="utf-8"))
    assert not found["clean"]
    assert found["violations"][0]["rule"]


@pytest.mark.parametrize("content", [None, "", "{", "[]", '{"format": "other"}'])
def test_check_of_something_that_is_no_plan(freight: Screen, tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "plan.json").write_text(content, encoding="utf-8")
    code, text = freight("check", tmp_path)
    assert code == 2
    assert "plan.json" in text.replace("\n", "")


def test_a_plan_that_breaks_a_rule_is_never_written_as_a_plan(
    freight: Screen, small_day: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = run.check_plan

    def strict(*arguments: object) -> CheckResult:
        result = real(*arguments)  # type: ignore[arg-type]  # passed on as they came
        broken = Violation("capacity", "evan-1 carries 40 kg too much", "evan-1", "R001", 0.0, 40.0, "kg")
        return CheckResult(result.timeline, (broken,), result.cost)

    monkeypatch.setattr(run, "check_plan", strict)
    code, text = freight("plan", small_day, "--out", tmp_path / "out", "--iterations", 1)
    assert code == 1
    assert "40 kg too much" in text
    assert [entry.name for entry in (tmp_path / "out").iterdir()] == ["rejected"]


def test_a_fault_of_the_program_leaves_no_traceback_on_the_screen(
    freight: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Path) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(run, "validate_day", fail)
    code, text = freight("validate", DRAMMEN)
    assert code == 70
    log = Path(text.replace("\n", "").split("report it with ")[1].strip())
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
    log.unlink()


def test_an_interrupted_command_says_that_nothing_was_written(
    freight: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "validate_day", interrupt)
    code, _ = freight("validate", DRAMMEN)
    assert code == 130


def test_schemas_are_listed_and_printed(freight: Screen) -> None:
    code, text = freight("schema")
    assert code == 0
    assert {"scenario", "orders", "fleet", "zones", "plan"} <= set(text.split())
    code, text = freight("schema", "scenario")
    assert code == 0
    assert json.loads(text)["properties"]["orders"]
    code, text = freight("schema", "poem")
    assert code == 2
    assert "scenario" in text


def test_a_network_is_built_from_a_file_and_described(freight: Screen, tmp_path: Path) -> None:
    out = tmp_path / "helsinki.streets"
    code, text = freight("network", "build", "--osm", EXAMPLES / "helsinki" / "helsinki.osm.pbf", "--out", out)
    assert code == 0
    assert "OpenStreetMap contributors" in text.replace("\n", " ").replace("  ", " ")
    code, again = freight("network", "info", out)
    assert code == 0
    assert "turn restrictions" in again


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "exactly one"),
        (("--place", "Drammen", "--bbox", "1,2,3,4"), "exactly one"),
        (("--bbox", "10,59,9,60"), "west < east"),
        (("--bbox", "here"), "four numbers"),
        (("--osm", "no/such/file.osm"), "no/such/file.osm"),
    ],
)
def test_networks_that_can_not_be_built(
    freight: Screen, tmp_path: Path, words: tuple[str, ...], says: str
) -> None:
    code, text = freight("network", "build", "--out", tmp_path / "x.streets", *words)
    assert code == 2
    assert says in text.replace("\n", "")
    assert list(tmp_path.iterdir()) == []


def test_a_network_is_not_saved_over_its_source_nor_over_a_folder(freight: Screen, tmp_path: Path) -> None:
    source = tmp_path / "town.osm"
    source.write_text("precious")
    for target, says in ((source, "the name of an OpenStreetMap file"), (tmp_path, "is a folder")):
        code, text = freight("network", "build", "--osm", source, "--out", target)
        assert code == 2
        assert says in text.replace("\n", " ")
    assert freight("network", "build", "--osm", source, "--out", source / "x.streets")[0] == 2
    assert source.read_text() == "precious"


def test_version(freight: Screen) -> None:
    code, text = freight("--version")
    assert code == 0
    assert text.startswith("freight ")


def test_results_that_can_not_be_written_are_refused_before_the_search(
    freight: Screen, small_day: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x")
    code, text = freight("plan", str(small_day), "--out", str(tmp_path / "file" / "out"))
    assert code == 2
    assert "file is not a folder -> name another folder after --out" in text
    assert "Planning" not in text


def test_a_full_disk_leaves_the_results_of_the_day_before(
    freight: Screen, small_day: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    out = tmp_path / "out"
    assert freight("plan", str(small_day), "--out", str(out), "--iterations", "1")[0] == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    monkeypatch.setattr("freight.output.write.write_report", full)
    code, text = freight("plan", str(small_day), "--out", str(out), "--iterations", "1", "--seed", "3")
    assert code == 2
    assert "No space left on device. Check the path and the free space" in text
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
