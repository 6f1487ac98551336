from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Mark, Segment
from pipeline.report.text import (
    Piece,
    find_marks,
    segments_to_pieces,
    text_to_paragraphs,
    visible,
)
from tests.report.records import mark

RED = ("colour", "#ff0000")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("県庁 Office 20%", "県庁 Office 20%"),
        ("一\n二\t三", "一\n二\t三"),
        ("a\x00b", "a⟨U+0000⟩b"),
        ("\u202eevil", "⟨U+202E⟩evil"),
        ("\u2066x\u2069", "⟨U+2066⟩x⟨U+2069⟩"),
        ("\ud800", "⟨U+D800⟩"),
        ("\ufeff\u200b", "⟨U+FEFF⟩⟨U+200B⟩"),
        ("葛\U000e0100", "葛\U000e0100"),  # a variation selector chooses a glyph of a name, and hides nothing
        ("\ufffd", "\ufffd"),
        ("\ue000", "⟨U+E000⟩"),  # a gaiji has no shape outside the font that it was made for
        ("\ufffe\U0001ffff", "⟨U+FFFE⟩⟨U+1FFFF⟩"),
        ("\U00031350", "\U00031350"),  # assigned in Unicode 15, which not every Python knows
    ],
)
def test_what_would_not_be_seen_is_spelled_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(alphabet=st.characters(), max_size=40))
def test_what_is_shown_can_be_written_and_keeps_its_direction(text: str) -> None:
    shown = visible(text)
    shown.encode("utf-8")
    assert not {c for c in shown if unicodedata.bidirectional(c) in {"RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI"}}
    assert visible(shown) == shown


@pytest.mark.parametrize(
    ("text", "marks", "paragraphs"),
    [
        ("対応した", [], [[Piece("対応した")]]),
        ("対応した", [mark(1, "response", 0, 2, "対応")], [[Piece("対応", *RED), Piece("した")]]),
        ("一\n二三", [mark(1, "issue", 0, 3, "一\n二")], [[Piece("一", *RED)], [Piece("二", *RED), Piece("三")]]),
        (
            "前後",
            [mark(1, "issue", 1, 1, "削除", style="strike")],
            [[Piece("前"), Piece("削除", "strike", RED[1]), Piece("後")]],
        ),
        ("一\n\n二", [], [[Piece("一")], [], [Piece("二")]]),
        ("", [], []),
        ("短い", [mark(1, "issue", 1, 99, "い…")], [[Piece("短"), Piece("い", *RED)]]),
    ],
)
def test_marks_lie_over_their_text(text: str, marks: list[Mark], paragraphs: list[list[Piece]]) -> None:
    assert [list(paragraph.pieces) for paragraph in text_to_paragraphs(text, marks)] == paragraphs


@given(
    st.text(alphabet="あいう\n", max_size=20),
    st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25)), max_size=4),
)
def test_marking_changes_no_character(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [mark(1, "issue", start, end, "x") for start, end in spans if start < end]
    shown = "\n".join(paragraph.text for paragraph in text_to_paragraphs(text, marks))
    assert shown == text.removesuffix("\n")


def test_a_bullet_hangs_and_prose_does_not() -> None:
    assert [paragraph.role for paragraph in text_to_paragraphs("・一\n二", [])] == ["bullet", "plain"]


def test_marks_of_a_list_are_found_by_their_text_and_the_others_are_told() -> None:
    found, lost = find_marks(
        "人事課\n管財課", [mark(1, "divisions", 9, 12, "管財課"), mark(1, "divisions", 0, 3, "総務課")]
    )
    assert [(each.start, each.end) for each in found] == [(4, 7)]
    assert [each.text for each in lost] == ["総務課"]


def test_the_same_text_marked_twice_is_found_in_both_places() -> None:
    found, lost = find_marks("課 課", [mark(1, "divisions", 0, 1, "課"), mark(1, "divisions", 2, 3, "課")])
    assert [each.start for each in found] == [0, 2]
    assert not lost


def equal(text: str) -> Segment:
    return Segment("equal", text, False)


INSERT = Segment("insert", "した", True)
DELETE = Segment("delete", "する", False)


def test_an_unchanged_stretch_of_more_than_180_characters_is_folded_but_for_60_next_to_a_change() -> None:
    pieces = segments_to_pieces([equal("あ" * 181), INSERT, equal("い" * 180), DELETE, equal("う" * 900), INSERT])
    assert [(len(piece.text), piece.elided) for piece in pieces] == [
        (121, True),
        (60, False),
        (2, False),
        (180, False),
        (2, False),
        (60, False),
        (780, True),
        (60, False),
        (2, False),
    ]


def test_a_text_that_did_not_change_is_shown_whole() -> None:
    assert [piece.elided for piece in segments_to_pieces([equal("あ" * 999)])] == [False]


def test_a_deletion_stands_alone_where_nothing_came_in_its_place() -> None:
    replaced = segments_to_pieces([equal("一"), DELETE, INSERT])
    gone = segments_to_pieces([equal("一"), DELETE, equal("二"), INSERT])
    assert [piece.alone for piece in (*replaced, *gone) if piece.op == "delete"] == [False, True]


@given(
    st.lists(st.builds(Segment, st.sampled_from(["equal", "insert", "delete"]), st.text(max_size=300), st.booleans()))
)
def test_folding_loses_nothing(segments: list[Segment]) -> None:
    pieces = segments_to_pieces(segments)
    assert "".join(piece.text for piece in pieces) == "".join(segment.text for segment in segments)
