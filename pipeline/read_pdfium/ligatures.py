"""One glyph that is several letters: ff, ffi, fl. PDFium gives each of its letters the whole glyph's box.

Of two equal letters on one place the second would be taken for bold by printing twice: ``staff`` came out as ``staf``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from pipeline.model import Glyphs, TextRuns

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def part_ligatures(glyphs: Glyphs, runs: TextRuns) -> Glyphs:
    """Return the glyphs with Latin letters of one text object that share a box each in their part of it."""
    import numpy as np

    boxes = glyphs.boxes
    if len(boxes) < 2:
        return glyphs
    shared = (glyphs.runs[1:] == glyphs.runs[:-1]) & (boxes[1:, 0] == boxes[:-1, 0])  # in few places, all sides or none
    shared[shared] = (boxes[1:][shared] == boxes[:-1][shared]).all(axis=1)
    for place in np.flatnonzero(shared).tolist():
        shared[place] = _is_letter(glyphs.text[place]) and _is_letter(glyphs.text[place + 1])
    if not shared.any():
        return glyphs
    parted = boxes.copy()
    starts = np.flatnonzero(shared & ~np.concatenate(([False], shared[:-1])))
    ends = np.flatnonzero(shared & ~np.concatenate((shared[1:], [False]))) + 2
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        parted[start:end] = _parts(boxes[start], end - start, runs[int(glyphs.runs[start])].angle)
    return replace(glyphs, boxes=parted)


def _is_letter(text: str) -> bool:
    return text.isascii() and text.isalpha()


def _parts(box: NDArray[np.float64], count: int, angle: int) -> NDArray[np.float64]:
    """Return the boxes of letters that follow each other in a glyph's box, shape (count, 4)."""
    import numpy as np

    low, high = (0, 2) if angle % 180 == 0 else (1, 3)
    sides = np.linspace(box[low], box[high], count + 1)
    parts = np.tile(box, (count, 1))
    parts[:, low], parts[:, high] = sides[:-1], sides[1:]
    return parts if angle in {0, 90} else parts[::-1]
