import pytest

from pipeline import limits
from pipeline.documents import print_page
from pipeline.errors import LimitExceededError
from pipeline.model import Rule
from tests.pages import XS, YS, PageMaker, filled


def test_every_glyph_of_a_page_is_counted_once() -> None:
    page = filled(PageMaker().grid(XS, YS)).text(50, 10, "題名").text(500, 380, "1").page()
    printed = print_page(page)
    in_cells = sum(cell.glyph_count for grid in printed.grids for cell in grid.cells)
    assert in_cells + printed.facts.furniture_glyph_count == printed.facts.glyph_count == len(page.glyphs.text)


def test_a_page_with_more_rules_than_any_table_has_is_refused() -> None:
    maker = PageMaker()
    maker.rules += [Rule(0, y, 100, y + 0.1) for y in range(limits.MAX_RULES_ON_PAGE + 1)]
    with pytest.raises(LimitExceededError, match="rules on one page"):
        print_page(maker.page())
