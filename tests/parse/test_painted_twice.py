"""A row that a page break cuts and that is painted on both pages is in the data once."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.documents import pages_to_document
from pipeline.model import Box, Page, ParsedDocument, Series, Source
from tests.pages import PageMaker

XS = (50, 90, 300, 340)
HEAD = 20
LINES = [f"第{number}の長い文が続く" for number in range(1, 7)]


def page(number: int, rows: Sequence[tuple[int, int]], texts: Sequence[tuple[int, int, str, int]]) -> Page:
    """Draw a header and rows (top, bottom); print texts (column, top, text, row), clipped to their row."""
    maker = PageMaker().grid(XS, (HEAD, 40, *(bottom for _, bottom in rows)))
    for column, text in enumerate(("番号", "意見等", "状況")):
        maker.text(XS[column] + 2, HEAD + 5, text)
    for column, top, text, row in texts:
        maker.text(XS[column] + 2, top, text, clip=Box(50, rows[row][0], 340, rows[row][1]))
    return maker.page(number)


def parsed(number_top: int, *, reach: int) -> ParsedDocument:
    """Cut a row of six lines of 12 points after the third; lines within ``reach`` of the page's part are painted."""
    first = [(0, 45, "1", 0), (1, 45, "短い意見", 0), (2, 45, "○", 0)]
    last = [(0, 45 + 36, "3", 1), (1, 45 + 36, "次の意見", 1), (2, 45 + 36, "○", 1)]
    above, below = [(40, 60), (60, 100)], [(40, 76), (76, 100)]
    for line, text in enumerate(LINES):
        if 64 + 12 * line < 100 + reach:
            first.append((1, 64 + 12 * line, text, 1))
        if 28 + 12 * line + 10 > 40 - reach - 1:
            last.append((1, 28 - 24 + 12 * line, text, 0))
    for column, text in ((0, "2"), (2, "△")):
        if number_top < 100 + reach:
            first.append((column, number_top, text, 1))
        if number_top - 60 > 40 - reach - 1:
            last.append((column, number_top - 60, text, 0))
    pages = [page(1, above, first), page(2, below, last)]
    return pages_to_document(pages, Source("x.pdf", "0" * 64, "pdf", 2), Series(series="x"))


def cells_of(document: ParsedDocument, column: int) -> list[str]:
    table = document.tables[document.main_table_index]
    texts: dict[int, str] = {}
    for cell in table.cells:
        if cell.column_index == column and not cell.is_header:
            key = cell.row_index
            texts[key] = texts.get(key, "") + "".join("".join(line.text.split()) for line in cell.lines)
    return list(texts.values())


@pytest.mark.parametrize("number_top", [64, 124], ids=["numbered above the break", "numbered below it"])
def test_lines_that_are_hidden_on_one_page_and_shown_on_the_other_are_taken_once(number_top: int) -> None:
    document = parsed(number_top, reach=12)
    assert "".join(cells_of(document, 1)) == "短い意見" + "".join(LINES) + "次の意見"
    told = [found.page_number for found in document.findings if found.code == "line_painted_twice"]
    assert told == [1, 2]
    (second,) = {cell.row_index for cell in document.tables[0].cells if cell.page_number == 2 and cell.continues}
    assert any(LINES[5] in cell.text for cell in document.tables[0].cells if cell.row_index == second)


def test_a_line_that_its_rows_clip_path_hides_stays_where_no_other_page_shows_it() -> None:
    rows = [(40, 54), (54, 68)]
    texts = [(0, 42, "1", 0), (1, 42, "1124000F201", 0), (1, 55, "0", 0), (0, 56, "2", 1), (1, 56, "1124001F202", 1)]
    document = pages_to_document([page(1, rows, texts)], Source("x.pdf", "0" * 64, "pdf", 1), Series(series="x"))
    assert cells_of(document, 1) == ["1124000F2010", "1124001F202"]
    assert [found.code for found in document.findings] == ["text_over_neighbour"]


def broken(merged: int) -> ParsedDocument:
    """Break two rows apart by a page, one column of which (0 numbers, 2 marks) is merged and painted on both pages."""
    texts = {0: ("1", "2"), 1: ("一つ目の意見である", "二つ目の意見である"), 2: ("済", "済")}
    first = [(column, 45, above, 0) for column, (above, _) in texts.items()]
    maker = PageMaker()
    for x in XS:
        maker.rule(x, HEAD, x + 0.5, 80)
    for y in (HEAD, 40, 80):
        maker.rule(50, y, 340, y + 0.5)
    for column, x in enumerate(XS[:-1]):
        if column != merged:
            maker.rule(x, 60, XS[column + 1], 60.5)
    for column, text in enumerate(("番号", "意見等", "状況")):
        maker.text(XS[column] + 2, HEAD + 5, text)
    for column, (above, below) in texts.items():
        if column == merged:
            maker.text(XS[column] + 2, 2, above, clip=Box(XS[column], 40, XS[column + 1], 80))
        else:
            maker.text(XS[column] + 2, 45, below)
            maker.text(XS[column] + 2, 65, f"{column}の次")
    pages = [page(1, [(40, 60)], first), maker.page(2)]
    return pages_to_document(pages, Source("x.pdf", "0" * 64, "pdf", 2), Series(series="x"))


@pytest.mark.parametrize(("merged", "goes_on"), [(2, False), (0, True)])
def test_a_row_goes_on_below_a_break_where_its_number_is_painted_twice_and_not_where_a_label_is(
    merged: int, goes_on: bool
) -> None:
    cells = broken(merged).tables[0].cells
    assert [cell.continues for cell in cells if cell.text == "二つ目の意見である"] == [goes_on]
