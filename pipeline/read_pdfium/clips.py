"""The clip paths of a page's objects, read by PDFium."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.model import Box
from pipeline.read_pdfium.affine import Affine
from pipeline.read_pdfium.calls import pdfium_calls

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Clip = Box | None
"""The box that a clip path shows, None where there is no clip path."""


class ClipReader:
    """Reads the clip paths of one open page, each once.

    The objects of a cell share their clip path, and PDFium shares its memory: the address of a path's first segment
    tells that it was met before.
    """

    def __init__(self, affine: Affine) -> None:
        self._affine = affine
        self._boxes: dict[int, Clip] = {}

    def boxes_of(self, items: NDArray[np.int64]) -> tuple[list[Clip], NDArray[np.int64]]:
        """Return the boxes of the clip paths that are in force, and which of them is each object's.

        Args:
            items: The objects' addresses, shape (n,).

        Returns:
            Some m boxes, and for each object its box' place among them, shape (n,).
        """
        import numpy as np

        call = pdfium_calls()
        clips = call.clip_path.each(items)
        counts = np.maximum(call.clip_count.each(clips), 0)
        if not counts.any():  # as on most pages
            return [None], np.zeros(len(items), np.int64)
        owners = np.repeat(np.arange(len(items)), counts)
        ends = np.cumsum(counts)
        paths = np.arange(len(owners)) - (ends - counts)[owners]
        firsts = call.clip_first_segment.each(clips[owners], paths)
        # Most objects have the clip path of the one before.
        differs = np.ones(len(items), np.bool_)
        differs[1:] = counts[1:] != counts[:-1]
        differs[owners[firsts != firsts[np.arange(len(owners)) - counts[owners]]]] = True
        numbers: dict[Clip, int] = {}
        number_of = []
        for n in np.flatnonzero(differs).tolist():
            box = self._box(int(clips[n]), firsts[ends[n] - counts[n] : ends[n]].tolist())
            number_of.append(numbers.setdefault(box, len(numbers)))
        return list(numbers), np.array(number_of, np.int64)[np.cumsum(differs) - 1]

    def _box(self, clip: int, firsts: Sequence[int]) -> Clip:
        """Return the box in which all paths of a clip path overlap; ``firsts`` are their first segments."""
        box: Clip = None
        for path, first in enumerate(firsts):
            if first not in self._boxes:
                self._boxes[first] = self._path_box(clip, path)
            part = self._boxes[first]
            box = box.intersection(part) if box is not None and part is not None else part or box
        return box

    def _path_box(self, clip: int, path: int) -> Clip:
        import pypdfium2.raw as pdfium

        handle = ctypes.cast(clip, pdfium.FPDF_CLIPPATH)
        x, y = ctypes.c_float(), ctypes.c_float()
        points = []
        for index in range(min(max(pdfium.FPDFClipPath_CountPathSegments(handle, path), 0), 1000)):
            pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(handle, path, index), x, y)
            points.append(self._affine.point(x.value, y.value))
        if not points:
            return None
        return Box.around(points)
