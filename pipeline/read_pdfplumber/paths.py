"""Paths as pdfminer has them → straight strokes and rectangles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pipeline.drawing.strokes import Point, Subpath


def subpaths(path: Any, shown: Callable[[Point], Point]) -> list[Subpath]:
    """Return a path's subpaths, its points mapped by ``shown``. A curve that is a straight stroke is none."""
    found: list[Subpath] = []
    for whole in _whole_subpaths(path):
        subpath = Subpath()
        for segment in whole:
            ends = [shown(point) for point in points_of(segment)]
            last = subpath.pieces[-1][-1:] if subpath.pieces else []
            curved = segment[0] in ("c", "v", "y") and not _is_straight([*last, *ends])
            for point in ends if curved else ends[-1:]:
                subpath.go_to(point, curved=curved)
        if whole[-1][0] == "h" and subpath.pieces:
            subpath.close()
        if len(subpath.points()) > 1:
            found.append(subpath)
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


def points_of(segment: Any) -> list[Point]:
    """Return the points of a path's segment, control points included."""
    numbers = [float(number) for number in segment[1:]]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _is_straight(points: list[Point]) -> bool:
    xs, ys = zip(*points, strict=True)
    return bool(max(xs) - min(xs) < 1e-3 or max(ys) - min(ys) < 1e-3)
