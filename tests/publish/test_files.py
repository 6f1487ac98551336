from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from msgspec.structs import replace

from pipeline import __version__, schema
from pipeline.errors import BrokenDatasetError
from pipeline.model import Cells, ItemDivision, Word, Words
from pipeline.publish.files import (
    Stamp,
    diff_to_files,
    edition_to_files,
    read_stamp,
    read_table,
    tables_to_parquet,
    traced_to_files,
)
from pipeline.publish.folder import open_data_folder
from pipeline.publish.layout import partition
from pipeline.publish.tables import (
    ROWS_IN_GROUP,
    diff_to_records,
    edition_to_records,
    records_to_table,
    records_to_tables,
)
from tests.publish import made


def test_an_edition_is_one_file_a_dataset() -> None:
    files = edition_to_files(made.edition())
    assert sorted(path.parts[0] for path in files) == sorted(schema.EDITION_DATASETS)
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
    assert metadata is not None
    assert metadata[b"source_sha256"] == made.SHA256.encode()
    assert metadata[b"schema_version"] == schema.SCHEMA_VERSION.encode()
    assert metadata[b"package_version"] == __version__.encode()
    assert read_stamp(tmp_path, schema.EDITION_DATASETS, "city-reform", "R5-1") == Stamp(made.SHA256, "a build")


def test_a_columns_meaning_stands_in_its_field(tmp_path: Path) -> None:
    with open_data_folder(tmp_path) as folder:
        folder.write(edition_to_files(made.edition()))
    field = read_table(tmp_path / partition("marks", "city-reform", "R5-1")).schema.field("x0")
    assert field.metadata is not None
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
    empty = replace(made.edition(), items=(), marks=(), words=Words(), cells=Cells(), findings=())
    with open_data_folder(tmp_path) as folder:
        folder.write(edition_to_files(empty))
        folder.write(diff_to_files("city-reform", "R5-1", None, Stamp("")))
        for dataset in ("lineage", "commitments"):
            folder.write(traced_to_files(dataset, "city-reform", "R5-1", (), Stamp("")))
    for name in schema.DATASETS:
        table = read_table(tmp_path / partition(name, "city-reform", "R5-1"))
        assert table.schema.equals(schema.arrow_schema(name))


@pytest.mark.parametrize("name", schema.DATASETS)
def test_every_large_column_is_compressed_whatever_its_type(name: str) -> None:
    traced = {"lineage": made.lineage(), "commitments": made.commitments()}
    records = edition_to_records(made.edition()) | diff_to_records(made.diff()) | traced
    table = records_to_table(name, records[name])
    assert codecs(table) == {"UNCOMPRESSED"}
    assert codecs(pa.concat_tables([table] * 64_000).combine_chunks()) == {"ZSTD"}


def test_a_long_dataset_is_written_in_row_groups_of_one_size() -> None:
    count = ROWS_IN_GROUP + 5
    table = records_to_table("item_divisions", [ItemDivision(1, place, "企画課", "企画課") for place in range(count)])
    content = tables_to_parquet([table], Stamp("x"))
    file = pq.ParquetFile(pa.BufferReader(content))
    assert [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)] == [ROWS_IN_GROUP, 5]
    assert file.read().equals(table)
    parts = [table.slice(start, 40_000) for start in range(0, count, 40_000)]
    assert tables_to_parquet(parts, Stamp("x")) == content


def test_a_long_list_of_records_is_sorted_as_a_whole_before_it_is_cut_into_tables() -> None:
    records = [ItemDivision(1, place, "企画課", "企画課") for place in reversed(range(ROWS_IN_GROUP + 5))]
    tables = list(records_to_tables("item_divisions", records))
    assert len(tables) > 1
    assert pa.concat_tables(tables).equals(records_to_table("item_divisions", records))


def test_words_that_come_in_parts_give_the_same_bytes() -> None:
    tagged = made.edition()
    rows = [Word(1, "response", place, place, place + 2, "予定", "予定", "名詞") for place in range(10)]
    whole = edition_to_files(replace(tagged, words=Words.of_rows(rows)))
    parts = iter([Words.of_rows(rows[:4]), Words(), Words.of_rows(rows[4:])])
    assert edition_to_files(replace(tagged, words=Words()), words=parts) == whole


def codecs(table: pa.Table) -> set[str]:
    file = pq.ParquetFile(pa.BufferReader(tables_to_parquet([table], Stamp("x"))))
    groups = [file.metadata.row_group(number) for number in range(file.num_row_groups)]
    return {group.column(number).compression for group in groups for number in range(group.num_columns)}
