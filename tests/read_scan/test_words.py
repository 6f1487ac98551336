"""Doubtful letters by the words that they make."""

from __future__ import annotations

import math

import pytest

from pipeline.read_scan.recognise import Letter
from pipeline.read_scan.words import in_words


def _read(text: str, place: int, other: str, share: float) -> str:
    letters = [Letter(letter, 0.0, 0.0, 0.99) for letter in text]
    letters[place] = letters[place]._replace(confidence=0.6, others=((other, math.log(share)),))
    return "".join(letter.text for letter in in_words(letters))


@pytest.mark.parametrize(
    ("text", "place", "other", "meant"),
    [
        ("想話会の意見", 0, "懇", "懇話会の意見"),
        ("高齡者の見守り", 1, "齢", "高齢者の見守り"),
        ("合和6年度", 0, "令", "令和6年度"),
        ("橋りようの点検", 2, "ょ", "橋りょうの点検"),
    ],
)
def test_a_doubtful_letter_gives_way_to_one_that_makes_a_word(text: str, place: int, other: str, meant: str) -> None:
    assert _read(text, place, other, 0.1) == meant


@pytest.mark.parametrize(
    ("text", "place", "other"), [("委員の意見", 0, "季"), ("よりよい町", 2, "ょ"), ("田中委員", 0, "由")]
)
def test_a_letter_that_makes_words_stays(text: str, place: int, other: str) -> None:
    assert _read(text, place, other, 0.5) == text


def test_a_letter_is_exchanged_for_none_that_is_far_less_likely() -> None:
    assert _read("想話会の意見", 0, "懇", 1e-6) == "想話会の意見"


def test_an_exchanged_letter_is_as_doubtful_as_before() -> None:
    letters = [Letter("想", 0, 1, 0.6, (("懇", -1.0),)), Letter("話", 1, 2, 0.99)]
    assert [(letter.text, letter.confidence) for letter in in_words(letters)] == [("懇", 0.6), ("話", 0.99)]
