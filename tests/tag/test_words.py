"""Words of issue and response."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.tag.words import read_words, words_in_parts
from tests.publish import made


def test_words_are_numbered_by_field_and_have_lemma_and_part_of_speech() -> None:
    words = list(read_words([(3, {"issue": "課題を話し合った。", "response": "検討"})]))
    assert [(word.field, word.position, word.surface, word.lemma, word.pos) for word in words] == [
        ("issue", 1, "課題", "課題", "名詞"),
        ("issue", 2, "を", "を", "助詞"),
        ("issue", 3, "話し合っ", "話し合う", "動詞"),
        ("issue", 4, "た", "た", "助動詞"),
        ("issue", 5, "。", "。", "補助記号"),
        ("response", 1, "検討", "検討", "名詞"),
    ]
    assert {word.ordinal for word in words} == {3}


def test_a_word_does_not_run_over_the_end_of_a_paragraph() -> None:
    words = list(read_words([(1, {"issue": "人\n材"})]))
    assert [(word.surface, word.start) for word in words] == [("人", 0), ("材", 2)]


def test_a_word_that_the_dictionary_does_not_know_is_its_own_lemma() -> None:
    (word,) = read_words([(1, {"issue": "kintone"})])
    assert word.lemma == word.surface == "kintone"


@given(st.one_of(st.text(), st.text(alphabet="人材育成 　\n\t\0DX推進、。ア", max_size=30)))
def test_offsets_cut_the_surface_and_only_white_space_is_left_out(text: str) -> None:
    words = list(read_words([(1, {"response": text})]))
    assert all(text[word.start : word.end] == word.surface and word.surface.strip() for word in words)
    covered = {index for word in words for index in range(word.start, word.end)}
    assert all(character.isspace() or character == "\0" for index, character in enumerate(text) if index not in covered)


def test_positions_run_on_from_1_in_each_field_past_white_space_and_empty_paragraphs() -> None:
    items: list[tuple[int, dict[str, str | None]]] = [(1, {"issue": "　人\n\n 材　\t育成", "response": "　"})]
    items.append((2, {"issue": None, "response": "\n人"}))
    words = [(word.ordinal, word.field, word.position, word.surface, word.start) for word in read_words(items)]
    assert words == [
        (1, "issue", 1, "人", 1),
        (1, "issue", 2, "材", 5),
        (1, "issue", 3, "育成", 8),
        (2, "response", 1, "人", 1),
    ]


@pytest.mark.parametrize("times", [1, 200])
def test_a_paragraph_that_comes_again_has_the_same_words_however_long_it_is(times: int) -> None:
    text = "人材を 育成\t。" * times
    twice = [list(read_words([(1, {"issue": text})])) for _ in range(2)]
    assert twice[0] == twice[1]
    assert len(twice[0]) == 4 * times


def test_a_long_documents_words_come_in_parts_and_are_the_same() -> None:
    items = [replace(made.ITEM, ordinal=ordinal) for ordinal in range(1, 300)]
    parts = list(words_in_parts(items))
    assert len(parts) > 1
    whole = read_words((item.ordinal, {"issue": item.issue, "response": item.response}) for item in items)
    assert [word for part in parts for word in part] == list(whole)
