from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from pipeline import schema
from pipeline.errors import UsageError
from pipeline.publish.check import check_columns, check_data
from pipeline.publish.files import Stamp, read_table, tables_to_parquet
from pipeline.publish.folder import UNFINISHED, open_data_folder
from pipeline.publish.layout import partition
from pipeline.publish.package import PACKAGE_FILE
from pipeline.publish.tables import edition_to_records, records_to_table
from tests.publish import made

ITEMS = partition("items", "city-reform", "R5-1")


def faults(data: Path) -> list[str]:
    return [f"{fault.place}: {fault.what}" for fault in check_data(data).faults]


def test_what_akaji_wrote_has_no_fault(data: Path) -> None:
    report = check_data(data)
    assert report.faults == ()
    assert report.editions == ("city-reform/R4-4", "city-reform/R5-1")
    assert report.file_count == 2 * len(schema.DATASETS)
    assert report.findings == {("warning", "number_gap"): 2}


def test_a_run_that_was_stopped_is_told(data: Path) -> None:
    assert not check_data(data).unfinished
    (data / UNFINISHED).touch()
    assert check_data(data).unfinished


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing is published there"):
        check_data(tmp_path)


def remove(path: Path) -> None:
    path.unlink()


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-8])


def rewrite(change: Callable[[pa.Table], pa.Table], stamp: Stamp | None = None) -> Callable[[Path], None]:
    """Return what writes a file anew with a changed table, by default as of the same run."""

    def write(path: Path) -> None:
        table = read_table(path)
        kept = stamp or Stamp.from_metadata(table.schema.metadata) or Stamp("")
        path.write_bytes(tables_to_parquet([change(table)], kept))

    return write


def without_metadata(path: Path) -> None:
    import pyarrow.parquet as pq

    pq.write_table(read_table(path).replace_schema_metadata({}), path)


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (remove, "there is no such file"),
        (truncate, "not a Parquet file"),
        (rewrite(lambda table: table.drop_columns(["status"])), "missing ['status']"),
        (rewrite(lambda table: table.append_column("more", table["number"])), "extra ['more']"),
        (rewrite(lambda table: table.select([*table.column_names[::-1]])), "columns are in another order"),
        (rewrite(lambda table: table.append_column("status", table["status"])), "columns are in another order"),
        (
            rewrite(lambda t: t.set_column(0, "ordinal", t["ordinal"].cast(pa.int64()))),
            "ordinal is int64, not int32",
        ),
        (
            rewrite(lambda t: t.set_column(t.column_names.index("status"), "status", pa.array(["done", "finished"]))),
            "status holds 'finished', which is not on its list",
        ),
        (
            rewrite(lambda t: t.set_column(t.column_names.index("status"), "status", pa.array(["done", None]))),
            "status is null in 1 rows",
        ),
        (rewrite(lambda table: table.take([1, 0])), "not in order"),
        (rewrite(lambda table: table.take([0, 0])), "the key stands twice"),
        (rewrite(lambda table: table.take([0])), "item_count is 2, and items has 1 rows"),
        (rewrite(lambda table: table, Stamp(made.SHA256, "another")), "come from different runs"),
        (rewrite(lambda table: table, Stamp(made.SHA256, "", schema_version="0.1")), "has schema version 0.1"),
        (without_metadata, "its metadata does not say what it was made from"),
    ],
)
def test_harm_to_a_file_is_told(data: Path, harm: Callable[[Path], None], told: str) -> None:
    harm(data / ITEMS)
    assert any(told in fault for fault in faults(data)), faults(data)


def test_any_change_to_a_file_shows_in_the_data_package(data: Path) -> None:
    rewrite(lambda table: table.set_column(1, "number", pa.array(["9", "9"])))(data / ITEMS)
    assert faults(data) == [f"{PACKAGE_FILE}: does not have rows, bytes and SHA-256 of {ITEMS} as it is"]


def test_a_file_that_is_none_of_akajis_is_told(data: Path) -> None:
    stray = data / ITEMS.parent / "part-1.parquet"
    stray.write_bytes((data / ITEMS).read_bytes())
    assert any("part-1.parquet: no file of akaji's" in fault for fault in faults(data))


def test_a_partition_without_its_edition_is_told(data: Path) -> None:
    with open_data_folder(data) as folder:
        folder.write({partition("items", "city-reform", "R9-9"): (data / ITEMS).read_bytes()})
    assert any("belongs to no edition" in fault for fault in faults(data))


@pytest.mark.parametrize("content", [None, "", "[]", "{}", '{"resources": [{}]}'])
def test_a_data_package_that_is_none_is_told(data: Path, content: str | None) -> None:
    if content is None:
        (data / PACKAGE_FILE).unlink()
    else:
        (data / PACKAGE_FILE).write_text(content)
    assert [fault for fault in faults(data) if fault.startswith(PACKAGE_FILE)]


@pytest.mark.parametrize(
    ("key", "value"),
    [("schemaVersion", "0.9"), ("title", "x")],
)
def test_a_data_package_of_another_version_is_told(data: Path, key: str, value: str) -> None:
    package = json.loads((data / PACKAGE_FILE).read_text("utf-8"))
    (data / PACKAGE_FILE).write_text(json.dumps({**package, key: value}))
    assert faults(data) == [f"{PACKAGE_FILE}: its head is not what this version writes"]


@pytest.mark.parametrize("name", schema.EDITION_DATASETS)
def test_columns_as_declared_have_no_fault(name: str) -> None:
    table = records_to_table(name, edition_to_records(made.edition())[name])
    assert list(check_columns(schema.DATASETS[name], table)) == []
