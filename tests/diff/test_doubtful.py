from __future__ import annotations

import msgspec
import pytest

from pipeline.diff.doubtful import tell_doubtful
from pipeline.model import Change, Edition, Segment, SourceKind


def _edition(kind: SourceKind) -> Edition:
    values = dict.fromkeys(Edition.__struct_fields__)
    return Edition(**{**values, "source_kind": kind})  # type: ignore[arg-type]


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
    (told,) = tell_doubtful([_change(*segments)], _edition("pdf"), _edition("scan"))
    assert told.doubtful is doubtful


def test_no_change_between_documents_with_text_is_doubtful() -> None:
    change = _change(("delete", "ビ"), ("insert", "ピ"))
    (told,) = tell_doubtful([change], _edition("pdf"), _edition("pdf"))
    assert told == change
    assert not msgspec.to_builtins(told)["doubtful"]
