"""The clip paths of a page's objects, read by PDFium."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence

from pipeline.model import Box
from pipeline.read_pdfium.affine import Affine
from pipeline.read_pdfium.calls import pdfium_calls

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

    def boxes_of(self, items: Sequence[int]) -> Sequence[Clip]:
        """Return for each object, by its address, the box of the clip path in force."""
        call = pdfium_calls()
        clips = list(map(call.clip_path, items))
        counts = list(map(call.clip_count, clips))
        return [self._box(clip, count) if count > 0 else None for clip, count in zip(clips, counts, strict=True)]

    def _box(self, clip: int, count: int) -> Clip:
        """Return the box in which all paths of a clip path overlap."""
        box: Clip = None
        for path in range(count):
            first = pdfium_calls().clip_segment(clip, path, 0)
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
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return Box(min(xs), min(ys), max(xs), max(ys))
