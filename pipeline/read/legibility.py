"""What both readers conclude from a page's glyphs alike: which of them nobody sees, and which nobody can decode."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.findings import finding
from pipeline.model import Finding, Glyphs, Shade, TextRun, TextRuns
from pipeline.read.rules import backgrounds, nearly_same_colour

_LIGHT = 0xC0
"""A colour whose every channel is at least this light may be text in the colour of its paper."""


def hide_text_on_its_own_colour(runs: TextRuns, glyphs: Glyphs, shades: Sequence[Shade]) -> TextRuns:
    """Set ``visible`` to False for light text whose background has the same colour."""
    import numpy as np

    if not any(_is_light(kind) for kind in runs.kinds):
        return runs
    light = np.flatnonzero(runs.each(_is_light, np.bool_))
    behind = backgrounds(glyphs.boxes[np.searchsorted(glyphs.runs, light)], None, shades)
    pairs = zip(light.tolist(), behind, strict=True)
    hidden = [index for index, colour in pairs if nearly_same_colour(runs[index].colour, colour)]
    return runs.changed(hidden, lambda run: replace(run, visible=False)) if hidden else runs


def _is_light(run: TextRun) -> bool:
    return all(int(run.colour[k : k + 2], 16) >= _LIGHT for k in (1, 3, 5))


def undecodable_glyphs(glyphs: Glyphs, page_number: int) -> tuple[Finding, ...]:
    """Return a finding where glyphs of the page have no Unicode value."""
    count = glyphs.text.count("\ufffd")
    if not count:
        return ()
    return (finding("undecodable_glyph", "page", page_number=page_number, count=count),)
