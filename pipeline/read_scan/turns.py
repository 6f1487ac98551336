"""How a page lies on the scanner: upside down or on its side, which only its letters tell.

Where the letters of a page as it lies are certain, it lies upright. Else a few of its lines are read in each other
direction, and the page as it is certain of most.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from pipeline.findings import finding
from pipeline.model import Page
from pipeline.read_scan.lines import TextLine, find_lines
from pipeline.read_scan.picture import Picture
from pipeline.read_scan.recognise import Letter, recognise
from pipeline.read_scan.rules import ScanRules, find_rules

CERTAIN = 0.9
"""The confidence of a letter that speaks for a direction."""

UPRIGHT = 0.6
"""Of a page's letters that are certain and stand in a line with others, from which on it lies upright. Upside down, or
on its side, where a line is a letter of each of several, it is below a tenth; in bad photocopies 0.78 and more."""

IN_A_LINE = 4
"""Letters from which on a line tells of a direction."""

SAMPLE = 16
"""Lines, the longest, by which directions are compared."""

BETTER = 1.5
"""By how many times more letters must be certain in another direction."""


class Reading(NamedTuple):
    """A page that was read in one direction of writing: ``angle`` is clockwise on the page as it lies."""

    angle: int
    picture: Picture
    ruled: ScanRules
    lines: list[TextLine]
    letters: list[list[Letter]]


def read_as_it_lies(picture: Picture) -> Reading:
    """Return what a page says, in the direction in which most of its letters are certain."""
    reading = _read(picture, 0)
    letters = sum(map(len, reading.letters))
    if not letters or _certain(reading.letters) >= UPRIGHT * letters:
        return reading
    longest = sorted(reading.letters, key=len)[-SAMPLE:]
    sampled = {angle: _certain(_read(picture, angle, SAMPLE).letters) for angle in (180, 90, 270)}
    best = max(sampled, key=lambda angle: sampled[angle])
    return _read(picture, best) if sampled[best] > BETTER * _certain(longest) else reading


def _read(picture: Picture, angle: int, most: int | None = None) -> Reading:
    turned = picture.turned(angle)
    ruled = find_rules(turned)
    lines = find_lines(turned, ruled)
    if most is not None:
        lines = sorted(lines, key=lambda line: line.right - line.left)[-most:]
    return Reading(angle, turned, ruled, lines, recognise(turned, lines))


def _certain(lines: Iterable[Sequence[Letter]]) -> int:
    """Return how many letters are certain, in lines that tell of a direction."""
    return sum(letter.confidence >= CERTAIN for line in lines if len(line) >= IN_A_LINE for letter in line)


def as_shown(page: Page, angle: int) -> Page:
    """Return an upright page, with its text in that direction, as it is shown, and a finding that says so."""
    if angle == 0:
        return page
    shown = page.turned(360 - angle)
    return replace(shown, findings=(*page.findings, finding("scan_turned", page_number=page.page_number, angle=angle)))
