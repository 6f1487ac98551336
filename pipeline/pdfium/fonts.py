"""What stands for the fonts that a PDF does not embed: boxes where it is read, real fonts where it is drawn.

PDFium takes one of the machine's fonts. Where that lacks a glyph, the text object has no extent and PDFium's text page
leaves it out: without Japanese fonts 19,180 of 19,494 glyphs of a document arrived, and every 〃 was gone. So while
reading, each such font is ``box.ttf``, in which everything has an extent (``tools/make_box_font.py``). The standard
fonts (Helvetica, Times, Courier and their like) are left to PDFium, which has its own: PDFs need not tell their widths.
"""

from __future__ import annotations

import ctypes
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pypdfium2

_ANSI, _SHIFT_JIS = 0, 128
"""Windows' numbers of character sets, which PDFium gives to tell of a font's script."""

_WHOLE_FILE = 0
_ROMAN = 1 << 4
"""Of the family of pitches: with serifs, which 明朝 has."""

_STANDARD_FONTS = frozenset(
    f"{family}{style}".encode()
    for family, styles in (
        ("Courier", ("", "-Bold", "-BoldOblique", "-Oblique")),
        ("Helvetica", ("", "-Bold", "-BoldOblique", "-Oblique")),
        ("Times", ("-Roman", "-Bold", "-BoldItalic", "-Italic")),
    )
    for style in styles
)

FONT_PACKAGE = "pylopdf_fonts_jp"
"""What the extra ``fonts`` installs."""


class _FontFile:
    """A font file that PDFium is given; the address of its content is PDFium's handle of it."""

    def __init__(self, content: bytes, name: bytes) -> None:
        self.content = content
        self.name = name
        self._buffer = ctypes.create_string_buffer(content, len(content))
        self.handle = ctypes.addressof(self._buffer)

    def data(self, table: int, buffer: Any, size: int) -> int:
        """Write the file where there is room for it; return its length, 0 for a single table: PDFium needs none."""
        if table != _WHOLE_FILE:
            return 0
        if buffer and size >= len(self.content):
            ctypes.memmove(buffer, self._buffer, len(self.content))
        return len(self.content)


class _ServedFonts(pypdfium2.PdfSysfontBase):  # type: ignore[misc]  # it ships no types
    """Answers PDFium's questions about the fonts that are served, and hands the others on to the system's answers."""

    def __init__(self) -> None:
        super().__init__()
        self._served: dict[int, _FontFile] = {}

    def serve(self, font: _FontFile) -> int:
        """Return the handle of a font."""
        self._served[font.handle] = font
        return font.handle

    def GetFontData(self, this: Any, handle: int, table: int, buffer: Any, size: int) -> int:  # noqa: N802 - PDFium's names and order
        """Give the content of a font."""
        if handle in self._served:
            return self._served[handle].data(table, buffer, size)
        return super().GetFontData(this, handle, table, buffer, size)  # type: ignore[no-any-return]

    def GetFaceName(self, this: Any, handle: int, buffer: Any, size: int) -> int:  # noqa: N802 - PDFium's name
        """Give a font's name, by which PDFium keeps what it has loaded."""
        if handle not in self._served:
            return super().GetFaceName(this, handle, buffer, size)  # type: ignore[no-any-return]
        name = self._served[handle].name + b"\0"
        if buffer and size >= len(name):
            ctypes.memmove(buffer, name, len(name))
        return len(name)

    def GetFontCharset(self, this: Any, handle: int) -> int:  # noqa: N802 - PDFium's name
        """Give a font's character set."""
        return _SHIFT_JIS if handle in self._served else super().GetFontCharset(this, handle)

    def DeleteFont(self, this: Any, handle: int) -> None:  # noqa: N802 - PDFium's name
        """Let go of a font; what is served is kept."""
        if handle not in self._served:
            super().DeleteFont(this, handle)


class _BoxFonts(_ServedFonts):
    """For reading: one font of boxes in place of all; the machine's are not even listed."""

    def __init__(self) -> None:
        super().__init__()
        self._box = _FontFile(files("pipeline.pdfium").joinpath("box.ttf").read_bytes(), b"Box")

    def EnumFonts(self, _this: Any, _mapper: Any) -> None:  # noqa: N802 - PDFium's name
        """List no font."""

    def MapFont(  # noqa: N802 - PDFium's name and order
        self, _this: Any, _weight: int, _italic: int, charset: int, _pitch: int, face: Any, _exact: Any
    ) -> int:
        """Give the boxes, but for a standard font nothing: PDFium then takes its own."""
        return 0 if charset == _ANSI and _name(face) in _STANDARD_FONTS else self.serve(self._box)

    def GetFont(self, _this: Any, _face: Any) -> int:  # noqa: N802 - PDFium's name
        """Give none by its name."""
        return 0


class DrawingFonts(_ServedFonts):
    """For drawing: the system's fonts, and those of the extra ``fonts`` where the system has none."""

    def __init__(self) -> None:
        super().__init__()
        self._missing: set[str] = set()

    def missing(self) -> tuple[str, ...]:
        """Return the names of the Japanese fonts that neither of them could stand for since drawing began."""
        return tuple(sorted(self._missing))

    def begin(self) -> None:
        """Forget what was missing before."""
        self._missing.clear()

    def MapFont(  # noqa: N802, PLR0913 - PDFium's name and order
        self, this: Any, weight: int, italic: int, charset: int, pitch: int, face: Any, exact: Any
    ) -> int:
        """Give the system's font, or for a Japanese one that the system cannot stand for the extra's."""
        found: int = super().MapFont(this, weight, italic, charset, pitch, face, exact)
        if found or charset != _SHIFT_JIS:
            return found
        font = _japanese_font(serif=bool(pitch & _ROMAN) or b"Mincho" in _name(face))
        if font is not None:
            return self.serve(font)
        self._missing.add(_name(face).decode("cp932", "replace"))
        return 0


def _name(face: Any) -> bytes:
    """Return the name of a font that PDFium asks for."""
    return ctypes.cast(face, ctypes.c_char_p).value or b""


@cache
def _japanese_font(*, serif: bool) -> _FontFile | None:
    """Return a font of the extra ``fonts``, None where that is not installed."""
    package = find_spec(FONT_PACKAGE)
    if package is None or package.origin is None:
        return None
    name = "NotoSerifJP" if serif else "NotoSansJP"
    path = Path(package.origin).with_name(f"{name}-Regular.otf")
    return _FontFile(path.read_bytes(), name.encode()) if path.is_file() else None


@cache
def _boxes() -> _BoxFonts:
    return _BoxFonts()


@cache
def _real_fonts() -> DrawingFonts:
    return DrawingFonts()


def use_boxes() -> None:
    """Let PDFium take boxes for the fonts that a PDF does not embed; whoever asks holds PDFium's lock."""
    _use(_boxes())


def use_real_fonts() -> DrawingFonts:
    """Let PDFium take real fonts for those that a PDF does not embed; whoever asks holds PDFium's lock."""
    fonts = _real_fonts()
    fonts.begin()
    _use(fonts)
    return fonts


def _use(fonts: _ServedFonts) -> None:
    if pypdfium2.PdfSysfontBase.SINGLETON is not fonts:
        fonts.setup(reusable=True)
