"""What both readers conclude from a page's glyphs alike: which of them nobody sees, and which nobody can decode."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

from pipeline.model import Finding, Glyphs, Shade, TextRun
from pipeline.parse.read.strokes import backgrounds, nearly_same_colour
from pipeline.schema import finding

_LIGHT = 0xC0
"""A colour whose every channel is at least this light may be text in the colour of its paper."""


def hide_text_on_its_own_colour(runs: list[TextRun], glyphs: Glyphs, shades: Sequence[Shade]) -> list[TextRun]:
    """Set ``visible`` to False for light text whose background has the same colour."""
    import numpy as np

    colours = [run.colour for run in runs]
    light_ones = {name for name in set(colours) if all(int(name[k : k + 2], 16) >= _LIGHT for k in (1, 3, 5))}
    if not light_ones:
        return runs
    light = list(compress(range(len(runs)), map(light_ones.__contains__, colours)))
    first_glyph = np.searchsorted(glyphs.runs, light)
    behind = backgrounds(glyphs.boxes[first_glyph], None, shades)
    hidden = {i for i, colour in zip(light, behind, strict=True) if nearly_same_colour(runs[i].colour, colour)}
    return [
        TextRun(run.colour, run.font_size, run.bold, run.angle, run.clip, visible=False) if i in hidden else run
        for i, run in enumerate(runs)
    ]


def undecodable_glyphs(glyphs: Glyphs, page_number: int) -> tuple[Finding, ...]:
    """Return a finding where glyphs of the page have no Unicode value."""
    count = glyphs.text.count("\ufffd")
    if not count:
        return ()
    message = f"{count} glyphs of page {page_number} have no Unicode value and stand as U+FFFD."
    return (finding("undecodable_glyph", message, page_number=page_number),)
