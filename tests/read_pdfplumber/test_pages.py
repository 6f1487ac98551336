from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from pipeline import errors, limits
from pipeline.model import Box, Page
from pipeline.read_pdfplumber import pages as reader
from pipeline.read_pdfplumber.pages import pages_of
from tests.pdfs import LATIN, UPRIGHT, pages_by_pdfium, pages_by_pdfplumber, pdf, shown

ROOT = Path(__file__).resolve().parents[2]


def first(content: bytes) -> Page:
    return next(iter(pages_of(content, "page.pdf")))


def by_pdfium(content: bytes) -> Page:
    return pages_by_pdfium(content)[0]


# ── beside PDFium, on every PDF at hand ─────────────────────────────────────────────────────────────────────────────


def pdfs() -> list[Path]:
    beside = ROOT.parent / "shared"
    places = (ROOT / "tests" / "golden", ROOT / "raw", beside / "editions", beside / "real")
    return [path for place in places if place.is_dir() for path in sorted(place.rglob("*.pdf"))]


@cache
def both(path: Path) -> tuple[list[Page], list[Page]]:
    content = path.read_bytes()
    return pages_by_pdfium(content), list(pages_of(content, path.name))


@pytest.mark.parametrize("path", pdfs(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_both_readers_see_the_same_glyphs_rules_and_pages(path: Path) -> None:
    for ours, theirs in zip(*reversed(both(path)), strict=True):
        assert (ours.width, ours.height) == pytest.approx((theirs.width, theirs.height), abs=0.01)
        # By characters: a letter and its voicing mark are one glyph or two.
        more, fewer = Counter("".join(ours.glyphs.text)), Counter("".join(theirs.glyphs.text))
        assert not fewer - more, "PDFium alone has these"
        covered = any(finding.code == "covered_text" for finding in theirs.findings)  # only PDFium can paint the page
        assert covered or set(more - fewer) <= printed_twice(ours), "pdfplumber alone has these"
        assert all(near(rule, theirs.rules) for rule in ours.rules if rule.visible)
        assert len(ours.shades) <= len(theirs.shades)


def printed_twice(page: Page) -> set[str]:
    """Return the characters that stand over their like, a fraction of a point apart: PDFium gives one of the two."""
    twice = set()
    places: dict[str, list[np.ndarray]] = {}
    for text, box in zip(page.glyphs.text, page.glyphs.boxes, strict=True):
        if any(np.abs(box - other).max() < 1 for other in places.get(text, [])):
            twice.add(text)
        places.setdefault(text, []).append(box)
    return twice


def near(rule: Sequence[Any], others: Sequence[Sequence[Any]]) -> bool:
    return any(max(abs(a - b) for a, b in zip(rule[:4], other[:4], strict=True)) < 0.6 for other in others)


@pytest.mark.parametrize("path", pdfs(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_glyph_boxes_of_both_readers_are_alike(path: Path) -> None:
    """Both take the advance across and the font's line down; where a font tells none, PDFium measures its letters."""
    for theirs, ours in zip(*both(path), strict=True):
        if list(theirs.glyphs.text) != list(ours.glyphs.text):
            continue  # in another order: the test above counts them
        difference = np.abs(theirs.glyphs.boxes - ours.glyphs.boxes)
        sizes = np.array([run.font_size for run in ours.text_runs])[ours.glyphs.runs]
        assert not len(sizes) or (np.median(difference, axis=0) < 0.1 * np.median(sizes)).all()
        assert [theirs.text_runs[run].angle for run in theirs.glyphs.runs] == [
            ours.text_runs[run].angle for run in ours.glyphs.runs
        ]


# ── where the page begins ───────────────────────────────────────────────────────────────────────────────────────────

CORNERS = {
    "plain": {},
    "media box elsewhere": {"media_box": (-14.4, 14.4, 285.6, 214.4)},
    "media box with its corners exchanged": {"media_box": (300, 200, 0, 0)},
    "crop box": {"crop_box": (20, 30, 280, 190)},
    "crop box beyond the media box": {"crop_box": (-50, 30, 900, 190)},
    "media box elsewhere, cropped": {"media_box": (-10, -20, 290, 180), "crop_box": (20, 30, 280, 170)},
}


@pytest.mark.parametrize("rotate", [0, 90, 180, 270, -90, 450])
@pytest.mark.parametrize("boxes", CORNERS.values(), ids=CORNERS.keys())
def test_boxes_are_from_the_upper_left_corner_as_shown(boxes: dict[str, Any], rotate: int) -> None:
    drawn = shown("県庁", 60, 80) + "0.5 w 40 60 m 200 60 l S 1 0 0 rg 100 100 50 20 re f"
    content = pdf(drawn, rotate=rotate, **boxes)
    ours, theirs = first(content), by_pdfium(content)
    assert (ours.width, ours.height) == pytest.approx((theirs.width, theirs.height), abs=0.01)
    assert ours.glyphs.boxes == pytest.approx(
        theirs.glyphs.boxes, abs=1.0
    )  # of a size of 10: PDFium's boxes hold the ink
    assert ours.rules[0][:4] == pytest.approx(theirs.rules[0][:4], abs=0.01)
    assert ours.shades[0][:4] == pytest.approx(theirs.shades[0][:4], abs=0.01)
    assert [run.angle for run in ours.text_runs] == [run.angle for run in theirs.text_runs] == [rotate % 360]


def test_the_upper_left_corner_by_hand() -> None:
    page = first(pdf("0 0 1 rg 30 150 40 20 re f", crop_box=(20, 30, 280, 190)))
    assert (page.width, page.height) == (260, 160)
    assert page.shades[0] == (10, 20, 50, 40, "#0000ff")


def test_a_crop_box_outside_the_media_box_is_passed_over() -> None:
    page = first(pdf("", crop_box=(900, 900, 950, 950)))
    assert (page.width, page.height) == (300, 200)


def test_a_turned_page_by_hand() -> None:
    page = first(pdf("0 0 1 rg 30 150 40 20 re f", rotate=90))
    assert (page.width, page.height) == (200, 300)
    assert page.shades[0] == (150, 30, 170, 70, "#0000ff")


# ── colours ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def function(kind: int, **entries: Any) -> Dictionary:
    return Dictionary(FunctionType=kind, Domain=Array([0, 1]), **entries)


def stream(data: bytes, **entries: Any) -> pikepdf.Stream:
    return pikepdf.Stream(pikepdf.Pdf.new(), data, Dictionary(**entries))


def spaces() -> dict[str, Any]:
    to_red = function(2, C0=Array([0, 0, 0, 0]), C1=Array([0, 1, 1, 0]), N=1)
    return {
        "Spot": Array([Name.Separation, Name("/DIC 156"), Name.DeviceCMYK, to_red]),
        "Two": Array([Name.DeviceN, Array([Name.A, Name.B]), Name.DeviceRGB, Dictionary(FunctionType=9)]),
        "Table": Array([Name.Indexed, Name.DeviceRGB, 1, pikepdf.String(b"\x00\x00\x00\xff\x00\x00")]),
        "Stitched": Array(
            [Name.Separation, Name.Rot, Name.DeviceRGB,
             function(3, Functions=Array([function(2, C0=Array([1, 1, 1]), C1=Array([1, 1, 1]), N=1),
                                          function(2, C0=Array([1, 1, 1]), C1=Array([1, 0, 0]), N=1)]),
                      Bounds=Array([0.5]), Encode=Array([0, 1, 0, 1]))]
        ),
        "LabRed": Array([Name.Lab, Dictionary(WhitePoint=Array([0.9505, 1, 1.089]))]),
    }  # fmt: skip


COLOURS = {
    "nothing said": ("", "#000000"),
    "grey": ("0.5 g", "#808080"),
    "red": ("1 0 0 rg", "#ff0000"),
    "the dark red of offices": ("0.75 0 0 rg", "#bf0000"),
    "CMYK black": ("0 0 0 1 k", "#000000"),
    "CMYK red": ("0 1 1 0 k", "#ff0000"),
    "device space by name": ("/DeviceCMYK cs 0 1 1 0 sc", "#ff0000"),
    "a space's first colour": ("1 0 0 rg /DeviceCMYK cs", "#000000"),
    "spot": ("/Spot cs 1 scn", "#ff0000"),
    "half of a spot": ("/Spot cs 0.5 scn", "#ff8080"),
    "spot by stitching": ("/Stitched cs 1 scn", "#ff0000"),
    "table": ("/Table cs 1 scn", "#ff0000"),
    "beyond the table": ("/Table cs 7 scn", "#ff0000"),
    "Lab": ("/LabRed cs 53.24 80.09 67.2 scn", "#ff0000"),
    "a function that nobody knows": ("/Two cs 1 1 scn", "#808080"),
    "a space that is not there": ("/Nowhere cs 1 0 0 scn", "#ff0000"),
    "out of range": ("2 -1 0 rg", "#ff0000"),
    "saved and restored": ("1 0 0 rg q 0 0 1 rg Q", "#ff0000"),
}


@pytest.mark.parametrize(("operators", "expected"), COLOURS.values(), ids=COLOURS.keys())
def test_a_colour_is_resolved_by_its_own_space(operators: str, expected: str) -> None:
    resources = {"ColorSpace": Dictionary({f"/{name}": space for name, space in spaces().items()})}
    page = first(pdf(f"{operators} {shown('赤')} 100 100 50 20 re f", resources=resources))
    assert page.text_runs[0].colour.removeprefix("#")[:2] == expected.removeprefix("#")[:2]
    assert near_colour(page.text_runs[0].colour, expected)
    assert near_colour(page.shades[0].colour, expected)


def near_colour(colour: str, expected: str) -> bool:
    pairs = zip(bytes.fromhex(colour[1:]), bytes.fromhex(expected[1:]), strict=True)
    return all(abs(one - other) <= 2 for one, other in pairs)


def with_stream(operators: str, kind: str, name: str, make: Any) -> Page:
    """Read a page whose resources hold a stream, which has to belong to the document."""
    content = pikepdf.open(BytesIO(pdf(operators)))
    target = content.pages[0].Resources
    target[f"/{kind}"] = Dictionary({f"/{name}": make(content)})
    buffer = BytesIO()
    content.save(buffer)
    return first(buffer.getvalue())


def calculator(program: bytes) -> Any:
    def make(document: pikepdf.Pdf) -> Array:
        tint = document.make_stream(program, FunctionType=4, Domain=Array([0, 1]), Range=Array([0, 1] * 4))
        return Array([Name.Separation, Name.Spot, Name.DeviceCMYK, tint])

    return make


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        (b"{0.0 exch dup 1.0 mul exch dup 1.0 mul exch pop 0.0}", "#ff0000"),
        (b"{dup 0.5 gt {pop 0 1 1 0} {pop 0 0 0 1} ifelse}", "#ff0000"),
        (b"{pop 1 1 0 0 4 2 roll}", "#ff0000"[:1] + "000000"),
        (b"{pop 0 1 1 0 3 copy pop pop pop}", "#ff0000"),
        (b"{pop 0 1 0 index 0}", "#ff0000"),
        (b"{pop pop pop}", "#808080"),
        (b"{1 0 div}", "#808080"),
        (b"{unknown}", "#808080"),
        (b"{{{{", "#808080"),
        (b"", "#808080"),
    ],
)
def test_a_tint_that_is_a_program_is_run(program: bytes, expected: str) -> None:
    page = with_stream(f"/Spot cs 1 scn {shown('赤')}", "ColorSpace", "Spot", calculator(program))
    assert page.text_runs[0].colour == expected


def test_a_sampled_tint_is_read_at_its_nearest_sample() -> None:
    def make(document: pikepdf.Pdf) -> Array:
        samples = document.make_stream(
            bytes((255, 255, 255, 255, 0, 0)), FunctionType=0, Domain=Array([0, 1]), Range=Array([0, 1] * 3),
            Size=Array([2]), BitsPerSample=8,
        )  # fmt: skip
        return Array([Name.Separation, Name.Spot, Name.DeviceRGB, samples])

    assert with_stream(f"/S cs 1 scn {shown('赤')}", "ColorSpace", "S", make).text_runs[0].colour == "#ff0000"
    assert with_stream(f"/S cs 0 scn {shown('赤')}", "ColorSpace", "S", make).text_runs[0].colour == "#ffffff"


@pytest.mark.parametrize("profile_components", [1, 3, 4])
def test_a_profile_counts_by_its_components(profile_components: int) -> None:
    def make(document: pikepdf.Pdf) -> Array:
        return Array([Name.ICCBased, document.make_stream(b"no profile", N=profile_components)])

    values = {1: "0", 3: "1 0 0", 4: "0 1 1 0"}[profile_components]
    page = with_stream(f"/P cs {values} scn {shown('赤')}", "ColorSpace", "P", make)
    assert page.text_runs[0].colour == ("#000000" if profile_components == 1 else "#ff0000")


def test_a_pattern_is_taken_for_the_colour_of_its_tile() -> None:
    def make(document: pikepdf.Pdf) -> Any:
        return document.make_stream(
            b"1 0 0 rg 0 0 4 4 re f", PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 4, 4]), XStep=4,
            YStep=4, Resources=Dictionary(),
        )  # fmt: skip

    page = with_stream(f"/Pattern cs /Tiles scn {shown('赤')}", "Pattern", "Tiles", make)
    assert page.text_runs[0].colour == "#ff0000"


def test_a_shading_is_taken_for_its_middle() -> None:
    def make(_document: pikepdf.Pdf) -> Dictionary:
        red = function(2, C0=Array([1, 0, 0]), C1=Array([1, 0, 0]), N=1)
        shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([0, 0, 1, 0]), Function=red)
        return Dictionary(PatternType=2, Shading=shading)

    page = with_stream(f"/Pattern cs /Run scn {shown('赤')}", "Pattern", "Run", make)
    assert page.text_runs[0].colour == "#ff0000"


# ── text ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_white_space_is_no_glyph_but_is_kept_before_the_next() -> None:
    page = first(pdf(shown("第 1　回") + shown("前", y=50)))
    assert list(page.glyphs.text) == ["第", "1", "回", "前"]
    assert list(page.glyphs.spaces_before) == ["", " ", "\u3000", ""]


@pytest.mark.parametrize("character", ["﨑", "髙", "𠮷", "〃", "①", "─", "目"])
def test_characters_of_a_font_that_is_not_embedded_are_known(character: str) -> None:
    assert list(first(pdf(shown(character))).glyphs.text) == [character]


def test_a_code_that_its_font_does_not_know_is_told() -> None:
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Unknown, Encoding=Name("/Identity-H"),
        DescendantFonts=Array([Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.Unknown, DW=1000,
            CIDSystemInfo=Dictionary(
                Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
            ),
        )]),
    )  # fmt: skip
    page = first(pdf("BT /F 10 Tf 50 100 Td <00010002> Tj ET", resources={"Font": Dictionary({"/F": font})}))
    assert list(page.glyphs.text) == ["\ufffd", "\ufffd"]
    assert [(finding.code, finding.page_number) for finding in page.findings] == [("undecodable_glyph", 1)]


ANGLES = {0: "1 0 0 1", 90: "0 -1 1 0", 180: "-1 0 0 -1", 270: "0 1 -1 0"}


@pytest.mark.parametrize(("size", "matrix", "angle"), [(-10, "-1 0 0 -1 100 100", 0), (-10, "1 0 0 1 100 100", 180)])
def test_a_negative_size_turns_letters_upside_down(size: float, matrix: str, angle: int) -> None:
    content = pdf(shown("番号", size=size, matrix=matrix))
    for read in (pages_by_pdfium, pages_by_pdfplumber):
        (page,) = read(content)
        assert [(run.angle, round(run.font_size, 3)) for run in page.text_runs] == [(angle, 10)]


@pytest.mark.parametrize(("angle", "matrix"), ANGLES.items(), ids=str)
def test_the_direction_of_writing_is_clockwise(angle: int, matrix: str) -> None:
    page = first(pdf(f"BT /Latin 10 Tf {matrix} 150 100 Tm (ab) Tj ET"))
    assert [run.angle for run in page.text_runs] == [angle]
    boxes = page.glyphs.boxes
    step = (boxes[1] - boxes[0])[[0, 1]].tolist()
    directions = {0: [1, 0], 90: [0, 1], 180: [-1, 0], 270: [0, -1]}
    assert [round(value / max(map(abs, step))) for value in step] == directions[angle]


def test_writing_downwards_goes_down_the_page() -> None:
    content = pdf(shown("県庁", font=UPRIGHT))
    ours, theirs = first(content), by_pdfium(content)
    assert ours.glyphs.boxes == pytest.approx(theirs.glyphs.boxes, abs=0.1)
    assert ours.glyphs.boxes[1][1] > ours.glyphs.boxes[0][1]


@pytest.mark.parametrize(
    ("operators", "expected"),
    [
        (f"3 Tr {shown('隠')}", False),
        (f"7 Tr {shown('隠')}", False),
        (f"/Faint gs {shown('隠')}", False),
        (f"1 g {shown('白')}", False),
        (f"1 1 0 rg 0 0 300 200 re f 1 g {shown('白')}", True),
        (f"1 0.99 1 rg 0 0 300 200 re f 1 g {shown('白')}", False),
        (f"2 Tr {shown('太')}", True),
        (shown("字"), True),
    ],
)
def test_text_that_is_not_painted_is_not_visible(operators: str, expected: bool) -> None:
    resources = {"ExtGState": Dictionary({"/Faint": Dictionary(ca=0)})}
    page = first(pdf(operators, resources=resources))
    assert [run.visible for run in page.text_runs] == [expected]


def test_outlined_text_and_bold_fonts_are_bold() -> None:
    names = {"/Bold": "/Helvetica-Bold", "/Latin": "/Courier"}
    fonts = {key: Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(name)) for key, name in names.items()}
    text = f"2 Tr {shown('a', font=LATIN)} 0 Tr {shown('b', font='/Bold')} {shown('c', font=LATIN)}"
    page = first(pdf(text, resources={"Font": Dictionary(fonts)}))
    assert [run.bold for run in page.text_runs] == [True, True, False]


def test_the_clip_in_force_is_kept_with_the_text() -> None:
    text = f"q 40 90 60 30 re W n {shown('内')} q 50 0 400 400 re W n {shown('両')} Q Q {shown('外')}"
    page = first(pdf(text))
    assert [run.clip for run in page.text_runs] == [Box(40, 80, 100, 110), Box(50, 80, 100, 110), None]


def test_size_is_as_shown() -> None:
    page = first(pdf("q 2 0 0 2 0 0 cm BT /Latin 5 Tf 1.5 0 0 1.5 20 20 Tm (a) Tj ET Q"))
    assert page.text_runs[0].font_size == pytest.approx(15)


def test_a_form_inherits_colour_and_place() -> None:
    content = pikepdf.open(BytesIO(pdf("1 0 0 rg q 1 0 0 1 10 20 cm /Form Do Q")))
    form = content.make_stream(
        shown("枠", 50, 50).encode("latin1"), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 300, 200]),
        Matrix=Array([1, 0, 0, 1, 5, 5]), Resources=content.pages[0].Resources,
    )  # fmt: skip
    content.pages[0].Resources["/XObject"] = Dictionary({"/Form": form})
    buffer = BytesIO()
    content.save(buffer)
    page = first(buffer.getvalue())
    assert page.text_runs[0].colour == "#ff0000"
    assert page.glyphs.boxes[0][0] == pytest.approx(65)


# ── rules ───────────────────────────────────────────────────────────────────────────────────────────────────────────

RULES = {
    "a line": ("1 w 40 60 m 200 60 l S", [(40, 139.5, 200, 140.5)]),
    "the width that nobody set is 1": ("40 60 m 200 60 l S", [(40, 139.5, 200, 140.5)]),
    "a line in a scaled space": ("q 2 0 0 2 0 0 cm 1 w 20 30 m 100 30 l S Q", [(40, 139, 200, 141)]),
    "width before scale": ("1 w q 2 0 0 2 0 0 cm 20 30 m 100 30 l S Q", [(40, 139, 200, 141)]),
    "a thin rectangle": ("40 59.5 160 1 re f", [(40, 139.5, 200, 140.5)]),
    "a thin rectangle of negative height": ("40 60.5 160 -1 re f", [(40, 139.5, 200, 140.5)]),
    "a curve that is straight": ("1 w 40 60 m 90 60 150 60 200 60 c S", [(40, 139.5, 200, 140.5)]),
    "a picture": ("q 160 0 0 1 40 59.5 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q", [(40, 139.5, 200, 140.5)]),
    "slanting": ("40 60 m 200 90 l S", []),
    "a curve": ("40 60 m 90 60 150 90 200 90 c S", []),
    "no colour": ("/Faint gs 40 60 m 200 60 l S", []),
    "a path that is only a clip": ("40 60 160 1 re W n", []),
}  # fmt: skip


@pytest.mark.parametrize(("operators", "expected"), RULES.values(), ids=RULES.keys())
def test_what_is_a_rule(operators: str, expected: list[tuple[float, ...]]) -> None:
    resources = {"ExtGState": Dictionary({"/Faint": Dictionary(CA=0, ca=0)})}
    page = first(pdf(operators, resources=resources))
    assert [rule[:4] for rule in page.rules] == [pytest.approx(box, abs=0.01) for box in expected]


def test_a_stroked_rectangle_is_four_rules_and_no_shade() -> None:
    page = first(pdf("1 w 40 60 100 50 re S"))
    assert len(page.rules) == 4
    assert not page.shades


def test_a_filled_and_stroked_rectangle_is_both() -> None:
    page = first(pdf("0.9 g 1 w 40 60 100 50 re B"))
    assert (len(page.rules), len(page.shades)) == (4, 1)


def test_dots_in_a_row_are_one_rule() -> None:
    dots = "".join(f"{40 + 3 * n} 60 1 1 re f " for n in range(50))
    assert [rule[:4] for rule in first(pdf(dots)).rules] == [pytest.approx((40, 139, 188, 140), abs=0.01)]


def test_a_white_rule_on_white_is_not_visible() -> None:
    assert [rule.visible for rule in first(pdf("1 G 40 60 m 200 60 l S 0 G 40 90 m 200 90 l S")).rules] == [False, True]


def test_a_slice_of_a_pie_is_no_rectangle() -> None:
    page = first(pdf("1 0 0 rg 100 100 m 100 60 l 122 60 140 78 140 100 c h f"))
    assert (page.rules, page.shades) == ([], [])


# ── errors and limits ───────────────────────────────────────────────────────────────────────────────────────────────


def test_what_cannot_be_read_is_a_clear_error() -> None:
    with pytest.raises(errors.EncryptedPdfError):
        first(pdf("", password="secret"))  # noqa: S106 - it is this test's own
    with pytest.raises(errors.DamagedPdfError):
        first(b"%PDF-1.7 and nothing more")
    with pytest.raises(errors.DamagedPdfError):
        first(pdf(shown("県"))[:600])


def test_content_that_inflates_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_CONTENT_BYTES", 1000)
    document = pikepdf.Pdf.new()
    document.add_blank_page()
    packed = zlib.compress(b"q Q " * 10_000)
    document.pages[0].Contents = pikepdf.Stream(document, packed, Dictionary(Filter=Name.FlateDecode))
    buffer = BytesIO()
    document.save(buffer)
    with pytest.raises(errors.LimitExceededError):
        first(buffer.getvalue())


@pytest.mark.parametrize("reader", [pages_by_pdfium, pages_by_pdfplumber])
@pytest.mark.parametrize(("depth", "is_read"), [(limits.MAX_FORM_DEPTH, True), (limits.MAX_FORM_DEPTH + 1, False)])
def test_a_page_whose_forms_lie_too_deep_is_refused_by_both_readers(
    reader: Callable[[bytes], list[Page]], depth: int, is_read: bool
) -> None:
    document = pikepdf.Pdf.new()
    page = document.add_blank_page(page_size=(300, 300))
    inner = pikepdf.Stream(document, b"1 w 40 60 m 200 60 l S")
    for _ in range(depth):
        inner.update({"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, 300, 300])})
        outer = pikepdf.Stream(document, b"/F Do")
        outer.Resources = Dictionary(XObject=Dictionary(F=inner))
        inner = outer
    page.obj.Contents, page.obj.Resources = inner, inner.Resources
    buffer = BytesIO()
    document.save(buffer)
    if is_read:
        assert len(reader(buffer.getvalue())[0].rules) == 1
        return
    with pytest.raises(errors.LimitExceededError, match="deep"):
        reader(buffer.getvalue())


def test_an_operator_with_wrong_operands_is_passed_over() -> None:
    page = first(pdf(f"(a) w /X gs /Y cs (b) scn (c) rg /Z Do /N sh Q Q Q {shown('県')}"))
    assert list(page.glyphs.text) == ["県"]
