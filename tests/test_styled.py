"""Texts put together and changed, with their stretches."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Box, Span, StyledText
from pipeline.styled import cut_text, join_texts, replace_stretches
from tests.normalise.printed import RED, STRUCK

BOX = Box(0, 0, 10, 10)


def red(text: str, start: int, end: int) -> StyledText:
    return StyledText(text, (Span(start, end, text[start:end], RED, 1, BOX),))


def test_joined_texts_keep_their_stretches_and_empty_ones_leave_nothing() -> None:
    joined = join_texts([red("第1部", 0, 2), StyledText(""), red("人材育成", 2, 4)], " / ")
    assert joined.text == "第1部 / 人材育成"
    assert [(span.start, span.end, span.text) for span in joined.spans] == [(0, 2, "第1"), (8, 10, "育成")]


def test_a_text_that_is_struck_out_whole_keeps_its_place_in_a_joined_one() -> None:
    struck = StyledText("", (Span(0, 0, "廃止", STRUCK, 1, BOX),))
    assert [span.start for span in join_texts([StyledText("存続"), struck]).spans] == [2]


def test_a_stretch_grows_with_what_is_replaced_in_it() -> None:
    replaced = replace_stretches(red("〃 6,000円", 0, 3), [(0, 1, "日額")])
    assert (replaced.text, replaced.spans[0].text) == ("日額 6,000円", "日額 6")


def test_a_span_that_is_cut_says_what_is_left_of_it() -> None:
    piece = cut_text(red("○ 実施した", 0, 4), 2, 5)
    assert (piece.text, [(span.start, span.end, span.text) for span in piece.spans]) == ("実施し", [(0, 2, "実施")])


@pytest.mark.parametrize(("cut", "held"), [((0, 2), 0), ((2, 4), 1)])
def test_what_is_struck_out_between_two_stretches_belongs_to_the_second(cut: tuple[int, int], held: int) -> None:
    text = StyledText("存続する", (Span(2, 2, "廃止", STRUCK, 1, BOX),))
    assert len(cut_text(text, *cut).spans) == held


@st.composite
def replacements(draw: st.DrawFn) -> tuple[StyledText, list[tuple[int, int, str]]]:
    text = draw(st.text("県庁〃", max_size=12))
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    stretches = [(start, end, draw(st.text("日額", max_size=3))) for start, end in pairs if end > start]
    start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    return (red(text, start, end) if end > start else StyledText(text)), stretches


@given(replacements())
def test_offsets_cut_the_text_they_say_after_replacing(case: tuple[StyledText, list[tuple[int, int, str]]]) -> None:
    text, stretches = case
    replaced = replace_stretches(text, stretches)
    expected = text.text
    for start, end, new in reversed(stretches):
        expected = expected[:start] + new + expected[end:]
    assert replaced.text == expected
    for span in replaced.spans:
        assert 0 <= span.start <= span.end <= len(expected)
        assert span.end == span.start or replaced.text[span.start : span.end] == span.text


@given(replacements())
def test_replacing_nothing_changes_nothing(case: tuple[StyledText, list[tuple[int, int, str]]]) -> None:
    text, _ = case
    assert replace_stretches(text, []) == text
