"""Letters that PDFium gives in their form's own space."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from tests.pdfs import pages_by_pdfium, pdf, shown


def boxes(matrix: list[float], content: str) -> tuple[str, list[list[float]]]:
    """Return what a form in a form on a page says, and from where to where each letter goes."""
    document = pikepdf.open(BytesIO(pdf("/Form Do")))
    resources, one = document.pages[0].Resources, [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
    for operators, place in ((content, one), ("/Form Do", matrix)):
        form = document.make_stream(
            operators.encode("latin1"), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 300, 200]),
            Matrix=Array(place), Resources=resources,
        )  # fmt: skip
        resources = Dictionary({"/XObject": Dictionary({"/Form": form})})
    document.pages[0].Resources["/XObject"] = resources.XObject
    buffer = BytesIO()
    document.save(buffer)
    (page,) = pages_by_pdfium(buffer.getvalue())
    return "".join(page.glyphs.text), page.glyphs.boxes[:, [0, 2]].round(1).tolist()


def spanned(content: str, text: str) -> str:
    """Put operators between marks that say what they print, as Chromium does with letters that are radicals, too."""
    return f"/Span <</ActualText <feff{text.encode('utf-16-be').hex()}>>> BDC\n{content}EMC\n"


HALF, ASIDE, NONE = [0.5, 0.0, 0.0, 0.5, 100.0, 50.0], [1.0, 0.0, 0.0, 1.0, 150.0, 0.0], [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]


@pytest.mark.parametrize("matrix", [HALF, ASIDE, NONE])
def test_a_letter_that_a_form_spells_out_stands_between_its_neighbours(matrix: list[float]) -> None:
    plain = [shown("意", 20, 50), shown("見", 30, 50), shown("書", 40, 50)]
    expected = boxes(matrix, "".join(plain))
    assert boxes(matrix, plain[0] + spanned(plain[1], "見") + plain[2]) == expected
    assert (
        boxes(matrix, "".join(spanned(each, letter) for each, letter in zip(plain, "意見書", strict=True))) == expected
    )


def test_letters_far_apart_in_a_form_stay_where_they_are() -> None:
    for matrix in (HALF, ASIDE):
        said, found = boxes(matrix, "BT /Japanese 10 Tf 20 50 Td [<610f> -9000 <898b> 9000 <66f8>] TJ ET")
        assert said in {"意見書", "意書見"}
        assert [box[0] for box in sorted(found)] == [round(x * matrix[0] + matrix[4], 1) for x in (20.0, 40.0, 120.0)]
