"""Packed lines are the lines that were packed, and what is made of a document does not depend on them."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from pipeline.documents import read_document
from pipeline.model import PLAIN, Box, Line, PageFacts, PrintedCell, PrintedGrid, PrintedPage, Run, Series, Style
from pipeline.packed_cells import pack_page
from pipeline.packed_lines import PackedLines
from pipeline.stages import Job, build_edition

GOLDEN = Path(__file__).parent / "golden"

RED = Style(colour="#ff0000")
BOX, OTHER = Box(10.0, 20.125, 110.5, 30.0), Box(10.0, 31.0, 60.0, 41.0)
LINES = (
    Line((Run("防災の計画", PLAIN, BOX),), BOX, 10.5, 3),
    Line((Run("を見直す", RED, OTHER),), OTHER, 9.0, 3, angle=90, clipped=True),
    Line((Run("予定を", PLAIN, OTHER), Run("決めた", RED, BOX)), BOX.union(OTHER), 10.5, 3),
    Line((Run("改行\nあり", PLAIN, OTHER),), BOX, 10.5, 3),
    Line((Run("", PLAIN, BOX),), BOX, 10.5, 3),
    Line((), BOX, 10.5, 3),
)


def page_of(*cells: tuple[Line, ...]) -> PrintedPage:
    printed = tuple(PrintedCell(row, 0, 1, 1, BOX, lines, "", 0, "") for row, lines in enumerate(cells))
    grid = PrintedGrid(3, (0.0, 100.0), 0.0, 100.0, len(cells), printed)
    return PrintedPage(PageFacts(3, 842.0, 595.0, 0, (), 0), (grid,), ())


def packed(*cells: tuple[Line, ...]) -> list[PackedLines | tuple[Line, ...]]:
    (grid,) = pack_page(page_of(*cells)).grids
    return [cell.lines for cell in grid.cells]  # type: ignore[misc]  # one or the other


@pytest.mark.parametrize("line", LINES, ids=["plain", "red and hidden", "two runs", "a line feed", "no text", "no run"])
def test_a_packed_line_is_the_line(line: Line) -> None:
    ((only,),) = packed((line,))
    assert only == line


def test_each_cell_has_its_own_lines() -> None:
    cells = (LINES[:2], (), LINES[2:])
    assert [tuple(lines) for lines in packed(*cells)] == list(cells)
    assert [len(lines) for lines in packed(*cells)] == [2, 0, 4]


def test_packed_lines_are_a_sequence() -> None:
    (_, lines) = packed(LINES[:1], LINES[1:])
    assert isinstance(lines, PackedLines)
    assert (lines[0], lines[-1], lines[1:3]) == (LINES[1], LINES[-1], LINES[2:4])
    with pytest.raises(IndexError):
        lines[len(LINES) - 1]


def test_another_process_gets_plain_lines() -> None:
    (lines,) = packed(LINES)
    assert pickle.loads(pickle.dumps(lines)) == LINES  # noqa: S301 - our own


@pytest.mark.parametrize("name", ["merged-label-over-break", "turned-counterclockwise"])
def test_a_document_gives_the_same_files_with_its_lines_packed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = GOLDEN / name / "document.pdf"
    job = Job(path, Series("any"), "R5-1")
    files = build_edition(job).files
    monkeypatch.setattr("pipeline.documents.KEPT_OPEN", 0)
    assert any(isinstance(cell.lines, PackedLines) for cell in read_document(path, Series("any")).tables[0].cells)
    assert build_edition(job).files == files
