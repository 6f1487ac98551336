"""What both readers conclude from a page's glyphs alike: which of them nobody sees, and which nobody can decode."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from pipeline.colours import channels, nearly_same_colour
from pipeline.drawing.rules import backgrounds
from pipeline.findings import finding
from pipeline.model import Finding, Glyphs, Shade, TextRun, TextRuns
from pipeline.writing.characters import PRIVATE_USE, symbol_font_signs

_PRIVATE = re.compile(f"[{PRIVATE_USE}]")
_LOST = re.compile("[?？]{3,}|〓+")
"""Nobody asks so; a program that cannot write a letter puts a question mark for it, and a typesetter 〓."""

_STAND_INS = "?？〓"
"""One of them stands in what ``_LOST`` finds. To look for these first takes a hundredth of its time."""

_LIGHT = 0xC0
"""A colour whose every channel is at least this light may be text in the colour of its paper."""


def hide_text_on_its_own_colour(
    runs: TextRuns,
    glyphs: Glyphs,
    shades: Sequence[Shade],
    without_ink: Callable[[list[int]], list[int]] | None = None,
) -> TextRuns:
    """Set ``visible`` to False for light text whose background has the same colour.

    ``without_ink`` returns which of such runs a painting of the page shows to be invisible: a run of colours or a
    rounded box below them is no shade.
    """
    import numpy as np

    if not any(_is_light(kind) for kind in runs.kinds):
        return runs
    light = np.flatnonzero(runs.each(_is_light, np.bool_))
    behind = backgrounds(glyphs.boxes[np.searchsorted(glyphs.runs, light)], None, shades)
    pairs = zip(light.tolist(), behind, strict=True)
    hidden = [index for index, colour in pairs if nearly_same_colour(runs[index].colour, colour)]
    if hidden and without_ink is not None:
        hidden = without_ink(hidden)
    return runs.changed(hidden, lambda run: replace(run, visible=False)) if hidden else runs


def _is_light(run: TextRun) -> bool:
    return min(channels(run.colour)) >= _LIGHT


def unreadable_text(glyphs: Glyphs, page_number: int) -> tuple[Finding, ...]:
    """Return findings for what has no Unicode value, one that only its font knows, or was lost where it was written."""
    text = "".join(glyphs.text)
    findings = []
    if count := text.count("\ufffd"):
        findings.append(finding("undecodable_glyph", "page", page_number=page_number, count=count))
    of_fonts = _PRIVATE.findall(text)
    signs = symbol_font_signs()
    if symbols := sorted({character for character in of_fonts if character in signs}):
        codes = ", ".join(f"U+{ord(character):04X} {signs[character]}" for character in symbols)
        findings.append(finding("symbol_font_glyph", page_number=page_number, codes=codes))
    if private := [character for character in of_fonts if character not in signs]:
        codes = ", ".join(f"U+{ord(character):04X}" for character in sorted(set(private))[:5])
        sample = "".join(private[:200])
        findings.append(
            finding("private_use_glyph", page_number=page_number, text=sample, count=len(private), codes=codes)
        )
    if any(sign in text for sign in _STAND_INS) and (lost := _LOST.findall(text)):
        findings.append(finding("lost_letters", page_number=page_number, text=lost[0], count=len(lost)))
    return tuple(findings)
