"""What people are told that columns and their values are called, in Japanese and English: pages and workbooks ask here.

The names of columns come from ``schema``, where they are declared once; here stand the names of what columns may
hold. A value that no table knows is shown as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from pipeline import schema
from pipeline.model import Change, Edition


class Label(NamedTuple):
    """A text of the page itself in both of its languages."""

    ja: str
    en: str


STATUSES: Mapping[str, Label] = {
    "done": Label("対応済", "Done"),
    "partial": Label("一部対応", "Partly done"),
    "continuing": Label("継続", "Continuing"),
    "declined": Label("対応しない", "Declined"),
    "unknown": Label("不明", "Unknown"),
    "added": Label("追加", "Added"),
    "removed": Label("削除", "Removed"),
}
"""The canonical statuses in their order on every page, and the two ends of an item that has no other edition."""

MARKED: Mapping[str, Label] = {
    "none": Label("印なし", "Unmarked"),
    "part": Label("一部に印", "Partly marked"),
    "all": Label("印あり", "Marked"),
    "stale": Label("変更なしに印", "Marked, unchanged"),
}
"""How much of a change carries the publisher's mark, in the order in which the changes are listed."""

WEIGHTS: Mapping[str, Label] = {
    "number": Label("数", "Number"),
    "date": Label("日付", "Date"),
    "status": Label("状況", "Status"),
    "scope": Label("範囲", "Scope"),
    "polarity": Label("肯否", "Yes or no"),
    "commitment": Label("約束", "Commitment"),
    "text": Label("文章", "Wording"),
    "notation": Label("表記", "Notation"),
}
"""What kind of thing changed, in the order in which the changes are listed."""

SEVERITIES: Mapping[str, Label] = {
    "error": Label("誤り", "Error"),
    "warning": Label("注意", "Warning"),
    "info": Label("情報", "Note"),
}

SOURCE_KINDS: Mapping[str, Label] = {
    "pdf": Label("PDF", "PDF"),
    "transcript": Label("文字起こし", "Transcript"),
    "scan": Label("スキャン", "Scan"),
    "workbook": Label("Excelブック", "Workbook"),
}

MATCHES: Mapping[str, Label] = {
    "same": Label("同じ", "Same"),
    "renumbered": Label("番号変更", "Renumbered"),
    "moved": Label("移動", "Moved"),
    "split": Label("分割", "Split"),
    "merged": Label("統合", "Merged"),
    "added": Label("追加", "Added"),
    "removed": Label("削除", "Removed"),
}


COMMITMENT_STATES: Mapping[str, Label] = {
    "overdue": Label("期限超過", "Overdue"),
    "gone": Label("記載なし", "Gone"),
    "moved": Label("期限変更", "Moved"),
    "open": Label("期限前", "Open"),
    "kept": Label("実施", "Kept"),
}
"""What became of a promise, in the order in which people look after them."""

CHANGES: Mapping[str, Label] = {
    **MATCHES,
    "changed": Label("変更", "Changed"),
    "unchanged": Label("変更なし", "Unchanged"),
    "head": Label("表の外", "Head"),
}

HEAD_PARTS: Mapping[str, Label] = {
    "title": Label("表題", "Title"),
    "unit": Label("単位", "Unit"),
    "header": Label("列名", "Header"),
    "column": Label("列", "Column"),
    "column_order": Label("列の順", "Column order"),
    "section": Label("区分の見出し", "Section heading"),
    "mark_legend": Label("印の凡例", "Legend of marks"),
    "status_legend": Label("状況の凡例", "Legend"),
    "note": Label("注記", "Note"),
}
"""The parts of a document's head, in the order in which people read them."""


class MarkLabel(NamedTuple):
    """What a publisher's mark is called, and how to say in either language that a text has it, or has not."""

    ja: str
    en: str
    ja_missing: str
    en_present: str


_MARKS: Mapping[str, MarkLabel] = {
    "red": MarkLabel("赤字", "red text", "赤字になっていない", "in red"),
    "blue": MarkLabel("青字", "blue text", "青字になっていない", "in blue"),
    "green": MarkLabel("緑字", "green text", "緑字になっていない", "in green"),
    "underline": MarkLabel("下線", "underline", "下線が引かれていない", "underlined"),
    "strike": MarkLabel("取消線", "strike-through", "取消線が引かれていない", "struck through"),
    "bold": MarkLabel("太字", "bold type", "太字になっていない", "in bold"),
    "highlight": MarkLabel("網掛け", "highlight", "網掛けになっていない", "highlighted"),
}
ANY_MARK = MarkLabel("印", "a mark", "印がない", "marked")

_NAMELESS = re.compile(r"列\d+")


def label_of(labels: Mapping[str, Label], value: str) -> Label:
    """Return the value's label, or the value itself in both languages where there is none."""
    return labels.get(value, Label(value, value))


def column_label(dataset_name: str, column_name: str) -> Label:
    """Return a column's label from the schema: its Japanese name, and its name as English words."""
    column = schema.DATASETS[dataset_name].column(column_name)
    return Label(column.ja, column.name.replace("_", " ").capitalize())


def nameless_column(index: int) -> str:
    """Return what a column without a header is called, which is the index-th from 0."""
    return f"列{index + 1}"


def is_nameless(header: str) -> bool:
    """Tell whether a header is what ``nameless_column`` calls a column."""
    return _NAMELESS.fullmatch(header) is not None


def field_label(field: str | None) -> Label:
    """Return the label of a field; a header text, which no field claims, is its own label."""
    if field is None:
        return Label("項目全体", "Whole item")
    if field in (*schema.FIELDS, schema.SECTION):
        return column_label("items", field)
    return Label(field, field)


def changed_label(change: Change) -> Label:
    """Return the label of what changed: a field, a part of the document's head, or a whole item."""
    if change.kind == "head" and change.field is not None:
        return label_of(HEAD_PARTS, change.field)
    return field_label(change.field)


def mark_label(edition: Edition) -> MarkLabel:
    """Return what the edition's publisher would call its marks: 赤字, 下線, or just 印 where it does not say."""
    style = edition.mark_colour if edition.mark_style == "colour" else edition.mark_style
    return _MARKS.get(style or "", ANY_MARK)


def marked_label(edition: Edition, marked: str) -> Label:
    """Return how much of a change the publisher marked, in the word for its marks: 赤字なし where these are red."""
    label, mark = label_of(MARKED, marked), mark_label(edition)
    return Label(label.ja.replace(ANY_MARK.ja, mark.ja), label.en)
