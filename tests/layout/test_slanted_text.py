from __future__ import annotations

from pipeline.documents import print_page
from pipeline.model import PrintedPage
from tests.pages import PageMaker

XS, YS = (20.0, 120.0, 360.0), (40.0, 80.0, 120.0)


def printed(maker: PageMaker) -> tuple[PrintedPage, list[str]]:
    page = print_page(maker.page())
    (grid,) = page.grids
    return page, [cell.text for cell in grid.cells]


def ruled() -> PageMaker:
    maker = PageMaker(400, 200).grid(XS, YS)
    return maker.text(30, 55, "番号").text(130, 55, "意見").text(30, 95, "一").text(130, 95, "賛成")


def test_slanted_text_is_in_no_cell_and_told() -> None:
    page, cells = printed(ruled().text(135, 55, "案", slanted=True))
    assert cells == ["番号", "意見", "一", "賛成"]
    assert [(finding.code, finding.text) for finding in page.findings] == [("text_across_table", "案")]
    assert page.facts.glyph_count == 8
    assert page.facts.furniture_glyph_count == 0


def test_a_page_of_nothing_but_slanted_text_is_read() -> None:
    slanted = PageMaker(400, 200).grid(XS, YS).text(30, 55, "番号", slanted=True).text(130, 95, "賛成", slanted=True)
    page, cells = printed(slanted)
    assert cells == ["番号", "", "", "賛成"]
    assert page.findings == ()
