"""The row of ``editions``: what the document says of itself, and the count of its glyphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple, cast

from pipeline.findings import finding
from pipeline.model import (
    Cells,
    Edition,
    EditionNote,
    Finding,
    FrontMatter,
    Mark,
    MarkStyle,
    NormalisedDocument,
    Series,
    extra_names,
)
from pipeline.tag.colours import colour_name
from pipeline.tag.document_facts import read_meeting, read_meeting_date
from pipeline.vocabulary.edition_names import meeting_of_name, name_of_year
from pipeline.vocabulary.marks import MarkLegend


class EditionFacts(NamedTuple):
    """Which meeting the edition is of, and a finding where the document does not say."""

    fiscal_year: int | None
    meeting_number: int | None
    findings: tuple[Finding, ...]


def front_texts(front: FrontMatter) -> list[str]:
    """Return everything that stands around the table."""
    return [text for text in (*front.notes, front.title, front.label, front.document_label) if text]


def side_table_lines(cells: Cells) -> list[str]:
    """Return the rows of the tables that hold no items, as lines: a legend may stand in a small table of its own.

    A cell that holds one mark alone explains itself in the next: ``○`` beside ``対応済`` gives ``○:対応済``.
    """
    placed = zip(cells.table_index, cells.ordinal, strict=True)
    with_items = {table_index for table_index, ordinal in placed if ordinal is not None}
    rows: dict[tuple[int, int], list[str]] = {}
    for table_index, row_index, printed in zip(cells.table_index, cells.row_index, cells.text, strict=True):
        if table_index not in with_items and (text := " ".join(printed.split())):
            rows.setdefault((table_index, row_index), []).append(text)
    return [
        " ".join(f"{text}:" if len(text) == 1 else text for text in row).replace(": ", ":") for row in rows.values()
    ]


def read_facts(front: FrontMatter, edition: str) -> EditionFacts:
    """Return the meeting by the document, and what it does not say by the edition's name (R5-1), with a finding.

    A finding, too, where the name is that of another meeting: the editions are ordered by their names.
    """
    meeting = read_meeting(front)
    year, number = meeting_of_name(edition)
    if meeting.fiscal_year is not None and meeting.meeting_number is not None:
        own = meeting.fiscal_year, meeting.meeting_number
        is_another = year is not None and number is not None and (year, number) != own
        said = f"{name_of_year(own[0])}-{own[1]}"
        told = finding("edition_of_another_name", text=front.label or front.title, edition=edition, said=said)
        return EditionFacts(*own, (told,) if is_another else ())
    sentence = "unsaid" if (year, number) == (None, None) else "by_name"
    fiscal_year = meeting.fiscal_year if meeting.fiscal_year is not None else year
    meeting_number = meeting.meeting_number if meeting.meeting_number is not None else number
    return EditionFacts(
        fiscal_year, meeting_number, (finding("unknown_meeting", sentence, text=front.label, edition=edition),)
    )


def _mark_style(legend: MarkLegend, marks: Sequence[Mark]) -> tuple[MarkStyle, str | None]:
    """Return style and colour name by the legend's first rule, or, without a legend, of most of what was taken."""
    if legend.rules:
        return legend.rules[0].style, legend.rules[0].colour
    if not marks:
        return "none", None
    taken: Counter[tuple[str, str | None]] = Counter(
        (mark.style, colour_name(mark.colour) if mark.style in ("colour", "highlight") and mark.colour else None)
        for mark in marks
    )
    (style, colour), _ = taken.most_common(1)[0]
    return cast("MarkStyle", style), colour


def edition_record(  # noqa: PLR0913 - one argument a thing that was read
    document: NormalisedDocument,
    series: Series,
    edition: str,
    *,
    facts: EditionFacts,
    mark_legend: MarkLegend,
    status_legend: Mapping[str, str],
    marks: Sequence[Mark],
) -> Edition:
    """Return the row of ``editions``. Glyphs that are in no cell and no furniture are those of findings."""
    style, colour = _mark_style(mark_legend, marks)
    note = series.editions.get(edition, EditionNote())
    glyph_count = sum(page.glyph_count for page in document.pages)
    names = extra_names(document.columns)
    furniture = sum(page.furniture_glyph_count for page in document.pages)
    return Edition(
        title=document.front.title,
        label=document.front.label,
        document_label=document.front.document_label,
        fiscal_year=facts.fiscal_year,
        meeting_number=facts.meeting_number,
        mark_legend=mark_legend.text,
        mark_style=style,
        mark_colour=colour,
        status_legend=dict(status_legend),
        page_count=document.source.page_count,
        item_count=len(document.rows),
        source_name=document.source.name,
        source_sha256=document.source.sha256,
        source_kind=document.source.kind,
        producer=document.source.producer,
        note=note.note,
        glyph_count=glyph_count,
        furniture_glyph_count=furniture,
        finding_glyph_count=glyph_count - furniture - sum(document.cells.glyph_count),
        position=series.position(edition),
        meeting_date=read_meeting_date(document.front),
        published=note.published,
        publisher=series.publisher,
        licence=series.licence,
        url=note.url or series.url,
        headers=tuple(names.get(column.column_index, column.header) for column in document.columns),
        header_fields=tuple(column.field or "" for column in document.columns),
        notes=document.front.notes,
        unread_share=document.unread_share,
    )
