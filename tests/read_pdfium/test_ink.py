"""Text that nobody sees is no data: under a cover, beyond the page's edge, outside its clip path."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from pipeline.model import Finding, Page
from tests.pdfs import JAPANESE, LATIN, pages_by_pdfium, pdf, shown

BLACK, WHITE, RED = "0 0 0 rg", "1 1 1 rg", "1 0 0 rg"
PRINTED = shown("課長山田", 50, 100)
"""Four letters from 50 to 90 points; the second two begin at 70."""


def box(colour: str, x: float, y: float, width: float, height: float) -> str:
    """Return the operators that fill a rectangle."""
    return f"q {colour} {x} {y} {width} {height} re f Q\n"


def read(content: str, **how: object) -> Page:
    (page,) = pages_by_pdfium(pdf(content, **how))  # type: ignore[arg-type]
    return page


def seen(page: Page) -> str:
    """Return what a person sees of a page's text."""
    return page.sample(page.of_glyphs(lambda run: run.visible, np.bool_))


def told(page: Page) -> list[tuple[str, str]]:
    return [(finding.code, finding.severity) for finding in page.findings]


def quoted(findings: tuple[Finding, ...]) -> str:
    return "".join(f"{finding.message}{finding.message_ja}{finding.text}" for finding in findings)


OVER_ALL = (45, 95, 50, 20)


@pytest.mark.parametrize("colour", [BLACK, WHITE, RED])
def test_text_under_a_box_is_left_out_and_told_without_being_quoted(colour: str) -> None:
    page = read(shown("別", 200, 100) + PRINTED + box(colour, *OVER_ALL))
    assert seen(page) == "別"
    assert told(page) == [("covered_text", "warning")]
    assert not set("課長山田") & set(quoted(page.findings))


def test_only_the_letters_under_the_box_are_left_out() -> None:
    page = read(PRINTED + box(BLACK, 69.5, 95, 30, 20))
    assert seen(page) == "課長"
    assert [finding.message for finding in page.findings] == [
        "2 glyphs of page 1 lie under something painted over them; they were left out."
    ]


@pytest.mark.parametrize(
    ("font", "text"), [*((JAPANESE, text) for text in "。、・一"), *((LATIN, text) for text in "-.,'")]
)
def test_letters_of_little_ink_under_a_marker_are_kept(font: str, text: str) -> None:
    faint = {"ExtGState": Dictionary(Faint=Dictionary(Type=Name.ExtGState, ca=0.6))}
    page = read(shown(text, 50, 100, 5, font) + f"q /Faint gs {box('1 1 0 rg', *OVER_ALL)} Q\n", resources=faint)
    assert (seen(page), told(page)) == (text, [])


def test_a_box_that_is_drawn_too_tight_covers_all_the_same() -> None:
    assert seen(read(PRINTED + box(BLACK, 50, 98, 40, 9.5))) == ""


def test_new_text_over_a_white_box_stands_for_the_old_letter_by_letter() -> None:
    """The same letter on the same place is one letter for PDFium, and would go with the old text."""
    page = read(PRINTED + box(WHITE, *OVER_ALL) + shown("課長川上", 50, 100))
    assert seen(page) == "課長川上"


@pytest.mark.parametrize(
    "content",
    [
        box(RED, *OVER_ALL) + PRINTED,  # a coloured cell
        PRINTED + box(WHITE, 200, 95, 50, 20),  # another cell's ground
        PRINTED + box(BLACK, 45, 95, 50, 2),  # an underline
        PRINTED + box(BLACK, 45, 95, 9, 20),  # over the most of one letter, whose rest is seen
        PRINTED + f"q /Faint gs {box('1 1 0 rg', *OVER_ALL)} Q\n",  # a marker
        PRINTED + "q 45 95 50 20 re S Q\n",  # a frame
    ],
    ids=["before", "beside", "under", "part", "translucent", "frame"],
)
def test_text_that_shows_is_kept_and_nothing_told(content: str) -> None:
    faint = {"ExtGState": Dictionary(Faint=Dictionary(Type=Name.ExtGState, ca=0.3))}
    page = read(content, resources=faint)
    assert (seen(page), told(page)) == ("課長山田", [])


def picture(x: float, y: float, width: float, height: float) -> str:
    """Return the operators that paint a black picture."""
    return f"q {width} 0 0 {height} {x} {y} cm BI /W 1 /H 1 /CS /G /BPC 8 ID \0 EI Q\n"


def test_text_on_a_fill_of_its_own_colour_is_left_out() -> None:
    """As a black highlight redacts, which is painted before the text."""
    page = read(box(BLACK, 69.5, 95, 30, 20) + "0 0 0 rg " + PRINTED)
    assert (seen(page), told(page)) == ("課長", [("covered_text", "warning")])


def test_text_under_a_thick_line_is_left_out() -> None:
    page = read(PRINTED + "0 0 0 RG 20 w 45 104 m 95 104 l S\n")
    assert (seen(page), told(page)) == ("", [("covered_text", "warning")])


def annotated(content: str, **annotation: Any) -> bytes:
    """Return a page with an annotation over the text."""
    with pikepdf.open(BytesIO(pdf(content))) as document:
        entry = Dictionary(Type=Name.Annot, Rect=Array([45, 95, 95, 115]), F=4, **annotation)
        if annotation["Subtype"] != Name.Square:  # which viewers paint without an appearance
            stream = Stream(document, b"0 g 0 0 50 20 re f")
            stream.Type, stream.Subtype, stream.BBox = Name.XObject, Name.Form, Array([0, 0, 50, 20])
            entry.AP = Dictionary(N=stream)
        document.pages[0].Annots = Array([document.make_indirect(entry)])
        result = BytesIO()
        document.save(result)
    return result.getvalue()


@pytest.mark.parametrize("kind", [Name.Square, Name.Redact, Name.Polygon, Name.Stamp])
def test_text_under_an_annotation_that_is_black_is_left_out(kind: Name) -> None:
    (page,) = pages_by_pdfium(annotated(PRINTED + shown("別", 200, 100), Subtype=kind, IC=Array([0, 0, 0])))
    assert (seen(page), told(page)) == ("別", [("covered_text", "warning")])


def test_a_picture_over_a_text_hides_it() -> None:
    page = read(shown("担当課の名", 50, 150) + PRINTED + picture(*OVER_ALL))
    assert (seen(page), told(page)) == ("担当課の名", [("covered_text", "warning")])


def test_a_picture_over_all_text_is_a_scan_whose_text_is_wanted() -> None:
    page = read(PRINTED + picture(0, 0, 300, 200))
    assert (seen(page), told(page)) == ("課長山田", [])


@pytest.mark.parametrize(("x", "y"), [(350, 100), (-45, 100), (50, -20), (50, 210)])
def test_text_beyond_the_page_is_left_out(x: float, y: float) -> None:
    page = read(shown("表", 150, 100) + shown("外側", x, y))
    assert (seen(page), told(page)) == ("表", [("text_outside_page", "info")])


def test_text_on_the_edge_of_the_page_is_kept() -> None:
    page = read(shown("縁", 295, 100))
    assert (seen(page), told(page)) == ("縁", [])


def test_text_outside_a_crop_box_is_left_out() -> None:
    page = read(shown("中", 150, 150) + shown("外", 150, 50), crop_box=(0, 100, 300, 200))
    assert (seen(page), told(page)) == ("中", [("text_outside_page", "info")])


def clipped(clip: str, content: str) -> str:
    return f"q {clip} re W n {content} Q\n"


@pytest.mark.parametrize("clip", ["5 5 2 2", "50 100 0 0", "250 100 20 20"])
def test_text_that_its_clip_path_does_not_show_is_left_out(clip: str) -> None:
    page = read(shown("表", 150, 150) + clipped(clip, PRINTED))
    assert (seen(page), told(page)) == ("表", [("text_outside_page", "info")])


@pytest.mark.parametrize("clip", ["50 95 22 20", "45 120 60 12", "45 95 60 40"])
def test_text_that_its_cell_cuts_off_is_kept(clip: str) -> None:
    """At the cell's side, above it in a row that began on the page before, or not at all."""
    page = read(clipped(clip, PRINTED))
    assert (seen(page), told(page)) == ("課長山田", [])


def test_a_page_of_many_fills_is_looked_at_in_parts() -> None:
    fills = "".join(box(WHITE, x, y, 4, 4) for x in range(0, 296, 5) for y in range(0, 196, 5))
    page = read(PRINTED + fills + box(BLACK, *OVER_ALL))
    assert seen(page) == ""


@pytest.mark.parametrize(("fill", "expected"), [("0.2 0.4 0.1 rg", "課長山田"), ("1 1 1 rg", ""), ("0.99 1 1 rg", "")])
def test_white_letters_on_a_rounded_shape_are_seen_where_it_has_another_colour(fill: str, expected: str) -> None:
    shape = f"q {fill} 40 90 m 40 125 l 80 130 100 130 100 125 c 100 90 l f Q\n"
    page = read(shown("別", 200, 100) + shape + "1 1 1 rg " + PRINTED)
    assert seen(page) == f"{expected}別"
