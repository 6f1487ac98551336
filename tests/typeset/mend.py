"""Changes to finished PDFs: what the typesetters cannot do themselves, and what would make each run's bytes differ."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

RADICALS = {
    "目": "⽬", "民": "⺠", "長": "⻑", "見": "⾒", "生": "⽣", "行": "⾏", "用": "⽤", "力": "⼒", "食": "⾷",
    "人": "⼈", "大": "⼤", "小": "⼩", "方": "⽅", "・": "‧",
}  # fmt: skip


def map_to_radicals(path: Path) -> None:
    """Change the fonts' Unicode maps as some programs write them: a glyph shared by 目 and ⽬ reads as the radical."""
    values = {f"{ord(char):04x}": f"{ord(radical):04x}" for char, radical in RADICALS.items()}

    def changed(match: re.Match[str]) -> str:
        return f"{match[1]}<{values.get(match[2].lower(), match[2])}>"

    with Pdf.open(path, allow_overwriting_input=True) as pdf:
        for item in pdf.objects:
            if isinstance(item, Dictionary) and "/ToUnicode" in item:
                text = item.ToUnicode.read_bytes().decode("latin-1")
                pairs = re.sub(r"(<[0-9A-Fa-f]+>\s*)<([0-9A-Fa-f]{4})>(?=\s*(?:\n|<|end))", changed, text)
                item.ToUnicode.write(pairs.encode("latin-1"))
        pdf.save(path, deterministic_id=True)


def move_origin(path: Path) -> None:
    """Move each page's lower left corner away from 0, 0, with all that is on it."""
    dx, dy = 120, -75
    with Pdf.open(path, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            for name in ("/MediaBox", "/CropBox"):
                if name in page:
                    x0, y0, x1, y1 = (float(value) for value in page[name])
                    page[name] = Array([x0 + dx, y0 + dy, x1 + dx, y1 + dy])
            page.contents_add(f"q 1 0 0 1 {dx} {dy} cm\n".encode(), prepend=True)
            page.contents_add(b"\nQ")
        pdf.save(path, deterministic_id=True)


def add_reds(path: Path) -> None:
    """Give the pages the colour space ``Red`` (sRGB by its ICC profile) and the pattern ``RedTiles``."""
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes(12)  # the profile's date
    with Pdf.open(path, allow_overwriting_input=True) as pdf:
        icc = pdf.make_indirect(Stream(pdf, bytes(profile), N=3, Alternate=Name.DeviceRGB))
        tiles = pdf.make_indirect(
            Stream(
                pdf, b"1 0 0 rg 0 0 4 4 re f", Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1,
                BBox=Array([0, 0, 4, 4]), XStep=4, YStep=4, Resources=Dictionary(),
            )
        )  # fmt: skip
        for page in pdf.pages:
            page.Resources.ColorSpace = Dictionary(Red=Array([Name.ICCBased, icc]))
            page.Resources.Pattern = Dictionary(RedTiles=tiles)
        pdf.save(path, deterministic_id=True)


def to_type3(path: Path, font_path: str) -> None:
    """Turn ReportLab's one-byte TrueType subsets into Type 3 fonts of the same codes: glyphs as drawing procedures."""
    from fontTools.ttLib import TTFont

    with Pdf.open(path, allow_overwriting_input=True) as pdf, TTFont(font_path) as font:
        glyphs, names = font.getGlyphSet(), font.getBestCmap()
        scale = 1000 / font["head"].unitsPerEm
        for item in list(pdf.objects):
            if isinstance(item, Dictionary) and item.get("/Subtype") == Name.TrueType:
                _type3(
                    pdf,
                    item,
                    {code: glyphs[names[char]] for code, char in _codes(item).items() if char in names},
                    scale,
                )
        pdf.save(path, deterministic_id=True)


def _codes(font: Dictionary) -> dict[int, int]:
    """Return a one-byte font's codes with their Unicode values, from its ToUnicode map."""
    text = font.ToUnicode.read_bytes().decode("latin-1")
    found: dict[int, int] = {}
    for start, _, values in re.findall(r"<(..)>\s*<(..)>\s*\[([^\]]*)\]", text):
        for offset, value in enumerate(re.findall(r"<(\w{4})>", values)):
            found[int(start, 16) + offset] = int(value, 16)
    for code, value in re.findall(r"^<(..)>\s*<(\w{4})>$", text, re.MULTILINE):
        found[int(code, 16)] = int(value, 16)
    return found


def _type3(pdf: Pdf, font: Dictionary, glyphs: dict[int, Any], scale: float) -> None:
    procedures, widths = Dictionary(), []
    differences: list[int | Name] = []
    first, last = min(glyphs), max(glyphs)
    for code in range(first, last + 1):
        width = glyphs[code].width * scale if code in glyphs else 0
        widths.append(width)
        if code in glyphs:
            outline = _outline(glyphs[code], scale)
            procedures[f"/g{code}"] = Stream(pdf, f"{width:.0f} 0 0 -200 1000 900 d1\n{outline} f".encode())
            differences.extend([code, Name(f"/g{code}")])
    unicode = font.ToUnicode
    for key in list(font.keys()):
        del font[key]
    font.update(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, -200, 1000, 900]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]), CharProcs=procedures,
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array(differences)),
            FirstChar=first, LastChar=last, Widths=Array(widths), ToUnicode=unicode, Resources=Dictionary(),
        )
    )  # fmt: skip


def _outline(glyph: Any, scale: float) -> str:
    from fontTools.pens.basePen import BasePen

    parts: list[str] = []

    def place(*points: tuple[float, float]) -> str:
        return " ".join(f"{x * scale:.0f} {y * scale:.0f}" for x, y in points)

    class Pen(BasePen):  # type: ignore[misc]  # fontTools ships no types, so that its class is an Any
        def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802 - fontTools' names
            parts.append(f"{place(pt)} m")

        def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
            parts.append(f"{place(pt)} l")

        def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
            parts.append(f"{place(*points)} c")

        def _closePath(self) -> None:  # noqa: N802
            parts.append("h")

    glyph.draw(Pen(None))
    return "\n".join(parts)


def join(parts: list[Path], path: Path) -> None:
    """Put several PDFs together."""
    with Pdf.new() as whole:
        for part in parts:
            with Pdf.open(part) as pdf:
                whole.pages.extend(pdf.pages)
        whole.save(path, deterministic_id=True)


def settle(path: Path) -> None:
    """Take out what differs from run to run (dates, identifiers) and press the file small."""
    with Pdf.open(path, allow_overwriting_input=True) as pdf:
        for key in ("/CreationDate", "/ModDate"):
            if key in pdf.docinfo:
                del pdf.docinfo[key]
        if "/Metadata" in pdf.Root:
            del pdf.Root.Metadata
        pdf.save(
            path,
            deterministic_id=True,
            recompress_flate=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
