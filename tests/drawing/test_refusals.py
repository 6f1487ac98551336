from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline import limits
from pipeline.drawing.refusals import Tally, check_page_count, check_page_size
from pipeline.errors import EmptyDocumentError, LimitExceededError


def test_a_document_has_a_page_at_least_and_no_more_than_the_limit() -> None:
    check_page_count(1, "a.pdf")
    check_page_count(limits.MAX_PAGES, "a.pdf")
    with pytest.raises(EmptyDocumentError):
        check_page_count(0, "a.pdf")
    with pytest.raises(LimitExceededError, match=str(limits.MAX_PAGES)):
        check_page_count(limits.MAX_PAGES + 1, "a.pdf")


@pytest.mark.parametrize(("width", "height"), [(0.0, 100.0), (100.0, 0.0), (limits.MAX_PAGE_SIDE + 1, 100.0)])
def test_a_page_without_extent_or_larger_than_the_limit_is_refused(width: float, height: float) -> None:
    check_page_size(limits.MAX_PAGE_SIDE, 1.0, "a.pdf, page 1")
    with pytest.raises(LimitExceededError, match="points"):
        check_page_size(width, height, "a.pdf, page 1")


@pytest.mark.parametrize(
    ("add", "limit"),
    [
        (Tally.add_glyphs, limits.MAX_GLYPHS_ON_PAGE),
        (Tally.add_objects, limits.MAX_OBJECTS_ON_PAGE),
        (Tally.add_points, limits.MAX_SEGMENTS_ON_PAGE),
    ],
)
def test_what_a_page_holds_is_counted_up_to_the_limit(add: Callable[[Tally, int], None], limit: int) -> None:
    tally = Tally("a.pdf, page 1")
    add(tally, limit)
    with pytest.raises(LimitExceededError, match=str(limit)):
        add(tally, 1)


def test_forms_in_forms_are_followed_so_deep_and_no_deeper() -> None:
    tally = Tally("a.pdf, page 1")
    tally.enter_form(limits.MAX_FORM_DEPTH - 1)
    with pytest.raises(LimitExceededError, match="deep"):
        tally.enter_form(limits.MAX_FORM_DEPTH)
