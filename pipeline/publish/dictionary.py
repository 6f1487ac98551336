"""The data dictionary, made from the schema: ``python -m pipeline.publish.dictionary docs/data-dictionary.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from pipeline import schema
from pipeline.findings import FINDINGS

_HEAD = f"""# Data dictionary

<!-- Made from pipeline/schema.py by: python -m pipeline.publish.dictionary docs/data-dictionary.md -->

Schema version {schema.SCHEMA_VERSION}. Every dataset has two more columns, `series` and `edition` (string), its Hive
partitions, which stand in the path: `items/series=toyama-open-pt/edition=R5-1/part-0.parquet`. Text offsets count
Unicode code points. Boxes are in points from the upper left corner of the page as it is shown. What ends in `_number`
counts from 1, what ends in `_index` from 0. The same descriptions stand beside the data, in `datapackage.json`.
"""


def _escape(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def _column_row(column: schema.Column, dataset: schema.Dataset) -> str:
    values = f" One of: {', '.join(f'`{value}`' for value in column.values)}." if column.values else ""
    kind = f"`{column.type}`" + (" or null" if column.nullable else "")
    name = f"`{column.name}`" + (" (key)" if column.name in dataset.key else "")
    cells = (name, column.ja, kind, column.unit or "", _escape(column.description) + values)
    return f"| {' | '.join(cells)} |"


def _dataset_lines(dataset: schema.Dataset) -> Iterator[str]:
    yield f"\n## {dataset.name}\n"
    yield f"One row {dataset.row}. {dataset.description}\n"
    yield "| column | 日本語 | type | unit | what it holds |"
    yield "| --- | --- | --- | --- | --- |"
    yield from (_column_row(column, dataset) for column in dataset.columns)


def _finding_lines() -> Iterator[str]:
    yield "\n## Codes of findings\n"
    yield "| code | severity | what it means | 意味 |"
    yield "| --- | --- | --- | --- |"
    for code, kind in FINDINGS.items():
        yield f"| `{code}` | {kind.severity} | {_escape(kind.meaning.en)} | {_escape(kind.meaning.ja)} |"


def schema_to_markdown() -> str:
    """Return the data dictionary: every dataset with its columns, and every finding code."""
    lines = [_HEAD.rstrip("\n")]
    for dataset in schema.DATASETS.values():
        lines += _dataset_lines(dataset)
    lines += _finding_lines()
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(schema_to_markdown(), "utf-8")
