from __future__ import annotations

import pytest

from tests.pages import PageMaker
from tests.table_of_opinions import XS, YS, printed, ruled


def test_slanted_text_is_in_no_cell_and_told() -> None:
    page, cells = printed(ruled().text(135, 55, "案", slanted=True))
    assert cells == ["番号", "意見", "一", "賛成"]
    assert [(finding.code, finding.text) for finding in page.findings] == [("text_across_table", "案")]
    assert page.facts.glyph_count == 8
    assert page.facts.furniture_glyph_count == 0


@pytest.mark.parametrize(("colour", "code"), [("#a0a0a0", "watermark"), ("#9f9f9f", "text_across_table")])
def test_pale_letters_aslant_are_a_watermark_and_no_warning(colour: str, code: str) -> None:
    page, cells = printed(ruled().text(135, 55, "案", slanted=True, colour=colour))
    assert cells == ["番号", "意見", "一", "賛成"]
    assert [finding.code for finding in page.findings] == [code]


def test_a_page_of_nothing_but_slanted_text_is_read() -> None:
    slanted = PageMaker(400, 200).grid(XS, YS).text(30, 55, "番号", slanted=True).text(130, 95, "賛成", slanted=True)
    page, cells = printed(slanted)
    assert cells == ["番号", "", "", "賛成"]
    assert page.findings == ()
