from __future__ import annotations

from pipeline.parse.printed import PrintedPage, print_page
from tests.parse.pages import PageMaker

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


def test_text_as_large_as_the_page_is_in_no_cell_and_told() -> None:
    maker = ruled()
    maker.text(150, 30, "案", font_size=100.0)
    maker.boxes[-1] = (150.0, 30.0, 250.0, 130.0)
    page, cells = printed(maker)
    assert cells == ["番号", "意見", "一", "賛成"]
    assert [finding.code for finding in page.findings] == ["text_across_table"]


def test_a_page_of_nothing_but_slanted_text_is_read() -> None:
    slanted = PageMaker(400, 200).grid(XS, YS).text(30, 55, "番号", slanted=True).text(130, 95, "賛成", slanted=True)
    page, cells = printed(slanted)
    assert cells == ["番号", "", "", "賛成"]
    assert page.findings == ()
