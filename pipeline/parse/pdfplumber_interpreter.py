"""pdfminer's interpreter of a page, made to keep what it forgets: colour spaces, clip paths, transparency, how text is painted.

pdfplumber's objects are made by pdfminer, and some of what a table needs is lost on the way: the colour space of a
path, the rendering mode of text (invisible text of scans), the clip path (Excel clips a cell's text), alpha. So the
second reader stands one layer below, on the same machinery.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFTextState
from pdfminer.pdftypes import PDFStream, dict_value, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import apply_matrix_pt, mult_matrix

from pipeline.errors import LimitExceededError
from pipeline.model import Box, TextRun
from pipeline.parse import limits
from pipeline.parse.geometry import Strokes
from pipeline.parse.pdfplumber_colour import ColourSpace, components_to_rgb, to_hex

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]

_BOLD_NAMES = ("bold", "heavy", "black", "demi")
_FORCE_BOLD = 1 << 18
_BOLD_WEIGHT = 600
_PAINTED_ALPHA = 16 / 255  # what is fainter is not seen; the PDFium reader draws the line at the same place
_THIN_PICTURE = 1.5  # points: some printers draw rules as pictures one pixel wide


@dataclass(frozen=True, slots=True)
class PaintState:
    """The part of the graphics state that pdfminer does not keep. The clip is in points as shown."""

    clip: Box | None = None
    fill_alpha: float = 1.0
    stroke_alpha: float = 1.0


@dataclass(slots=True)
class PageContent:
    """What a page holds, collected in the order of its content stream; one entry a glyph in the first four lists."""

    text: list[str] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    runs: list[int] = field(default_factory=list)
    spaces_before: list[str] = field(default_factory=list)
    text_runs: list[TextRun] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    strokes: Strokes = field(default_factory=Strokes)


class PageInterpreter(PDFPageInterpreter):
    """Interprets a page's content stream for a ``PageDevice``."""

    device: PageDevice

    def __init__(self, rsrcmgr: Any, device: PageDevice, depth: int = 0) -> None:
        super().__init__(rsrcmgr, device)
        self.paint = PaintState()
        self._saved: list[PaintState] = []
        self._inherited: PDFGraphicState | None = None
        self._depth = depth
        self._clips_next = False

    # ── nested content ──

    def subinterp(self) -> PageInterpreter:
        """Return the interpreter of a form, which inherits the graphics state (ISO 32000-1, 8.10.1)."""
        self.device.count_object(self._depth)
        child = PageInterpreter(self.rsrcmgr, self.device, self._depth + 1)
        child.parent_stream_ids.update(self.parent_stream_ids)
        child.parent_stream_ids.update(self.stream_ids)
        child.paint = self.paint
        child._inherited = self.graphicstate.copy()
        return child

    def init_resources(self, resources: dict[object, object]) -> None:
        """Read the resources, each colour space by its own definition."""
        super().init_resources(resources)
        self.csmap = {name: ColourSpace(PSLiteral(name)) for name in self.csmap}
        spaces = resolve1((resources or {}).get("ColorSpace")) or {}
        for name, spec in spaces.items():
            self.csmap[name] = ColourSpace(spec, spaces)

    def init_state(self, ctm: Matrix) -> None:
        """Begin with the state that the specification gives, which is not pdfminer's: lines are 1 thick."""
        super().init_state(ctm)
        self.graphicstate.linewidth = 1.0
        self.graphicstate.scs = self.graphicstate.ncs = self.csmap["DeviceGray"]
        if self._inherited:
            self.graphicstate = self._inherited
        self.device.paint = self.paint

    # ── graphics state ──

    def do_q(self) -> None:
        """Save the state."""
        super().do_q()
        self._saved.append(self.paint)

    def do_Q(self) -> None:
        """Restore the state."""
        super().do_Q()
        if self._saved:
            self._set_paint(self._saved.pop())

    def _set_paint(self, paint: PaintState) -> None:
        self.paint = self.device.paint = paint

    def do_w(self, linewidth: Any) -> None:
        """Keep the width in user space: the matrix in force when the line is painted counts."""
        if isinstance(linewidth, int | float):
            self.graphicstate.linewidth = float(linewidth)

    def do_gs(self, name: Any) -> None:
        """Take transparency and line width from a graphics state dictionary."""
        states = resolve1((self.resources or {}).get("ExtGState")) or {}
        state = resolve1(states.get(name.name if isinstance(name, PSLiteral) else name))
        if not isinstance(state, dict):
            return
        fill, stroke, width = (resolve1(state.get(key)) for key in ("ca", "CA", "LW"))
        if isinstance(fill, int | float):
            self._set_paint(replace(self.paint, fill_alpha=float(fill)))
        if isinstance(stroke, int | float):
            self._set_paint(replace(self.paint, stroke_alpha=float(stroke)))
        self.do_w(width)

    # ── colours ──

    def do_cs(self, name: Any) -> None:
        """Choose the space for filling; its first colour is black."""
        super().do_cs(name)
        self.graphicstate.ncolor = _initial(self.graphicstate.ncs)

    def do_CS(self, name: Any) -> None:
        """Choose the space for stroking; its first colour is black."""
        super().do_CS(name)
        self.graphicstate.scolor = _initial(self.graphicstate.scs)

    def do_scn(self) -> None:
        """Take however many components there are: the space knows what they mean."""
        self.graphicstate.ncolor, self.argstack = tuple(self.argstack), []  # type: ignore[assignment]

    def do_SCN(self) -> None:
        """Take however many components there are, for stroking."""
        self.graphicstate.scolor, self.argstack = tuple(self.argstack), []  # type: ignore[assignment]

    # ── clipping ──

    def do_W(self) -> None:
        """Clip what follows the path that is painted next to that path."""
        points = [point for segment in self.curpath for point in _points_of(segment)]
        if points:
            box = self.device.shown_box([apply_matrix_pt(self.ctm, point) for point in points])
            self._set_paint(replace(self.paint, clip=_intersection(self.paint.clip, box)))

    def do_W_a(self) -> None:
        """Clip by the even-odd rule, which is the same for a rectangle."""
        self.do_W()


class PageDevice(PDFTextDevice):
    """Collects glyphs, strokes and pictures, in points from the upper left corner of the page as it is shown."""

    def __init__(self, rsrcmgr: Any, left: float, upper: float, place: str) -> None:
        """Take the corner of the shown page, in the interpreter's space: y grows upwards there."""
        super().__init__(rsrcmgr)
        self.content = PageContent()
        self.paint = PaintState()
        self._left, self._upper, self._place = left, upper, place
        self._text_state: PDFTextState | None = None
        self._spaces = ""
        self._run_is_new = False
        self._objects = 0
        self._segments = 0

    def shown(self, point: Point) -> Point:
        """Map a point of the interpreter's space to the page as shown."""
        return point[0] - self._left, self._upper - point[1]

    def shown_box(self, points: list[Point]) -> Box:
        """Return the box of points of the interpreter's space, as shown."""
        xs, ys = zip(*(self.shown(point) for point in points), strict=True)
        return Box(min(xs), min(ys), max(xs), max(ys))

    def count_object(self, depth: int = 0) -> None:
        """Count a form, a path or a picture; raise where a page has more than it may."""
        self._objects += 1
        if self._objects > limits.MAX_OBJECTS_ON_PAGE or depth >= limits.MAX_FORM_DEPTH:
            what = f"more than {limits.MAX_OBJECTS_ON_PAGE} objects on one page, or forms in forms too deep"
            raise LimitExceededError(what, self._place, "It is a drawing rather than a table.")

    # ── text ──

    def render_string(self, textstate: PDFTextState, seq: Any, ncs: Any, graphicstate: PDFGraphicState) -> None:
        """Take what one operator shows: one run."""
        self._text_state = textstate
        self._run_is_new = True
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(  # noqa: PLR0913, PLR0917 - the signature is pdfminer's
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
        text = _glyph_text(font, cid)
        if not text.strip(_WHITE_SPACE):
            self._spaces += text
            return advance
        content = self.content
        if self._run_is_new:
            content.text_runs.append(self._text_run(matrix, font, fontsize, graphicstate))
            self._run_is_new = False
        if len(content.text) >= limits.MAX_GLYPHS_ON_PAGE:
            what = f"more than {limits.MAX_GLYPHS_ON_PAGE} glyphs on one page"
            raise LimitExceededError(what, self._place, "Split the page.")
        left, bottom, right, top = _glyph_box(font, cid, fontsize, rise, advance)
        corners = [apply_matrix_pt(matrix, point) for point in ((left, bottom), (right, top))]
        content.text.append(text)
        content.boxes.append(self.shown_box(corners))
        content.runs.append(len(content.text_runs) - 1)
        content.spaces_before.append(self._spaces.replace("\r", "").replace("\n", ""))
        self._spaces = ""
        return advance

    def _text_run(self, matrix: Matrix, font: PDFFont, fontsize: float, graphicstate: PDFGraphicState) -> TextRun:
        a, b, c, d, _, _ = matrix
        mode = self._text_state.render & 3 if self._text_state else 0
        alpha = self.paint.stroke_alpha if mode == 1 else self.paint.fill_alpha
        colour = _stroke_colour(graphicstate) if mode == 1 else _fill_colour(graphicstate)
        return TextRun(
            colour=colour,
            font_size=abs(fontsize) * math.hypot(c, d),
            bold=mode == 2 or is_bold(font),
            angle=round(math.degrees(math.atan2(-b, a)) / 90) * 90 % 360,
            clip=self.paint.clip,
            visible=mode != 3 and alpha >= _PAINTED_ALPHA,
        )

    # ── paths and pictures ──

    def paint_path(  # noqa: PLR0913, PLR0917 - the signature is pdfminer's
        self,
        gstate: PDFGraphicState,
        stroke: bool,
        fill: bool,
        evenodd: bool,  # noqa: ARG002
        path: Any,
    ) -> None:
        """Take the straight strokes and the rectangles of a path."""
        self.count_object()
        self._segments += len(path)
        if self._segments > limits.MAX_SEGMENTS_ON_PAGE:
            what = f"more than {limits.MAX_SEGMENTS_ON_PAGE} strokes on one page"
            raise LimitExceededError(what, self._place, "It is a drawing rather than a table.")
        strokes = self.content.strokes
        strokes.order += 1
        ctm = self.ctm or (1, 0, 0, 1, 0, 0)
        width = gstate.linewidth * math.sqrt(abs(ctm[0] * ctm[3] - ctm[1] * ctm[2]))
        for subpath in subpaths(path):
            points = [self.shown(apply_matrix_pt(ctm, point)) for point in subpath.points]
            if fill and subpath.is_whole and self.paint.fill_alpha >= _PAINTED_ALPHA:
                _add_filled(strokes, points, _fill_colour(gstate))
            if stroke and self.paint.stroke_alpha >= _PAINTED_ALPHA:
                ends = [*points[1:], points[0]] if subpath.is_closed else points[1:]
                for start, end in zip(points, ends, strict=False):
                    strokes.add_stroke(start, end, width, _stroke_colour(gstate))

    def render_image(self, name: str, stream: PDFStream) -> None:  # noqa: ARG002 - its place is all that counts
        """Take a picture: the unit square under the matrix in force."""
        self.count_object()
        ctm = self.ctm or (1, 0, 0, 1, 0, 0)
        box = self.shown_box([apply_matrix_pt(ctm, corner) for corner in ((0, 0), (1, 0), (0, 1), (1, 1))])
        if min(box.x1 - box.x0, box.bottom - box.top) <= _THIN_PICTURE:
            self.content.strokes.order += 1
            self.content.strokes.add_rectangle(box, "#000000")
        else:
            self.content.images.append(box)


# ── glyphs ──────────────────────────────────────────────────────────────────────────────────────────────────────────

_WHITE_SPACE = " \t\r\n\v\f\x00\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200C)))


def _glyph_text(font: PDFFont, cid: int) -> str:
    try:
        text = font.to_unichr(cid)
    except PDFUnicodeNotDefined:
        return "\ufffd"
    return text if isinstance(text, str) and text else "\ufffd"


def _glyph_box(
    font: PDFFont, cid: int, fontsize: float, rise: float, advance: float
) -> tuple[float, float, float, float]:
    """Return left, bottom, right, top around the glyph's origin: along its advance, and down its font's line.

    The line is what PDFium's loose character box takes: ascent and descent, scaled to one font size together.
    """
    if font.is_vertical():
        displacement = font.char_disp(cid)
        x, y = displacement if isinstance(displacement, tuple) else (None, 880.0)
        left = -fontsize * (0.5 if x is None else x * 0.001)
        upper = (1000 - y) * 0.001 * fontsize + rise
        return left, upper + advance, left + fontsize, upper
    ascent, descent = font.get_ascent(), font.get_descent()
    if ascent - descent <= 0:
        ascent, descent = 0.88, -0.12
    scale = fontsize / (ascent - descent)
    return 0.0, rise + descent * scale, advance, rise + ascent * scale


def is_bold(font: PDFFont) -> bool:
    """Return whether a font says that it is bold: by its name, its flags or its weight."""
    name = font.fontname.decode("latin1") if isinstance(font.fontname, bytes) else str(font.fontname)
    weight = resolve1(font.descriptor.get("FontWeight"))
    return (
        any(word in name.lower() for word in _BOLD_NAMES)
        or bool(font.flags & _FORCE_BOLD)
        or (isinstance(weight, int | float) and weight >= _BOLD_WEIGHT)
    )


# ── paths ───────────────────────────────────────────────────────────────────────────────────────────────────────────


class Subpath(NamedTuple):
    """A stretch of straight strokes. ``is_whole`` is False for a piece of a subpath that has curves too."""

    points: list[Point]
    is_closed: bool
    is_whole: bool


def subpaths(path: Any) -> list[Subpath]:
    """Return the straight strokes of a path. A curve leaves a gap, unless it is a straight stroke."""
    found: list[Subpath] = []
    for whole in _whole_subpaths(path):
        pieces: list[list[Point]] = [[]]
        for segment in whole:
            ends = _points_of(segment)
            last = pieces[-1][-1:]
            if ends and segment[0] in ("c", "v", "y") and not _is_straight([*last, *ends]):
                pieces.append([])
            pieces[-1] += ends[-1:]
        is_whole, is_closed = len(pieces) == 1, whole[-1][0] == "h"
        if is_closed and not is_whole:
            pieces[-1].append(pieces[0][0])
        found += (Subpath(points, is_closed and is_whole, is_whole) for points in pieces if len(points) > 1)
    return found


def _whole_subpaths(path: Any) -> list[list[Any]]:
    """Return a path's segments cut before each move and after each close, which goes back to where it began."""
    found: list[list[Any]] = []
    for segment in path:
        if segment[0] == "m" or not found:
            found.append([segment])
        elif found[-1][-1][0] == "h":
            found.append([found[-1][0], segment])
        else:
            found[-1].append(segment)
    return found


def _points_of(segment: Any) -> list[Point]:
    numbers = [float(number) for number in segment[1:]]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _is_straight(points: list[Point]) -> bool:
    xs, ys = zip(*points, strict=True)
    return max(xs) - min(xs) < 1e-3 or max(ys) - min(ys) < 1e-3


def _add_filled(strokes: Strokes, points: list[Point], colour: str) -> None:
    """Take a filled subpath for a rectangle where each of its corners lies in a corner of its box."""
    xs, ys = zip(*points, strict=True)
    x0, top, x1, bottom = min(xs), min(ys), max(xs), max(ys)
    if all(min(x - x0, x1 - x) < 0.3 and min(y - top, bottom - y) < 0.3 for x, y in points):
        strokes.add_rectangle((x0, top, x1, bottom), colour)


def _intersection(first: Box | None, second: Box) -> Box:
    if first is None:
        return second
    return Box(
        max(first.x0, second.x0), max(first.top, second.top), min(first.x1, second.x1), min(first.bottom, second.bottom)
    )


# ── colours ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _initial(space: Any) -> Any:
    return {"DeviceCMYK": (0.0, 0.0, 0.0, 1.0), "Separation": (1.0,), "DeviceN": (1.0,)}.get(space.name, (0.0, 0.0, 0.0)[:space.ncomponents] or (0.0,))


def _fill_colour(state: PDFGraphicState) -> str:
    return _colour(state.ncs, state.ncolor)


def _stroke_colour(state: PDFGraphicState) -> str:
    return _colour(state.scs, state.scolor)


def _colour(space: Any, value: Any) -> str:
    components = value if isinstance(value, tuple) else (value,)
    if isinstance(space, ColourSpace):
        return space.colour(components)
    rgb = components_to_rgb([number for number in components if isinstance(number, int | float)])
    return to_hex(rgb) if rgb else "#000000"
