from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import AkajiError
from pipeline.publish.whole_file import whole_file, write_whole


def test_a_file_takes_its_name_when_it_is_whole(tmp_path: Path) -> None:
    write_whole(tmp_path / "page.html", b"old")
    with whole_file(tmp_path / "page.html") as beside:
        beside.write_bytes(b"new")
        assert (tmp_path / "page.html").read_bytes() == b"old"
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("page.html", b"new")]


def half_written(path: Path) -> None:
    with whole_file(path) as beside:
        beside.write_bytes(b"half")
        raise OSError(28, "No space left on device")


def test_what_fails_leaves_the_file_that_was_there_and_nothing_beside(tmp_path: Path) -> None:
    write_whole(tmp_path / "page.html", b"old")
    with pytest.raises(AkajiError, match=r"page\.html: the disk is full\. Make room"):
        half_written(tmp_path / "page.html")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("page.html", b"old")]


def test_a_place_that_cannot_be_written_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(AkajiError, match=r"page\.html: cannot be written: .+\. Close it where it is open"):
        write_whole(tmp_path / "nosuch" / "page.html", b"")
