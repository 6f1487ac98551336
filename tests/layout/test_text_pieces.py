import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.layout.text_pieces import TextPieces, median, spans, straddles, text_pieces
from pipeline.model import Box


@pytest.mark.parametrize(("gap", "count"), [(8.9, 1), (9.1, 2)])
def test_a_gap_of_nearly_a_letter_parts_two_pieces(gap: float, count: int) -> None:
    assert len(text_pieces(np.array([[0.0, 0, 10, 10], [10 + gap, 0, 20 + gap, 10]]))) == count


def test_pieces_are_told_from_the_top_down() -> None:
    boxes = np.array([[0.0, 30, 10, 40], [40.0, 1, 50, 11], [0.0, 0, 10, 10]])
    assert text_pieces(boxes) == [Box(0, 0, 10, 10), Box(40, 1, 50, 11), Box(0, 30, 10, 40)]


_GLYPHS = st.tuples(st.integers(0, 90), st.integers(0, 60), st.sampled_from([8, 10])).map(
    lambda glyph: (glyph[0], glyph[1], glyph[0] + glyph[2], glyph[1] + glyph[2])
)


@given(st.lists(st.lists(_GLYPHS, max_size=8), min_size=1, max_size=4), st.sampled_from([0.2, 0.93]))
def test_texts_that_are_looked_at_together_have_the_pieces_they_have_alone(
    texts: list[list[tuple[int, int, int, int]]], gap: float
) -> None:
    arrays = [np.array(text, np.float64).reshape(-1, 4) for text in texts]
    together = TextPieces(np.concatenate(arrays), [len(text) for text in texts])
    assert [together.of(number, gap) for number in range(len(texts))] == [text_pieces(each, gap) for each in arrays]


def test_stretches_of_text_are_joined_over_lines() -> None:
    pieces = [Box(0, 0, 40, 10), Box(30, 20, 60, 30), Box(64, 0, 90, 10), Box(120, 0, 130, 10)]
    assert spans(pieces, 5) == [(0, 90), (120, 130)]


@pytest.mark.parametrize(("edge", "across"), [(20.0, True), (9.5, False), (41.0, False)])
def test_a_piece_that_stands_on_both_sides_of_an_edge_is_across_it(edge: float, across: bool) -> None:
    assert straddles([Box(10, 0, 41.5, 10)], edge) == across


@given(st.lists(st.floats(-1e6, 1e6), min_size=1))
def test_the_middle_of_some_values_is_numpys_median(values: list[float]) -> None:
    assert median(np.array(values)) == np.median(values)
