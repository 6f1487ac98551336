from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import BrokenDatasetError, UsageError
from pipeline.publish.files import Stamp, read_table, tables_to_parquet
from pipeline.publish.folder import open_data_folder
from pipeline.publish.layout import partition
from pipeline.publish.read import read_cells, read_diff, read_edition, read_findings, read_lineage
from tests.publish import made


def test_an_edition_reads_back_as_it_was_published(data: Path) -> None:
    tagged = made.edition()
    records = read_edition(data, "city-reform", "R5-1")
    assert (records.series, records.edition) == ("city-reform", "R5-1")
    assert records.edition_record == tagged.edition_record
    assert records.items == tagged.items
    assert records.marks == tagged.marks


def test_a_comparison_reads_back_as_it_was_published(data: Path) -> None:
    read, written = read_diff(data, "city-reform", "R5-1"), made.diff()
    assert read is not None
    assert (read.from_edition, read.audit, set(read.matches)) == ("R4-4", written.audit, set(written.matches))
    assert set(read.changes) == set(written.changes)


def test_the_first_edition_has_nothing_to_be_compared_with(data: Path) -> None:
    assert read_diff(data, "city-reform", "R4-4") is None


def test_findings_and_lineage_read_back(data: Path) -> None:
    assert read_findings(data, "city-reform", "R5-1") == made.edition().findings
    assert read_lineage(data, "city-reform", "R5-1") == made.lineage()


def test_a_cell_reads_back_with_its_text_and_place(data: Path) -> None:
    cells = read_cells(data, "city-reform", "R5-1")
    assert [cell.text for cell in cells] == ["見出し", "予定を\n決めた。"]
    assert {cell.box for cell in cells} == {made.BOX}
    assert [cell.ordinal for cell in cells] == [None, 1]


def test_an_edition_that_is_not_there_is_told_with_those_that_are(data: Path) -> None:
    with pytest.raises(UsageError, match=r"no city-reform/R6-1.*There are: city-reform/R4-4, city-reform/R5-1"):
        read_edition(data, "city-reform", "R6-1")


def test_a_file_without_its_columns_is_told(data: Path) -> None:
    path = partition("items", "city-reform", "R5-1")
    table = read_table(data / path)
    with open_data_folder(data) as folder:
        folder.write({path: tables_to_parquet([table.drop_columns(["status"])], Stamp(""))})
    with pytest.raises(BrokenDatasetError, match="status"):
        read_edition(data, "city-reform", "R5-1")
