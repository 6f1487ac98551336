from __future__ import annotations

import pytest
from msgspec.structs import replace

from pipeline.comparison import compare_editions
from pipeline.diff.doubtful import is_doubtful
from pipeline.model import Change, EditionRecords, Segment, SourceKind
from tests.edition_records import item, records


def _edition(kind: SourceKind) -> EditionRecords:
    edition = records("R5", [item(1, "月末")])
    return replace(edition, edition_record=replace(edition.edition_record, source_kind=kind))


def _change(*segments: tuple[str, str]) -> Change:
    parts = tuple(Segment(op, text, marked=False) for op, text in segments)  # type: ignore[arg-type]
    return Change("R4", "changed", 1, 1, "1", "1", "issue", None, None, "none", parts, 0.9)


@pytest.mark.parametrize(
    ("segments", "doubtful"),
    [
        ([("equal", "チーム"), ("delete", "ビ"), ("insert", "ピ"), ("equal", "ル")], True),
        ([("equal", "月"), ("delete", "末"), ("insert", "中")], False),
        ([("equal", "ある"), ("insert", "。")], True),
        ([("equal", "ある"), ("insert", "予定")], False),
        ([("delete", "ビ"), ("insert", "ピ"), ("equal", "ル"), ("delete", "する"), ("insert", "した")], False),
    ],
)
def test_a_change_of_a_scan_is_doubtful_where_only_letters_of_one_shape_differ(
    segments: list[tuple[str, str]], doubtful: bool
) -> None:
    assert is_doubtful(_change(*segments), _edition("pdf"), _edition("scan")) is doubtful
    assert is_doubtful(_change(*segments), _edition("scan"), _edition("pdf")) is doubtful


@pytest.mark.parametrize(
    ("edit", "doubted", "doubtful"),
    [
        (("末", "中"), {(1, "issue")}, True),
        (("末", "中"), {(1, "response"), (2, "issue")}, False),
        (("末までに", "中に必ず"), {(1, "issue")}, True),
        (("末までには", "中に必ずや"), {(1, "issue")}, False),
    ],
)
def test_a_change_of_few_letters_in_a_cell_that_was_not_certain_is_doubtful(
    edit: tuple[str, str], doubted: set[tuple[int, str | None]], doubtful: bool
) -> None:
    change = _change(("equal", "月"), ("delete", edit[0]), ("insert", edit[1]))
    for old, new in ((doubted, set()), (set(), doubted)):
        editions = (replace(_edition("scan"), doubted=frozenset(places)) for places in (old, new))
        assert is_doubtful(change, *editions) is doubtful


def test_no_change_between_documents_with_text_is_doubtful() -> None:
    assert not is_doubtful(_change(("delete", "ビ"), ("insert", "ピ")), _edition("pdf"), _edition("pdf"))


@pytest.mark.parametrize(
    ("kind", "after", "changed", "doubtful"),
    [("scan", "ピルを直す。", 0, 1), ("pdf", "ピルを直す。", 1, 0), ("scan", "橋を直す。", 1, 0)],
)
def test_what_ocr_may_have_made_is_no_unmarked_change_of_the_audit(
    kind: SourceKind, after: str, changed: int, doubtful: int
) -> None:
    old, new = (records(name, [item(1, text)]) for name, text in (("R4", "ビルを直す。"), ("R5", after)))
    new = replace(new, edition_record=replace(new.edition_record, source_kind=kind))
    audit = compare_editions(old, new).audit
    assert (audit.changed, audit.marked_none, bool(audit.changed_characters)) == (changed, changed, bool(changed))
    assert audit.doubtful_changes == doubtful
