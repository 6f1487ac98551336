from __future__ import annotations

import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest

from pipeline.errors import AkajiError
from pipeline.publish.folder import UNFINISHED, open_data_folder


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_nothing_is_seen_of_what_is_staged_until_it_is_committed(tmp_path: Path) -> None:
    with open_data_folder(tmp_path) as folder:
        staged = folder.stage({PurePosixPath("a/b"): b"new"})
        assert not (tmp_path / "a").exists()
        folder.commit(staged)
    assert contents(tmp_path) == {"a/b": b"new"}


def test_what_fails_while_it_is_staged_leaves_what_was_there(tmp_path: Path) -> None:
    with open_data_folder(tmp_path) as folder:
        folder.write({PurePosixPath("a"): b"old"})
    with open_data_folder(tmp_path) as folder:
        folder.stage({PurePosixPath("a"): b"new"})  # and then the document fails: nothing is committed
    assert contents(tmp_path) == {"a": b"old"}


def test_leftovers_of_a_killed_run_are_cleaned_up_by_the_next(tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path, PurePosixPath\n"
        "from pipeline.publish.folder import open_data_folder\n"
        "with open_data_folder(Path(sys.argv[1])) as folder:\n"
        "    folder.stage({PurePosixPath('a'): b'half'}); os._exit(9)"
    )
    done = subprocess.run([sys.executable, "-c", program, tmp_path], check=False)
    assert done.returncode == 9
    assert b"half" in [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    with open_data_folder(tmp_path) as folder:
        folder.write({PurePosixPath("b"): b"whole"})
    assert contents(tmp_path) == {"b": b"whole"}


def test_two_cannot_write_at_a_time(tmp_path: Path) -> None:
    with open_data_folder(tmp_path):
        program = (
            "import sys; from pathlib import Path; from pipeline.publish.folder import open_data_folder\n"
            "with open_data_folder(Path(sys.argv[1])): pass"
        )
        done = subprocess.run([sys.executable, "-c", program, tmp_path], capture_output=True, text=True, check=False)
    assert "another akaji is writing there" in done.stderr


def test_a_data_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    with pytest.raises(AkajiError, match="cannot be written"), open_data_folder(tmp_path / "data"):
        pass


def test_a_folder_in_which_nothing_was_written_is_not_left_behind(tmp_path: Path) -> None:
    with open_data_folder(tmp_path / "data"):
        pass
    assert not (tmp_path / "data").exists()


def test_an_exception_leaves_no_lock(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), open_data_folder(tmp_path):
        raise ZeroDivisionError
    with open_data_folder(tmp_path) as folder:
        folder.write({PurePosixPath("a"): b"whole"})
    assert contents(tmp_path) == {"a": b"whole"}


def test_a_run_that_was_stopped_is_known_by_a_file_until_one_ends_as_it_should(tmp_path: Path) -> None:
    def write(name: str) -> None:
        with open_data_folder(tmp_path) as folder:
            folder.write({PurePosixPath(name): b"whole"})
            if name == "a":
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write("a")
    assert (tmp_path / UNFINISHED).exists()
    write("b")
    assert not (tmp_path / UNFINISHED).exists()


def test_a_file_is_put_in_its_place_whole_and_not_written_there(tmp_path: Path) -> None:
    """Whoever reads the file of before goes on reading it: the new one takes its name when it is whole."""
    with open_data_folder(tmp_path) as folder:
        folder.write({PurePosixPath("a"): b"old"})
        (tmp_path / "linked").hardlink_to(tmp_path / "a")
        folder.write({PurePosixPath("a"): b"new"})
    assert ((tmp_path / "linked").read_bytes(), (tmp_path / "a").read_bytes()) == (b"old", b"new")
