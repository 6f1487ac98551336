"""Text stamped over a table is in no cell; large or coloured text of the table is."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from pipeline.documents import print_page
from pipeline.model import Drawing
from tests.pages import XS, YS, Look, PageMaker, filled

RED = "#ff0000"


def ring(x: float, y: float, radius: float, colour: str) -> Drawing:
    return Drawing(x - radius, y - radius, x + radius, y + radius, "○", colour)


def stamp(maker: PageMaker, x: float, top: float, text: str, size: float, colour: str = RED) -> PageMaker:
    """Print letters of a size of their own."""
    first = len(maker.boxes)
    look: Look = {"font_size": size, "colour": colour}
    maker.text(x, top, text, **look)
    for place in range(first, len(maker.boxes)):
        left = x + size * (place - first)
        maker.boxes[place] = (left, top, left + size, top + size)
    return maker


def cells(maker: PageMaker, *drawings: Drawing) -> tuple[list[str], list[str]]:
    """Return the texts of the second column, and what is told."""
    page = print_page(replace(maker.page(), drawings=drawings))
    (grid,) = page.grids
    texts = [cell.text for cell in grid.cells if cell.column_index == 1]
    return texts, [f"{finding.code}: {finding.text}" for finding in page.findings]


def table() -> PageMaker:
    return filled(PageMaker().grid(XS, YS))


PLAIN = ["右0", "右1", "右2", "右3"]


@pytest.mark.parametrize(
    "stamped",
    [
        stamp(table(), 205, 44, "案", 20),  # over the cell's words
        stamp(table(), 205, 48, "回収", 10),  # of their size, in red
        stamp(table(), 250, 60, "回覧", 24, "#000000"),  # beside them, over the rule below
        stamp(table(), 250, 47, "（案）", 16, "#000000"),  # beside them, a stamp's word
    ],
)
def test_a_stamp_is_in_no_cell_and_told(stamped: PageMaker) -> None:
    texts, told = cells(stamped)
    assert texts == PLAIN
    assert [finding.split(":")[0] for finding in told] == ["text_across_table"]


@pytest.mark.parametrize(
    ("printed", "first"),
    [
        (stamp(table(), 250, 48, "追記", 10), "右0追記"),  # red words of the cell
        (stamp(table(), 250, 47, "大字", 16), "右0大字"),  # large ones, no stamp's
        (stamp(table(), 250, 42, "○", 26), "右0○"),  # a large mark
        (stamp(table(), 250, 51, "○", 26), "右0○"),  # one that runs over the rule below
        (stamp(table(), 212, 48, "右", 10), "右0"),  # the same letter once more, for a shadow
    ],
)
def test_large_or_coloured_words_of_a_cell_stay(printed: PageMaker, first: str) -> None:
    assert cells(printed) == ([first, *PLAIN[1:]], [])


def test_a_stamps_word_alone_in_its_cell_is_its_text() -> None:
    maker = PageMaker().grid(XS, YS)
    for row in range(4):
        maker.text(110, 48 + 30 * row, f"左{row}の文字")
    assert cells(stamp(maker, 250, 47, "案", 16))[0][0] == "案"


def test_the_letters_in_a_ring_of_their_colour_are_a_stamp() -> None:
    maker = stamp(stamp(table(), 250, 52, "収受", 10), 255, 72, "５日", 8)
    texts, told = cells(maker, ring(262, 66, 24, RED))
    assert (texts, told) == (PLAIN, ["text_across_table: 収受５日"])


@pytest.mark.parametrize(("size", "expected"), [(14.0, "右0"), (10.0, "右0収受")])
def test_in_a_black_ring_across_cells_only_letters_of_another_size_are_a_stamp(size: float, expected: str) -> None:
    maker = stamp(table(), 250, 52, "収受", size, "#000000")
    assert cells(maker, ring(262, 66, 24, "#000000"))[0][0] == expected


def test_letters_in_a_ring_that_are_all_of_their_cell_stay() -> None:
    maker = PageMaker().grid(XS, YS)
    for row in range(4):
        maker.text(110, 48 + 30 * row, f"左{row}の文字")
    assert cells(stamp(maker, 250, 48, "済み", 10), ring(260, 53, 14, RED))[0][0] == "済み"


@pytest.mark.parametrize(("radius", "expected"), [(6, "右0秘"), (8, "右0")])
def test_a_letter_in_a_ring_of_its_own_size_stays_and_in_a_wider_one_is_a_stamp(radius: float, expected: str) -> None:
    maker = stamp(table(), 230, 48, "秘", 10)
    assert cells(maker, ring(235, 53, radius, RED))[0][0] == expected


def test_letters_of_another_size_in_a_black_ring_within_their_cell_stay() -> None:
    maker = stamp(table(), 251, 48, "有", 14, "#000000")
    assert cells(maker, ring(258, 55, 12, "#000000"))[0][0] == "右0有"


def test_a_ring_around_a_choice_leaves_the_cells_words() -> None:
    texts, told = cells(table(), ring(215, 53, 9, RED))
    assert (texts, told) == (PLAIN, ["drawing_in_cell: None"])


def test_a_coloured_address_that_runs_over_the_neighbours_words_is_no_stamp() -> None:
    maker = PageMaker().grid(XS, YS)
    for row in range(4):
        maker.text(110, 48 + 30 * row, f"左{row}").text(205, 48 + 30 * row, f"右{row}")
    texts, told = cells(stamp(maker, 140, 48, "あいうえおかきく", 10, "#0563c1"))
    assert "text_across_table" not in {finding.split(":")[0] for finding in told}
    assert "".join(texts).count("右0") == 1
