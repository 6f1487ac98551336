"""With --audit, what a page shows otherwise than it was read is told."""

from __future__ import annotations

import pytest
from pikepdf import Dictionary, Name

from pipeline.readers import audit_painting
from tests.pdfs import JAPANESE, LATIN, pdf, shown

PRINTED = shown("課長山田", 50, 100)
PAPER = "q 1 1 1 rg 40 90 80 40 re f Q\n"
CURVE = "q 0 0 0 RG 2 w 130 20 m 150 180 250 180 280 20 c S Q\n"


def blend(mode: Name) -> dict[str, Dictionary]:
    return {"ExtGState": Dictionary(Blend=Dictionary(Type=Name.ExtGState, BM=mode))}


def told(content: str, **how: object) -> list[str]:
    return [finding.code for finding in audit_painting(pdf(content, **how), "a.pdf")]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "content",
    [
        PRINTED,
        "1 0 0 rg " + PRINTED,
        f"q 1 0.9 0.6 rg 40 90 80 40 re f Q 1 0 0 rg {PRINTED}",  # red on a coloured cell
        PRINTED + "q 0 0 0 RG 40 90 80 40 re S Q\n",  # a frame
        shown("。、・-", 50, 100, 5, JAPANESE),
    ],
    ids=["black", "red", "on a fill", "framed", "punctuation"],
)
def test_a_page_that_shows_what_was_read_is_not_told_of(content: str) -> None:
    assert told(content) == []


def test_black_text_that_is_blended_into_the_paper_is_told() -> None:
    assert told(f"{PAPER}q /Blend gs {PRINTED} Q\n", resources=blend(Name.Lighten)) == ["text_without_ink"]


def test_red_that_is_multiplied_with_blue_is_told_as_another_colour() -> None:
    blue = "q 0 0 1 rg 40 90 80 40 re f Q\n"
    assert told(f"{blue}q /Blend gs 1 0 0 rg {PRINTED} Q\n", resources=blend(Name.Multiply)) == [
        "painted_colour_differs"
    ]


def test_a_drawing_that_is_no_rule_is_told() -> None:
    assert told(PRINTED + CURVE) == ["ink_not_read"]


def test_a_speck_is_not_told() -> None:
    assert told(PRINTED + "q 0 0 0 rg 200 60 m 202 61 l 201 63 l f Q\n") == []


def test_what_a_clip_path_cuts_off_is_not_told() -> None:
    assert told(f"q 50 95 30 20 re W n {shown('AAAAAAAA', 50, 100, 10, LATIN)} Q\n") == []


def test_no_finding_quotes_what_nobody_sees() -> None:
    (finding,) = audit_painting(pdf(f"{PAPER}q /Blend gs {PRINTED} Q\n", resources=blend(Name.Lighten)), "a.pdf")
    assert not set("課長山田") & set(f"{finding.message}{finding.message_ja}{finding.text}")
