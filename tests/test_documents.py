"""A file read once for all that it is parsed as."""

from __future__ import annotations

import shutil
from pathlib import Path

from pipeline.builds import Options
from pipeline.documents import Printed, parse_file
from pipeline.model import Series


def test_a_file_that_is_parsed_for_another_series_is_not_read_again_by_the_same_reader(
    raw: Path, tmp_path: Path
) -> None:
    path, printed = tmp_path / "R5-1.pdf", Printed()
    shutil.copy(raw / "toyama-open-pt" / "R5-1.pdf", path)
    series = Series("s", headers={"担当課": "divisions"})
    expected = parse_file(path, series)
    parse_file(path, Series(""), printed=printed)
    shutil.copy(raw / "toyama-open-pt" / "R4-4.pdf", path)  # what is read again gives another document
    assert parse_file(path, series, printed=printed) == expected
    other = parse_file(path, series, Options("pdfplumber"), printed)
    assert other.source.sha256 != expected.source.sha256
    assert list(printed) == ["pdfium", "pdfplumber"]
