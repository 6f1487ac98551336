"""PDFs within each single limit, or just over one, that take minutes or gigabytes where each is held against each."""

from __future__ import annotations

from tests.typeset.hostile import TABLE, one_page, stream, typed

FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 842 595]/Resources<</XObject<</A %d 0 R>>/Font<</F 5 0 R>>>>"


def a_form_that_draws_itself_twice() -> bytes:
    """PDFium follows it some twenty times down, and each time twice."""
    form = stream(b"/A Do /A Do " + typed(9, 9, b"x"), FORM % 6)
    return one_page(TABLE + b"/A Do", resources=b"/XObject<</A 6 0 R>>", o6=form)


def two_forms_that_draw_each_other_twice() -> bytes:
    forms = {"o6": stream(b"/A Do /A Do", FORM % 7), "o7": stream(b"/A Do /A Do", FORM % 6)}
    return one_page(TABLE + b"/A Do", resources=b"/XObject<</A 6 0 R>>", **forms)


def a_text_of_fifty_million_gaps() -> bytes:
    """A hundred megabytes that press to a hundred kilobytes."""
    return one_page(TABLE + b"BT /F 9 Tf 60 60 Td [" + b"0 " * 50_000_000 + b"(x)] TJ ET")


def a_grey_word_on_a_page_of_5000_points() -> bytes:
    return one_page(TABLE + b"0.75 g " + typed(60, 60, b"grey"), media=b"[0 0 5000 5000]")


def grey_words_all_over_a_page_of_14400_points() -> bytes:
    words = b"".join(typed(n % 70 * 200, n // 70 * 200, b"grey") for n in range(4900))
    return one_page(TABLE + b"0.75 g " + words, media=b"[0 0 14400 14400]")


def shades_over_every_cell() -> bytes:
    """10,000 cells, and 10,000 shades each over all of them."""
    lines = b"".join(b"%d 0 m %d 800 l S 0 %d m 800 %d l S " % ((8 * n,) * 4) for n in range(101))
    shades = b"".join(b".%d g 0 0 800 800 re f " % (500 + n % 400) for n in range(10_000))
    return one_page(shades + b"0 g .3 w " + lines + typed(1, 1, b"x"), media=b"[0 0 800 800]")


def _small_tables(across: int) -> bytes:
    """Return that many tables each way, of two by two cells."""
    drawn = bytearray(b".3 w ")
    for number in range(across * across):
        x, y = 24 * (number % across), 24 * (number // across)
        for at in (0, 10, 20):
            drawn += b"%d %d m %d %d l S " % (x, y + at, x + 20, y + at)
            drawn += b"%d %d m %d %d l S " % (x + at, y, x + at, y + 20)
        drawn += b"BT /F 4 Tf %d %d Td (ab) Tj ET BT /F 4 Tf %d %d Td (1) Tj ET " % (x + 1, y + 1, x + 11, y + 1)
    return one_page(bytes(drawn), media=b"[0 0 %d %d]" % ((24 * across,) * 2))


def twelve_hundred_small_tables() -> bytes:
    return _small_tables(35)


def three_thousand_small_tables() -> bytes:
    return _small_tables(56)


def four_hundred_thousand_dots() -> bytes:
    """In one path; each dot counts five points."""
    dots = b"".join(b"%d %d 1 1 re " % (2 * (n % 640), 2 * (n // 640)) for n in range(79_800))
    return one_page(TABLE + dots + b"f", media=b"[0 0 1300 1300]")


def dashes_on_layers() -> bytes:
    """500 layers, half of them off, each with a rule in dashes of a thousandth of a point."""
    parts = b"".join(b"/OC /L%d BDC %d 0 m %d 595 l S EMC " % (n, n, n) for n in range(500))
    names = b"".join(b"/L%d %d 0 R" % (n, 10 + n) for n in range(500))
    groups = {f"o{10 + n}": b"<</Type/OCG/Name(L%d)>>" % n for n in range(500)}
    every, off = (b" ".join(b"%d 0 R" % (10 + n) for n in range(end)) for end in (500, 250))
    catalog = b"<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[%s]/D<</OFF[%s]>>>>>>" % (every, off)
    resources = b"/Properties<<%s>>" % names
    return one_page(b"[.001 .001] 0 d " + TABLE + parts, resources=resources, o1=catalog, **groups)
