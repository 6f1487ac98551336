"""Letters of forms within forms that PDFium gives in the form's own space, not in the page's.

It does so with text that the file spells out beside what it prints (/ActualText): Chromium spells out each letter whose
glyph is a radical, too (見, 方, 日). On a sheet of two pages each page is a form, and these letters stood beyond the
sheet's edge.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipeline.read_pdfium.affine import Affine
from pipeline.read_pdfium.calls import pdfium_calls
from pipeline.read_pdfium.characters import origins

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NEAR = 0.5
"""In ems. A letter begins no further from where the letter before it ends, or the text object begins."""

SAME = 1e-3
"""How far a form's map may be from doing nothing."""

Moves = Mapping[int, Affine]
"""For characters that are not where they are painted the map from the form's space to the page's, by index."""


def misplaced_letters(text_page: int, pointers: NDArray[np.int64], boxes: NDArray[np.float64]) -> Moves:
    """Return the letters that PDFium gives in the space of their form, with its map.

    Args:
        text_page: Its address.
        pointers: Each character's text object, shape (n,); 0 for none.
        boxes: Each character's line box, in the page's own space as far as PDFium knows it, shape (n, 4).
    """
    import numpy as np

    own = np.flatnonzero(pointers)
    if not len(own):
        return {}
    call = pdfium_calls()
    shown = call.char_matrix.answers(text_page, own)[1].astype(np.float64)
    plain = call.object_matrix.answers(pointers[own])[1].astype(np.float64)
    in_forms = np.flatnonzero(np.abs(shown - plain).max(axis=1) > SAME)
    if not len(in_forms):
        return {}
    sizes = call.font_size.answers(pointers[own[in_forms]])[1][:, 0].tolist()
    pens = origins(text_page, own[in_forms]).tolist()
    moves: dict[int, Affine] = {}
    before, ends = 0, (0.0, 0.0)
    for place, index in enumerate(own[in_forms].tolist()):
        matrix = shown[in_forms[place]].tolist()
        begins = (matrix[4], matrix[5]) if pointers[index] != before else ends
        em = abs(sizes[place]) * math.hypot(matrix[2], matrix[3])
        x, y = pens[place]
        box = boxes[index]
        if math.dist((x, y), begins) > NEAR * em:
            form = _form_of(matrix, plain[in_forms[place]].tolist())
            moved = form.point(x, y) if form else (x, y)
            if form and math.dist(moved, begins) <= NEAR * em:
                moves[index] = form
                (x, y), box = moved, form.boxes(box[None, :])[0]
        before, ends = pointers[index], _end(x, y, box, matrix)
    return moves


def move_boxes(boxes: NDArray[np.float64], moves: Moves) -> None:
    """Put the boxes of misplaced letters, of shape (n, 4) in the page's own space, where they are painted."""
    for index, form in moves.items():
        boxes[index] = form.boxes(boxes[index : index + 1])[0]


def pens_of(text_page: int, indices: NDArray[np.int64], moves: Moves) -> NDArray[np.float64]:
    """Return where the pen stood for each of these characters, in the page's own space, shape (n, 2)."""
    pens = origins(text_page, indices)
    for place, index in enumerate(indices.tolist() if moves else ()):
        if index in moves:
            pens[place] = moves[index].point(*pens[place])
    return pens


def _end(x: float, y: float, box: NDArray[np.float64], matrix: list[float]) -> tuple[float, float]:
    """Return where the pen goes from a letter: to the far side of its box, in the direction of writing."""
    length = math.hypot(matrix[0], matrix[1]) or 1.0
    across, up = matrix[0] / length, matrix[1] / length
    width = abs(box[2] - box[0]) * abs(across) + abs(box[3] - box[1]) * abs(up)
    return x + across * width, y + up * width


def _form_of(shown: list[float], plain: list[float]) -> Affine | None:
    """Return the map that takes an object's own matrix to the one that is shown."""
    own = Affine(*plain)
    return Affine(*shown).after(own.inverted()) if abs(own.a * own.d - own.b * own.c) > SAME**2 else None
