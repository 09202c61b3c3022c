from pathlib import Path

import pytest

from freight.files import fingerprint, replacing, write_atomically


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
