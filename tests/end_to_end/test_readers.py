"""What analysts use reads the datasets as they lie there."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pytest

from pipeline import schema


def query(sql: str) -> duckdb.DuckDBPyRelation:
    """Return what a SELECT gives; DuckDB gives None for statements that give nothing."""
    relation = duckdb.sql(sql)
    assert relation is not None
    return relation


@pytest.mark.parametrize("name", schema.DATASETS)
def test_pandas_polars_and_duckdb_read_the_same(built: Path, name: str) -> None:
    folder = built / "extracted" / name
    in_pandas = pd.read_parquet(folder)
    in_polars = pl.read_parquet(folder)
    in_duckdb = query(f"SELECT * FROM read_parquet('{folder}/**/*.parquet', hive_partitioning = true)")  # noqa: S608
    expected = {*schema.PARTITION_COLUMNS, *(column.name for column in schema.DATASETS[name].columns)}
    assert set(in_pandas.columns) == set(in_polars.columns) == set(in_duckdb.columns) == expected
    assert len(in_pandas) == len(in_polars) == len(in_duckdb)


def test_series_and_edition_are_texts(built: Path) -> None:
    folder = built / "extracted" / "items"
    frame = pd.read_parquet(folder)
    assert set(frame["series"]) == {"toyama-open-pt"}
    assert set(frame["edition"]) == {"R4-4", "R5-1"}
    types = query(f"SELECT DISTINCT typeof(edition) FROM read_parquet('{folder}/**/*.parquet')").fetchall()  # noqa: S608
    assert types == [("VARCHAR",)]
    assert pl.read_parquet(folder).schema["edition"] == pl.String


def test_what_nobody_marked_is_a_query_away(built: Path) -> None:
    rows = query(
        f"SELECT to_number, field FROM read_parquet('{built}/extracted/changes/**/*.parquet') "  # noqa: S608
        "WHERE kind = 'changed' AND marked = 'none' ORDER BY to_ordinal"
    ).fetchall()
    assert rows == [("8", "status"), ("14", "response"), ("28", "response")]


def test_a_japanese_series_name_reads_back(tmp_path: Path) -> None:
    from pipeline.publish.files import edition_to_files
    from pipeline.publish.folder import open_data_folder
    from tests.publish import made

    with open_data_folder(tmp_path) as folder:
        folder.write(edition_to_files(made.edition("富山県・検討課題", "令和5年度第1回")))
    name = tmp_path / "items"
    assert set(pd.read_parquet(name)["series"]) == {"富山県・検討課題"}
    assert set(pl.read_parquet(name)["edition"]) == {"令和5年度第1回"}
    rows = query(f"SELECT DISTINCT series, edition FROM read_parquet('{name}/**/*.parquet')").fetchall()  # noqa: S608
    assert rows == [("富山県・検討課題", "令和5年度第1回")]
