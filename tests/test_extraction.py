from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import AkajiError, BrokenDatasetError, EncryptedPdfError, ExitCode, NoTableError, NotAPdfError
from pipeline.extraction import failures_to_exit_code, run_jobs
from pipeline.model import Series
from pipeline.publish.files import edition_to_files
from pipeline.publish.folder import open_data_folder
from pipeline.publish.layout import partition
from pipeline.publish.read import read_diff
from pipeline.workers import Workers
from tests.publish import made

LOCKED, NO_PDF, NO_TABLE = EncryptedPdfError("a"), NotAPdfError("b"), NoTableError("c")


@pytest.mark.parametrize(
    ("failures", "went_well", "code"),
    [
        ([], True, ExitCode.DONE),
        ([], False, ExitCode.DONE),
        ([LOCKED], False, ExitCode.UNREADABLE),
        ([LOCKED, NO_PDF], False, ExitCode.SOME_FAILED),
        ([NO_TABLE], False, ExitCode.NO_TABLE),
        ([LOCKED], True, ExitCode.SOME_FAILED),
        ([LOCKED, NO_TABLE], False, ExitCode.SOME_FAILED),
        ([AkajiError("d")], False, ExitCode.SOME_FAILED),
    ],
)
def test_a_run_ends_with_the_code_of_its_failures(failures: list[AkajiError], went_well: bool, code: ExitCode) -> None:
    assert failures_to_exit_code(failures, something_went_well=went_well) == code


def broken_and_whole(data: Path) -> None:
    """Publish two series of two editions each; one edition of the first cannot be read."""
    for series in ("broken", "whole"):
        for name in ("R4-1", "R5-1"):
            with open_data_folder(data) as folder:
                folder.write(edition_to_files(made.edition(series, name), name))
    items = data / partition("items", "broken", "R5-1")
    items.write_bytes(items.read_bytes()[:-4])


@pytest.mark.parametrize("jobs", [0, 2])
def test_an_edition_that_cannot_be_read_stops_only_what_needs_it(tmp_path: Path, jobs: int) -> None:
    broken_and_whole(tmp_path)
    known = [Series("broken"), Series("whole")]
    with pytest.raises(BrokenDatasetError, match="not a Parquet file"):  # for the data package tells of every file
        run_jobs(tmp_path, [], workers=Workers(jobs), known_series=known)
    assert read_diff(tmp_path, "whole", "R5-1") is not None
    assert not (tmp_path / partition("lineage", "broken", "R5-1")).exists()
