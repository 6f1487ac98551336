"""Two readings of one document, compared cell by cell: what two programs that share no code agree on is likely so."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from pipeline.findings import finding
from pipeline.model import Box, Cell, Finding, PageFacts, ParsedDocument

SAME_CELL = 0.5
"""Of the area that two boxes cover together, the part that both cover. Readers place a rule a fraction of a point
apart; half the area is lost only where one of them has merged two cells."""

LONGEST_TEXT = 200  # characters of each text that a finding's message quotes


def compare_readings(first: ParsedDocument, second: ParsedDocument) -> tuple[Finding, ...]:
    """Return a ``readers_disagree`` for each cell whose texts differ, white space apart, or that only one reading has.

    Cells are paired by page and place. What stands around the tables is compared too, without its order, and how many
    glyphs a page has: a letter that is printed twice to look bold counts once for PDFium.
    """
    findings: list[Finding] = []
    first_cells, second_cells = _cells_by_page(first), _cells_by_page(second)
    pages = [{page.page_number: page for page in document.pages} for document in (first, second)]
    for page_number in sorted(pages[0].keys() | pages[1].keys()):
        one, other = (each.get(page_number) for each in pages)
        if one is None or other is None:
            findings.append(finding("readers_disagree", "page", page_number=page_number))
            continue
        differences = [
            *_compare_furniture(one, other),
            *_compare_cells(first_cells[page_number], second_cells[page_number]),
        ]
        findings += [*_compare_counts(one, other, all_texts_agree=not differences), *differences]
    return tuple(findings)


def pair_cells(first: Sequence[Cell], second: Sequence[Cell]) -> list[tuple[Cell | None, Cell | None]]:
    """Return the cells of one page in pairs by their place, None beside a cell that the other reading does not have.

    The best overlap is paired first, ties in the order of the cells; time grows with the product of both numbers only
    for cells whose boxes differ.
    """
    places: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for index, cell in enumerate(second):
        places[_place(cell.box)].append(index)
    partner: dict[int, int] = {}
    for index, cell in enumerate(first):
        if waiting := places[_place(cell.box)]:
            partner[index] = waiting.pop(0)
    left = [index for index in range(len(first)) if index not in partner]
    right = sorted(set(range(len(second))) - set(partner.values()))
    overlaps = [
        (-share, i, j) for i in left for j in right if (share := overlap(first[i].box, second[j].box)) >= SAME_CELL
    ]
    taken: set[int] = set()
    for _, i, j in sorted(overlaps):
        if i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    pairs: list[tuple[Cell | None, Cell | None]] = [
        (cell, second[partner[index]] if index in partner else None) for index, cell in enumerate(first)
    ]
    paired = set(partner.values())
    return pairs + [(None, cell) for index, cell in enumerate(second) if index not in paired]


def overlap(first: Box, second: Box) -> float:
    """Return the area that both boxes cover, as a part of the area that they cover together; 0 for empty boxes."""
    both = first.overlap(second)
    return both / (first.area + second.area - both) if both else 0.0


def _place(box: Box) -> tuple[int, ...]:
    return tuple(round(side) for side in box)


def _cells_by_page(document: ParsedDocument) -> dict[int, list[Cell]]:
    pages: dict[int, list[Cell]] = defaultdict(list)
    for table in document.tables:
        for cell in table.cells:
            pages[cell.page_number].append(cell)
    return pages


def _compare_counts(first: PageFacts, second: PageFacts, *, all_texts_agree: bool) -> Iterator[Finding]:
    if first.glyph_count == second.glyph_count:
        return
    number = first.page_number
    sentence = "printed_twice" if all_texts_agree else "counts"
    counts = first.glyph_count, second.glyph_count
    yield finding("readers_disagree", sentence, page_number=number, first=counts[0], second=counts[1])


def _compare_furniture(first: PageFacts, second: PageFacts) -> Iterator[Finding]:
    texts = ["".join("".join(line.text for line in page.furniture).split()) for page in (first, second)]
    if Counter(texts[0]) == Counter(texts[1]):
        return
    number, quoted = first.page_number, [_quote(text) for text in texts]
    yield finding("readers_disagree", "around", page_number=number, first=quoted[0], second=quoted[1])


def _compare_cells(first: Sequence[Cell], second: Sequence[Cell]) -> Iterator[Finding]:
    for one, other in pair_cells(first, second):
        texts = [None if cell is None else "".join(cell.text.split()) for cell in (one, other)]
        cell = one or other
        if texts[0] == texts[1] or cell is None:
            continue
        sentence = "first_alone" if other is None else "second_alone" if one is None else "cell"
        yield finding(
            "readers_disagree",
            sentence,
            page_number=cell.page_number,
            text=cell.text,
            row=cell.row_index,
            column=cell.column_index,
            table=cell.table_index,
            first=_quote(texts[0]),
            second=_quote(texts[1]),
        )


def _quote(text: str | None) -> str:
    if not text:
        return "「」"
    return f"「{text}」" if len(text) <= LONGEST_TEXT else f"「{text[:LONGEST_TEXT]}…」"
