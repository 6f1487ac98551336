from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.publish.layout import check_name, list_editions, partition, text_to_name


@pytest.mark.parametrize(
    "name", ["R5-1", "toyama-open-pt", "2020-04-26", "令和5年度第1回", "県庁・市", "a_b", "県" * 64]
)
def test_a_name_of_letters_and_digits_stands_as_it_is(name: str) -> None:
    assert check_name(name, "edition") == name


@pytest.mark.parametrize(
    "name",
    [
        "", ".", "..", "a/b", "a\\b", "../../etc/passwd", "C:", "a.b", "a\x00b", "a\nb", "a\x1b[31m", "a b", "a　b",
        "a%2Fb", "a=b", "\u202eevil", "\u200b", "a" * 65, "\ud800",
    ],
)  # fmt: skip
def test_a_name_that_could_be_a_path_or_steer_a_terminal_is_refused(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        check_name(name, "series")
    assert str(caught.value).isprintable()


def test_a_name_that_is_refused_is_told_as_it_was_written() -> None:
    with pytest.raises(UsageError, match=r"'第2回/資料' cannot name an edition: it has '/'"):
        check_name("第2回/資料", "edition")


@pytest.mark.parametrize(
    ("name", "is_device"), [("NUL", True), ("con", True), ("Com1", True), ("COM0", False), ("CONS", False)]
)
def test_a_device_of_windows_is_no_name(name: str, is_device: bool) -> None:
    """There ``NUL.pdf`` is written to nowhere."""
    if is_device:
        with pytest.raises(UsageError, match="it is a device of Windows"):
            check_name(name, "edition")
    assert (text_to_name(name) == "") == is_device


def test_a_file_name_that_macos_took_apart_is_put_together() -> None:
    assert check_name("か\u3099", "edition") == "が"


@given(st.text())
def test_any_text_becomes_a_name_or_nothing(text: str) -> None:
    name = text_to_name(text)
    assert name == "" or check_name(name, "series") == name


@given(st.text())
def test_no_name_leads_out_of_the_data_folder(text: str) -> None:
    try:
        path = partition("items", text, text)
    except UsageError:
        return
    assert len(path.parts) == 4
    assert ".." not in path.parts


def test_a_partition_lies_where_hive_puts_it() -> None:
    assert partition("items", "toyama-open-pt", "R5-1") == PurePosixPath(
        "items/series=toyama-open-pt/edition=R5-1/part-0.parquet"
    )


def test_editions_are_listed_by_what_is_published(tmp_path: Path) -> None:
    for name in ("b", "a"):
        path = tmp_path / partition("editions", "series", name)
        path.parent.mkdir(parents=True)
        path.touch()
    (tmp_path / "editions" / "series=series" / "edition=empty").mkdir()
    assert list_editions(tmp_path) == [("series", "a"), ("series", "b")]
