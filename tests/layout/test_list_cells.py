"""Cells that hold a list: figures one below the other, and the numbers of rows."""

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


def listed(*columns: list[str]) -> PrintedPage:
    """A table of a header and one row, with a line for each value."""
    maker = PageMaker().grid(XS, (40.0, 70.0, 200.0))
    for x, values in zip((55, 125, 255), columns, strict=True):
        maker.text(x, 45, "見出")
        for number, value in enumerate(values):
            maker.text(x, 75 + 14 * number, value)
    return print_page(maker.page())


def test_figures_beside_as_many_names_are_rows() -> None:
    page = listed(["部長"], ["一級", "二級", "三級"], ["195,800", "196,900", "198,000"])
    assert table(page)[1:] == [("部長", "一級", "195,800"), ("二級", "196,900"), ("三級", "198,000")]
    assert codes(page) == ["rule_left_out"]


@pytest.mark.parametrize(("columns", "told"), [
    ((["1"], ["道路の補修", "を急ぐこと", "を求める"], ["対応を進め", "ていると", "ころである"]), []),  # no figures
    ((["1"], ["長い名前の", "事業"], ["1,000", "2,000"]), ["values_in_one_cell"]),  # two lines may be one name
    ((["1"], ["補助金の", "内訳を", "次に示し", "ておく"], ["1,000", "2,000", "3,000"]), ["values_in_one_cell"]),
])  # fmt: skip
def test_lines_that_do_not_answer_each_other_are_no_rows(columns: tuple[list[str], ...], told: list[str]) -> None:
    page = listed(*columns)
    assert (len(table(page)), codes(page)) == (2, told)


def numbered(second: float, number: float) -> PrintedPage:
    """A table of a header and one row, in which the second number and the second text stand at these heights."""
    maker = PageMaker().grid(XS, (40.0, 70.0, 200.0))
    for x in XS[:-1]:
        maker.text(x + 5, 45, "見出")
    maker.text(55, 75, "1").text(125, 75, "道路の補修").text(255, 75, "対応を進め").text(255, 87, "ている")
    maker.text(55, number, "2").text(125, second, "橋の点検").text(255, second, "点検した")
    return print_page(maker.page())


def test_numbers_that_count_on_with_a_text_beside_each_are_rows() -> None:
    page = numbered(110, 110)
    assert table(page)[1:] == [("1", "道路の補修", "対応を進めている"), ("2", "橋の点検", "点検した")]
    assert codes(page) == ["rule_left_out"]


def test_numbers_that_count_on_beside_other_heights_are_told() -> None:
    page = numbered(120, 110)
    assert (len(table(page)), codes(page)) == (2, ["values_in_one_cell"])


def beside(low: float, *rows: tuple[float, tuple[float, ...]]) -> PrintedPage:
    """A row from y 70 on, that high: at the heights of each of its rows a number, and lines of a text around it."""
    maker = PageMaker().grid((*XS, 500.0), (40.0, 70.0, 70.0 + low))
    for x in (*XS[:-1], 400.0):
        maker.text(x + 5, 45, "見出")
    for place, (number, lines) in enumerate(rows):
        maker.text(55, number, "12"[place]).text(255, number, "対応した").text(405, number, "土木課")
        for line, top in enumerate(lines):
            maker.text(125, top, "甲乙"[place] + "一二三"[line])
    return print_page(maker.page())


def parted(page: PrintedPage) -> list[str]:
    """What stands in the second column of the rows; nothing where they are told to be one."""
    rows = table(page)[1:]
    assert codes(page) == (["rule_left_out"] if len(rows) > 1 else ["values_in_one_cell"])
    return [row[1] for row in rows] if len(rows) > 1 else []


def test_rows_without_rules_may_be_set_in_the_middle_or_at_the_bottom() -> None:
    assert parted(beside(80, (81, (74, 88)), (118, (111, 125)))) == ["甲一甲二", "乙一乙二"]
    assert parted(beside(80, (88, (74, 88)), (125, (111, 125)))) == ["甲一甲二", "乙一乙二"]


@pytest.mark.parametrize(("second", "rows"), [(107, []), (118, ["甲一甲二", "乙一"])])
def test_a_line_that_may_be_of_the_row_above_or_below_is_told(second: float, rows: list[str]) -> None:
    assert parted(beside(80, (75, (75, 96)), (second, (second,)))) == rows


@pytest.mark.parametrize(("low", "rows"), [(93.0, ["甲一甲二甲三", "乙一乙二乙三"]), (96.0, [])])
def test_rows_in_the_middle_without_room_between_fill_the_row(low: float, rows: list[str]) -> None:
    assert parted(beside(low, (86, (72, 86, 100)), (128, (114, 128, 142)))) == rows


@pytest.mark.parametrize(("lines", "rows"), [(1, 3), (2, 2)])
def test_a_cell_beside_numbered_lines_is_a_label_of_all_or_tells_where_they_are_parted(lines: int, rows: int) -> None:
    maker = PageMaker().grid((*XS, 500.0), (40.0, 70.0, 200.0))
    for x in (*XS[:-1], 400.0):
        maker.text(x + 5, 45, "見出")
    for number, top in (("1", 75.0), ("2", 110.0)):
        maker.text(55, top, number).text(125, top, "道路の補修").text(255, top, "対応した")
    for line in range(lines):
        maker.text(405, 92 + 12 * line, "土木課")
    page = print_page(maker.page())
    assert (len(table(page)), codes(page)) == (rows, ["rule_left_out"] if rows == 3 else ["values_in_one_cell"])


def blocks(gap: float, *, cells: int = 3, rows: int = 3, header: bool = True, blanks: int = 0) -> PrintedPage:
    """A row without numbers: in each cell a text of two lines, 3 points apart, for each of its rows."""
    maker = PageMaker().grid(XS, (40.0, 70.0, 300.0) if header else (70.0, 300.0))
    for x in XS[:-1]:
        if header:
            maker.text(x + 5, 45, "見出")
    for row in range(rows):
        top = 75 + row * (23 + gap)
        for x in XS[: cells - (0 < row <= blanks)]:
            maker.text(x + 5, top, "一二三四"[row] + "の上").text(x + 5, top + 13, "その下")
    return print_page(maker.page())


@pytest.mark.parametrize(("gap", "count"), [(8.5, 4), (7.5, 2)])
def test_rows_without_numbers_are_as_far_apart_as_no_lines_are(gap: float, count: int) -> None:
    page = blocks(gap)
    assert (len(table(page)), codes(page)) == (count, ["rule_left_out"] if count > 2 else [])


@pytest.mark.parametrize(("cells", "rows", "count"), [(3, 3, 4), (2, 3, 2), (3, 2, 2)])
def test_rows_without_numbers_are_three_at_least_with_a_text_in_each_cell(cells: int, rows: int, count: int) -> None:
    assert len(table(blocks(12, cells=cells, rows=rows))) == count


@pytest.mark.parametrize(("blanks", "count"), [(1, 4), (2, 2)])
def test_a_cell_may_be_blank_in_a_row_without_a_number(blanks: int, count: int) -> None:
    assert len(table(blocks(12, blanks=blanks))) == count


def test_a_cell_may_be_blank_beside_a_number() -> None:
    maker = PageMaker().grid((*XS, 500.0), (40.0, 70.0, 150.0))
    for x in (*XS[:-1], 400.0):
        maker.text(x + 5, 45, "見出")
    for number, top in (("1", 81.0), ("2", 118.0)):
        maker.text(55, top, number).text(255, top, "対応した").text(125, top, "道路")
    maker.text(405, 74, "土木").text(405, 88, "課")
    page = print_page(maker.page())
    assert table(page)[1:] == [("1", "道路", "対応した", "土木課"), ("2", "道路", "対応した", "")]


def test_a_page_of_a_table_without_rules_has_its_rows_without_the_header() -> None:
    assert [row[0] for row in table(blocks(12, header=False))] == ["一の上その下", "二の上その下", "三の上その下"]


def test_paragraphs_at_other_heights_are_no_rows() -> None:
    maker = PageMaker().grid(XS, (40.0, 70.0, 300.0))
    for column, x in enumerate(XS[:-1]):
        maker.text(x + 5, 45, "見出")
        for row in range(3):
            maker.text(x + 5, 75 + 30 * row + 6 * (column == 1), "ある文")
    assert len(table(print_page(maker.page()))) == 2
