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


def test_text_as_large_as_the_page_is_in_no_cell_and_told() -> None:
    maker = ruled()
    maker.text(150, 30, "案", font_size=100.0)
    maker.boxes[-1] = (150.0, 30.0, 250.0, 130.0)
    page, cells = printed(maker)
    assert cells == ["番号", "意見", "一", "賛成"]
    assert [finding.code for finding in page.findings] == ["text_across_table"]
