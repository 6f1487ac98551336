"""Cells that their text takes apart: rules that were left out."""

import pytest

from pipeline.documents import print_page
from pipeline.model import PrintedPage
from tests.pages import PageMaker

XS = (50.0, 120.0, 250.0, 400.0)


def table(page: PrintedPage) -> list[tuple[str, ...]]:
    (grid,) = page.grids
    return [tuple(cell.text for cell in grid.row(row)) for row in range(grid.row_count)]


def codes(page: PrintedPage) -> list[str]:
    return [finding.code for finding in page.findings]


# ── uprights that a row lacks ──


def without_uprights(*texts: tuple[float, str]) -> PrintedPage:
    """A table whose third row lacks its inner uprights, with these texts in it."""
    maker = PageMaker()
    for y in (40, 70, 100, 130, 160):
        maker.rule(50, y, 400, y + 0.5)
    for x in XS:
        if x in (50, 400):
            maker.rule(x, 40, x + 0.5, 160)
        else:
            maker.rule(x, 40, x + 0.5, 100.2).rule(x, 130, x + 0.5, 160)
    for row, y in ((1, 45), (2, 75), (4, 135)):
        maker.text(55, y, f"{row}").text(125, y, "医院").text(255, y, "住所")
    for x, text in texts:
        maker.text(x, 105, text)
    return print_page(maker.page())


def test_texts_set_as_those_above_are_cells_although_no_upright_parts_them() -> None:
    page = without_uprights((55, "3"), (125, "診療所"), (255, "見本市"))
    assert (table(page)[2], codes(page)) == (("3", "診療所", "見本市"), ["rule_left_out"])


@pytest.mark.parametrize(("off", "count"), [(2, 3), (4, 1)])
def test_a_text_is_set_as_another_up_to_two_points_and_a_half(off: float, count: int) -> None:
    page = without_uprights((55 + off, "3"), (125 + off, "診療所"), (255 + off, "見本市"))
    assert len(table(page)[2]) == count


def test_rows_that_all_lack_uprights_are_parted_where_their_texts_stand_below_each_other() -> None:
    maker = PageMaker()
    for y in (40, 70, 100, 130, 160):
        maker.rule(50, y, 400, y + 0.5)
    for x in XS:
        maker.rule(x, 40, x + 0.5, 160 if x in {50.0, 400.0} else 70.2)
    for row, y in enumerate((45, 75, 105, 135)):
        maker.text(55, y, f"{row}").text(125, y, "医院").text(255, y, "住所")
    page = print_page(maker.page())
    assert (table(page)[1:], codes(page)) == ([(str(n), "医院", "住所") for n in (1, 2, 3)], ["rule_left_out"])


@pytest.mark.parametrize("texts", [
    [(55, "この行は一つの文であり列をまたいで続いている")],
    [(55, "計"), (180, "二件")],  # set as nothing above
    [(55, "３町にまたがる道路"), (255, "見本市")],
])  # fmt: skip
def test_a_merged_row_stays_one_cell(texts: list[tuple[float, str]]) -> None:
    page = without_uprights(*texts)
    assert (len(page.grids[0].row(2)), codes(page)) == (1, [])


def first_row(*texts: tuple[float, str]) -> PrintedPage:
    """A table whose first row lacks its inner uprights, with these texts in it."""
    maker = PageMaker()
    for y in (40, 70, 100, 130):
        maker.rule(50, y, 400, y + 0.5)
    for x in XS:
        maker.rule(x, 40 if x in {50.0, 400.0} else 70, x + 0.5, 130)
    for row, y in enumerate((75, 105)):
        maker.text(55, y, f"{row}").text(125, y, "医院").text(255, y, "住所")
    for x, text in texts:
        maker.text(x, 45, text)
    return print_page(maker.page())


@pytest.mark.parametrize("texts", [
    [(55, "番号"), (125, "施設名"), (255, "所在地")],  # set as what is below them
    [(75, "番号"), (170, "施設名"), (310, "所在地")],  # in the middle of their columns
    [(80, "番"), (180, "施"), (320, "所")],  # a letter for each
])  # fmt: skip
def test_a_header_without_uprights_is_parted_where_each_column_has_its_text(texts: list[tuple[float, str]]) -> None:
    page = first_row(*texts)
    assert (table(page)[0], codes(page)) == (tuple(text for _, text in texts), ["rule_left_out"])


@pytest.mark.parametrize("texts", [
    [(55, "一覧"), (255, "別紙")],  # a column has none
    [(55, "一覧"), (180, "続き"), (330, "別紙")],  # set as nothing below, nor in the middle
    [(55, "対応状況の一覧")],
    [(80, "変"), (160, "更"), (200, "前"), (320, "後")],  # one word, spread over the columns
])  # fmt: skip
def test_a_title_in_the_first_row_stays_one_cell(texts: list[tuple[float, str]]) -> None:
    page = first_row(*texts)
    assert (len(page.grids[0].row(0)), codes(page)) == (1, [])


# ── level rules that a column lacks ──


def without_levels(*lines: tuple[float, str]) -> PrintedPage:
    """A table of four rows of 40 points whose first column lacks the rules between the last three."""
    maker = PageMaker()
    for y in (40.0, 80.0, 120.0, 160.0, 200.0):
        maker.rule(50 if y in {40, 80, 200} else 120, y, 400, y + 0.5)
    for x in XS:
        maker.rule(x, 40, x + 0.5, 200)
    for row in range(4):
        maker.text(125, 45 + 40 * row, f"事業{row}").text(255, 45 + 40 * row, "概要")
    for y, text in lines:
        maker.text(55, y, text)
    return print_page(maker.page())


def first_column(page: PrintedPage) -> list[str]:
    return [cell.text for cell in page.grids[0].cells if cell.column_index == 0 and cell.row_index]


def test_blocks_beside_their_rows_are_cells_although_no_rule_parts_them() -> None:
    page = without_levels((89, "衛生費"), (101, "保健"), (129, "清掃費"), (141, "総務"), (175, "水道費"))
    assert (first_column(page), codes(page)) == (["衛生費保健", "清掃費総務", "水道費"], ["rule_left_out"])


@pytest.mark.parametrize(("lines", "labels"), [
    ([(85, "衛生費"), (97, "保健"), (165, "水道費")], ["衛生費保健", "水道費"]),  # 款, 項: at the first row
    ([(85, "衛生費"), (125, "清掃費"), (137, "し尿")], ["衛生費", "清掃費し尿"]),
    ([(88.4, "衛生費"), (168.4, "水道費")], ["衛生費水道費"]),  # at no height of the texts beside them
    ([(125, "清掃費"), (165, "水道費")], ["清掃費水道費"]),  # a label that does not begin in the first of its rows
    ([(85, "衛"), (165, "生")], ["衛生"]),  # letters spread over the height
])  # fmt: skip
def test_blocks_beside_some_of_their_rows_are_cells_from_there_down(
    lines: list[tuple[float, str]], labels: list[str]
) -> None:
    page = without_levels(*lines)
    assert (first_column(page), codes(page)) == (labels, ["rule_left_out"] * (len(labels) > 1))


@pytest.mark.parametrize("lines", [
    [(135, "衛生費")],  # a label of three rows
    [(105, "衛生費"), (117, "および"), (129, "清掃費"), (141, "の合計"), (153, "である")],  # lines of one text
    [(y, "衛生費") for top in (82, 122, 162) for y in (top, top + 12, top + 24)],  # blocks that hardly stand apart
    [(88 + 20 * line, "衛生費") for line in range(6)],  # lines of one text, set with wide leading
    [(85, "衛生費"), (135, "清掃費"), (188, "水道費")],  # spread over the height, as nothing beside rows is
])  # fmt: skip
def test_a_label_of_several_rows_stays_one_cell(lines: list[tuple[float, str]]) -> None:
    page = without_levels(*lines)
    assert (len(first_column(page)), codes(page)) == (1, [])
