"""Highlights, underlines and strike-outs that a person drew over text as annotations → what they would paint.

A viewer paints an annotation without an appearance of its own by its quadrilaterals: a stripe behind each, or a line
under it. What a person strikes out so is laid over the document, which still says it: such text is marked and stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from pipeline.drawing.strokes import Painted, Point, Strokes
from pipeline.model import Box

Kind = Literal["highlight", "underline", "strike"]

KINDS: Mapping[str, Kind] = {
    "Highlight": "highlight", "Underline": "underline", "Squiggly": "underline", "StrikeOut": "strike",
}  # fmt: skip
"""By the subtype in the file."""

HIDDEN = 0b100010
"""Flags of an annotation that is not shown: hidden, or not viewed."""

_LINE = 0.06
"""Of the height of a line of text: how thick viewers draw the line, and how far above the foot of the quadrilateral."""


class TextAnnotation(NamedTuple):
    """One quadrilateral of an annotation: its corners in the page's own space, y upwards, and its colour."""

    kind: Kind
    corners: tuple[Point, ...]
    colour: str


def add_annotations(strokes: Strokes, marks: Iterable[tuple[Kind, Box, str]]) -> tuple[Box, ...]:
    """Paint annotations, given by their boxes as shown, over what is on the page; return what they strike out."""
    crossings: list[Box] = []
    for kind, box, colour in marks:
        strokes.order += 1
        if kind == "strike":
            crossings.append(box)
        elif kind == "highlight":
            strokes.shades.append(Painted(*box, colour, strokes.order, opaque=False))
        elif box.width >= box.height:
            y = box.bottom - _LINE * box.height
            strokes.add_stroke((box.x0, y), (box.x1, y), _LINE * box.height, colour)
        else:  # a column of vertical writing has its line to the right
            x = box.x1 - _LINE * box.width
            strokes.add_stroke((x, box.top), (x, box.bottom), _LINE * box.width, colour)
    return tuple(crossings)
