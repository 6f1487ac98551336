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


def test_a_picture_without_text_is_told() -> None:
    maker = filled(PageMaker().grid(XS, YS))
    maker.images.append(Box(400, 50, 580, 300))
    assert [finding.code for finding in print_page(maker.page()).findings] == ["image_without_text"]
