"""How much of a change the publisher marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.diff.audit import Audited, audit_text
from pipeline.diff.hunks import diff_texts
from pipeline.diff.marking import locate_marks
from pipeline.diff.segments import diff_to_segments
from pipeline.model import Mark
from tests.edition_records import mark, marks_on


def audit(before: str, after: str, *marks: Mark) -> Audited:
    marking = locate_marks(after, marks)
    return audit_text(diff_texts(before, after, marking), marking)


def counts(audited: Audited) -> tuple[str, int, int, int]:
    return audited.extent, audited.changed, audited.marked_changed, audited.marked


def red(text: str, *marked: str) -> list[Mark]:
    return marks_on(1, "response", text, *marked)


BEFORE = "・今後、関係課と協議する予定である。"
REPLACED = "・今後、関係課と協議した。"
APPENDED = "・今後、関係課と協議する予定である。(令和4年度より実施済)"


@pytest.mark.parametrize(
    ("after", "marked", "expected"),
    [
        (APPENDED, ["(令和4年度より実施済)"], "all"),
        (APPENDED, ["令和4年度より実施済"], "all"),  # the brackets are black
        (APPENDED, ["予定である。(令和4年度より実施済)"], "all"),  # more than the change
        (APPENDED, ["令和4年度"], "part"),
        (APPENDED, ["今後"], "none"),  # a mark, and not on the change
        (APPENDED, [], "none"),
        (REPLACED, ["した"], "all"),  # a replacement: what is gone cannot be painted
        (REPLACED, ["協議した。"], "all"),
        (REPLACED, [], "none"),
    ],
)
def test_how_much_is_marked(after: str, marked: list[str], expected: str) -> None:
    assert audit(BEFORE, after, *red(after, *marked)).extent == expected


def test_white_space_and_punctuation_inside_and_at_the_edges_need_no_mark() -> None:
    before, after = "・あらまし。", "・あらまし。\n・今後、研修を行う。\n・その後、評価する。"
    marks = red(after, "今後", "研修を行う", "その後", "評価する")
    assert audit(before, after, *marks).extent == "all"


def test_of_a_number_only_the_new_digit_needs_a_mark() -> None:
    """12 → 13 is shown whole; the publisher who paints the 3 alone has marked all that is new."""
    before, after = "参加者は12名。", "参加者は13名。"
    assert counts(audit(before, after, mark(1, "response", 5, "3"))) == ("all", 1, 1, 1)
    assert counts(audit(before, after, *red(after, "13"))) == ("all", 2, 2, 2)
    assert audit(before, after, *red(after, "名")).extent == "none"


def test_between_two_new_numbers_the_sign_that_stayed_needs_no_mark() -> None:
    before, after = "令和4年4月に着手", "令和5年5月に着手"
    marks = [mark(1, "response", 2, "5"), mark(1, "response", 4, "5")]
    assert audit(before, after, *marks).extent == "all"
    assert audit(before, after, marks[0]).extent == "part"


def test_a_shortened_number_is_marked_where_what_is_left_of_it_is() -> None:
    before, after = "参加者は123名。", "参加者は12名。"
    assert audit(before, after, *red(after, "12")).extent == "all"
    assert audit(before, after).extent == "none"


@pytest.mark.parametrize(
    ("strikes", "expected"),
    [
        ([], ("none", 5, 0, 0)),
        ([(9, "予定である")], ("all", 5, 5, 5)),
        ([(9, "予定")], ("part", 5, 2, 2)),
        ([(0, "予定である")], ("all", 5, 5, 5)),  # printed elsewhere: still the text that is gone
        ([(9, "見通しである")], ("none", 5, 0, 6)),  # was never there
    ],
)
def test_a_deletion_is_marked_by_a_line_through_it_alone(
    strikes: list[tuple[int, str]], expected: tuple[str, int, int, int]
) -> None:
    before, after = "関係課と協議する、予定である。", "関係課と協議する、。"
    marks = [mark(1, "response", place, text, strike=True) for place, text in strikes]
    assert counts(audit(before, after, *marks)) == expected


def test_red_beside_a_deletion_does_not_mark_it() -> None:
    before, after = "関係課と協議する予定である。", "関係課と協議する。"
    assert audit(before, after, *red(after, "協議する")).extent == "none"


@pytest.mark.parametrize(
    ("before", "after", "marked", "expected"),
    [
        ("対策を策定する方針が示された。", "対策が策定された。", ["が策定された。"], ("all", 1, 1, 7)),
        ("対策を策定する方針が示された。", "対策が策定された。", ["が策定"], ("part", 7, 1, 3)),
        ("対策を策定する方針が示された。", "対策が策定された。", ["が", "された"], ("part", 7, 1, 4)),
        (
            "新たに設けた。廃止した。公表した。",
            "新たに設けた。公表した。",
            ["新たに設けた。公表した"],
            ("part", 4, 0, 11),  # red all over: a reader sees that it changed, and not what went
        ),
        (
            "新たに設けた、廃止した。公表した",
            "新たに設けた公表した",
            ["新たに設けた公表した"],
            ("part", 4, 0, 10),
        ),
    ],
)
def test_a_deletion_is_marked_where_the_clause_around_it_is_painted(
    before: str, after: str, marked: list[str], expected: tuple[str, int, int, int]
) -> None:
    assert counts(audit(before, after, *red(after, *marked))) == expected


@pytest.mark.parametrize(
    ("went", "seen"),
    [("直ちに", True), ("廃止した。さらに", False)],
    ids=["within a clause", "with the end of a sentence"],
)
def test_what_went_between_painted_words_is_seen_where_it_was_no_end_of_a_sentence(went: str, seen: bool) -> None:
    before, after = f"新たに設け{went}公表した。", "新たに設け公表した。"
    audited = audit(before, after, *red(after, "設け公表"))
    assert (audited.extent, audited.seen == audited.deleted > 0) == (("all", True) if seen else ("none", False))


@pytest.mark.parametrize(("stretch", "moved"), [("あいうえお", False), ("あいうえおか", True)])
def test_a_stretch_of_six_letters_that_went_and_came_is_one_that_moved(stretch: str, moved: bool) -> None:
    before = f"県は{stretch}と決めた。次に会議を開いて職員の意見を聴いた。"
    after = f"県はと決めた。次に会議を開いて職員の意見を聴いた{stretch}。"
    assert audit(before, after).is_move is moved


def test_a_replacement_with_its_old_text_struck_out_and_its_new_text_red_counts_once() -> None:
    marks = [mark(1, "response", 10, "する予定である", strike=True), *red(REPLACED, "した")]
    assert counts(audit(BEFORE, REPLACED, *marks)) == ("all", 2, 2, 2)


def test_a_replacement_with_only_its_old_text_struck_out_is_marked_in_part() -> None:
    assert audit(BEFORE, REPLACED, mark(1, "response", 10, "する予定である", strike=True)).extent == "part"


def test_one_marked_change_and_one_unmarked_one_are_a_part() -> None:
    before, after = "会議は3回、参加者は12名。", "会議は4回、参加者は15名。"
    assert audit(before, after, *red(after, "15")).extent == "part"


def test_a_full_stop_that_came_does_not_spoil_a_marked_change() -> None:
    before, after = "参加者は12名", "参加者は15名。"
    assert audit(before, after, *red(after, "15")).extent == "all"


def test_a_change_of_punctuation_alone_is_a_change_without_a_mark() -> None:
    assert counts(audit("協議する", "協議する。")) == ("none", 1, 0, 0)
    assert counts(audit("協議する", "協議する。", mark(1, "response", 4, "。"))) == ("all", 1, 1, 1)


def test_a_moved_paragraph_break_beside_a_marked_change_is_no_change() -> None:
    before, after = "・一つ。・二つ。12名", "・一つ。\n・二つ。13名"
    assert counts(audit(before, after, *red(after, "13"))) == ("all", 2, 2, 2)


def test_of_two_equal_sentences_the_painted_one_is_the_new_one() -> None:
    before, after = "調査した。", "調査した。調査した。"
    assert audit(before, after, mark(1, "response", 0, "調査した。")).extent == "all"
    assert audit(before, after, mark(1, "response", 5, "調査した。")).extent == "all"


@pytest.mark.parametrize(
    ("start", "text", "covered"),
    [
        (0, "人事課", "人事課"),
        (3, "広報室", "広報室"),  # counted without the line feed
        (0, "広報 室", "広報室"),
        (99, "人事課", "人事課"),
        (-5, "財政課", ""),  # stands nowhere
    ],
)
def test_a_mark_whose_offsets_are_of_another_text_is_found_by_its_own(start: int, text: str, covered: str) -> None:
    field = "人事課\n広報室"
    marking = locate_marks(
        field, [Mark(1, "divisions", start, start + len(text), text, "colour", None, 1, *[None] * 4)]
    )
    marked = "".join(character for character, on in zip(field, marking.covered, strict=True) if on)
    assert marked == covered


def test_a_segment_is_wholly_marked_or_not_at_all() -> None:
    after = "今後、研修を 二回 行う。"
    segments = diff_to_segments(diff_texts("今後、", after), locate_marks(after, red(after, "研修を", "二回")))
    assert [(segment.op, segment.text, segment.marked) for segment in segments] == [
        ("equal", "今後、", False),
        ("insert", "研修を 二回", True),  # the space between two red words has no colour of its own
        ("insert", " 行う。", False),
    ]


def test_a_struck_out_stretch_is_a_marked_deletion_in_the_segments() -> None:
    after = "関係課と協議する。"
    marking = locate_marks(after, [mark(1, "response", 8, "予定である", strike=True)])
    segments = diff_to_segments(diff_texts("関係課と協議する予定である。", after), marking)
    assert ("delete", "予定である", True) in [(segment.op, segment.text, segment.marked) for segment in segments]


# ── what always holds ───────────────────────────────────────────────────────────────────────────────────────────────

TEXTS = st.text(alphabet="県庁の職員研修を実施した。、・令和4年5月120 \nＰＴ1１○△", max_size=40)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(TEXTS)
    marks = []
    for _ in range(draw(st.integers(0, 3))):
        start, end = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
        struck = draw(st.booleans())
        marks.append(mark(1, "response", start, draw(TEXTS) if struck else text[start:end], strike=struck))
    return text, marks


@given(TEXTS, marked_texts())
def test_old_plus_segments_gives_new(before: str, marked: tuple[str, list[Mark]]) -> None:
    after, marks = marked
    marking = locate_marks(after, marks)
    segments = diff_to_segments(diff_texts(before, after, marking), marking)
    assert "".join(segment.text for segment in segments if segment.op != "insert") == before
    assert "".join(segment.text for segment in segments if segment.op != "delete") == after
    assert all(segment.text for segment in segments)


@given(TEXTS, marked_texts())
def test_no_more_is_marked_than_changed_and_no_more_of_the_change_than_is_marked(
    before: str, marked: tuple[str, list[Mark]]
) -> None:
    after, marks = marked
    audited = audit(before, after, *marks)
    assert 0 <= audited.marked_changed <= min(audited.changed, audited.marked)
    if audited.extent == "all":
        assert audited.marked_changed == audited.changed


@given(TEXTS, TEXTS)
def test_a_text_painted_from_end_to_end_is_marked_in_full_wherever_something_came(before: str, after: str) -> None:
    audited = audit(before, after, mark(1, "response", 0, after))
    assert audited.extent != "none" or audited.marked_changed == 0


@given(TEXTS, TEXTS)
def test_without_marks_nothing_is_marked(before: str, after: str) -> None:
    audited = audit(before, after)
    assert audited.marked_changed == audited.marked == 0
    assert audited.extent == "none" or not audited.changed


def test_letters_of_another_width_come_back_as_they_were_and_need_no_mark() -> None:
    before, after = "第１回は12名が参加", "第1回は13名が参加"
    marking = locate_marks(after, red(after, "13"))
    diff = diff_texts(before, after)
    segments = diff_to_segments(diff, marking)
    assert [(segment.op, segment.text) for segment in segments[1:3]] == [("delete", "１"), ("insert", "1")]
    assert "".join(segment.text for segment in segments if segment.op != "insert") == before
    assert audit_text(diff, marking).extent == "all"
