"""What the page's text shows of letters that were lost before it was printed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.model import Page
from tests.pdfs import pages_by_pdfium, pages_by_pdfplumber, pdf, shown


@pytest.mark.parametrize("pages_by", [pages_by_pdfium, pages_by_pdfplumber])
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("要望??????", ["lost_letters"]),
        ("担当：？？？課", ["lost_letters"]),
        ("〓田委員", ["lost_letters"]),
        ("なぜか?", []),
        ("本当??", []),
    ],
)
def test_a_run_of_question_marks_stands_for_lost_letters(
    pages_by: Callable[[bytes], list[Page]], text: str, told: list[str]
) -> None:
    (page,) = pages_by(pdf(shown(text)))
    assert [found.code for found in page.findings] == told
