"""Columns of a wide sheet on pages of their own, read the whole way."""

from __future__ import annotations

from pipeline.model import NormalisedDocument
from tests.pages import PageMaker
from tests.parse.tables import Drawn, codes, column, draw, read_pages

LEFT: Drawn = [["番号", "意見の概要"], ["1", "避難所を増やす。"], ["2", "道を直す。"]]
RIGHT: Drawn = [["状況", "県の考え方"], ["○", "増やした。"], ["△", "直す予定である。"]]
XS, MORE = (20.0, 60.0, 260.0), (20.0, 70.0, 300.0)


def sheet(left: Drawn, right: Drawn, *, top: float = 40) -> NormalisedDocument:
    first, second = draw(PageMaker(400, 800), left, XS), draw(PageMaker(400, 800), right, MORE, top)
    return read_pages(first.page(1), second.page(2))


def test_the_columns_of_a_wide_sheet_are_columns_of_one_table_and_that_is_told() -> None:
    document = sheet(LEFT, RIGHT)
    assert column(document, "issue") == ["避難所を増やす。", "道を直す。"]
    assert column(document, "status") == ["○", "△"]
    assert column(document, "response") == ["増やした。", "直す予定である。"]
    assert "sheet_joined" in codes(document)


def test_a_table_whose_rows_lie_at_other_heights_is_another_table() -> None:
    assert len(sheet(LEFT, RIGHT, top=60).tables) == 2


def test_a_table_of_other_fields_at_the_same_heights_is_another_table() -> None:
    other: Drawn = [["年", "費用"], ["5", "百円"], ["6", "千円"]]
    assert len(sheet(LEFT, other).tables) == 2


def test_rows_of_many_different_heights_prove_a_wide_sheet_whatever_its_columns_are() -> None:
    left: Drawn = [["年", "名"], ["5", "甲\n甲\n甲"], ["6", "乙"], ["7", "丙\n丙\n丙\n丙"], ["8", "丁"]]
    right: Drawn = [["所在", "電話"], ["東\n東\n東", "1-1"], ["西", "2-2"], ["南\n南\n南\n南", "3-3"], ["北", "4-4"]]
    document = sheet(left, right)
    assert column(document, "電話") == ["1-1", "2-2", "3-3", "4-4"]
