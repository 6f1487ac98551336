"""Letters as they are meant."""

from __future__ import annotations

import pytest

from pipeline.read_scan.letters import VARIANT, in_context
from pipeline.read_scan.recognise import Letter


@pytest.mark.parametrize(("before", "after", "meant"), [("", "北", "㈱"), ("", "式", "株"), ("(", ")", "株")])
def test_a_sign_of_a_letter_in_brackets_is_read_where_the_letter_is_no_word(
    before: str, after: str, meant: str
) -> None:
    letters = [Letter(each, 0, 1, 0.99) for each in before]
    letters += [Letter("株", 1, 2, 0.98, (("㈱", -5.0),)), Letter(after, 2, 3, 0.99)]
    assert in_context(letters, "")[len(before)].text == meant


@pytest.mark.parametrize(
    ("following", "others", "meant"),
    [
        ("木", (("髙", -5.0),), "髙"),
        ("い", (("髙", -5.0),), "高"),  # no name
        ("木", (), "高"),
    ],
)
def test_a_letter_that_may_have_another_form_has_it_where_the_network_holds_it_for_possible(
    following: str, others: tuple[tuple[str, float], ...], meant: str
) -> None:
    read = in_context([Letter("高", 0, 1, 0.99, others), Letter(following, 1, 2, 0.99)], "")
    assert (read[0].text, read[0].confidence) == (meant, VARIANT if meant == "髙" else 0.99)
