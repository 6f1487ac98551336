"""Paths as pdfminer has them → straight strokes and rectangles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from pipeline.drawing.strokes import Point


class Subpath(NamedTuple):
    """Points that are drawn without lifting the pen, in straight pieces; a curve parts two of them."""

    pieces: list[list[Point]]
    curved: bool

    def points(self) -> list[Point]:
        """Return all points."""
        return [point for piece in self.pieces for point in piece]


def subpaths(path: Any, shown: Callable[[Point], Point]) -> list[Subpath]:
    """Return a path's subpaths, its points mapped by ``shown``. A curve that is a straight stroke is none."""
    found: list[Subpath] = []
    for whole in _whole_subpaths(path):
        pieces: list[list[Point]] = [[]]
        curved = False
        for segment in whole:
            ends = [shown(point) for point in points_of(segment)]
            last = pieces[-1][-1:]
            if ends and segment[0] in ("c", "v", "y") and not _is_straight([*last, *ends]):
                curved = True
                pieces += [[point] for point in ends]
            else:
                pieces[-1] += ends[-1:]
        first, last = pieces[0][:1], pieces[-1][-1:]
        if whole[-1][0] == "h" and first and last and first != last:
            pieces[-1] += first
        if sum(map(len, pieces)) > 1:
            found.append(Subpath(pieces, curved))
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
