"""What a person marked with a reader's tools counts as what was printed."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from pipeline.drawing.annotations import add_annotations
from pipeline.drawing.strokes import Strokes
from pipeline.layout.text_rules import split_rules
from pipeline.lines.cell_shades import CellShades
from pipeline.lines.decorations import Decorations, decorate
from pipeline.model import Box, Page
from tests.pdfs import pages_by_pdfium, pages_by_pdfplumber, pdf, shown

TEXT = "前変更後"
QUAD = (60, 110, 80, 110, 60, 98, 80, 98)
"""Around 変更, which stand from 60 to 80 on the base line at 100, in the order in which Acrobat writes its corners."""

Reader = Callable[[bytes], list[Page]]
READERS = [pytest.param(pages_by_pdfium, id="pdfium"), pytest.param(pages_by_pdfplumber, id="pdfplumber")]


def annotated(kind: str, *, appearance: bool = False, flags: int = 4, rotate: int = 0) -> bytes:
    """Return a page of one line, two letters of which are marked by an annotation."""
    document = pikepdf.open(BytesIO(pdf(shown(TEXT), rotate=rotate)))
    note = Dictionary(
        Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([58, 96, 82, 112]), QuadPoints=Array(list(QUAD)),
        C=Array([1, 0, 0]), F=flags,
    )  # fmt: skip
    if appearance:
        painted = {
            "Highlight": "1 1 0 rg 60 98 20 12 re f", "Underline": "1 0 0 RG 60 99 m 80 99 l S",
            "Squiggly": "1 0 0 RG 60 99 m 64 100 l 68 99 l 72 100 l 76 99 l 80 100 l S",
            "StrikeOut": "1 0 0 RG 60 104 m 80 104 l S",
        }[kind]  # fmt: skip
        form = Stream(document, painted.encode())
        form.update({"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([58, 96, 82, 112])})
        note.AP = Dictionary(N=form)
    document.pages[0].Annots = Array([document.make_indirect(note)])
    result = BytesIO()
    document.save(result)
    return result.getvalue()


def decorations_of(page: Page) -> Decorations:
    _, decorating = split_rules(page)
    return decorate(page, decorating, CellShades.of(page.shades, []))


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("appearance", [False, True])
@pytest.mark.parametrize(
    ("kind", "way"), [("Underline", "underline"), ("Squiggly", "underline"), ("StrikeOut", "crossed")]
)
def test_a_line_drawn_over_text_marks_it_with_an_appearance_or_without(
    reader: Reader, appearance: bool, kind: str, way: str
) -> None:
    (page,) = reader(annotated(kind, appearance=appearance))
    found = getattr(decorations_of(page), way)
    assert "".join(letter for letter, marked in zip(page.glyphs.text, found, strict=True) if marked) == "変更"
    assert not decorations_of(page).strike.any()  # that is what print strikes out, and leaves the text


@pytest.mark.parametrize("reader", READERS)
def test_a_highlight_without_an_appearance_is_a_shade_behind_its_letters(reader: Reader) -> None:
    (page,) = reader(annotated("Highlight"))
    assert [shade.colour for shade in page.shades] == ["#ff0000"]
    assert Box(*page.shades[0][:4]).holds(Box(61, 91, 79, 101), 1)


@pytest.mark.parametrize("reader", READERS)
def test_an_annotation_on_a_turned_page_lies_where_its_letters_are_shown(reader: Reader) -> None:
    (upright,), (turned,) = reader(annotated("Highlight")), reader(annotated("Highlight", rotate=90))
    before, after = Box(*upright.shades[0][:4]), Box(*turned.shades[0][:4])
    assert after.width == pytest.approx(before.height)
    inside = [after.holds(Box(*box), 4) for box in turned.glyphs.boxes.tolist()]
    assert inside == [False, True, True, False]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("flags", [2, 32], ids=["hidden", "not viewed"])
def test_an_annotation_that_is_not_shown_marks_nothing(reader: Reader, flags: int) -> None:
    (page,) = reader(annotated("StrikeOut", flags=flags))
    assert not decorations_of(page).any.any()


@pytest.mark.parametrize(
    ("box", "line"), [(Box(10, 10, 60, 20), (10, 19, 60, 20)), (Box(10, 10, 20, 60), (19, 10, 20, 60))]
)
def test_an_underline_runs_below_a_line_and_to_the_right_of_a_column(
    box: Box, line: tuple[float, float, float, float]
) -> None:
    strokes = Strokes()
    add_annotations(strokes, [("underline", box, "#ff0000")])
    assert Box(*strokes.rules[0][:4]) == pytest.approx(line, abs=0.5)
