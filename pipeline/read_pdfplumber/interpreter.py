"""pdfminer's interpreter of a page, made to keep what it forgets: colour spaces, clips, alpha, how text is painted.

pdfplumber's objects are made by pdfminer, and some of what a table needs is lost on the way: the colour space of a
path, the rendering mode of text (invisible text of scans), the clip path (Excel clips a cell's text), alpha. So the
second reader stands one layer below, on the same machinery.
"""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import apply_matrix_pt

from pipeline.read_pdfplumber.colour import ColourSpace, components_to_rgb, pattern_colour, rgb_to_colour
from pipeline.read_pdfplumber.device import Matrix, PageDevice, PaintState
from pipeline.read_pdfplumber.paths import points_of


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
        self.device.tally.add_objects(1)
        self.device.tally.enter_form(self._depth)
        child = PageInterpreter(self.rsrcmgr, self.device, self._depth + 1)
        child.parent_stream_ids.update(self.parent_stream_ids)
        child.parent_stream_ids.update(self.stream_ids)
        child.paint = replace(self.paint, veiled=not self.paint.is_opaque)
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

    def do_Q(self) -> None:  # noqa: N802 - the operator's name
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
        if (mode := resolve1(state.get("BM"))) is not None:
            normal = isinstance(mode, PSLiteral) and mode.name in ("Normal", "Compatible")
            self._set_paint(replace(self.paint, blends=not normal))
        self.do_w(width)

    # ── colours ──

    def do_cs(self, name: Any) -> None:
        """Choose the space for filling; its first colour is black."""
        super().do_cs(name)
        self.graphicstate.ncolor = _initial(self.graphicstate.ncs)

    def do_CS(self, name: Any) -> None:  # noqa: N802 - the operator's name
        """Choose the space for stroking; its first colour is black."""
        super().do_CS(name)
        self.graphicstate.scolor = _initial(self.graphicstate.scs)

    def do_scn(self) -> None:
        """Take however many components there are: the space knows what they mean."""
        self.graphicstate.ncolor = self._components(self.graphicstate.ncs)

    def do_SCN(self) -> None:  # noqa: N802 - the operator's name
        """Take however many components there are, for stroking."""
        self.graphicstate.scolor = self._components(self.graphicstate.scs)

    def _components(self, space: Any) -> Any:
        """Return the operands of a colour operator; a pattern's name becomes the colour that it is taken for."""
        components, self.argstack = tuple(self.argstack), []
        if space.name != "Pattern" or not components or not isinstance(components[-1], PSLiteral):
            return components
        patterns = resolve1((self.resources or {}).get("Pattern")) or {}
        pattern = resolve1(patterns.get(components[-1].name))
        if isinstance(pattern, PDFStream) and pattern.get("PaintType") == 2 and len(components) > 1:
            rgb = components_to_rgb([number for number in components[:-1] if isinstance(number, int | float)])
            return (rgb_to_colour(rgb),) if rgb else ()
        spaces = resolve1((self.resources or {}).get("ColorSpace")) or {}
        return (pattern_colour(pattern, spaces),)

    def do_sh(self, name: Any) -> None:  # noqa: ARG002 - the clip path says where it shows
        """Paint a run of colours."""
        self.device.paint_shading()

    # ── clipping ──

    def do_W(self) -> None:  # noqa: N802 - the operator's name
        """Clip what follows the path that is painted next to that path."""
        points = [point for segment in self.curpath for point in points_of(segment)]
        if points:
            box = self.device.shown_box([apply_matrix_pt(self.ctm, point) for point in points])
            self._set_paint(
                replace(self.paint, clip=box if self.paint.clip is None else self.paint.clip.intersection(box))
            )

    def do_W_a(self) -> None:  # noqa: N802 - the operator's name
        """Clip by the even-odd rule, which is the same for a rectangle."""
        self.do_W()


def _initial(space: Any) -> Any:
    """Return a space's first colour (ISO 32000-1, 8.6.5 to 8.6.6): black, and full tint of a spot colour."""
    if space.name == "DeviceCMYK":
        return 0.0, 0.0, 0.0, 1.0
    if space.name in ("Separation", "DeviceN"):
        return (1.0,)
    return (0.0, 0.0, 0.0) if space.name in ("DeviceRGB", "CalRGB", "Lab") else (0.0,)
