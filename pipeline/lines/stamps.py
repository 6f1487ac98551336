"""Text that was stamped over a table: 取扱注意 in large type, a received stamp with its date, a seal with a name.

By its place it stands in a cell. What gives it away is that it lies over other text or over a rule, that a ring in its
own colour is drawn around it, or that it is a stamp's word in larger type beside the cell's own words. Only text that
is larger than most, or coloured, is looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from pipeline.colours import spread
from pipeline.lines.letters_over import letters_around, letters_over
from pipeline.model import Box, Drawing, Page
from pipeline.overlaps import box_array
from pipeline.vocabulary.stamps import is_stamp_word
from pipeline.vocabulary.status import is_mark

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LARGER = 1.35
"""Times the size of most of the table's glyphs."""

OTHER_SIZE = 0.1
"""Of the size of most glyphs. How far a stamp's letters differ from it at the least."""

COLOURED = 64
"""Steps of 255 by which the channels of a coloured ink differ; those of grey and black do not."""

MOST_PIECES = 400
"""Of a page with more, whose text is coloured throughout, none is looked at."""

NEXT = 1.6
"""In glyph sizes. The middles of two letters of one piece are no further apart."""

INNER = 0.2
"""Of a glyph's height, at each side. A rule further out than that does not run through its ink."""

LEAST_RING = 1.3
"""Times the glyph's height. A smaller ring makes one letter of the two, as ○ and 秘 make ㊙."""


class _Text(Struct, frozen=True, eq=False):
    """The text of a page's cells: sizes and ``odd``, larger or coloured glyphs, have shape (n,), ``cells`` (m, 4)."""

    page: Page
    groups: NDArray[np.int32]
    cells: NDArray[np.float64]
    sizes: NDArray[np.float64]
    usual: float
    odd: NDArray[np.bool_]
    plain: NDArray[np.int64]  # the glyphs in cells that are not odd


def stamped(page: Page, groups: NDArray[np.int32], cells: Sequence[Box]) -> NDArray[np.bool_]:
    """Return which glyphs are of a stamp over the table, shape (n,).

    Args:
        page: The upright page.
        groups: The cell of each glyph, negative for none; shape (n,).
        cells: The boxes of all cells of the page.
    """
    import numpy as np

    result = np.zeros(len(groups), np.bool_)
    text = _text_of_cells(page, groups, cells)
    if text is None:
        return result
    pieces = _detached_pieces(text)
    for piece in pieces if len(pieces) <= MOST_PIECES else []:
        result[piece] = _lies_over_text(text, piece) or _is_large_stamp(text, piece)
    for drawing in page.drawings:
        if drawing.sign == "○":
            result |= _ringed(text, drawing)
    return result


def _text_of_cells(page: Page, groups: NDArray[np.int32], cells: Sequence[Box]) -> _Text | None:
    """Return the text of the cells, None where none of it is larger or coloured."""
    import numpy as np

    inside = groups >= 0
    kinds = page.text_runs.kinds
    least = min((kind.font_size for kind in kinds), default=0.0)
    if not any(_is_odd(kind.font_size, kind.colour, least) for kind in kinds) or not inside.any():
        return None
    sizes: NDArray[np.float64] = page.of_glyphs(lambda run: run.font_size, np.float64)
    usual = float(np.median(sizes[inside]))
    if not any(_is_odd(kind.font_size, kind.colour, usual) for kind in kinds):
        return None
    odd = inside & page.of_glyphs(lambda run: _is_odd(run.font_size, run.colour, usual), np.bool_)
    return _Text(page, groups, box_array(cells), sizes, usual, odd, np.flatnonzero(inside & ~odd))


def _is_odd(size: float, colour: str, usual: float) -> bool:
    return size >= LARGER * usual or _is_coloured(colour)


def _is_coloured(colour: str) -> bool:
    return spread(colour) >= COLOURED


def _detached_pieces(text: _Text) -> list[NDArray[np.int64]]:
    """Return the odd glyphs in stretches, without those that the file has among the words of their cell.

    A red word has its cell's other words before or behind it. A stamp is painted after the table or before it.
    """
    import numpy as np

    chosen = np.flatnonzero(text.odd)
    if not len(chosen):
        return []
    x, y = (middles[chosen] for middles in text.page.glyphs.middles)
    far = np.maximum(np.abs(x[1:] - x[:-1]), np.abs(y[1:] - y[:-1])) > NEXT * text.sizes[chosen[1:]]
    kinds = text.page.text_runs.kind_of[text.page.glyphs.runs[chosen]]
    breaks = np.flatnonzero((chosen[1:] > chosen[:-1] + 1) | far | (kinds[1:] != kinds[:-1]))
    starts, ends = np.append(0, breaks + 1), np.append(breaks, len(chosen) - 1)
    first, last = chosen[starts], chosen[ends]
    has_words = np.bincount(text.groups[text.plain], minlength=len(text.cells)) > 0
    around = np.concatenate(([-1], text.groups, [-1]))
    attached = (around[first] == text.groups[first]) | (around[last + 2] == text.groups[last])
    in_cells = np.flatnonzero(text.groups >= 0)
    outermost = (first == in_cells[0]) | (last == in_cells[-1])
    is_large = text.sizes[first] >= LARGER * text.usual
    kept = (is_large | (has_words[text.groups[first]] | has_words[text.groups[last]])) & (outermost | ~attached)
    return [chosen[starts[place] : ends[place] + 1] for place in np.flatnonzero(kept).tolist()]


def _lies_over_text(text: _Text, piece: NDArray[np.int64]) -> bool:
    """Tell whether a glyph lies over another one: not over its own like, which is a letter printed twice.

    Letters no larger than the others have to lie in one cell: a coloured address that is too long for its cell runs
    over the neighbour's words, and is no stamp.
    """
    if text.sizes[piece[0]] < LARGER * text.usual and len(set(text.groups[piece].tolist())) > 1:
        return False
    letters, boxes = text.page.glyphs.text, text.page.glyphs.boxes
    others = text.plain[letters_around(boxes[piece], boxes[text.plain])]
    over = letters_over(boxes[piece], boxes[others])
    return any(letters[piece[i]] != letters[others[j]] for i, j in zip(*over.nonzero(), strict=True))


def _is_large_stamp(text: _Text, piece: NDArray[np.int64]) -> bool:
    """Tell whether large letters beside a cell's own words run over its upper or lower side, or say a stamp's word."""
    import numpy as np

    said = "".join(text.page.glyphs.text[index] for index in piece.tolist())
    groups = text.groups[piece]
    if (
        text.sizes[piece[0]] < LARGER * text.usual
        or is_mark(said)
        or not np.isin(text.groups[text.plain], groups).any()
    ):
        return False
    boxes, cells = text.page.glyphs.boxes[piece], text.cells[groups]
    inset = INNER * (boxes[:, 3] - boxes[:, 1])
    over = (boxes[:, 1] + inset < cells[:, 1]) | (boxes[:, 3] - inset > cells[:, 3])
    return bool(over.any()) or is_stamp_word(said)


def _ringed(text: _Text, ring: Drawing) -> NDArray[np.bool_]:
    """Return which glyphs are a stamp's within its ring, shape (n,).

    A coloured ring is a stamp's where letters of its colour stand in it and the cell has others; a black one, which is
    drawn around a choice as well (有・無), where it lies across cells, and its letters are those of another size.
    """
    import numpy as np

    boxes, middles = text.page.glyphs.boxes, text.page.glyphs.middles
    (x, y), radius = ring.box.centre, ring.box.width / 2
    across, down = middles[0] - x, middles[1] - y
    within = (across**2 + down**2 < radius**2) & (text.groups >= 0)
    within &= LEAST_RING * (boxes[:, 3] - boxes[:, 1]) < ring.box.height
    if _is_coloured(ring.colour):
        own: NDArray[np.bool_] = within & text.page.of_glyphs(lambda run: run.colour == ring.colour, np.bool_)
        beside = np.isin(text.groups[text.plain], text.groups[own])
        return own if beside.any() else np.zeros_like(within)
    cells = text.cells
    holds = (cells[:, :2] <= (ring.x0 + 1, ring.top + 1)) & (cells[:, 2:] >= (ring.x1 - 1, ring.bottom - 1))
    other_size: NDArray[np.bool_] = within & (np.abs(text.sizes - text.usual) > OTHER_SIZE * text.usual)
    return np.zeros_like(within) if holds.all(axis=1).any() else other_size
