import pytest

from pipeline.documents import print_page
from pipeline.model import Box
from tests.pages import XS, YS, PageMaker, filled


def test_text_that_no_cell_holds_is_told_and_kept_as_furniture() -> None:
    maker = PageMaker()
    for y in YS[:-1]:
        maker.rule(100, y, 350, y + 0.5)
    maker.rule(200, 160, 350, 160.5).rule(100, 40, 100.5, 130)
    maker.rule(200, 40, 200.5, 160).rule(350, 40, 350.5, 160)
    printed = print_page(filled(maker).page())
    assert "glyph_outside_table" in {finding.code for finding in printed.findings}
    assert "左3" in {line.text for line in printed.facts.furniture}


@pytest.mark.parametrize(("picture", "code"), [
    (Box(400, 50, 580, 300), "picture_beside_text"),  # 45,000 of 240,000 square points
    (Box(360, 20, 600, 269), "picture_beside_text"),
    (Box(360, 20, 600, 271), "image_without_text"),
    (Box(340, 50, 400, 140), "image_without_text"),  # over a cell's side
])  # fmt: skip
def test_a_picture_without_text_is_a_warning_where_it_touches_a_table_or_may_be_one(picture: Box, code: str) -> None:
    maker = filled(PageMaker().grid(XS, YS))
    maker.images.append(picture)
    assert [finding.code for finding in print_page(maker.page()).findings] == [code]
