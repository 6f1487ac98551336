"""Which glyphs PDFium only seems to decode: their font has no Unicode map, and the glyph's number stands for a letter.

Where a font does not tell what a code means, PDFium takes the code itself for Unicode. Programs that print through
PostScript drop the maps, and then the numbers of glyphs come out as letters: 伴 for 鍵, or control characters. Some
programs number glyphs by their Unicode values, though, and their text is sound.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.read_pdfium.calls import pdfium_calls

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PRINTED = ((0x20, 0x7F), (0x2010, 0x2700), (0x3000, 0x3100), (0x4E00, 0xA000), (0xFF00, 0xFFF0))
"""Ranges of code points that Japanese documents are printed in; a glyph's number lies elsewhere before long."""

_TRUSTED = 0.98
"""Share of a font's codes in these ranges from which they are taken for Unicode. Of glyphs' numbers, 0 to 0.65 lie
there, and 0.8 in a font that has two dozen letters on the page."""

_RENUMBERED = 8
"""This many different control characters in a page's fonts, and these fonts number their glyphs as they come.

What seems to be sound Latin in them got its letters from the standard encoding for the numbers above 0x20."""

_ASKED = 4
"""Each code point is asked about on so many pages, wherever it stands there."""


class UnicodeMaps:
    """Remembers for one document which code points were asked about: a call a glyph would be a twentieth of reading.

    One that is wrong means that fonts of this document lack a map, and every glyph is asked about from there on.
    """

    def __init__(self) -> None:
        import numpy as np

        # The last is for all beyond the BMP, which are asked about each time: to make a table of all takes too long.
        self._asked = np.zeros(0x10001, np.uint8)
        self._lacking = False

    def undecoded(self, text_page: int, codes: NDArray[np.uint32], pointers: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the indices of the characters that are decoded in appearance only.

        Args:
            text_page: Its address.
            codes: Each character's code point, shape (n,).
            pointers: Each character's text object, shape (n,); 0 for none.
        """
        import numpy as np

        lacks_unicode = pdfium_calls().char_lacks_unicode
        if not self._lacking:
            rare = np.flatnonzero((self._asked.take(codes, mode="clip") < _ASKED) & (pointers != 0))
            self._asked[np.minimum(codes[rare], 0x10000)] += 1  # each once
            self._asked[-1] = 0
            self._lacking = bool((lacks_unicode.each(text_page, rare) == 1).any())
        if not self._lacking and np.count_nonzero((codes < 0x20) & (pointers != 0)) < _RENUMBERED:
            return np.zeros(0, np.int64)
        printed = np.flatnonzero(pointers != 0)
        answers = lacks_unicode.each(text_page, printed)
        objects, places = np.unique(pointers[printed], return_inverse=True)
        fonts = pdfium_calls().font.each(objects)
        return printed[meaningless(codes[printed], answers == 1, fonts[places])]


def meaningless(codes: NDArray[np.uint32], lacking: NDArray[np.bool_], fonts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which characters of a page have a code point that means nothing, shape (n,).

    Args:
        codes: Each character's code point, shape (n,).
        lacking: Whether it is its glyph's number, because its font's Unicode map has none, shape (n,).
        fonts: Each character's font, as any number, shape (n,).
    """
    import numpy as np

    control = (codes < 0x20) | ((codes >= 0x7F) & (codes < 0xA0))
    renumbered = len(np.unique(np.stack([fonts, codes])[:, control], axis=1).T) >= _RENUMBERED
    latin = (codes < 0x180) | ((codes >= 0x2010) & (codes < 0x2213)) | ((codes >= 0xFB00) & (codes < 0xFB07))
    plausible = np.zeros(len(codes), np.bool_)
    for first, end in _PRINTED:
        plausible |= (codes >= first) & (codes < end)
    wrong = np.zeros(len(codes), np.bool_)
    for font in np.unique(fonts[lacking | (control & renumbered)]).tolist():
        own = fonts == font
        numbers = lacking & own
        count = np.count_nonzero(numbers)
        if 2 * count >= np.count_nonzero(own) and np.count_nonzero(plausible & numbers) >= _TRUSTED * count:
            wrong |= numbers & ~plausible
        else:
            wrong |= numbers | (own & latin & renumbered)
    return wrong
