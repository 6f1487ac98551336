"""A page's drawn paths and pictures, in the order in which PDFium paints them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct, field
from msgspec.structs import astuple

from pipeline.drawing.refusals import Tally
from pipeline.drawing.strokes import MAX_RULE_THICKNESS, SOME_COLOUR, Point, Strokes
from pipeline.drawing.text import FILL, FILL_AND_STROKE, render_mode
from pipeline.read_pdfium.affine import Affine
from pipeline.read_pdfium.calls import address_of, pdfium_calls
from pipeline.read_pdfium.clips import Clip, ClipReader
from pipeline.read_pdfium.overprint import Overprint
from pipeline.read_pdfium.path_looks import (
    PathLook,
    Points,
    Sides,
    colours,
    many_subpaths,
    points_to_subpaths,
    read_paths,
    shown_boxes,
    shown_matrices,
    sides_or_none,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class LeftOut(NamedTuple):
    """Text objects that the text page does not tell of: ``prints`` with ink, where the ``blanks`` begin."""

    prints: list[Overprint]
    blanks: list[Point]


class PaintingOrder(Struct):
    """What a page paints after what.

    ``fills`` and ``pictures`` are boxes, as shown, each with its place: it lies over the texts with a lower number.
    """

    items: NDArray[np.int64]  # addresses of the text objects, shape (n,)
    places: NDArray[np.int64]  # of these, shape (n,)
    fills: list[tuple[float, float, float, float, int]] = field(default_factory=list)
    pictures: list[tuple[float, float, float, float, int]] = field(default_factory=list)

    def texts(self) -> dict[int, int]:
        """Return the place of each text object, by its address."""
        return dict(zip(self.items.tolist(), self.places.tolist(), strict=True))


class _Space(NamedTuple):
    """What objects lie in: the page itself, or a form on it."""

    affine: Affine  # from there to the page as shown
    depth: int
    veiled: bool  # a form through which shows what lies below


class PathReader:
    """Reads the objects of one open page."""

    def __init__(
        self, page: Any, affine: Affine, tally: Tally, clips: ClipReader, hidden: frozenset[int] = frozenset()
    ) -> None:
        import numpy as np

        self._page = page
        self._tally = tally
        self._clips = clips
        self._hidden = np.array([*hidden], np.int64)
        self._strokes = Strokes()
        self._spaces = [_Space(affine, 0, veiled=False)]
        self._texts = np.zeros(0, np.int64)
        self.images: list[Sides] = []
        self.painting = PaintingOrder(self._texts, self._texts)

    @property
    def has_forms(self) -> bool:
        """Whether anything on the page lies in a form."""
        return len(self._spaces) > 1

    # ── drawn paths and pictures ──

    def read(self) -> Strokes:
        """Return what is drawn, forms included; pictures are in ``images`` then."""
        import numpy as np
        import pypdfium2.raw as pdfium

        page = address_of(self._page)
        count = pdfium.FPDFPage_CountObjects(self._page)
        self._tally.add_objects(count)
        on_page = self._shown(pdfium_calls().object_at.each(page, np.arange(count)))
        items, kinds, spaces = map(np.concatenate, zip(*self._walk(on_page, 0), strict=True))
        texts = kinds == pdfium.FPDF_PAGEOBJ_TEXT
        self._texts = np.sort(items[texts & (spaces == 0)])
        self.painting = PaintingOrder(items[texts], texts.nonzero()[0])
        maps = np.array([astuple(space.affine) for space in self._spaces])[spaces]
        areas = ((kinds == pdfium.FPDF_PAGEOBJ_IMAGE) | (kinds == pdfium.FPDF_PAGEOBJ_SHADING)).nonzero()[0]
        boxes = iter(sides_or_none(shown_boxes(items[areas], maps[areas])))
        drawn = (kinds == pdfium.FPDF_PAGEOBJ_PATH).nonzero()[0]
        clips, clip_of = self._clips_on_page(items[drawn], spaces[drawn])
        clipped = np.array([clip is not None for clip in clips], np.bool_)[clip_of]
        paths = read_paths(items[drawn], maps[drawn], clipped, self._tally)
        self._strokes.add_thin(paths.thin.boxes, paths.thin.colours, drawn[paths.thin.places].tolist())
        looks = zip(paths.looks, map(clips.__getitem__, clip_of[paths.others].tolist()), strict=True)
        others = np.sort(np.concatenate((areas, drawn[paths.others])))
        for place, kind, space in np.stack((others, kinds[others], spaces[others]), axis=1).tolist():
            self._strokes.order = place
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                look, clip = next(looks)
                before = self._strokes.count() if clip is not None else None
                self._draw(look, paths.points, veiled=self._spaces[space].veiled)
                if clip is not None and before is not None:
                    self._strokes.cut(before, clip)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self._add_image(next(boxes))
            else:
                self._add_shading(next(boxes))
        self._strokes.order = len(items)
        self._strokes.sort()
        return self._strokes

    def _walk(self, items: NDArray[np.int64], space: int) -> Iterator[tuple[NDArray[np.int64], ...]]:
        """Yield the objects as they are painted, a form's parts in its place: addresses, kinds, what they lie in."""
        import numpy as np
        import pypdfium2.raw as pdfium

        kinds = pdfium_calls().object_type.each(items)
        if (kinds != pdfium.FPDF_PAGEOBJ_FORM).any() and self._spaces[space].depth:
            # Not for forms alone: of two that draw each other PDFium makes forty levels, on which nothing is painted.
            self._tally.enter_form(self._spaces[space].depth - 1)
        start = 0
        for place in [*np.flatnonzero(kinds == pdfium.FPDF_PAGEOBJ_FORM).tolist(), len(items)]:
            yield items[start:place], kinds[start:place], np.full(place - start, space)
            start = place + 1
            if place < len(items):
                yield from self._walk(*self._open_form(int(items[place]), space))

    def _open_form(self, item: int, space: int) -> tuple[NDArray[np.int64], int]:
        """Return the parts of a form, and the number of the space that they lie in."""
        import numpy as np

        call, outer = pdfium_calls(), self._spaces[space]
        matrix = shown_matrices(np.array([item]), np.array([astuple(outer.affine)]))[0]
        veiled = outer.veiled or bool(call.is_translucent.ask(item))
        self._spaces.append(_Space(Affine(*matrix.tolist()), outer.depth + 1, veiled))
        count = max(call.form_count.ask(item), 0)
        self._tally.add_objects(count)
        return self._shown(call.form_object.each(np.full(count, item), np.arange(count))), len(self._spaces) - 1

    def _shown(self, items: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the objects without those that are on a hidden layer."""
        import numpy as np

        return items[~np.isin(items, self._hidden)] if len(self._hidden) else items

    def _clips_on_page(
        self, items: NDArray[np.int64], spaces: NDArray[np.int64]
    ) -> tuple[list[Clip], NDArray[np.int64]]:
        """Return as ``ClipReader.boxes_of``; None for a form's parts, whose clip paths lie in its own space."""
        import numpy as np

        on_page = spaces == 0
        clips, clip_of = self._clips.boxes_of(items[on_page])
        numbers = np.full(len(items), len(clips))
        numbers[on_page] = clip_of
        return [*clips, None], numbers

    def texts_but(self, known: NDArray[np.int64]) -> LeftOut:
        """Return what is left of the page's text objects without those at the known addresses."""
        import numpy as np

        # Of the sorted addresses, for each text the first that is no smaller. To make sets of them takes eight times
        # as long.
        last = np.append(np.sort(known), np.iinfo(np.int64).max)
        items = self._texts[last[np.searchsorted(last, self._texts)] != self._texts]
        if not len(items):
            return LeftOut([], [])
        maps = np.array([astuple(self._spaces[0].affine)] * len(items)).reshape(-1, 6)
        boxes = sides_or_none(shown_boxes(items, maps))
        printed = np.array([box is not None and box[2] > box[0] for box in boxes], np.bool_)
        filled = np.isin(render_mode(pdfium_calls().render_mode.each(items)), (FILL, FILL_AND_STROKE))
        names = colours(pdfium_calls().fill_colour, items, printed & filled)
        places = self.painting.texts() if printed.any() else {}
        prints = [
            Overprint(*box, None if name == SOME_COLOUR else name, places[item])
            for box, name, item in zip(boxes, names, items.tolist(), strict=True)
            if box is not None and box[2] > box[0]
        ]
        starts = shown_matrices(items[~printed], maps[~printed])[:, 4:].tolist()
        return LeftOut(prints, [(x, y) for x, y in starts])

    def _add_image(self, box: Sides | None) -> None:
        if box is None:
            return
        if not self._strokes.add_picture(box):
            self.images.append(box)
            self._cover(box, self.painting.pictures)

    def _add_shading(self, box: Sides | None) -> None:
        """Take what the operator sh paints, as large as the clip path lets it be; its colours are many."""
        if box is not None:
            self._strokes.add_rectangle(box, SOME_COLOUR)
            self._cover(box, self.painting.fills)

    def _cover(self, box: Sides | None, covers: list[tuple[float, float, float, float, int]]) -> None:
        """Note that something was painted here, over all that was painted before."""
        if box is not None and min(box[2] - box[0], box[3] - box[1]) > MAX_RULE_THICKNESS:
            covers.append((*box, self._strokes.order))

    def _draw(self, look: PathLook, points: Points, *, veiled: bool) -> None:
        """Take a path; ``points`` are those of the whole page."""
        strokes, fill, stroke = self._strokes, look.fill, look.stroke
        self._cover(look.box, self.painting.fills)
        if look.line is not None and stroke is not None:
            start, end = look.line[:2], look.line[2:]
            if not strokes.add_stroke(start, end, look.width, stroke):
                strokes.note_outline((start, end), stroke, filled=False)
            return
        opaque = not (veiled or look.translucent)
        if look.rectangle is not None and fill is not None:
            strokes.add_rectangle(look.rectangle, fill, opaque=opaque)
            return
        own = points.of(look)
        many = many_subpaths(own) if fill is not None and stroke is None else None
        if many is not None and fill is not None:
            strokes.add_filled_points(own.places, *many, fill, opaque=opaque)
            return
        subpaths = points_to_subpaths(own)
        if fill is not None:
            strokes.add_filled_subpaths(subpaths, fill, opaque=opaque)
        if stroke is not None:
            for subpath in subpaths:
                strokes.add_outline(subpath.pieces, look.width, stroke)
