from pathlib import Path

import pytest

from freight.files import all_or_none, fingerprint, replacing, why_unwritable, write_atomically


def test_a_failed_write_leaves_the_old_file_whole_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "plan.json"
    write_atomically(target, "old")
    with pytest.raises(RuntimeError), replacing(target) as temporary:
        temporary.write_text("half")
        raise RuntimeError
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_folders_are_made_and_text_is_utf8_with_line_feeds(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b" / "stops.csv"
    write_atomically(target, "Strømsø\n")
    assert target.read_bytes() == "Strømsø\n".encode()


def test_fingerprint_is_the_sha256_of_the_bytes(tmp_path: Path) -> None:
    target = tmp_path / "x"
    write_atomically(target, b"abc")
    assert fingerprint(target) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_files_written_together_take_their_places_together_or_not_at_all(tmp_path: Path) -> None:
    names = [tmp_path / "plan.json", tmp_path / "report.html"]
    with all_or_none():
        for name in names:
            write_atomically(name, "old")
        assert not any(name.exists() for name in names)
    with pytest.raises(OSError, match="disk is full"), all_or_none():
        write_atomically(names[0], "new")
        raise OSError("the disk is full")
    assert [name.read_text() for name in names] == ["old", "old"]
    assert sorted(tmp_path.iterdir()) == names
    write_atomically(names[0], "alone")
    assert names[0].read_text() == "alone"


def test_a_folder_that_can_not_be_written_is_known_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    assert why_unwritable(tmp_path / "new" / "deep") is None
    assert not (tmp_path / "new").exists()
    assert why_unwritable(file) == why_unwritable(file / "below") == f"{file} is not a folder"
    monkeypatch.setattr("freight.files.os.access", lambda path, mode: False)
    assert why_unwritable(tmp_path) == f"{tmp_path} is closed for writing"
