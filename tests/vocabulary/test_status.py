"""What is a status mark, and what says which status; tests/tag/test_status.py has cells, legends and labels."""

from __future__ import annotations

import pytest

from pipeline.vocabulary.status import are_statuses, heading_status, is_mark, own_signs


@pytest.mark.parametrize(
    ("text", "is_it"), [("○", True), ("○・△", True), ("○(一部△)", True), ("－", True), ("○実施", False)]
)
def test_a_mark_is_the_whole_of_its_cell(text: str, is_it: bool) -> None:
    assert is_mark(text) is is_it


@pytest.mark.parametrize(
    ("texts", "are_it"),
    [
        (["○", "△"], True),
        (["対応済", "○", ""], True),
        (["その他", "○"], True),
        (["その他", "その他", "○"], False),
        (["○", "県道の除雪を続けること"], False),
        (["", ""], False),
    ],
)
def test_a_column_of_statuses_holds_nothing_else_and_half_of_it_says_which(texts: list[str], are_it: bool) -> None:
    assert are_statuses(texts) is are_it


def test_a_sign_that_a_series_uses_is_one_character_and_no_letter() -> None:
    assert own_signs({"✓": "done", "★": "continuing", "済": "done", "A": "done", "✓✓": "done"}) == {"✓", "★"}


@pytest.mark.parametrize(
    ("heading", "status"), [("対応したもの", "done"), ("対応に関するもの", None), ("検討に関するもの", None)]
)
def test_a_heading_about_something_is_no_status(heading: str, status: str | None) -> None:
    assert heading_status(heading) == status
