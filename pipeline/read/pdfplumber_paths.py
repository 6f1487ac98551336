"""Paths as pdfminer has them → straight strokes and rectangles."""

from __future__ import annotations

from typing import Any, NamedTuple

from pipeline.read.strokes import Strokes

Point = tuple[float, float]


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
            ends = points_of(segment)
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


def points_of(segment: Any) -> list[Point]:
    """Return the points of a path's segment, control points included."""
    numbers = [float(number) for number in segment[1:]]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _is_straight(points: list[Point]) -> bool:
    xs, ys = zip(*points, strict=True)
    return bool(max(xs) - min(xs) < 1e-3 or max(ys) - min(ys) < 1e-3)


def add_filled(strokes: Strokes, points: list[Point], colour: str) -> None:
    """Take a filled subpath for a rectangle where each of its corners lies in a corner of its box."""
    xs, ys = zip(*points, strict=True)
    x0, top, x1, bottom = min(xs), min(ys), max(xs), max(ys)
    if all(min(x - x0, x1 - x) < 0.3 and min(y - top, bottom - y) < 0.3 for x, y in points):
        strokes.add_rectangle((x0, top, x1, bottom), colour)
