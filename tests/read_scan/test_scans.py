"""Which pages are scans: most of the page a picture, and next to no letters to be seen."""

from __future__ import annotations

import pytest

from pipeline.model import Box
from pipeline.read_scan.scans import is_scan
from tests.pages import PageMaker


@pytest.mark.parametrize(("share", "expected"), [(0.45, False), (0.55, True)])
def test_a_picture_over_half_of_the_page_makes_it_a_scan_and_a_smaller_one_does_not(
    share: float, expected: bool
) -> None:
    maker = PageMaker()
    maker.images.append(Box(0, 0, maker.width, share * maker.height))
    assert is_scan(maker.page()) is expected


@pytest.mark.parametrize(("count", "visible", "expected"), [(20, True, True), (21, True, False), (40, False, True)])
def test_a_few_letters_on_a_picture_or_letters_that_nobody_sees_leave_it_a_scan(
    count: int, visible: bool, expected: bool
) -> None:
    maker = PageMaker().text(50, 50, "字" * count, visible=visible)
    maker.images.append(Box(0, 0, maker.width, maker.height))
    assert is_scan(maker.page()) is expected
