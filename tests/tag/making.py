"""Small documents, built by hand: what normalise would give."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from pipeline.model import (
    Box,
    CellRecord,
    Cells,
    Column,
    FrontMatter,
    NormalisedDocument,
    PageFacts,
    Row,
    Source,
    Span,
    Style,
    StyledText,
)

RED = Style(colour="#ff0000")
FRONT = FrontMatter(
    title="「継続的な検討課題」への対応状況について",
    label="R5第1回PT会合用",
    document_label="資料4",
    notes=("※変更部分は赤字着色",),
)
HEADERS = {
    "number": "番号",
    "policy_area": "施策区分",
    "category": "項目分類",
    "issue": "指摘事項等",
    "source": "出所",
    "status": "対応状況(○対応済、△引き続き検討)",
    "response": "対応状況(○対応済、△引き続き検討)",
    "divisions": "担当課",
}


def styled(text: str, *stretches: tuple[str, Style]) -> StyledText:
    """Return the text with each of these stretches of it, in order, in a style; one span a printed line of 20 pt."""
    spans, position = [], 0
    for line, (stretch, style) in enumerate(stretches):
        start = text.index(stretch, position)
        position = start + len(stretch)
        spans.append(Span(start, position, stretch, style, 1, Box(0, 20.0 * line, 100, 20.0 * line + 10)))
    return StyledText(text, tuple(spans))


def struck(at: int, text: str, page_number: int = 1) -> Span:
    """Return a stretch that is struck out before the character at an offset."""
    return Span(at, at, text, Style(strike=True), page_number, Box(0, 0, 100, 10))


def _value(value: str | StyledText) -> StyledText:
    return value if isinstance(value, StyledText) else StyledText(value)


def make_row(
    ordinal: int = 1,
    *,
    extra: Mapping[str, str | StyledText] | None = None,
    dittos: Collection[str] = (),
    **values: str | StyledText,
) -> Row:
    """Return a row of these fields."""
    return row_of(ordinal, values, extra, dittos)


def row_of(
    ordinal: int,
    values: Mapping[str, str | StyledText],
    extra: Mapping[str, str | StyledText] | None = None,
    dittos: Collection[str] = (),
) -> Row:
    """Return a row of these fields, where which fields there are is not known beforehand."""
    return Row(
        ordinal,
        {field: _value(value) for field, value in values.items()},
        {header: _value(value) for header, value in (extra or {}).items()},
        frozenset(dittos),
        page_number=1,
        page_number_last=1,
    )


def make_cell(
    text: str, *, table_index: int, row_index: int, column_index: int = 0, ordinal: int | None = None
) -> CellRecord:
    """Return a printed cell."""
    return CellRecord(1, table_index, row_index, column_index, 1, 1, None, ordinal, text, 0, 0, 10, 10, len(text))


def make_document(
    *rows: Row, front: FrontMatter = FRONT, headers: Mapping[str, str] | None = None
) -> NormalisedDocument:
    """Return a document of these rows, with the columns that ``headers`` names (the Toyama table's by default)."""
    named = HEADERS if headers is None else headers
    columns = tuple(Column(index, header, field) for index, (field, header) in enumerate(named.items()))
    source = Source("R5-1.pdf", "0" * 64, "pdf", 1, "hand")
    pages = (PageFacts(1, 842, 595, glyph_count=0, furniture=(), furniture_glyph_count=0),)
    return NormalisedDocument(source, pages, front, columns, rows, cells=Cells())
