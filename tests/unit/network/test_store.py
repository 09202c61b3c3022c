"""Saved networks come back equal, and broken files are told."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from freight.errors import NetworkError
from freight.network import store
from freight.network.streets import Streets
from tests.ascii_map import ascii_map


@pytest.fixture(scope="module")
def drammen() -> Streets:
    return store.open_network("drammen", Path())


def assert_equal(left: Streets, right: Streets) -> None:
    for field in fields(Streets):
        one, other = getattr(left, field.name), getattr(right, field.name)
        if isinstance(one, np.ndarray):
            assert one.dtype == other.dtype, field.name
            assert np.array_equal(one, other), field.name
        else:
            assert one == other, field.name


def test_the_embedded_network_opens_by_name(drammen: Streets) -> None:
    assert drammen.schematic
    assert drammen.count == 546


def test_what_is_saved_is_loaded(drammen: Streets, tmp_path: Path) -> None:
    store.save(drammen, tmp_path / "a.streets")
    assert_equal(drammen, store.load(tmp_path / "a.streets"))


def test_a_map_with_everything_survives(tmp_path: Path) -> None:
    streets = ascii_map(
        "A--B--C\n|  |  |\nD--E--F",
        ways={"ABC": {"name": "Øvre «gate»"}, "BE": {}, "EF": {"highway": "steps"}},
        nodes={"B": {"barrier": "gate"}},
        restrictions=[
            {
                "from": "ABC",
                "via": "B",
                "to": "BE",
                "restriction:hgv:conditional": "no_right_turn @ (Sa)",
                "except": "psv",
            }
        ],
        areas={"ABEDA": {"natural": "water"}},
        negative=True,
    ).streets
    assert streets.restrictions or streets.ignored
    store.save(streets, tmp_path / "a.streets")
    assert_equal(streets, store.load(tmp_path / "a.streets"))


def test_equal_networks_are_equal_files(drammen: Streets, tmp_path: Path) -> None:
    store.save(drammen, tmp_path / "a.streets")
    store.save(store.load(tmp_path / "a.streets"), tmp_path / "b.streets")
    assert (tmp_path / "a.streets").read_bytes() == (tmp_path / "b.streets").read_bytes()


def test_a_name_without_the_usual_ending_is_kept(drammen: Streets, tmp_path: Path) -> None:
    store.save(drammen, tmp_path / "network")
    assert [path.name for path in tmp_path.iterdir()] == ["network"]


def test_open_by_path_from_the_folder_of_the_scenario(drammen: Streets, tmp_path: Path) -> None:
    store.save(drammen, tmp_path / "sub" / "a.streets")
    town = ascii_map("A--B", ways={"AB": {}})
    (tmp_path / "sub" / "b.osm").write_text(town.xml, encoding="utf-8")
    assert_equal(drammen, store.open_network("a.streets", tmp_path / "sub"))
    assert_equal(town.streets, store.open_network("sub/b.osm", tmp_path))
    assert_equal(town.streets, store.open_network(str(tmp_path / "sub" / "b.osm"), Path("elsewhere")))


def archive(**arrays: object) -> bytes:
    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **arrays)  # type: ignore[arg-type]  # arrays by name
    return file.getvalue()


def text(**content: object) -> np.ndarray:
    return np.frombuffer(json.dumps(content).encode(), dtype=np.uint8)


FOREIGN = {
    "empty": b"",
    "text": b"id;lat;lon\n",
    "an array": b"\x93NUMPY\x01\x00v\x00{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }",
    "another archive": archive(x=np.zeros(3)),
    "no JSON": archive(rest=np.zeros(3, dtype=np.uint8)),
    "a list": archive(rest=np.frombuffer(b"[1]", dtype=np.uint8)),
    "another format": archive(rest=text(format="something")),
    "half": archive(rest=text(format=store.FORMAT, version=store.VERSION)),
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_a_foreign_file_is_refused(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "a.streets"
    path.write_bytes(FOREIGN[kind])
    with pytest.raises(NetworkError, match=r"a\.streets: not a whole saved street network .* -> make it again"):
        store.load(path)


def test_a_pickle_is_never_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.streets"
    with path.open("wb") as file:
        np.savez(file, rest=np.array([{"format": store.FORMAT}], dtype=object))
    with pytest.raises(NetworkError, match="not a whole saved street network"):
        store.load(path)


def test_a_later_version_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.streets"
    path.write_bytes(archive(rest=text(format=store.FORMAT, version=99)))
    with pytest.raises(NetworkError, match="version 99 of the format, this program reads version 1"):
        store.load(path)


def test_arrays_of_different_lengths_are_refused(drammen: Streets, tmp_path: Path) -> None:
    path = tmp_path / "a.streets"
    store.save(drammen, path)
    with np.load(path) as found:
        arrays = {name: found[name] for name in found.files}
    arrays["length_m"] = arrays["length_m"][:-1]
    path.write_bytes(archive(**arrays))
    with pytest.raises(NetworkError, match="not a whole saved street network"):
        store.load(path)


def test_a_missing_network_says_what_can_be_given(tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match="no such street network -> write `drammen`"):
        store.open_network("nowhere.streets", tmp_path)
    with pytest.raises(NetworkError, match="no such file -> make it with"):
        store.load(tmp_path / "nowhere.streets")


def test_a_failed_save_leaves_the_old_file(
    drammen: Streets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.streets"
    store.save(drammen, path)
    before = path.read_bytes()

    def full_disk(file: io.BufferedWriter, **_: object) -> None:
        file.write(b"half")
        raise OSError("No space left on device")

    monkeypatch.setattr(np, "savez", full_disk)
    with pytest.raises(OSError, match="No space"):
        store.save(drammen, path)
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["a.streets"]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_damaged_files_never_end_in_a_traceback(
    drammen: Streets, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("damaged") / "a.streets"
    store.save(drammen, path)
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(bytes(content[: data.draw(st.integers(0, len(content)))]))
    with suppress(NetworkError):
        store.load(path)
