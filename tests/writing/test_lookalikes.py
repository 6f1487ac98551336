from __future__ import annotations

import pytest

from pipeline.writing.lookalikes import by_context, is_printed, look_alike, mended, one_width


@pytest.mark.parametrize(
    ("text", "index", "before", "meant"),
    [
        ("(O対応済", 1, "", "○"),
        ("1O月", 1, "", "0"),
        ("0S", 0, "", "O"),
        ("率を○.3", 2, "", "0"),
        ("二○二五", 1, "", "〇"),
        ("センタ一制度", 3, "", "ー"),
        ("職員をー体化", 3, "", "一"),
        ("一の検討", 0, "ュ", "ー"),
        ("一の検討", 0, "", "一"),
        ("デー夕連携", 2, "", "タ"),
        ("デザイン力", 4, "", "力"),
        ("によリ、", 2, "", "り"),
        ("バりュー", 1, "", "リ"),
    ],
)
def test_a_letter_of_two_readings_is_told_by_its_neighbours(text: str, index: int, before: str, meant: str) -> None:
    assert by_context(text, index, before) == meant


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("ビル", "ピル", True),
        ("3月末", "3月未", True),
        ("3月末", "3月中", False),
        ("同じ", "同じ", False),
        ("1", "10", False),
    ],
)
def test_texts_that_differ_in_letters_of_one_shape_look_alike(first: str, second: str, alike: bool) -> None:
    assert look_alike(first, second) is alike


def test_chinese_forms_cyrillic_and_half_width_kana_are_not_printed_by_offices() -> None:
    assert [letter for letter in "対对況况Дｱ①㈱" if is_printed(letter)] == ["対", "況", "①", "㈱"]


def test_words_that_are_read_amiss_are_put_right() -> None:
    assert mended("業務の進抄状況") == "業務の進捗状況"


def test_signs_of_two_widths_become_those_that_most_of_a_page_are() -> None:
    assert one_width(["(", ")", "（", "%"]) == ["(", ")", "(", "%"]
    assert one_width(["（", "）", "（", "("]) == ["（", "）", "（", "（"]
