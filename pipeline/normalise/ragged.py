"""Lines of prose that a program ended early: their breaks are wraps, though there was room for more.

Browsers that keep phrases whole (``word-break: auto-phrase``) or shun short last lines (``text-wrap: pretty``), and
Typst, which weighs a paragraph as a whole, end a line several characters before they must. The width alone cannot tell
such a break from an author's; that a sentence is in its middle can, in columns whose cells are sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.normalise.breaks import Break, PlacedLine
from pipeline.normalise.lines import SENTENCES, PrintedText
from pipeline.normalise.measure import PROSE_WIDTH, has_place
from pipeline.writing.kinsoku import ends_sentence, opening_of

FILLED = 0.75
"""Share of its room that a line must fill to go on. Of the lines that Chromium ended early at a phrase's end in cells
of 34 em, 95 in 100 do; of the lines that published tables end in mid-sentence with nothing opened below, none does."""

INDENT = 0.5
"""In em, how much further in than the line above a line begins that opens a paragraph."""


def mend_ragged(cells: Sequence[PrintedText]) -> list[PrintedText]:
    """Return the cells of one column with the breaks within a sentence taken for those of full lines.

    Only in a column of sentences, in a cell that ends with one, and between two lines of which the first nearly fills
    its room, and the second opens nothing: no bullet, number, heading or indent. Lists stay lists.
    """
    return [_mended(cell) for cell in cells] if _is_prose(cells) else list(cells)


def _is_prose(cells: Sequence[PrintedText]) -> bool:
    """Return whether nearly all cells of several lines end a sentence; what is within may be cut up."""
    several = [cell for cell in cells if cell.breaks]
    return bool(several) and sum(ends_sentence(cell.lines[-1].text) for cell in several) >= SENTENCES * len(several)


def _mended(cell: PrintedText) -> PrintedText:
    if "end" not in cell.breaks or not ends_sentence(cell.lines[-1].text):
        return cell
    breaks: tuple[Break, ...] = tuple(
        "full" if kind == "end" and _goes_on(above, below) else kind
        for kind, (above, below) in zip(cell.breaks, pairwise(cell.lines), strict=True)
    )
    return PrintedText(cell.lines, breaks)


def _goes_on(above: PlacedLine, below: PlacedLine) -> bool:
    first, second = above.text, below.text
    if first[-1].isascii() and second[0].isascii():
        return False  # addresses, figures and codes, one below the other
    return (
        not ends_sentence(first)
        and opening_of(second) is None
        and _nearly_fills(above)
        and not _is_indented(above, below)
    )


def _nearly_fills(placed: PlacedLine) -> bool:
    line, room = placed.line, placed.room
    if not has_place(line) or line.angle or room.alignment != "left":
        return False
    width = room.right - room.left
    return width >= PROSE_WIDTH * line.font_size and room.left_over(line) <= (1 - FILLED) * width


def _is_indented(above: PlacedLine, below: PlacedLine) -> bool:
    """Return whether the second line begins further in; the lines below a bullet's all do, and are not indented."""
    if not has_place(below.line):
        return True  # nothing is known of a transcript's lines but that they are paragraphs
    printed_in = below.line.text.startswith("\u3000")
    further = below.line.box.x0 - below.room.left - (above.line.box.x0 - above.room.left)
    return printed_in or (opening_of(above.text) is None and further > INDENT * below.line.font_size)
