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


@pytest.mark.parametrize("pages_by", [pages_by_pdfium, pages_by_pdfplumber])
@pytest.mark.parametrize(
    ("paint", "visible"),
    [
        ("1 g", False),
        ("0.8 g 0 0 300 200 re f", False),
        ("0.8 g", True),
        ("0.4 g 0 0 300 200 re f 1 g", True),
        ("0 g", True),
    ],
    ids=["white on paper", "grey on the same grey", "grey on paper", "white on grey", "black"],
)
def test_text_in_the_colour_behind_it_cannot_be_seen(
    pages_by: Callable[[bytes], list[Page]], paint: str, visible: bool
) -> None:
    (page,) = pages_by(pdf(f"{paint}\n{shown('変更')}"))
    assert [run.visible for run in page.text_runs] == [visible]
