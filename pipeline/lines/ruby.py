"""Small letters above others that say how these are read (ruby), and dots above letters that stress them.

Both are printed beside a line and belong to its letters, not to the text between its words: 手続 with てつづき above it
would become てつづき手続. They are left out of the text, and a finding says which they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pipeline.findings import finding
from pipeline.lines.assign import UNSEEN
from pipeline.lines.directions import turned_boxes, writing_directions
from pipeline.model import Finding, Page

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SMALL = 0.65
"""Of the size of the letters below. Ruby is half as large by the rule (JLREQ); a superscript is 0.6 to 0.7."""

ABOVE = (0.5, 1.0)
"""In ems of the letters below: how far their middles lie below those of ruby or dots. 0.75 where nothing is between;
a small line of its own above a larger one is more than 1.0 away."""

OVER_ITS_LETTER = 0.3
"""In ems. How far a dot may be from the middle of the letter that it stresses."""

_KANA = re.compile("[\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\uff66-\uff9f]+")
_DOTS = re.compile("[・･•‧·●○◦∙﹅﹆﹑、]+")


@cache  # to compile a class of all kanji takes a millisecond, for which not every start is to pay
def _explained() -> re.Pattern[str]:
    return re.compile("[\u2e80-\u2fff\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffffA-Za-z0-9]")


class _Piece(NamedTuple):
    """Neighbouring glyphs of one size: their places, and which of the two they may be."""

    members: NDArray[np.int64]
    are_dots: bool


def take_out_ruby(page: Page, groups: NDArray[np.int32]) -> tuple[NDArray[np.int32], tuple[Finding, ...]]:
    """Return the groups with ruby and stress dots in ``UNSEEN``, and a finding for each of the two that says them.

    Args:
        page: The page, turned so that most of its text reads from the left.
        groups: Which cell each glyph is in, shape (n,).
    """
    import numpy as np

    sizes = [kind.font_size for kind in page.text_runs.kinds]
    if not len(groups) or min(sizes) > SMALL * max(sizes):  # as on most pages
        return groups, ()
    ems = page.of_glyphs(lambda run: run.font_size, np.float64)
    angles = writing_directions(page, groups)
    boxes = turned_boxes(page.glyphs.boxes, angles)
    found: dict[bool, list[NDArray[np.int64]]] = {False: [], True: []}
    for piece in _pieces(page, _may_explain(boxes, ems) & (groups != UNSEEN), boxes, ems):
        if _explains(piece, page.glyphs.text, boxes, ems, angles, groups):
            found[piece.are_dots].append(piece.members)
    if not found[False] and not found[True]:
        return groups, ()
    groups = groups.copy()
    findings = []
    for sentence, pieces in (("ruby", found[False]), ("dots", found[True])):
        if pieces:
            groups[np.concatenate(pieces)] = UNSEEN
            text = " ".join("".join(page.glyphs.text[index] for index in members.tolist()) for members in pieces)
            findings.append(finding("ruby_left_out", sentence, page_number=page.page_number, text=text))
    return groups, tuple(findings)


def _may_explain(boxes: NDArray[np.float64], ems: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which glyphs are small, and as high on the page as larger ones are, shape (n,).

    A title larger than all the rest makes the rest small; looking at each word of it would take longer than reading.
    """
    import numpy as np

    middles = (boxes[:, 1] + boxes[:, 3]) / 2
    chosen = np.zeros(len(ems), np.bool_)
    for size in np.unique(ems).tolist():
        larger = SMALL * ems >= size
        if larger.any():
            lowest, highest = middles[larger].max(), (middles - ABOVE[1] * ems)[larger].min()
            chosen |= (ems == size) & (middles < lowest) & (middles >= highest)
    return chosen


def _pieces(
    page: Page, chosen: NDArray[np.bool_], boxes: NDArray[np.float64], ems: NDArray[np.float64]
) -> Iterator[_Piece]:
    """Yield neighbouring chosen glyphs that are all kana, or all dots."""
    import numpy as np

    index = np.flatnonzero(chosen)
    before, after = boxes[index[:-1]], boxes[index[1:]]
    em = ems[index[1:]]
    lower = np.abs(after[:, 1] + after[:, 3] - before[:, 1] - before[:, 3]) > em
    # Not parted by text objects: a small line of text may be printed letter by letter, and its kana are no ruby.
    parted = (np.diff(index) > 1) | (np.abs(after[:, 0] - before[:, 2]) > em) | (em != ems[index[:-1]]) | lower
    for members in np.split(index, np.flatnonzero(parted) + 1):
        text = "".join(page.glyphs.text[place] for place in members.tolist())
        if _KANA.fullmatch(text):
            yield _Piece(members, are_dots=False)
        elif _DOTS.fullmatch(text):
            yield from (_Piece(members[place : place + 1], are_dots=True) for place in range(len(members)))


def _explains(  # noqa: PLR0913 - the page's glyphs, column by column
    piece: _Piece,
    texts: Sequence[str],
    boxes: NDArray[np.float64],
    ems: NDArray[np.float64],
    angles: NDArray[np.int32],
    groups: NDArray[np.int32],
) -> bool:
    """Tell whether larger letters lie below a piece: any that ruby may explain, or one of its cell right below a dot.

    Letters of a stamp across the table have neither: a ○ of a status column is no dot on them.
    """
    import numpy as np

    own = boxes[piece.members]
    first = piece.members[0]
    x0, x1, middle = own[:, 0].min(), own[:, 2].max(), (own[:, 1] + own[:, 3]).mean() / 2
    off = ((boxes[:, 1] + boxes[:, 3]) / 2 - middle) / np.maximum(ems, 0.1)
    below = (angles == angles[first]) & (ems[first] <= SMALL * ems) & (off >= ABOVE[0]) & (off <= ABOVE[1])
    below &= (groups == groups[first]) if piece.are_dots else (groups != UNSEEN)
    centres = (boxes[:, 0] + boxes[:, 2]) / 2
    if piece.are_dots:
        return bool((below & (np.abs(centres - (x0 + x1) / 2) <= OVER_ITS_LETTER * ems)).any())
    letters = np.flatnonzero(below & (np.minimum(boxes[:, 2], x1) > np.maximum(boxes[:, 0], x0)))
    return any(_explained().match(texts[place]) for place in letters.tolist())
