"""Records ↔ Arrow tables, by the schema alone: no column is named here."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec.structs import asdict

from pipeline import schema
from pipeline.errors import BrokenDatasetError
from pipeline.model import (
    Audit,
    CellRecord,
    Change,
    Columns,
    Commitment,
    DateMention,
    Edition,
    EditionDiff,
    Finding,
    Item,
    ItemDivision,
    LineageRow,
    Mark,
    Match,
    RepeatedTexts,
    Segment,
    SourceMention,
    TableRecord,
    TableRow,
    TaggedEdition,
    Word,
)

if TYPE_CHECKING:
    import pyarrow as pa

RECORD_CLASSES: dict[str, type] = {
    "editions": Edition,
    "items": Item,
    "marks": Mark,
    "sources": SourceMention,
    "item_divisions": ItemDivision,
    "words": Word,
    "dates": DateMention,
    "tables": TableRecord,
    "rows": TableRow,
    "cells": CellRecord,
    "findings": Finding,
    "matches": Match,
    "changes": Change,
    "audits": Audit,
    "lineage": LineageRow,
    "commitments": Commitment,
}
"""The record class of each dataset."""

_Record = TypeVar("_Record")


def edition_to_records(tagged: TaggedEdition) -> dict[str, Sequence[object] | Columns[Any]]:
    """Return the records of each of an edition's datasets, by dataset name."""
    return {
        "editions": (tagged.edition_record,),
        "items": tagged.items,
        "marks": tagged.marks,
        "sources": tagged.sources,
        "item_divisions": tagged.item_divisions,
        "words": tagged.words,
        "dates": tagged.dates,
        "tables": tagged.tables,
        "rows": tagged.rows,
        "cells": tagged.cells,
        "findings": tagged.findings,
    }


def diff_to_records(diff: EditionDiff | None) -> dict[str, Sequence[object]]:
    """Return the records of the datasets that compare a pair; none for the first edition of a series."""
    if diff is None:
        return {"matches": (), "changes": (), "audits": ()}
    return {"matches": diff.matches, "changes": diff.changes, "audits": (diff.audit,)}


def sort_key(dataset: schema.Dataset) -> Callable[[Any], tuple[object, ...]]:
    """Return what rows are sorted by: the dataset's key, with nulls after every value."""
    values = attrgetter(*dataset.key, dataset.key[0])  # once more: attrgetter of one name gives no tuple
    if not any(dataset.column(name).nullable for name in dataset.key):
        return values
    return lambda record: tuple((value is None, value) for value in values(record))


def _as_arrow(column: schema.Column, values: Iterable[Any]) -> list[object]:
    """Return a column's values as Arrow takes them: a map as its pairs, a segment as a struct."""
    if column.type == schema.SEGMENTS_TYPE:
        return [[asdict(segment) for segment in segments] for segments in values]
    if column.type.startswith("map<"):
        return [list(mapping.items()) for mapping in values]
    return list(values)


def records_to_table(dataset_name: str, records: Sequence[object] | Columns[Any]) -> pa.Table:
    """Return a dataset's records as an Arrow table of its declared schema, sorted by its key.

    Args:
        dataset_name: A name of ``schema.DATASETS``.
        records: Records of that dataset, in any order; an unkeyed dataset keeps theirs.

    Raises:
        BrokenDatasetError: A value is null where the schema wants one, or is of another type.
    """
    import pyarrow as pa

    dataset = schema.DATASETS[dataset_name]
    if isinstance(records, Columns):  # which come in order
        columns = iter([(column, getattr(records, column.name)) for column in dataset.columns])
    else:
        columns = _columns(dataset, records)
    arrays = [_to_array(dataset_name, column, values) for column, values in columns]
    return pa.Table.from_arrays(arrays, schema=schema.arrow_schema(dataset_name))


ROWS_IN_GROUP = 1 << 16
"""Rows of a Parquet file's row group, but for its last: what is held of a dataset while it is written."""

_ROWS_AT_ONCE = 1 << 12
"""Records that become columns at once: meanwhile their values stand in lists, which take more than the columns."""


def records_to_tables(dataset_name: str, records: Sequence[object] | Columns[Any]) -> Iterator[pa.Table]:
    """Yield what ``records_to_table`` returns, in tables of so many rows that a long document's are not all held."""
    dataset = schema.DATASETS[dataset_name]
    if len(records) <= _ROWS_AT_ONCE:
        yield records_to_table(dataset_name, records)
        return
    if dataset.key and not isinstance(records, Columns) and not _is_sorted(map(sort_key(dataset), records)):
        records = sorted(records, key=sort_key(dataset))
    for start in range(0, len(records), _ROWS_AT_ONCE):
        yield records_to_table(dataset_name, records[start : start + _ROWS_AT_ONCE])


def _is_sorted(keys: Iterable[tuple[Any, ...]]) -> bool:
    return all(before <= after for before, after in pairwise(keys))


def _columns(dataset: schema.Dataset, records: Sequence[object]) -> Iterator[tuple[schema.Column, Sequence[object]]]:
    """Yield each column with its values, the records sorted by the dataset's key."""
    if dataset.key:
        records = sorted(records, key=sort_key(dataset))
    for column in dataset.columns:
        yield column, _as_arrow(column, map(attrgetter(column.name), records))


_TYPE_OF_ARRAY = {"i": "int32", "d": "double"}


def _to_array(dataset_name: str, column: schema.Column, values: Sequence[object]) -> pa.Array[Any]:
    import pyarrow as pa

    type_ = schema.arrow_type(column.type)
    if isinstance(values, array) and _TYPE_OF_ARRAY.get(values.typecode) == column.type:
        return pa.Array.from_buffers(type_, len(values), [None, pa.py_buffer(values)])  # it is stored so already
    try:
        converted = _repeated_to_array(values) if isinstance(values, RepeatedTexts) else pa.array(values, type_)
    except (pa.ArrowInvalid, pa.ArrowTypeError, UnicodeEncodeError, OverflowError) as error:
        raise BrokenDatasetError(
            f"{dataset_name}.{column.name} cannot hold a value: {error}", remedy="This is a bug; please report it."
        ) from error
    if converted.null_count and not column.nullable:
        raise BrokenDatasetError(
            f"{dataset_name}.{column.name} is null in {converted.null_count} of {len(converted)} rows",
            remedy="This is a bug; please report it.",
        )
    return converted


def _repeated_to_array(column: RepeatedTexts) -> pa.Array[Any]:
    """Return a column of repeated texts, as Arrow makes it of as many texts in a list, in a fifth of the time.

    Each row's bytes are taken from where its text stands among those of all texts.
    """
    import numpy as np
    import pyarrow as pa

    stored = [text.encode() for text in column.texts]
    lengths, chosen = np.fromiter(map(len, stored), "q"), np.asarray(column.chosen)
    sizes, starts = lengths[chosen], (np.cumsum(lengths) - lengths)[chosen]
    offsets = np.append(0, np.cumsum(sizes))
    places = np.arange(offsets[-1]) + np.repeat(starts - offsets[:-1], sizes)
    data = np.frombuffer(b"".join(stored), "B")[places]
    buffers = [None, pa.py_buffer(offsets.astype("i").tobytes()), pa.py_buffer(data.tobytes())]
    return pa.Array.from_buffers(pa.string(), len(chosen), buffers)


def _from_arrow(column: schema.Column, values: list[Any]) -> list[Any]:
    if column.type == schema.SEGMENTS_TYPE:
        return [tuple(Segment(**segment) for segment in segments) for segments in values]
    if column.type.startswith("map<"):
        return [dict(pairs) for pairs in values]
    if column.type.startswith("list<"):
        return [tuple(value) for value in values]
    return values


def table_to_records(dataset_name: str, table: pa.Table, record_class: type[_Record]) -> tuple[_Record, ...]:
    """Return a dataset's table as records: ``records_to_table`` the other way."""
    columns: Mapping[str, list[Any]] = {
        column.name: _from_arrow(column, table[column.name].to_pylist())
        for column in schema.DATASETS[dataset_name].columns
    }
    return tuple(record_class(**dict(zip(columns, row, strict=True))) for row in zip(*columns.values(), strict=True))
