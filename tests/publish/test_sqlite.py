from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from pipeline import schema
from pipeline.changes import is_unmarked
from pipeline.errors import BrokenDatasetError
from pipeline.publish.files import Stamp, diff_to_files, edition_to_files, traced_to_files
from pipeline.publish.folder import open_data_folder
from pipeline.publish.sqlite import datasette_metadata, disk_full_as_os_error, write_sqlite
from tests.publish import made

PLACES = {("city-reform", "R4-4"): 1, ("city-reform", "R5-1"): 2}


def written(data: Path, folder: Path) -> Path:
    list(write_sqlite(data, PLACES, folder / "akaji.db"))
    return folder / "akaji.db"


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def test_every_dataset_is_a_table_with_its_rows(data: Path, tmp_path: Path) -> None:
    path = written(data, tmp_path)
    assert rows(path, "SELECT count(*), count(DISTINCT edition) FROM items") == [(4, 2)]
    assert rows(path, "SELECT count(*), count(DISTINCT edition) FROM changes") == [(2, 1)]
    for name, dataset in schema.DATASETS.items():
        columns = [row[1] for row in rows(path, f"PRAGMA table_info({name})")]
        assert columns == [*schema.PARTITION_COLUMNS, *(column.name for column in dataset.columns)]


def test_numbers_dates_truth_and_nulls_keep_their_kind(data: Path, tmp_path: Path) -> None:
    path = written(data, tmp_path)
    assert rows(path, "SELECT typeof(ordinal), typeof(has_marks), has_marks FROM items WHERE ordinal = 1")[0] == (
        "integer", "integer", 1,
    )  # fmt: skip
    assert rows(path, "SELECT date_from FROM dates")[0] == ("2023-01-01",)
    assert rows(path, "SELECT number FROM items WHERE ordinal = 2")[0] == (None,)


def test_a_list_and_a_map_are_json_that_sqlite_takes_apart(data: Path, tmp_path: Path) -> None:
    path = written(data, tmp_path)
    divisions = "SELECT value FROM items, json_each(divisions) WHERE edition = 'R5-1'"
    assert rows(path, divisions) == [("人事課",), ("管財課",)]
    assert rows(path, "SELECT json_extract(extra, '$.備考') FROM items WHERE ordinal = 1")[0] == ("なし",)
    assert rows(path, "SELECT json_extract(segments, '$[0].op') FROM changes WHERE kind = 'changed'") == [("delete",)]


def test_foreign_keys_join_what_belongs_together(data: Path, tmp_path: Path) -> None:
    path = written(data, tmp_path)
    tables = {row[2] for row in rows(path, "PRAGMA foreign_key_list(lineage)")}
    assert tables == {"editions", "items"}
    assert rows(path, "PRAGMA foreign_key_check") == []


def test_a_row_that_names_what_is_not_there_is_told(data: Path, tmp_path: Path) -> None:
    edition = made.edition(name="R4-4")  # of whose second item the comparison tells
    with open_data_folder(data) as folder:
        folder.write(edition_to_files(replace(edition, items=edition.items[:1], findings=())))
    with pytest.raises(BrokenDatasetError, match="names a row of items that is not there"):
        written(data, tmp_path)


@pytest.mark.parametrize(("words", "count"), [("予定を決", 4), ("定を決", 4), ("人員削", 0)])
def test_three_characters_are_found_wherever_they_stand(data: Path, tmp_path: Path, words: str, count: int) -> None:
    with closing(sqlite3.connect(written(data, tmp_path))) as connection:
        found = connection.execute("SELECT count(*) FROM items_search WHERE items_search MATCH ?", [f'"{words}"'])
        assert found.fetchall() == [(count,)]


def test_open_items_are_those_of_the_latest_edition(data: Path, tmp_path: Path) -> None:
    with open_data_folder(data) as folder:
        for name in ("R4-4", "R5-1"):
            edition = made.edition(name=name)
            items = (replace(edition.items[0], status="continuing"), replace(edition.items[1], status="declined"))
            folder.write(edition_to_files(replace(edition, items=items)))
    assert rows(written(data, tmp_path), "SELECT edition, ordinal FROM open_items") == [("R5-1", 1)]


def test_each_series_has_a_latest_edition_of_its_own(data: Path, tmp_path: Path) -> None:
    with open_data_folder(data) as folder:
        folder.write(edition_to_files(made.edition("town", "R1-1")))
        folder.write(diff_to_files("town", "R1-1", None, Stamp("")))
        for dataset in ("lineage", "commitments"):
            folder.write(traced_to_files(dataset, "town", "R1-1", (), Stamp("")))
    list(write_sqlite(data, {**PLACES, ("town", "R1-1"): 1}, tmp_path / "akaji.db"))
    latest = rows(tmp_path / "akaji.db", "SELECT series, edition FROM edition_order WHERE is_latest ORDER BY series")
    assert latest == [("city-reform", "R5-1"), ("town", "R1-1")]


@pytest.mark.parametrize(
    "values",
    [
        {"marked": "none"}, {"marked": "part"}, {"marked": "all"}, {"marked": "none", "kind": "moved"},
        {"marked": "stale", "kind": "unchanged"}, {"marked": "none", "weights": ("notation",)},
        {"marked": "none", "weights": ("number", "text")}, {"marked": "none", "doubtful": True},
    ],
)  # fmt: skip
def test_unmarked_changes_are_those_that_a_listing_calls_so(data: Path, tmp_path: Path, values: dict[str, Any]) -> None:
    diff = made.diff()
    change = replace(diff.changes[1], **values)
    changed = replace(diff, changes=(diff.changes[0], change))
    with open_data_folder(data) as folder:
        folder.write(diff_to_files("city-reform", "R5-1", changed, Stamp(made.SHA256)))
    assert rows(written(data, tmp_path), "SELECT count(*) FROM unmarked_changes") == [(int(is_unmarked(change)),)]


@pytest.mark.parametrize(
    ("recall", "changed_characters", "count"),
    [(0.5, 4, 1), (None, 4, 0), (None, 0, 1)],
    ids=["neighbours", "an edition between them is missing", "nothing counted"],
)
def test_no_change_is_called_unmarked_where_the_marks_speak_of_a_missing_edition(
    data: Path, tmp_path: Path, recall: float | None, changed_characters: int, count: int
) -> None:
    diff = made.diff()
    changes = (diff.changes[0], replace(diff.changes[1], marked="none", weights=("number",)))
    audit = replace(diff.audit, recall=recall, changed_characters=changed_characters)
    with open_data_folder(data) as folder:
        folder.write(
            diff_to_files("city-reform", "R5-1", replace(diff, changes=changes, audit=audit), Stamp(made.SHA256))
        )
    assert rows(written(data, tmp_path), "SELECT count(*) FROM unmarked_changes") == [(count,)]


def test_the_same_data_gives_the_same_bytes(data: Path, tmp_path: Path) -> None:
    paths = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        paths.append(written(data, tmp_path / name))
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_datasette_is_told_what_columns_mean_and_where_the_data_comes_from() -> None:
    city = {"publisher": "例示市", "licence": "CC BY 4.0", "url": "https://www.example.jp/"}
    metadata = json.loads(datasette_metadata([city, city, {"publisher": "例示県"}]))
    assert (metadata["source"], metadata["license"]) == ("例示市; 例示県", "CC BY 4.0")
    tables = metadata["databases"]["akaji"]["tables"]
    assert set(schema.DATASETS) < set(tables)
    assert tables["marks"]["columns"]["x0"].startswith("左端: ")


def fill(connection: sqlite3.Connection) -> None:
    with disk_full_as_os_error():
        connection.execute("CREATE TABLE a AS SELECT zeroblob(100000)")


def test_a_full_disk_is_the_systems_own_error() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("PRAGMA max_page_count = 2")
        with pytest.raises(OSError, match="No space left on device"):
            fill(connection)


def test_what_else_sqlite_cannot_do_stays_its_own_error() -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"), disk_full_as_os_error():
        sqlite3.connect(":memory:").execute("SELECT * FROM nosuch")
