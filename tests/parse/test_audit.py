from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.documents import read_document
from pipeline.model import PLAIN, Box, Cell, FrontMatter, Line, PageFacts, ParsedDocument, Run, Series, Source, Table
from pipeline.parse import audit
from pipeline.parse.audit import compare_readings, overlap, pair_cells
from tests.pdfs import pdf, shown


def cell(text: str, x0: float = 0, top: float = 0, x1: float = 100, bottom: float = 20, page_number: int = 1) -> Cell:
    box = Box(x0, top, x1, bottom)
    lines = tuple(Line((Run(line, PLAIN, box),), box, 10, page_number) for line in text.split("\n") if line)
    return Cell(page_number, 0, int(top // 20), int(x0 // 100), 1, 1, box, lines, len("".join(text.split())))


def document(*cells: Cell, glyph_counts: dict[int, int] | None = None) -> ParsedDocument:
    counts = glyph_counts or {1: 100}
    pages = tuple(PageFacts(number, 600, 400, count, (), 0) for number, count in counts.items())
    return ParsedDocument(Source("a.pdf", "", "pdf", 1), pages, (Table(0, 2, cells),), 0, FrontMatter())


def messages(first: ParsedDocument, second: ParsedDocument) -> list[str]:
    findings = compare_readings(first, second)
    assert {finding.code for finding in findings} <= {"readers_disagree"}
    return [finding.message for finding in findings]


def test_readings_that_agree_give_no_finding() -> None:
    assert (
        messages(document(cell("第1回"), cell("○", 100, x1=200)), document(cell("第1回"), cell("○", 100, x1=200))) == []
    )


def test_white_space_and_line_breaks_are_no_difference() -> None:
    assert messages(document(cell("第1回 会議\n資料")), document(cell("第 1回会議資料"))) == []


def test_a_difference_is_told_with_both_texts() -> None:
    assert messages(document(cell("髙﨑")), document(cell("髙�"))) == [
        "Row 0, column 0 of table 0: the first reader has 「髙﨑」, the second 「髙�」."
    ]


def test_a_cell_is_found_though_its_rules_are_elsewhere_by_a_point() -> None:
    assert messages(document(cell("甲", 0, 0, 100, 20)), document(cell("甲", 0.9, -0.8, 101, 21))) == []


def test_a_cell_of_one_reader_alone_is_told() -> None:
    apart = document(cell("甲", 0, 0, 50, 20), cell("乙", 50, 0, 100, 20))
    merged = document(cell("甲乙", 0, 0, 100, 20))
    assert messages(apart, merged) == [
        "Row 0, column 0 of table 0: the first reader has 「甲」, the second 「甲乙」.",
        "Row 0, column 0 of table 0 is a cell for the first reader alone, with 「乙」.",
    ]
    assert messages(document(), document(cell("", 0, 0, 100, 20))) == [
        "Row 0, column 0 of table 0 is a cell for the second reader alone, with 「」."
    ]


def test_cells_in_the_same_place_of_other_pages_are_others() -> None:
    counts = {1: 100, 2: 100}
    found = messages(
        document(cell("甲", page_number=1), glyph_counts=counts),
        document(cell("甲", page_number=2), glyph_counts=counts),
    )
    assert len(found) == 2


def test_pages_whose_glyphs_do_not_add_up_are_told() -> None:
    same = "; all texts are the same: some are printed twice."
    assert messages(document(glyph_counts={1: 10, 2: 5}), document(glyph_counts={1: 12})) == [
        f"The readers count 10 and 12 glyphs on page 1{same}",
        "Only one of the readers has page 2.",
    ]
    assert messages(document(cell("甲"), glyph_counts={1: 1}), document(cell("甲乙"), glyph_counts={1: 2})) == [
        "The readers count 1 and 2 glyphs on page 1.",
        "Row 0, column 0 of table 0: the first reader has 「甲」, the second 「甲乙」.",
    ]


def test_what_stands_around_the_tables_is_compared_without_its_order() -> None:
    def around(*texts: str) -> ParsedDocument:
        lines = tuple(line for text in texts for line in cell(text).lines)
        reading = document(cell("甲"))
        return replace(reading, pages=(replace(reading.pages[0], furniture=lines),))

    assert messages(around("資料3", "題名"), around("題 名", "資料3")) == []
    assert messages(around("題名"), around("題�")) == [
        "Around the tables the first reader has 「題名」, the second 「題�」."
    ]


def test_a_long_text_is_quoted_in_part() -> None:
    (message,) = messages(document(cell("長" * 5000)), document(cell("")))
    assert len(message) < 2 * audit.LONGEST_TEXT
    assert "…" in message


BOXES = st.builds(
    lambda x, y, w, h: Box(x, y, x + w, y + h),
    *(st.integers(0, 50).map(float) for _ in range(2)),
    *(st.integers(0, 40).map(float) for _ in range(2)),
)


@given(BOXES, BOXES)
def test_overlap_is_a_share_and_the_same_both_ways(first: Box, second: Box) -> None:
    assert 0 <= overlap(first, second) <= 1
    assert overlap(first, second) == pytest.approx(overlap(second, first))


@given(st.lists(BOXES, max_size=12), st.lists(BOXES, max_size=12))
def test_each_cell_is_in_one_pair(first: list[Box], second: list[Box]) -> None:
    ours = [replace(cell(str(index)), box=box) for index, box in enumerate(first)]
    theirs = [replace(cell(str(index)), box=box) for index, box in enumerate(second)]
    pairs = pair_cells(ours, theirs)
    assert sorted(one.text for one, _ in pairs if one) == sorted(each.text for each in ours)
    assert sorted(other.text for _, other in pairs if other) == sorted(each.text for each in theirs)
    assert all(one or other for one, other in pairs)


def test_reading_with_audit_compares_both_readers(tmp_path: Path) -> None:
    grid = "".join(f"{x} 20 m {x} 180 l S " for x in (20, 100, 280)) + "".join(
        f"20 {y} m 280 {y} l S " for y in (20, 100, 180)
    )
    path = tmp_path / "table.pdf"
    path.write_bytes(
        pdf(grid + shown("番号", 30, 120) + shown("意見", 110, 120) + shown("1", 30, 40) + shown("夜", 110, 40))
    )
    findings = read_document(path, Series("any"), audit=True).findings
    assert [finding for finding in findings if finding.code == "readers_disagree"] == []
