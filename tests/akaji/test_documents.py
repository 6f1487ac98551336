"""The promised interface: what is in memory is what is on disk, types and all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

import akaji
from pipeline import schema


@pytest.fixture(scope="module")
def document(raw: Path) -> akaji.Document:
    return akaji.read(raw / "toyama-open-pt" / "R5-1.pdf")


def test_a_document_in_memory_is_what_the_project_built_of_it(document: akaji.Document, built_project: Path) -> None:
    for name in set(document.datasets) - {"editions"}:  # whose position only a project knows
        built = akaji.load(built_project / "extracted", name, arrow=True).to_pylist()
        assert document.arrow(name).to_pylist() == [row for row in built if row["edition"] == "R5-1"]


def test_a_comparison_in_memory_is_what_the_project_built_of_it(document: akaji.Document, built_project: Path) -> None:
    comparison = akaji.compare(built_project / "raw" / "toyama-open-pt" / "R4-4.pdf", document)
    built = akaji.load(built_project / "extracted", "changes", arrow=True)
    assert comparison.arrow("changes").to_pylist() == built.to_pylist()
    assert (comparison.old.edition, comparison.new.edition, comparison.warnings) == ("R4-4", "R5-1", ())


def test_a_series_file_beside_the_document_is_read(document: akaji.Document, raw: Path, tmp_path: Path) -> None:
    shutil.copy(raw / "toyama-open-pt" / "R5-1.pdf", tmp_path)
    alone = akaji.read(tmp_path / "R5-1.pdf", in_process=True)
    assert (document.facts["publisher"], alone.facts["publisher"]) == ("富山県", None)
    assert document.series == "toyama-open-pt"
    assert akaji.read(tmp_path / "R5-1.pdf", series="s", edition="e", in_process=True).series == "s"


@pytest.mark.parametrize("name", schema.DATASETS)
def test_every_column_has_a_nullable_type_or_holds_python_values(built_project: Path, name: str) -> None:
    frame = akaji.load(built_project / "extracted", name)
    columns = {column.name: column for column in schema.DATASETS[name].columns}
    assert list(frame.columns) == [*schema.PARTITION_COLUMNS, *columns]
    nullable = {"string": "string", "bool": "boolean", "int16": "Int16", "int32": "Int32", "double": "Float64"}
    for column in columns.values():
        expected = nullable.get(column.type, "datetime64[s]" if column.type.startswith("date") else "object")
        assert str(frame[column.name].dtype) == expected


def test_a_list_is_a_list_a_map_a_dict_and_nothing_is_na(document: akaji.Document) -> None:
    assert document.items.divisions.iloc[0] == ["人事課"]
    assert document.items.extra.iloc[0] == {}
    assert document.editions.status_legend.iloc[0] == {"○": "対応済", "△": "引き続き検討"}
    assert document.sources.meeting_number.isna().any()


def test_an_empty_dataset_has_its_columns(raw: Path) -> None:
    marks = akaji.read(raw / "toyama-open-pt" / "R4-4.pdf", in_process=True).marks
    assert (len(marks), str(marks.ordinal.dtype)) == (0, "Int32")
    assert isinstance(marks, pd.DataFrame)


def test_editions_come_oldest_first(built_project: Path) -> None:
    assert list(akaji.load(built_project / "extracted", "items").edition.unique()) == ["R4-4", "R5-1"]


def test_a_comparison_is_written_as_workbook_and_page(raw: Path, tmp_path: Path) -> None:
    folder = raw / "toyama-open-pt"
    comparison = akaji.compare(folder / "R4-4.pdf", folder / "R5-1.pdf")
    comparison.to_excel(tmp_path / "changes.xlsx")
    comparison.to_html(tmp_path / "changes.html")
    assert (tmp_path / "changes.xlsx").read_bytes().startswith(b"PK")
    assert "data:image/" in (tmp_path / "changes.html").read_text("utf-8")


def test_a_name_that_is_not_there_is_told(document: akaji.Document, built_project: Path, tmp_path: Path) -> None:
    with pytest.raises(AttributeError, match="its datasets are editions, items"):
        document.nothing  # noqa: B018 - the attribute is what is asked for
    with pytest.raises(akaji.UsageError, match="no dataset 'item'"):
        akaji.load(built_project / "extracted", "item")
    with pytest.raises(akaji.UsageError, match="nothing is published"):
        akaji.load(tmp_path, "items")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    with pytest.raises(akaji.UnreadableDocumentError) as raised:
        akaji.read(tmp_path / "empty.pdf")
    assert raised.value.place == str(tmp_path / "empty.pdf")


def test_a_limit_that_is_passed_names_the_file(raw: Path) -> None:
    with pytest.raises(akaji.UnreadableDocumentError) as raised:
        akaji.read(raw / "toyama-open-pt" / "R5-1.pdf", memory=0.01)
    assert "R5-1.pdf" in raised.value.place
