"""What was read on a page turned upright → where it lies on the page as shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from pipeline.model import Box, Line, Page, Run


def back_turner(page: Page, angle: int) -> Callable[[Box], Box]:
    """Return what maps a box of the upright page back to the page as shown; ``page`` is the page as shown."""
    if not angle:
        return _as_it_is
    width, height = page.turned_size(angle)
    return partial(Box.turned, angle=-angle % 360, width=width, height=height)


def _as_it_is(box: Box) -> Box:
    return box


def turn_line(line: Line, turn: Callable[[Box], Box]) -> Line:
    """Return the line with every box mapped."""
    runs = tuple(Run(run.text, run.style, turn(run.box)) for run in line.runs)
    return replace(line, runs=runs, box=turn(line.box))
