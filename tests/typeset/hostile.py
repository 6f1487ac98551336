"""PDFs that mean harm, or came to harm. Each is built small; what it would grow to is the reader's to refuse."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

from tests.typeset.hand import Hand, by_hand
from tests.typeset.model import CellModel, ColumnModel, DocumentModel, Piece, RowModel, TableModel

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def raw_pdf(objects: dict[int, bytes], root: int = 1, extra_trailer: bytes = b"") -> bytes:
    """Return a PDF of these objects' bodies with a right cross-reference table."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    out += b"trailer\n<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, root, extra_trailer, start)
    return bytes(out)


def stream(content: bytes, entries: bytes = b"", pressed: bool = True) -> bytes:
    """Return a stream object's body."""
    if pressed:
        content, entries = zlib.compress(content, 9), entries + b"/Filter/FlateDecode"
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(content), content)


def one_page(content: bytes, media: bytes = b"[0 0 842 595]", resources: bytes = b"", **more: bytes) -> bytes:
    """Return a PDF of one page with this content; further objects by number as ``o7=…``."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox%s/Contents 4 0 R/Resources<</Font<</F 5 0 R>>%s>>>>"
        % (media, resources),
        4: stream(content),
        5: FONT,
    }
    objects.update({int(key[1:]): value for key, value in more.items()})
    return raw_pdf(objects)


GRID = b"0.5 w " + b"".join(
    b"%d 100 m %d 500 l S " % (x, x) for x in (50, 100, 300, 500)
) + b"".join(b"50 %d m 500 %d l S " % (y, y) for y in (100, 200, 300, 400, 500))  # fmt: skip


def typed(x: int, y: int, text: bytes) -> bytes:
    """Return the operators that print a Latin text."""
    return b"BT /F 9 Tf %d %d Td (%s) Tj ET " % (x, y, text)


TEXTS = typed(60, 450, b"No.") + typed(110, 450, b"Opinion") + typed(310, 450, b"Answer")
for _number, _y in ((1, 350), (2, 250), (3, 150)):
    TEXTS += typed(60, _y, b"%d" % _number)
    TEXTS += typed(110, _y, b"opinion %d" % _number) + typed(310, _y, b"answer %d" % _number)

TABLE = GRID + TEXTS


def a_million_rules() -> bytes:
    return one_page(TABLE + b"".join(b"0 %d m 842 %d l S\n" % (y % 595, y % 595) for y in range(1_000_000)))


def half_a_million_rules_in_one_path() -> bytes:
    lines = b"".join(b"%d.%d 0 m %d 595 l\n" % (x % 842, x % 10, x % 842) for x in range(500_000))
    return one_page(TABLE + lines + b"S")


def a_million_glyphs_in_a_cell() -> bytes:
    """Letters of half a point, each in a place of its own, within one cell of the table."""
    lines = b"".join(
        b"BT /F .5 Tf 110 %d.%02d Td (%s) Tj ET " % (310 + line // 30, line % 30 * 3, b"x" * 400)
        for line in range(2500)
    )
    return one_page(TABLE + lines)


def an_endless_stream() -> bytes:
    """Two gigabytes of white space that press to two megabytes, pressed again to a few kilobytes."""
    chunk = b" " * 1_000_000
    press = zlib.compressobj(9)
    once = b"".join(press.compress(chunk) for _ in range(2000)) + press.flush()
    twice = zlib.compress(once, 9)
    bomb = b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>\nstream\n%s\nendstream" % (len(twice), twice)
    return one_page(b"", o4=bomb)


def a_loop_in_the_page_tree() -> bytes:
    return raw_pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R 2 0 R]/Count 2>>",
            3: b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 1>>",
        }
    )


def a_loop_of_forms() -> bytes:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 842 595]/Resources<</XObject<</A %d 0 R>>>>"
    return one_page(
        TABLE + b"/A Do",
        resources=b"/XObject<</A 6 0 R>>",
        o6=stream(b"/A Do", form % 7),
        o7=stream(b"/A Do", form % 6),
    )


def forms_that_multiply() -> bytes:
    """Twelve forms, each of which draws the next one ten times: a billion laughs, in PDF."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 842 595]/Resources<</XObject<</A %d 0 R>>/Font<</F 5 0 R>>>>"
    forms = {f"o{number}": stream(b"/A Do " * 10, form % (number + 1)) for number in range(6, 18)}
    forms["o18"] = stream(typed(60, 60, b"ha"), form % 18)
    return one_page(TABLE + b"/A Do", resources=b"/XObject<</A 6 0 R>>", **forms)


def a_hundred_thousand_pages() -> bytes:
    """One page, listed a hundred thousand times."""
    kids = b"3 0 R " * 100_000
    return one_page(TABLE, o2=b"<</Type/Pages/Kids[%s]/Count 100000>>" % kids)


def a_lie_about_the_number_of_pages() -> bytes:
    return one_page(TABLE, o2=b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>")


def an_absurd_page_size() -> bytes:
    return one_page(TABLE, media=b"[0 0 1e12 1e12]")


def a_page_without_area() -> bytes:
    return one_page(TABLE, media=b"[0 0 0 0]")


def infinite_places() -> bytes:
    huge = b"9" * 400
    return one_page(
        TABLE + b"%s 0 m 0 %s l S nan inf m 1 1 l S BT /F %s Tf 1 0 0 1 %s -%s Tm (far) Tj ET" % ((huge,) * 5)
    )


def deep_nesting() -> bytes:
    return one_page(b"q " * 100_000 + TABLE + b"Q " * 100_000)


def deeply_nested_objects() -> bytes:
    return one_page(TABLE, o6=b"[" * 50_000 + b"]" * 50_000)


def a_huge_dash_and_width() -> bytes:
    return one_page(b"1e9 w [1e-9 1e-9] 0 d " + TABLE)


def a_scan() -> bytes:
    picture = b"/Type/XObject/Subtype/Image/Width 8 /Height 8 /ColorSpace/DeviceGray/BitsPerComponent 8"
    return one_page(
        b"q 842 0 0 595 0 0 cm /P Do Q", resources=b"/XObject<</P 6 0 R>>", o6=stream(bytes(range(64)), picture)
    )


def prose_without_a_table() -> bytes:
    return one_page(
        b"".join(typed(60, y, b"There is nothing here but prose, line after line.") for y in range(80, 520, 20))
    )


def form_fields() -> bytes:
    """A table whose answers are typed into form fields, with the appearance that the program drew for them."""
    look = stream(b"/Tx BMC " + typed(2, 4, b"typed in") + b"EMC",
                  b"/Type/XObject/Subtype/Form/BBox[0 0 180 20]/Resources<</Font<</F 5 0 R>>>>")  # fmt: skip
    field = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(typed in)/Rect[310 320 490 340]/F 4/AP<</N 7 0 R>>>>"
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>/Annots[6 0 R]>>"
    )
    return one_page(TABLE, o1=b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]>>>>", o3=page, o6=field, o7=look)


def no_bytes() -> bytes:
    return b""


def not_a_pdf() -> bytes:
    return b"PK\x03\x04" + b"this is some other program's file" * 50


def text_that_speaks_of_pdf() -> bytes:
    return "これは文章です。%PDFではありません。".encode() * 40


def header_after_junk() -> bytes:
    return b"\x00\r\njunk from a mail gateway\r\n" + one_page(TABLE)


def no_pages() -> bytes:
    return raw_pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[]/Count 0>>"})


def truncated() -> bytes:
    whole = one_page(TABLE)
    return whole[: len(whole) // 3]


def only_a_header() -> bytes:
    return b"%PDF-1.7\n"


def broken_cross_references() -> bytes:
    return one_page(TABLE).replace(b"0000000", b"0000009")


def japanese_table(path: Path) -> None:
    """Draw a small table that can be read: what locks are put on."""
    columns = (ColumnModel("number", ("No.",), 30), ColumnModel("issue", ("意見の概要",), 200),
               ColumnModel("response", ("県の考え方",), 200))  # fmt: skip
    rows = tuple(
        RowModel(tuple(CellModel((Piece(text),)) for text in (str(number), f"・意見{number}", f"・対応{number}")))
        for number in (1, 2)
    )
    by_hand(DocumentModel("locked", TableModel(columns, rows)), path, Hand())


READABLE: tuple[Callable[[], bytes], ...] = (
    header_after_junk, form_fields, broken_cross_references, deep_nesting, a_loop_of_forms, deeply_nested_objects,
)  # fmt: skip
"""What is odd, but holds a table that a person can see, so that it has to be read."""

BOUNDED: tuple[Callable[[], bytes], ...] = (
    a_million_rules, half_a_million_rules_in_one_path, a_million_glyphs_in_a_cell, an_endless_stream,
    a_loop_in_the_page_tree,
    forms_that_multiply, a_hundred_thousand_pages, a_lie_about_the_number_of_pages, an_absurd_page_size,
    a_page_without_area, infinite_places, a_huge_dash_and_width,
)  # fmt: skip
"""What has to end: with a clear error, or with cells and findings."""
