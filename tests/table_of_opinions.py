"""A table of two columns and two rows, over which the tests of text across a table print something."""

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
