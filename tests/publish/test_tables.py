from __future__ import annotations

from array import array
from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline import schema
from pipeline.errors import BrokenDatasetError
from pipeline.model import Item, RepeatedTexts, Word, Words
from pipeline.publish.tables import (
    RECORD_CLASSES,
    diff_to_records,
    edition_to_records,
    records_to_table,
    sort_key,
    table_to_records,
)
from tests.publish import made

RECORDS = {
    **{name: tuple(records) for name, records in edition_to_records(made.edition()).items()},
    **diff_to_records(made.diff()),
    "lineage": made.lineage(),
    "commitments": made.commitments(),
}


def test_every_dataset_has_its_records() -> None:
    assert RECORDS.keys() == schema.DATASETS.keys()
    assert set(RECORD_CLASSES) == set(schema.DATASETS)


@pytest.mark.parametrize("name", schema.DATASETS)
def test_a_table_has_its_declared_schema(name: str) -> None:
    table = records_to_table(name, RECORDS[name])
    assert table.schema.equals(schema.arrow_schema(name), check_metadata=True)
    assert table.num_rows == len(RECORDS[name])
    table.validate(full=True)


@pytest.mark.parametrize("name", schema.DATASETS)
def test_a_dataset_without_records_is_a_table_without_rows(name: str) -> None:
    table = records_to_table(name, ())
    assert table.num_rows == 0
    assert table.schema.equals(schema.arrow_schema(name))


@pytest.mark.parametrize("name", RECORD_CLASSES)
def test_a_table_gives_its_records_back(name: str) -> None:
    records = RECORDS[name]
    key = schema.DATASETS[name].key
    expected = tuple(sorted(records, key=sort_key(schema.DATASETS[name])) if key else records)
    assert table_to_records(name, records_to_table(name, records), RECORD_CLASSES[name]) == expected


@pytest.mark.parametrize("name", [name for name, dataset in schema.DATASETS.items() if dataset.key])
def test_the_order_of_records_does_not_show(name: str) -> None:
    assert records_to_table(name, RECORDS[name][::-1]).equals(records_to_table(name, RECORDS[name]))


def test_words_make_the_same_table_as_columns_and_as_rows() -> None:
    rows = [Word(1, "issue", 1, 0, 2, "課題", "課題", "名詞"), Word(2, "issue", 1, 1, 2, "の", "の", "助詞")]
    assert records_to_table("words", Words.of_rows(rows)).equals(records_to_table("words", rows))
    assert list(Words.of_rows(rows)) == rows


@given(st.lists(st.sampled_from(["", "課題", "kintone", "𠮷"])), st.integers(0, 3))
def test_texts_that_stand_once_make_the_same_column_as_one_a_row(texts: list[str], first: int) -> None:
    words = [Word(1, "issue", position, 0, 1, text, text, "名詞") for position, text in enumerate(texts, start=1)]
    of_rows = Words.of_rows(words) if words else Words()
    different = list(dict.fromkeys(texts))
    repeated = replace(of_rows, surface=RepeatedTexts(different, array("i", map(different.index, texts))))
    assert list(repeated) == words
    assert records_to_table("words", repeated[first:]).equals(records_to_table("words", of_rows[first:]))


def test_what_has_no_place_in_the_newer_edition_comes_last() -> None:
    table = records_to_table("changes", made.diff().changes)
    assert table["to_ordinal"].to_pylist() == [1, None]


def test_a_cell_keeps_its_printed_line_breaks_and_box() -> None:
    table = records_to_table("cells", made.edition().cells)
    assert table["text"].to_pylist() == ["見出し", "予定を\n決めた。"]
    assert table.select(["x0", "top", "x1", "bottom"]).to_pylist()[0] == made.BOX._asdict()


def test_a_cell_that_was_never_on_a_page_has_no_box() -> None:
    table = records_to_table("cells", [made.cell(0, "見出し", 3)._replace(x0=None, top=None, x1=None, bottom=None)])
    assert table["x0"].null_count == table.num_rows


def test_a_null_that_the_schema_does_not_allow_is_not_written() -> None:
    with pytest.raises(BrokenDatasetError, match=r"items.status is null in 1 of 1 rows"):
        records_to_table("items", [replace(made.ITEM, status=None)])


@pytest.mark.parametrize("ordinal", ["1", 1 << 40])
def test_a_value_of_another_type_is_not_written(ordinal: object) -> None:
    with pytest.raises(BrokenDatasetError, match=r"items.ordinal cannot hold a value"):
        records_to_table("items", [replace(made.ITEM, ordinal=ordinal)])


def test_a_lone_surrogate_is_an_error_and_not_a_crash() -> None:
    with pytest.raises(BrokenDatasetError, match=r"items.response cannot hold a value"):
        records_to_table("items", [replace(made.ITEM, response="\ud800")])


texts = st.text(st.characters(exclude_categories=["Cs"]))
items = st.builds(
    Item,
    **{
        name: {
            "int": st.integers(1, 2**31 - 1),
            "bool": st.booleans(),
            "ItemStatus": st.sampled_from(["done", "unknown"]),
            "tuple[str, ...]": st.lists(texts).map(tuple),
            "Mapping[str, str]": st.dictionaries(texts, texts),
            "str | None": st.none() | texts,
        }[annotation]
        for name, annotation in Item.__annotations__.items()
    },
)


@given(st.lists(items, unique_by=lambda item: item.ordinal, max_size=5))
def test_any_text_survives_the_way_to_arrow_and_back(records: list[Item]) -> None:
    expected = tuple(sorted(records, key=lambda item: item.ordinal))
    assert table_to_records("items", records_to_table("items", records), Item) == expected


def test_a_map_keeps_the_order_in_which_the_document_has_it() -> None:
    table = records_to_table("editions", (made.EDITION,))
    assert table["status_legend"].to_pylist() == [[("△", "検討"), ("○", "対応済")]]


def test_a_date_is_a_day() -> None:
    table = records_to_table("dates", made.edition().dates)
    assert table.schema.field("date_from").type == pa.date32()
    assert table["date_to"].to_pylist() == [date(2023, 12, 31)]
