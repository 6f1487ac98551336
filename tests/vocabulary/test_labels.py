from __future__ import annotations

import pytest
from msgspec.structs import replace

from pipeline.vocabulary.labels import MARKED, marked_label
from tests.publish import made


@pytest.mark.parametrize(
    ("style", "colour", "none", "part"),
    [
        ("colour", "red", "赤字なし", "一部に赤字"),
        ("underline", None, "下線なし", "一部に下線"),
        ("none", None, "印なし", "一部に印"),
    ],
)
def test_how_much_is_marked_is_said_in_the_word_for_the_publishers_marks(
    style: str, colour: str | None, none: str, part: str
) -> None:
    edition = replace(made.EDITION, mark_style=style, mark_colour=colour)
    assert [marked_label(edition, value).ja for value in ("none", "part")] == [none, part]
    assert {marked_label(edition, value).en for value in MARKED} == {label.en for label in MARKED.values()}
