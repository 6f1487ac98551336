"""pdfminer's output device: what an interpreted page holds, collected in points as shown."""

from __future__ import annotations

import math
from typing import Any

from msgspec import Struct, field
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFGraphicState, PDFTextState
from pdfminer.pdftypes import PDFStream
from pdfminer.utils import apply_matrix_pt

from pipeline.colours import BLACK, channels, over_white
from pipeline.drawing.annotations import add_annotations
from pipeline.drawing.directions import direction
from pipeline.drawing.refusals import Tally
from pipeline.drawing.strokes import FAINTEST, SOME_COLOUR, Point, Strokes
from pipeline.drawing.text import FILL, FILL_AND_STROKE, INVISIBLE, STROKE, WHITE_SPACE, render_mode
from pipeline.model import Box, TextRun
from pipeline.read_pdfplumber.annotations import text_annotations
from pipeline.read_pdfplumber.colour import ColourSpace, components_to_rgb, rgb_to_colour
from pipeline.read_pdfplumber.glyphs import WITHOUT_WIDTH, font_is_bold, glyph_box, glyph_text
from pipeline.read_pdfplumber.paths import subpaths

Matrix = tuple[float, float, float, float, float, float]

_WIDE = 0.3
"""In ems. What moves the pen so far is no character without width, whatever the font says."""

_PAINTED_ALPHA = FAINTEST / 255


class PaintState(Struct, frozen=True):
    """The part of the graphics state that pdfminer does not keep. The clip is in points as shown."""

    clip: Box | None = None
    fill_alpha: float = 1.0
    stroke_alpha: float = 1.0
    blends: bool = False  # by another mode than Normal: what lies below shows through
    veiled: bool = False  # within a form that lets what is below show through, whatever its own state

    @property
    def is_opaque(self) -> bool:
        """Whether what is filled hides what lies below it."""
        return self.fill_alpha >= 1.0 and not self.blends and not self.veiled


class PageContent(Struct):
    """What a page holds, collected in the order of its content stream; one entry a glyph in the first four lists."""

    text: list[str] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    runs: list[int] = field(default_factory=list)
    spaces_before: list[str] = field(default_factory=list)
    text_runs: list[TextRun] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    strokes: Strokes = field(default_factory=Strokes)
    crossings: tuple[Box, ...] = ()


class PageDevice(PDFTextDevice):
    """Collects glyphs, strokes and pictures, in points from the upper left corner of the page as it is shown."""

    def __init__(self, rsrcmgr: Any, left: float, upper: float, place: str) -> None:
        """Take the corner of the shown page, in the interpreter's space: y grows upwards there."""
        super().__init__(rsrcmgr)
        self.content = PageContent()
        self.paint = PaintState()
        self._left, self._upper = left, upper
        self._text_state: PDFTextState | None = None
        self._spaces = ""
        self._run_is_new = False
        self._of_page: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        self.tally = Tally(place)

    def begin_page(self, page: Any, ctm: Matrix) -> None:  # noqa: ARG002 - the signature is pdfminer's
        """Take note of how the page's own space lies in the interpreter's."""
        self._of_page = ctm

    def end_page(self, page: Any) -> None:
        """Take what annotations mark in the page's text."""
        marks = text_annotations(page)
        boxes = [self.shown_box([apply_matrix_pt(self._of_page, corner) for corner in mark.corners]) for mark in marks]
        painted = zip(marks, boxes, strict=True)
        self.content.crossings = add_annotations(
            self.content.strokes, ((mark.kind, box, mark.colour) for mark, box in painted)
        )

    def shown(self, point: Point) -> Point:
        """Map a point of the interpreter's space to the page as shown."""
        return point[0] - self._left, self._upper - point[1]

    def shown_box(self, points: list[Point]) -> Box:
        """Return the box of points of the interpreter's space, as shown."""
        return Box.around(map(self.shown, points))

    # ── text ──

    def render_string(self, textstate: PDFTextState, seq: Any, ncs: Any, graphicstate: PDFGraphicState) -> None:
        """Take what one operator shows: one run."""
        self._text_state = textstate
        self._run_is_new = True
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(  # noqa: PLR0913 - the signature is pdfminer's
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,  # noqa: ARG002 - it is in the graphics state as well
        graphicstate: PDFGraphicState,
    ) -> float:
        """Take one glyph, and return how far it moves the pen."""
        advance = float(font.char_width(cid)) * fontsize * scaling
        text = glyph_text(font, cid)
        if not text.strip(WITHOUT_WIDTH) and abs(advance) >= _WIDE * abs(fontsize):
            text = "\ufffd"
        if not text.strip(WHITE_SPACE):
            self._spaces += text
            return advance
        content = self.content
        if self._run_is_new:
            content.text_runs.append(self._text_run(matrix, font, fontsize, graphicstate))
            self._run_is_new = False
        self.tally.add_glyphs(1)
        left, bottom, right, top = glyph_box(font, cid, fontsize, rise, advance)
        corners = [apply_matrix_pt(matrix, point) for point in ((left, bottom), (right, top))]
        content.text.append(text)
        content.boxes.append(self.shown_box(corners))
        content.runs.append(len(content.text_runs) - 1)
        content.spaces_before.append(self._spaces.replace("\r", "").replace("\n", ""))
        self._spaces = ""
        return advance

    def _text_run(self, matrix: Matrix, font: PDFFont, fontsize: float, graphicstate: PDFGraphicState) -> TextRun:
        a, b, c, d, _, _ = matrix
        mode = render_mode(self._text_state.render) if self._text_state else FILL
        alpha = self.paint.stroke_alpha if mode == STROKE else self.paint.fill_alpha
        colour = _stroke_colour(graphicstate) if mode == STROKE else _fill_colour(graphicstate)
        sign = math.copysign(1.0, fontsize)  # a negative size turns the letters by 180°
        angle, slanted = direction(sign * a, -sign * b)
        return TextRun(
            colour=colour,
            font_size=abs(fontsize) * math.hypot(c, d),
            bold=mode == FILL_AND_STROKE or font_is_bold(font),
            angle=angle,
            clip=self.paint.clip,
            visible=mode != INVISIBLE and alpha >= _PAINTED_ALPHA,
            slanted=slanted,
        )

    # ── paths and pictures ──

    def paint_path(
        self,
        gstate: PDFGraphicState,
        stroke: bool,
        fill: bool,
        evenodd: bool,  # noqa: ARG002
        path: Any,
    ) -> None:
        """Take the straight strokes and the rectangles of a path."""
        self.tally.add_objects(1)
        self.tally.add_points(len(path))
        strokes = self.content.strokes
        strokes.order += 1
        before = strokes.count()
        ctm = self.ctm or (1, 0, 0, 1, 0, 0)
        width = gstate.linewidth * math.sqrt(abs(ctm[0] * ctm[3] - ctm[1] * ctm[2]))
        drawn = subpaths(path, lambda point: self.shown(apply_matrix_pt(ctm, point)))
        if fill and self.paint.fill_alpha >= _PAINTED_ALPHA:
            colour = _on_white(_fill_colour(gstate), self.paint.fill_alpha)
            strokes.add_filled_subpaths(drawn, colour, opaque=self.paint.is_opaque)
        if stroke and self.paint.stroke_alpha >= _PAINTED_ALPHA:
            colour = _on_white(_stroke_colour(gstate), self.paint.stroke_alpha)
            for subpath in drawn:
                strokes.add_outline(subpath.pieces, width, colour)
        if self.paint.clip is not None:
            strokes.cut(before, self.paint.clip)

    def paint_shading(self) -> None:
        """Take what the operator sh paints: all that the clip path shows, in many colours."""
        self.tally.add_objects(1)
        if self.paint.clip is not None:
            self.content.strokes.order += 1
            self.content.strokes.add_rectangle(self.paint.clip, SOME_COLOUR)

    def render_image(self, name: str, stream: PDFStream) -> None:  # noqa: ARG002 - its place is all that counts
        """Take a picture: the unit square under the matrix in force."""
        self.tally.add_objects(1)
        ctm = self.ctm or (1, 0, 0, 1, 0, 0)
        box = self.shown_box([apply_matrix_pt(ctm, corner) for corner in ((0, 0), (1, 0), (0, 1), (1, 1))])
        self.content.strokes.order += 1
        if not self.content.strokes.add_picture(box):
            self.content.images.append(box)


def _on_white(colour: str, alpha: float) -> str:
    if alpha >= 1.0:
        return colour
    return over_white(*channels(colour), alpha)


def _fill_colour(state: PDFGraphicState) -> str:
    return _colour(state.ncs, state.ncolor)


def _stroke_colour(state: PDFGraphicState) -> str:
    return _colour(state.scs, state.scolor)


def _colour(space: Any, value: Any) -> str:
    components = value if isinstance(value, tuple) else (value,)
    if components and isinstance(components[0], str):  # a pattern, resolved when it was chosen
        return components[0]
    if isinstance(space, ColourSpace):
        return space.colour(components)
    rgb = components_to_rgb([number for number in components if isinstance(number, int | float)])
    return rgb_to_colour(rgb) if rgb else BLACK
