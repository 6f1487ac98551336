"""What dittos stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Box, Span, StyledText
from pipeline.normalise.ditto import resolve_ditto
from pipeline.vocabulary.ditto import is_ditto
from tests.normalise.printed import RED

BOX = Box(0, 0, 10, 10)


def resolve(text: str, above: str | None) -> str | None:
    value = resolve_ditto(StyledText(text), None if above is None else StyledText(above)).value
    return None if value is None else value.text


@pytest.mark.parametrize(
    "mark", ["〃", "″", "”", '"', "々", "同上", "同", "仝", " 〃 ", "〃　〃", "〃〃〃", "''", "同じ"]
)
def test_a_ditto_alone_is_the_cell_above(mark: str) -> None:
    assert is_ditto(mark)
    assert resolve(mark, "県庁組織の活性化") == "県庁組織の活性化"


@pytest.mark.parametrize("text", ["", "○", "ー", "－", "同意", "同上のとおり", "人々", "5″", "等々", "〃 6,000円"])
def test_other_texts_are_no_ditto(text: str) -> None:
    assert not is_ditto(text)


@pytest.mark.parametrize(
    ("text", "above", "meant"),
    [
        ("〃　6,000円", "日額　8,000円", "日額　6,000円"),
        ("〃 14,500円 以内", "日額 8,000円", "日額 14,500円 以内"),
        ("〃 ・ 〃 ・本人", "父 ・ 母 ・子", "父 ・ 母 ・本人"),
        ("農林部 〃", "土木部 総務課", "農林部 総務課"),
        ("〃\n林業課", "農林部\n農業課", "農林部\n林業課"),
        ("〃、係長", "課長、次長", "課長、係長"),
    ],
)
def test_a_ditto_within_a_cell_is_the_same_part_of_the_cell_above(text: str, above: str, meant: str) -> None:
    assert resolve(text, above) == meant


@pytest.mark.parametrize(
    ("text", "above"),
    [("円 〃", "日額"), ("〃 6,000円", None), ("〃 円", ""), ("甲 乙 〃", "父 母"), ("甲 〃 乙", "父 母")],
)
def test_a_part_that_cannot_be_told_stays_as_printed(text: str, above: str | None) -> None:
    resolution = resolve_ditto(StyledText(text), None if above is None else StyledText(above))
    assert resolution.value == StyledText(text)
    assert resolution.unresolved


def test_a_ditto_with_nothing_above_has_no_value() -> None:
    resolution = resolve_ditto(StyledText("〃"), None)
    assert (resolution.value, resolution.is_ditto) == (None, True)


def test_a_red_ditto_is_a_red_value_and_a_red_value_above_is_not() -> None:
    red = Span(0, 1, "〃", RED, 2, BOX)
    above = StyledText("人材育成", (Span(0, 2, "人材", RED, 1, BOX),))
    value = resolve_ditto(StyledText("〃", (red,)), above).value
    assert value == StyledText("人材育成", (Span(0, 4, "人材育成", RED, 2, BOX),))
    assert resolve_ditto(StyledText("〃"), above).value == StyledText("人材育成")


PARTS = st.lists(st.sampled_from(["〃", "日額", "6,000円", "本人", "々"]), max_size=4).map(" ".join)


@given(PARTS, st.none() | PARTS, st.integers(0, 8), st.integers(0, 8))
def test_spans_stay_true_when_dittos_are_resolved(text: str, above: str | None, first: int, second: int) -> None:
    start, end = sorted((min(first, len(text)), min(second, len(text))))
    spans = (Span(start, end, text[start:end], RED, 1, BOX),) if end > start else ()
    resolution = resolve_ditto(StyledText(text, spans), None if above is None else StyledText(above))
    if resolution.value is not None:
        for span in resolution.value.spans:
            assert resolution.value.text[span.start : span.end] == span.text
