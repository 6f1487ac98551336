"""Cells of a scan that are written downwards in several columns, which the lines across them tear apart.

Letters of Japanese stand closer along the writing than its lines do. A single column of letters is read as it stands;
of several the letters are right and their order is not, so that the cell is doubted.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.read_scan.lines import TextLine
    from pipeline.read_scan.recognise import Letter

LINES = 3
"""Rows of letters from which on their distances tell a direction."""

WIDER = 1.1
"""How many times farther apart letters stand across than down, at least, where they are written downwards."""

MOST_COLUMNS = 8
"""Columns of a cell that is written downwards."""


def written_downward(lines: Sequence[TextLine], read: Sequence[Sequence[Letter]]) -> frozenset[int]:
    """Return the regions whose letters stand closer below each other than beside each other."""
    regions: dict[int, list[int]] = {}
    for number, line in enumerate(lines):
        regions.setdefault(line.region, []).append(number)
    return frozenset(
        region
        for region, members in regions.items()
        if _is_downward([lines[number] for number in members], [read[number] for number in members])
    )


def _is_downward(lines: Sequence[TextLine], read: Sequence[Sequence[Letter]]) -> bool:
    if len(lines) < LINES or max(map(len, read)) > MOST_COLUMNS:
        return False
    middles = [[(letter.left + letter.right) / 2 for letter in letters if letter.text.strip()] for letters in read]
    across = [right - left for line in middles for left, right in pairwise(line)]
    down = [below.top - above.top for above, below in pairwise(lines)]
    several = sum(len(line) > 1 for line in middles)
    return 2 * several > len(lines) and median(across) >= WIDER * median(down)
