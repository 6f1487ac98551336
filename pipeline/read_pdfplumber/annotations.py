"""What pdfminer tells of the annotations that mark a page's text."""

from __future__ import annotations

from typing import Any

from pdfminer.pdftypes import resolve1
from pdfminer.psparser import literal_name

from pipeline import limits
from pipeline.colours import BLACK
from pipeline.drawing.annotations import HIDDEN, KINDS, TextAnnotation
from pipeline.read_pdfplumber.colour import components_to_rgb, rgb_to_colour


def text_annotations(page: Any) -> list[TextAnnotation]:
    """Return what annotations mark on a page of pdfminer's, with an appearance or without."""
    found: list[TextAnnotation] = []
    for reference in list(resolve1(page.annots) or [])[: limits.MAX_ANNOTATIONS_ON_PAGE]:
        entries = resolve1(reference)
        kind = KINDS.get(literal_name(entries.get("Subtype"))) if isinstance(entries, dict) else None
        if kind is None or int(resolve1(entries.get("F")) or 0) & HIDDEN:
            continue
        numbers = [float(number) for number in resolve1(entries.get("QuadPoints")) or []]
        rgb = components_to_rgb([float(number) for number in resolve1(entries.get("C")) or []])
        colour = rgb_to_colour(rgb) if rgb else BLACK
        for start in range(0, len(numbers) - 7, 8):
            quad = numbers[start : start + 8]
            found.append(TextAnnotation(kind, tuple(zip(quad[::2], quad[1::2], strict=True)), colour))
    return found
