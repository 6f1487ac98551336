"""An edition made by hand, small and whole: every check passes on it, and tests break it in one place each."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from pipeline.findings import finding
from pipeline.model import (
    Audit,
    Box,
    CellRecord,
    Cells,
    Change,
    Commitment,
    DateMention,
    Edition,
    EditionDiff,
    Item,
    ItemDivision,
    LineageRow,
    Mark,
    Match,
    Segment,
    SourceMention,
    TableRecord,
    TableRow,
    TaggedEdition,
    Word,
    Words,
)

BOX = Box(10.0, 20.0, 110.5, 32.25)
SHA256 = "5e" * 32

EDITION = Edition(
    title="対応状況一覧",
    label="R5第1回会合用",
    document_label="資料4",
    fiscal_year=2023,
    meeting_number=1,
    mark_legend="※変更部分は赤字着色",
    mark_style="colour",
    mark_colour="red",
    status_legend={"△": "検討", "○": "対応済"},
    page_count=2,
    item_count=2,
    source_name="R5-1.pdf",
    source_sha256=SHA256,
    source_kind="pdf",
    producer=None,
    note=None,
    glyph_count=20,
    furniture_glyph_count=6,
    finding_glyph_count=1,
)

ITEM = Item(
    ordinal=1,
    number="1",
    policy_area="人材",
    policy_area_ditto=False,
    category="育成",
    category_ditto=True,
    heading="育成",
    issue="【育成】\n令和5年に育てる。",
    source="第1回",
    status_mark="○",
    status_label="対応済",
    status="done",
    response="予定を決めた。",
    divisions=("人事課", "管財課"),
    has_marks=True,
    page_number=1,
    page_number_last=1,
    extra={"備考": "なし", "先": "後"},
)


def cell(row_index: int, text: str, glyph_count: int, *, ordinal: int | None = 1) -> CellRecord:
    return CellRecord(1, 0, row_index, 0, 1, 1, "issue", ordinal, text, *BOX, glyph_count)


def edition(series: str = "city-reform", name: str = "R5-1") -> TaggedEdition:
    """Return the edition; its parts may be replaced."""
    return TaggedEdition(
        series=series,
        edition=name,
        edition_record=EDITION,
        items=(ITEM, replace(ITEM, ordinal=2, number=None, issue=None, divisions=(), has_marks=False, extra={})),
        marks=(Mark(1, "response", 0, 2, "予定", "colour", "#ff0000", 1, *BOX),),
        sources=(SourceMention(1, 1, "meeting", 1, None, "加藤", "委員", "発言", "第1回"),),
        item_divisions=(ItemDivision(1, 1, "人事課", "人事課"), ItemDivision(1, 2, "管財課", "管財課")),
        words=Words.of_rows([Word(1, "response", 1, 0, 2, "予定", "予定", "名詞")]),
        dates=(DateMention(1, "issue", 5, 9, "令和5年", "year", "2023", date(2023, 1, 1), date(2023, 12, 31)),),
        cells=Cells.of_rows([cell(0, "見出し", 3, ordinal=None), cell(1, "予定を\n決めた。", 10, ordinal=1)]),
        findings=(finding("number_gap", ordinal=2, before=1, after=3),),
        tables=(TableRecord(0, 1, 1, "対応の一覧", ("番号", "意見"), 2, is_main=True),),
        rows=(
            TableRow(0, 1, "第1部", {"番号": "1", "意見": "令和5年に育てる。"}, 1, 1, *BOX),
            TableRow(0, 2, None, {}, 1, 1, *BOX),
        ),
    )


def diff(series: str = "city-reform", before: str = "R4-4", after: str = "R5-1") -> EditionDiff:
    """Return a comparison with one change and one removed item, whose place in the newer edition is null."""
    segments = (Segment("delete", "検討", True), Segment("insert", "予定", True), Segment("equal", "を決めた。", False))
    return EditionDiff(
        series,
        before,
        after,
        matches=(
            Match(before, 1, 1, "1", "1", "same", 0.9, "likeness", None),
            Match(before, 2, None, "3", None, "removed", 0.0, "nothing like it", None),
        ),
        changes=(
            Change(before, "removed", 2, None, "3", None, None, None, None, None, (), 0.0),
            Change(
                before, "changed", 1, 1, "1", "1", "response", "検討を決めた。", "予定を決めた。", "all", segments,
                0.8, ("text",),
            ),
        ),
        audit=Audit(before, 3, 2, 0, 1, 1, 1, 0, 0, 0, 2, 2, 2, 1.0, None),
    )  # fmt: skip


def lineage() -> tuple[LineageRow, ...]:
    """Return the lineage of both items."""
    first = LineageRow("R4-4:1", 1, "1", "done", "R4-4", 1, "R4-4", "R5-1", True, False, False)
    return (first, replace(first, lineage_id="R5-1:2", ordinal=2, previous_edition=None, previous_ordinal=None))


def commitments() -> tuple[Commitment, ...]:
    """Return what the first item promises."""
    promise = "令和5年に育てる"
    told = "令和5年に育てた。"
    return (Commitment(1, "issue", 5, 5 + len(promise), promise, "2023", "kept", "R5-1", told, "R4-4:1"),)
