from __future__ import annotations

import numpy as np
import pytest

from pipeline.lines.large_text import too_large_for_cells
from pipeline.model import Box
from tests.pages import PageMaker
from tests.table_of_opinions import printed, ruled


def test_text_as_large_as_the_page_is_in_no_cell_and_told() -> None:
    maker = ruled()
    maker.text(150, 30, "案", font_size=100.0)
    maker.boxes[-1] = (150.0, 30.0, 250.0, 130.0)
    page, cells = printed(maker)
    assert cells == ["番号", "意見", "一", "賛成"]
    assert [finding.code for finding in page.findings] == ["text_across_table"]


@pytest.mark.parametrize(
    ("size", "cell_height", "expected"), [(29.0, 20.0, False), (31.0, 20.0, True), (31.0, 40.0, False)]
)
def test_text_three_times_as_large_as_most_is_too_large_for_a_cell_that_is_no_higher(
    size: float, cell_height: float, expected: bool
) -> None:
    page = PageMaker(400, 200).text(30, 55, "意見を述べる").text(130, 55, "案", font_size=size)
    page.boxes[-1] = (130.0, 55.0, 130.0 + size, 55.0 + size)
    groups = np.zeros(7, np.int32)
    found = too_large_for_cells(page.page(), groups, [Box(20, 50, 360, 50 + cell_height)])
    assert found.tolist() == [*[False] * 6, expected]
