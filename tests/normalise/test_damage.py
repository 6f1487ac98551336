"""Pages and rows that were lost before the document was read."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from pipeline.model import PageFacts
from pipeline.normalise.damage import blank_pages
from tests.normalise.printed import normalise_table
from tests.pages import PageMaker
from tests.parse.tables import codes, draw, read_pages

HEADER = ["番号", "分野", "意見"]
BLANK = PageMaker(400, 800)


def page(_: int, *numbers: str) -> PageMaker:
    return draw(PageMaker(400, 800), [HEADER, *([text, "福祉", f"意見{text}である。"] for text in numbers)])


def read(*makers: PageMaker) -> list[str]:
    return codes(read_pages(*(maker.page(number) for number, maker in enumerate(makers, start=1))))


def test_a_blank_page_over_which_the_numbers_leap_is_an_error() -> None:
    told = read(page(1, "1", "2"), BLANK, page(3, "7", "8"))
    assert "lost_page" in told
    assert "blank_page" not in told


def test_a_blank_page_within_or_behind_a_table_is_a_warning() -> None:
    assert "blank_page" in read(page(1, "1", "2"), BLANK, page(3, "3", "4"))
    assert "blank_page" in read(page(1, "1", "2"), BLANK)


@pytest.mark.parametrize(("numbers", "code"), [(("3", "4"), "empty_page"), (("7", "8"), "lost_page")])
def test_a_page_on_which_nothing_is_painted_lost_nothing_unless_the_numbers_leap(
    numbers: tuple[str, ...], code: str
) -> None:
    pages = [page(1, "1", "2").page(1), replace(BLANK.page(2), is_blank=True), page(3, *numbers).page(3)]
    assert [found for found in codes(read_pages(*pages)) if found.endswith("_page")] == [code]


def test_a_blank_page_before_the_table_and_a_page_of_prose_are_none() -> None:
    prose = PageMaker(400, 800).text(20, 40, "ここからは別の話である。")
    assert "blank_page" not in read(BLANK, page(2, "1", "2"), prose)


def test_a_page_without_text_that_a_row_lies_over_is_none_that_was_lost() -> None:
    first, last = normalise_table(HEADER, [["1", "福祉", "意見"], ["2", "福祉", "意見"]], pages=[1, 3]).rows
    blank = [PageFacts(2, 400, 800, 0, (), 0)]
    assert [found.code for found in blank_pages(blank, [first, last])] == ["blank_page"]
    assert list(blank_pages(blank, [replace(first, page_number_last=3), last])) == []


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        (("31", "32", "33"), True),
        (("31", "32", "33", "40"), False),
        (("31", "32"), False),
        (("1", "2", "3"), False),
        (("31", "35", "47"), False),
        (("第31号", "第32号", "第33号"), False),
    ],
)
def test_numbers_that_begin_late_are_told_unless_they_are_a_registers(numbers: tuple[str, ...], told: bool) -> None:
    document = normalise_table(HEADER, [[text, "福祉", f"意見{text}である。"] for text in numbers])
    assert ("number_begins_late" in codes(document)) is told
