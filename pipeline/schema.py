"""Every column of every dataset, declared once.

The Arrow schemas, the checks of ``akaji check``, ``datapackage.json`` and the data dictionary in ``docs/`` are all
made from ``DATASETS``; the finding codes from ``FINDINGS``. A column's type is written as Arrow writes it, so that
this module needs no Arrow: ``akaji --help`` must not pay for importing it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, get_args

from msgspec import Struct

from pipeline import model

if TYPE_CHECKING:
    import pyarrow as pa

SCHEMA_VERSION = "2.1"
"""Raised in its first part when a column goes or changes its meaning, in its second when one is added."""

FIELDS: tuple[model.Field, ...] = get_args(model.Field)
"""The columns of the printed table under their English names, and the values of every column called ``field``."""

SECTION = "section"
"""What a change's ``field`` names beside the fields and headers: the heading of the part that an item stands in."""

TEXT_FIELDS = ("number", "policy_area", "category", "issue", "source", "response")
"""The fields whose value is a text; ``status`` and ``divisions`` are tagged further."""

PARTITION_COLUMNS = ("series", "edition")
"""The Hive partition columns of every dataset, both strings; they stand in the path and not in the files."""


class Column(Struct, frozen=True):
    """One column of a dataset. ``values`` lists what it may hold, where that is a closed list."""

    name: str
    type: str
    ja: str
    description: str
    unit: str | None = None
    nullable: bool = False
    values: tuple[str, ...] = ()


class Dataset(Struct, frozen=True):
    """One folder of Parquet files. ``key`` identifies a row within a partition; rows are sorted by it on disk."""

    name: str
    row: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    def column(self, name: str) -> Column:
        """Return the column of that name; ``KeyError`` where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


SEGMENTS_TYPE = "list<struct<op: string, text: string, marked: bool>>"

_ORDINAL = Column("ordinal", "int32", "項目の順", "Position of the item in the document, from 1; joins to items.")
_FIELD = Column("field", "string", "欄", "Field of the table, or the header's text for a column that no field claims.")
_POSITION = Column("position", "int32", "並び順", "Order within the item, from 1.")
_TABLE_INDEX = Column("table_index", "int32", "表", "Table of the document, from 0.")
_START = Column("start", "int32", "始端", "Offset of the first character in the normalised field.", "code points")
_END = Column("end", "int32", "終端", "Offset after the last character in the normalised field.", "code points")
_PAGE_NUMBER = Column("page_number", "int32", "ページ", "Page of the source file, from 1.")
_FROM_EDITION = Column("from_edition", "string", "比較元の版", "The older edition; the partition is the newer one.")
_FROM_NUMBER = Column("from_number", "string", "旧番号", "Printed number in the older edition.", nullable=True)
_TO_NUMBER = Column("to_number", "string", "新番号", "Printed number in the newer edition.", nullable=True)
_FROM_ORDINAL = Column("from_ordinal", "int32", "旧項目の順", "Item of the older edition.", nullable=True)
_TO_ORDINAL = Column("to_ordinal", "int32", "新項目の順", "Item of the newer edition.", nullable=True)
_STATUSES = get_args(model.ItemStatus)


def _box_columns(*, nullable: bool) -> tuple[Column, ...]:
    where = "from the upper left corner of the page as it is shown"
    return (
        Column("x0", "double", "左端", f"Left edge, {where}.", "points", nullable),
        Column("top", "double", "上端", f"Upper edge, {where}.", "points", nullable),
        Column("x1", "double", "右端", f"Right edge, {where}.", "points", nullable),
        Column("bottom", "double", "下端", f"Lower edge, {where}.", "points", nullable),
    )


EDITIONS = Dataset(
    "editions",
    "an edition",
    "The document's own facts, as it prints them.",
    (
        Column("title", "string", "表題", "Title above the table.", nullable=True),
        Column("label", "string", "会合名", "The meeting as printed: R5第1回PT会合用.", nullable=True),
        Column("document_label", "string", "資料番号", "The document's number at the meeting: 資料4.", nullable=True),
        Column(
            "fiscal_year", "int16", "年度", "Fiscal year of the meeting, Western: 2023 for 令和5年度.", "year", True
        ),
        Column("meeting_number", "int16", "会合の回", "Number of the meeting in its year.", nullable=True),
        Column(
            "mark_legend",
            "string",
            "変更の凡例",
            "What the page says of its marks: ※変更部分は赤字着色.",
            nullable=True,
        ),
        Column("mark_style", "string", "変更の印", "How a change is marked.", values=get_args(model.MarkStyle)),
        Column("mark_colour", "string", "変更の色", "Name of the marking colour: red, blue, green.", nullable=True),
        Column("status_legend", "map<string, string>", "状況の凡例", "Status mark to label, as the page explains it."),
        Column(
            "page_count",
            "int32",
            "ページ数",
            "Pages of the source file; 1 for a transcript without page breaks.",
            "pages",
        ),
        Column("item_count", "int32", "項目数", "Rows of items in this edition.", "items"),
        Column("source_name", "string", "ファイル名", "Name of the source file, without its folder."),
        Column("source_sha256", "string", "ファイルのSHA-256", "SHA-256 of the source file, in hexadecimal."),
        Column("source_kind", "string", "元の種類", "What the source file is.", values=get_args(model.SourceKind)),
        Column("producer", "string", "作成プログラム", "Program that wrote the PDF, as it says itself.", nullable=True),
        Column("note", "string", "注記", "What a reader must know of this file (from series.toml).", nullable=True),
        Column("glyph_count", "int32", "文字数", "Printed glyphs of all pages, white space apart.", "glyphs"),
        Column(
            "furniture_glyph_count",
            "int32",
            "表外の文字数",
            "Of these, outside every table: title, legend, page numbers.",
            "glyphs",
        ),
        Column(
            "finding_glyph_count",
            "int32",
            "所見の文字数",
            "Of these, in no cell and no furniture, each told in a finding.",
            "glyphs",
        ),
        Column(
            "position",
            "int32",
            "版の順",
            "Place of the edition in its series, oldest first, from 1: among what lies under raw/, or as series.toml "
            "orders it; null for a file that was extracted alone.",
            nullable=True,
        ),
        Column(
            "meeting_date",
            "date32[day]",
            "会合の日",
            "Day of the meeting, where the document prints it with the meeting.",
            nullable=True,
        ),
        Column("published", "date32[day]", "公表日", "Day of publication (from series.toml).", nullable=True),
        Column("publisher", "string", "公表者", "Who publishes the series (from series.toml).", nullable=True),
        Column("licence", "string", "利用条件", "Under what licence (from series.toml).", nullable=True),
        Column(
            "url",
            "string",
            "掲載先",
            "Where this edition was published, or else its series (from series.toml).",
            nullable=True,
        ),
        Column(
            "headers",
            "list<string>",
            "列見出し",
            "Headers of the table's columns, from left to right; header rows joined by ' / '. A column that no field "
            "claims has the name that it has in items.extra.",
        ),
        Column(
            "header_fields",
            "list<string>",
            "列見出しの欄",
            "For each of headers the field that claims the column; empty where none does.",
        ),
        Column("notes", "list<string>", "表の外の注記", "What else the pages say around the table, each text once."),
        Column(
            "unread_share",
            "double",
            "読めなかった割合",
            "Share of the text of the document's tables that is in no item and no row, 0 to 1.",
        ),
    ),
    (),
)

ITEMS = Dataset(
    "items",
    "an item",
    "The numbered rows of the table, one each, with page breaks healed and dittos resolved.",
    (
        _ORDINAL,
        Column("number", "string", "番号", "Number as printed.", nullable=True),
        Column("policy_area", "string", "施策区分", "Policy area.", nullable=True),
        Column(
            "policy_area_ditto",
            "bool",
            "施策区分が〃",
            "True where the value was not printed in this row itself: 〃, or a merged cell.",
        ),
        Column("category", "string", "項目分類", "Category within the policy area.", nullable=True),
        Column(
            "category_ditto",
            "bool",
            "項目分類が〃",
            "True where the value was not printed in this row itself: 〃, or a merged cell.",
        ),
        Column(
            "heading",
            "string",
            "見出し",
            "The 【…】 that opens the issue, without its brackets; null without one.",
            nullable=True,
        ),
        Column("issue", "string", "課題・指摘事項", "Issue or remark, whole, heading included.", nullable=True),
        Column("source", "string", "出所", "Meeting, speaker or report that raised it.", nullable=True),
        Column("status_mark", "string", "状況の記号", "Status mark as printed, tidied: ○, △, ○(一部△).", nullable=True),
        Column(
            "status_label",
            "string",
            "状況の意味",
            "The mark's meaning by the document's own legend: 対応済.",
            nullable=True,
        ),
        Column("status", "string", "状況", "The same for every publisher.", values=_STATUSES),
        Column("response", "string", "対応状況", "What has been done or is planned.", nullable=True),
        Column("divisions", "list<string>", "担当課", "Divisions in charge, as printed, in order."),
        Column("has_marks", "bool", "印の有無", "True where the publisher marked anything in this row as changed."),
        Column("page_number", "int32", "ページ", "Page on which the item begins, from 1."),
        Column("page_number_last", "int32", "終わりのページ", "Page on which the item ends, from 1."),
        Column(
            "extra",
            "map<string, string>",
            "その他の欄",
            "Columns that no field claims: header to text; header rows joined by ' / '.",
        ),
        Column(
            "dittos",
            "list<string>",
            "〃の欄",
            "Fields, and headers in extra, whose value was not printed in this row itself: 〃, or a merged cell. "
            "A mark on what they repeat stands with the item that prints it.",
        ),
        Column(
            "section",
            "string",
            "区分の見出し",
            "Heading above its part of the table: a row over the whole width, a stacked table's caption; null without.",
            nullable=True,
        ),
    ),
    ("ordinal",),
)

MARKS = Dataset(
    "marks",
    "a stretch of marked text",
    "What the publisher set off as changed. A stretch that runs over printed lines is one row, with the box around all "
    "of it; over a page break it is one row a page.",
    (
        _ORDINAL,
        _FIELD,
        _START,
        Column(
            "end",
            "int32",
            "終端",
            "Offset after the last character; equal to start where the text is struck out.",
            "code points",
        ),
        Column("text", "string", "文字列", "The marked text."),
        Column(
            "style",
            "string",
            "印",
            "How it is marked.",
            values=tuple(s for s in get_args(model.MarkStyle) if s != "none"),
        ),
        Column("colour", "string", "色", "Colour of the text, or of what lies behind it, as #rrggbb.", nullable=True),
        _PAGE_NUMBER,
        *_box_columns(nullable=True),
    ),
    ("ordinal", "field", "start", "end", "page_number", "top", "x0"),
)

SOURCES = Dataset(
    "sources",
    "a meeting and speaker",
    "出所 taken apart: 第1・3回PT 中村委員発言 is two rows.",
    (
        _ORDINAL,
        _POSITION,
        Column("kind", "string", "種類", "What is named.", values=("meeting", "report", "other")),
        Column("meeting_number", "int16", "会合の回", "Number of the meeting; null for a report.", nullable=True),
        Column(
            "fiscal_year", "int16", "年度", "Fiscal year of the meeting, Western; null where not printed.", "year", True
        ),
        Column("speaker", "string", "発言者", "Family name of who spoke: 加藤.", nullable=True),
        Column("role", "string", "役割", "The speaker's part: 委員, オブザーバー, 座長.", nullable=True),
        Column("medium", "string", "媒体", "発言, チャット意見, 実施すべき施策, 継続的な検討課題.", nullable=True),
        Column("text", "string", "文字列", "The part of the cell that this row was read from."),
    ),
    ("ordinal", "position"),
)

ITEM_DIVISIONS = Dataset(
    "item_divisions",
    "an item and division",
    "Who is in charge of what.",
    (
        _ORDINAL,
        _POSITION,
        Column("division", "string", "担当課", "Division as printed."),
        Column(
            "division_name",
            "string",
            "担当課(統一名)",
            "Its latest name, after the renames that the series file declares.",
        ),
    ),
    ("ordinal", "position"),
)

WORDS = Dataset(
    "words",
    "a word",
    "The words of issue and response, from fugashi with unidic-lite.",
    (
        _ORDINAL,
        _FIELD,
        _POSITION,
        _START,
        _END,
        Column("surface", "string", "表層形", "The word as written."),
        Column("lemma", "string", "語彙素", "Its dictionary form; the surface where the dictionary has none."),
        Column("pos", "string", "品詞", "Part of speech, first level of UniDic: 名詞, 動詞."),
    ),
    ("ordinal", "field", "position"),
)

DATES = Dataset(
    "dates",
    "a date",
    "Dates, months and fiscal years named in the text, in either era or relative to the edition.",
    (
        _ORDINAL,
        _FIELD,
        _START,
        _END,
        Column("text", "string", "文字列", "The date as written: 令和5年6月."),
        Column("kind", "string", "種類", "How precise it is.", values=("day", "month", "year", "fiscal_year")),
        Column(
            "iso",
            "string",
            "ISO 8601",
            "2023-06-01, 2023-06 or 2023; a fiscal year as 2023-04-01/2024-03-31, a range as 2023-04/2023-06.",
        ),
        Column("date_from", "date32[day]", "始まり", "First day that it covers."),
        Column("date_to", "date32[day]", "終わり", "Last day that it covers."),
    ),
    ("ordinal", "field", "start"),
)

TABLES = Dataset(
    "tables",
    "a table",
    "Every table of the document, joined over its pages.",
    (
        _TABLE_INDEX,
        _PAGE_NUMBER,
        Column("page_number_last", "int32", "終わりのページ", "Page on which the table ends, from 1."),
        Column(
            "caption", "string", "表題", "What stands above the table, or as a title within its frame.", nullable=True
        ),
        Column("headers", "list<string>", "見出し", "Header of each column; header rows joined by ' / '."),
        Column("row_count", "int32", "行数", "Rows, as in rows.", "rows"),
        Column("is_main", "bool", "一覧の表", "True for the table whose rows are the items."),
    ),
    ("table_index",),
)

ROWS = Dataset(
    "rows",
    "a row of a table",
    "Every row of every table, cleaned as items are: page breaks healed, dittos resolved, wraps undone.",
    (
        _TABLE_INDEX,
        Column("ordinal", "int32", "行の順", "Position of the row in its table, from 1; the item's in the item table."),
        Column(
            "section", "string", "区分の見出し", "Heading above its part of the table; null without.", nullable=True
        ),
        Column("values", "map<string, string>", "値", "Header to text; blank cells are left out."),
        _PAGE_NUMBER,
        Column("page_number_last", "int32", "終わりのページ", "Page on which the row ends, from 1."),
        *_box_columns(nullable=True),
    ),
    ("table_index", "ordinal"),
)

CELLS = Dataset(
    "cells",
    "a printed cell",
    "Every cell of every table as printed: where everything came from.",
    (
        _PAGE_NUMBER,
        _TABLE_INDEX,
        Column("row_index", "int32", "行", "Row of the table, from 0, running on over its pages, headers included."),
        Column("column_index", "int32", "列", "First column that the cell covers, from 0."),
        Column("row_span", "int32", "結合行数", "Rows that it covers.", "rows"),
        Column("column_span", "int32", "結合列数", "Columns that it covers.", "columns"),
        Column("field", "string", "欄", "Field, or null for a header or a column that no field claims.", nullable=True),
        Column("ordinal", "int32", "項目の順", "Item that it belongs to; null for a header.", nullable=True),
        Column("text", "string", "文字列", "Text as printed, printed line breaks kept."),
        *_box_columns(nullable=True),
        Column(
            "glyph_count",
            "int32",
            "文字数",
            "Printed glyphs in it, white space apart; a letter printed again on its place to look bold counts once.",
            "glyphs",
        ),
        Column(
            "confidence",
            "double",
            "確からしさ",
            "How sure the program is of the cell's least certain letter, from 0 to 1; null but for scans.",
            nullable=True,
        ),
    ),
    ("table_index", "row_index", "column_index", "page_number"),
)

FINDINGS_DATASET = Dataset(
    "findings",
    "a finding",
    "What a person should know of this edition. The codes are explained in the data dictionary.",
    (
        Column("code", "string", "種別", "What kind of finding."),
        Column("severity", "string", "重さ", "How much it matters.", values=get_args(model.Severity)),
        Column("ordinal", "int32", "項目の順", "Item that it is about.", nullable=True),
        Column("page_number", "int32", "ページ", "Page that it is on.", nullable=True),
        Column("field", "string", "欄", "Field that it is about.", nullable=True),
        Column("text", "string", "文字列", "The text that it is about.", nullable=True),
        Column("message", "string", "説明（英語）", "A sentence for people, in English."),
        Column("message_ja", "string", "説明", "The same in Japanese."),
    ),
    (),
)

MATCHES = Dataset(
    "matches",
    "a pair of items, or an item alone",
    "Which item of the older edition is which item of the newer one.",
    (
        _FROM_EDITION,
        _FROM_ORDINAL,
        _TO_ORDINAL,
        _FROM_NUMBER,
        _TO_NUMBER,
        Column("kind", "string", "種類", "What became of it.", values=get_args(model.MatchKind)),
        Column("similarity", "double", "類似度", "Likeness of the two, 0 to 1; 0 for an item alone."),
        Column("reason", "string", "根拠", "Why the two were paired, or left alone."),
        Column("runner_up_similarity", "double", "次点の類似度", "Likeness of the next best candidate.", nullable=True),
    ),
    ("from_edition", "to_ordinal", "from_ordinal"),
)

CHANGES = Dataset(
    "changes",
    "a changed field, an added or removed item, or a changed part of the head",
    "What changed since the older edition, and how much of it the publisher marked.",
    (
        _FROM_EDITION,
        Column("kind", "string", "種類", "What happened.", values=get_args(model.ChangeKind)),
        _FROM_ORDINAL,
        _TO_ORDINAL,
        _FROM_NUMBER,
        _TO_NUMBER,
        Column(
            "field",
            "string",
            "欄",
            "Field that changed, or a header, or section; null for an item that was added, removed, split or merged; "
            "for kind head the part of the document's head: " + ", ".join(get_args(model.HeadPart)) + ".",
            nullable=True,
        ),
        Column("before", "string", "変更前", "Text in the older edition.", nullable=True),
        Column("after", "string", "変更後", "Text in the newer edition.", nullable=True),
        Column(
            "marked",
            "string",
            "印の範囲",
            "How much of it is marked; stale is a mark on text that did not change.",
            nullable=True,
            values=("all", "part", "none", "stale"),
        ),
        Column(
            "segments",
            SEGMENTS_TYPE,
            "差分",
            "The change in stretches; equal and delete give before, equal and insert give after.",
        ),
        Column("similarity", "double", "類似度", "Likeness of before and after, 0 to 1."),
        Column(
            "weights",
            "list<string>",
            "重要さ",
            "What kinds of thing changed in the part that is not marked, the weightiest first: number, date, status, "
            "scope, polarity, commitment, text, notation. Empty where all of it is marked; notation stands alone.",
        ),
        Column(
            "gone",
            "list<string>",
            "跡なく消えた文言",
            "Stretches of before that went with nothing in their place, neither struck out nor inside painted text.",
        ),
        Column(
            "doubtful",
            "bool",
            "読み取りの疑い",
            "Whether OCR may have made it: a side is a scan, and only letters that look alike differ.",
        ),
    ),
    ("from_edition", "to_ordinal", "from_ordinal", "field", "before", "after"),
)

AUDITS = Dataset(
    "audits",
    "a pair of editions",
    "How well the publisher marked what changed.",
    (
        _FROM_EDITION,
        Column("items_before", "int32", "旧項目数", "Items of the older edition.", "items"),
        Column("items_after", "int32", "新項目数", "Items of the newer edition.", "items"),
        Column("added", "int32", "追加", "Items added.", "items"),
        Column("removed", "int32", "削除", "Items removed.", "items"),
        Column("changed", "int32", "変更", "Fields changed in items that stayed.", "fields"),
        Column("marked_all", "int32", "全部に印", "Of these, marked in full.", "fields"),
        Column("marked_part", "int32", "一部に印", "Of these, marked in part.", "fields"),
        Column("marked_none", "int32", "印なし", "Of these, not marked at all.", "fields"),
        Column("stale", "int32", "変更なしに印", "Fields with a mark on text that did not change.", "fields"),
        Column(
            "changed_characters",
            "int32",
            "変更文字数",
            "Characters inserted, or deleted with nothing in their place, in items that stayed.",
            "code points",
        ),
        Column("marked_changed_characters", "int32", "印のある変更文字数", "Of these, marked.", "code points"),
        Column(
            "marked_characters",
            "int32",
            "印のある文字数",
            "Characters marked in items that stayed, changed or not. Where a change repeats the value above, "
            "those that are marked there count here too.",
            "code points",
        ),
        Column(
            "recall",
            "double",
            "再現率",
            "marked_changed_characters of changed_characters; null where nothing changed, and where an edition between "
            "the two is missing, of which the marks speak.",
            nullable=True,
        ),
        Column(
            "precision",
            "double",
            "適合率",
            "marked_changed_characters of marked_characters; null where nothing is marked, and as recall is.",
            nullable=True,
        ),
        Column(
            "deleted_characters",
            "int32",
            "削除文字数",
            "Characters that went with nothing in their place, in items that stayed.",
            "code points",
        ),
        Column(
            "seen_deleted_characters",
            "int32",
            "削除のわかる文字数",
            "Of these, struck out or inside painted text, so that a reader sees that something went.",
            "code points",
        ),
        Column(
            "notation",
            "int32",
            "表記のみの変更",
            "Fields of which only the notation differs; changed and the marked_ counts leave them out.",
        ),
        Column(
            "doubtful_changes",
            "int32",
            "読み取りの疑いのある変更",
            "Changes that OCR may have made; all other counts leave them out.",
        ),
    ),
    ("from_edition",),
)

LINEAGE = Dataset(
    "lineage",
    "an item of an edition",
    "Each item followed through the editions of its series.",
    (
        Column(
            "lineage_id",
            "string",
            "系譜",
            "The same for one item in every edition: its first edition and ordinal there.",
        ),
        _ORDINAL,
        Column("number", "string", "番号", "Number in this edition.", nullable=True),
        Column("status", "string", "状況", "Status in this edition.", values=_STATUSES),
        Column("previous_edition", "string", "前の版", "Edition before this one; null in the first.", nullable=True),
        Column("previous_ordinal", "int32", "前の版での順", "The item there; null where it is new.", nullable=True),
        Column("first_edition", "string", "初出の版", "Edition in which it first appeared."),
        Column(
            "last_changed_edition",
            "string",
            "最後に変わった版",
            "Latest edition, up to this one, in which it changed.",
            nullable=True,
        ),
        Column("changed", "bool", "この版で変更", "True where a field differs from the edition before."),
        Column("changed_unmarked", "bool", "印なしで変更", "True where one of these changes is not marked in full."),
        Column(
            "ever_changed_unmarked", "bool", "印なしの変更歴", "True where that was so in this edition or any before."
        ),
        Column("heading", "string", "見出し", "Heading of the item in this edition.", nullable=True),
        Column("status_label", "string", "状況の意味", "Meaning of its status mark in this edition.", nullable=True),
        Column(
            "previous_status",
            "string",
            "前の版での状況",
            "Status in the edition before; null where the item is new.",
            nullable=True,
            values=_STATUSES,
        ),
        Column(
            "status_went_back",
            "bool",
            "状況の後退",
            "True where the status is farther from done than in the edition before: ○ to △.",
        ),
        Column("ever_went_back", "bool", "状況の後退歴", "True where that was so in this edition or any before."),
    ),
    ("ordinal",),
)

COMMITMENTS = Dataset(
    "commitments",
    "a stretch that promises something by a time, in the edition where it was first read",
    "What was promised, and what became of it in the later editions of the series.",
    (
        _ORDINAL,
        _FIELD,
        _START,
        _END,
        Column("text", "string", "文字列", "The promise, from its date to the end of its sentence."),
        Column("due", "string", "期限", "By when, as ISO 8601: a day, a month, a year, or a range of days."),
        Column(
            "state",
            "string",
            "結果",
            "State in the latest edition: kept (told to be done), moved (to a later date), gone (nothing speaks of "
            "it), open, or overdue (still promised though the date has passed).",
            values=get_args(model.CommitmentState),
        ),
        Column("state_edition", "string", "結果の版", "Edition that tells the state."),
        Column("state_text", "string", "結果の文", "The sentence that tells it; null where none does.", nullable=True),
        Column("lineage_id", "string", "系譜", "The item through all editions; joins to lineage."),
    ),
    ("ordinal", "field", "start", "end"),
)

DATASETS: dict[str, Dataset] = {
    dataset.name: dataset
    for dataset in (
        EDITIONS, ITEMS, MARKS, SOURCES, ITEM_DIVISIONS, WORDS, DATES, TABLES, ROWS, CELLS, FINDINGS_DATASET,
        MATCHES, CHANGES, AUDITS, LINEAGE, COMMITMENTS,
    )
}  # fmt: skip
"""Every dataset by name, in the order in which people meet them."""

EDITION_DATASETS = (
    "editions", "items", "marks", "sources", "item_divisions", "words", "dates", "tables", "rows", "cells", "findings",
)  # fmt: skip
"""The datasets that publishing one edition writes; the others compare editions."""

PAIR_DATASETS = ("matches", "changes", "audits", "lineage", "commitments")
"""The datasets that comparing an edition with the one before it writes, filed under the newer one."""


# ── Arrow ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def arrow_type(name: str) -> pa.DataType:
    """Return the Arrow type that is written so: ``int32``, ``list<string>`` or ``map<string, string>``."""
    import pyarrow as pa

    types: dict[str, pa.DataType] = {
        "string": pa.string(),
        "bool": pa.bool_(),
        "int16": pa.int16(),
        "int32": pa.int32(),
        "double": pa.float64(),
        "date32[day]": pa.date32(),
        "list<string>": pa.list_(pa.string()),
        "map<string, string>": pa.map_(pa.string(), pa.string()),
        SEGMENTS_TYPE: pa.list_(pa.struct([("op", pa.string()), ("text", pa.string()), ("marked", pa.bool_())])),
    }
    return types[name]


@cache
def arrow_schema(dataset_name: str) -> pa.Schema:
    """Return a dataset's Arrow schema, with description, Japanese name and unit in each field's metadata."""
    import pyarrow as pa

    fields = []
    for column in DATASETS[dataset_name].columns:
        metadata = {"description": column.description, "ja": column.ja}
        if column.unit:
            metadata["unit"] = column.unit
        fields.append(pa.field(column.name, arrow_type(column.type), column.nullable, metadata))
    return pa.schema(fields)
