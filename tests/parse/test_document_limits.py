from __future__ import annotations

import pytest

from pipeline.documents import print_page
from pipeline.errors import LimitExceededError
from pipeline.parse.document_limits import MOST, Totals
from tests.pages import PageMaker


def a_page() -> PageMaker:
    """One table of four cells, three rules each way, three glyphs."""
    return PageMaker(400, 200).grid((20.0, 120.0, 360.0), (40.0, 80.0, 120.0)).text(30, 55, "番号").text(130, 55, "案")


@pytest.mark.parametrize(("what", "on_a_page"), [("glyphs", 3), ("rules", 6), ("tables", 1), ("cells", 4)])
def test_pages_may_hold_as_much_together_as_a_document_and_no_more(what: str, on_a_page: int) -> None:
    printed = print_page(a_page().page())
    totals = Totals({**MOST, what: 2 * on_a_page})
    totals.add(printed)
    totals.add(printed)
    with pytest.raises(LimitExceededError, match=f"more than {2 * on_a_page} {what} in the document"):
        totals.add(printed)
