"""Letters as they are meant."""

from __future__ import annotations

import pytest

from pipeline.read_scan.letters import VARIANT, in_context
from pipeline.read_scan.recognise import Letter


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
