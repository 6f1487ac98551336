from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pyarrow.parquet as pq
import pytest

from pipeline import __version__, schema
from pipeline.errors import AkajiError, BrokenDatasetError
from pipeline.publish.files import (
    Stamp,
    diff_to_files,
    edition_to_files,
    lineage_to_files,
    open_data_folder,
    read_stamp,
    read_table,
)
from pipeline.publish.layout import partition
from tests.publish import made


def contents(folder: Path) -> dict[str, bytes]:
    """Return what readers see of a data folder: not the lock, which is empty."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def test_an_edition_is_one_file_a_dataset() -> None:
    files = edition_to_files(made.edition())
    assert [path.parts[0] for path in files] == list(schema.EDITION_DATASETS)
    assert {path.parts[1:] for path in files} == {("series=city-reform", "edition=R5-1", "part-0.parquet")}


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert edition_to_files(made.edition(), "build") == edition_to_files(made.edition(), "build")


def test_the_same_edition_gives_the_same_bytes_in_another_process() -> None:
    program = (
        "import hashlib; from tests.publish import made; from pipeline.publish.files import edition_to_files;"
        "print(hashlib.sha256(b''.join(edition_to_files(made.edition()).values())).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            check=True,
            cwd=Path(__file__).parents[2],
            env={"PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(digests) == 1


def test_a_file_says_what_it_was_made_from(tmp_path: Path) -> None:
    with open_data_folder(tmp_path) as folder:
        folder.write(edition_to_files(made.edition(), "a build"))
    metadata = pq.read_metadata(tmp_path / partition("items", "city-reform", "R5-1")).metadata
    assert metadata[b"source_sha256"] == made.SHA256.encode()
    assert metadata[b"schema_version"] == schema.SCHEMA_VERSION.encode()
    assert metadata[b"package_version"] == __version__.encode()
    assert read_stamp(tmp_path, schema.EDITION_DATASETS, "city-reform", "R5-1") == Stamp(made.SHA256, "a build")


def test_a_columns_meaning_stands_in_its_field(tmp_path: Path) -> None:
    with open_data_folder(tmp_path) as folder:
        folder.write(edition_to_files(made.edition()))
    field = read_table(tmp_path / partition("marks", "city-reform", "R5-1")).schema.field("x0")
    assert field.metadata[b"unit"] == b"points"
    assert field.metadata[b"ja"].decode() == "左端"


def test_files_of_different_builds_have_no_stamp_in_common(tmp_path: Path) -> None:
    with open_data_folder(tmp_path) as folder:
        folder.write(edition_to_files(made.edition(), "one"))
        other = edition_to_files(made.edition(), "two")
        name = partition("marks", "city-reform", "R5-1")
        folder.write({name: other[name]})
    assert read_stamp(tmp_path, schema.EDITION_DATASETS, "city-reform", "R5-1") is None


@pytest.mark.parametrize("content", [None, b"", b"PAR1 and no more"])
def test_a_missing_or_broken_file_has_no_stamp_and_is_told(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / partition("items", "city-reform", "R5-1")
    if content is not None:
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
    assert read_stamp(tmp_path, ["items"], "city-reform", "R5-1") is None
    with pytest.raises(BrokenDatasetError, match="part-0"):
        read_table(path)


def test_a_dataset_without_rows_has_a_file_all_the_same(tmp_path: Path) -> None:
    empty = replace(made.edition(), items=(), marks=(), words=(), cells=(), findings=())
    with open_data_folder(tmp_path) as folder:
        folder.write(edition_to_files(empty))
        folder.write(diff_to_files("city-reform", "R5-1", None, Stamp("")))
        folder.write(lineage_to_files("city-reform", "R5-1", (), Stamp("")))
    for name in schema.DATASETS:
        table = read_table(tmp_path / partition(name, "city-reform", "R5-1"))
        assert table.schema.equals(schema.arrow_schema(name))


# ── beside, and renamed ─────────────────────────────────────────────────────────────────────────────────────────────


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
        "import os, sys; from pathlib import Path, PurePosixPath; from pipeline.publish.files import open_data_folder\n"
        "with open_data_folder(Path(sys.argv[1])) as folder:\n"
        "    folder.stage({PurePosixPath('a'): b'half'}); os._exit(9)"
    )
    done = subprocess.run([sys.executable, "-c", program, tmp_path], check=False)
    assert done.returncode == 9
    assert [path.name for path in tmp_path.rglob("a")] == ["a"]
    with open_data_folder(tmp_path) as folder:
        folder.write({PurePosixPath("b"): b"whole"})
    assert contents(tmp_path) == {"b": b"whole"}


def test_two_cannot_write_at_a_time(tmp_path: Path) -> None:
    with open_data_folder(tmp_path):
        program = (
            "import sys; from pathlib import Path; from pipeline.publish.files import open_data_folder\n"
            "with open_data_folder(Path(sys.argv[1])): pass"
        )
        done = subprocess.run([sys.executable, "-c", program, tmp_path], capture_output=True, text=True, check=False)
    assert "another akaji is writing there" in done.stderr


def test_a_data_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    with pytest.raises(AkajiError, match="cannot be written"), open_data_folder(tmp_path / "data"):
        pass
