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
        ("空き家を除即した", 5, "却", "空き家を除却した"),
        ("12が所は未定", 2, "か", "12か所は未定"),
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


@pytest.mark.parametrize(
    ("text", "before", "meant"),
    [
        ("コンビ二で交付", "", "コンビニで交付"),
        ("り組んでいる", "業務に取", "り組んでいる"),
        ("二つの案", "", "二つの案"),
    ],
)
def test_of_letters_of_one_shape_in_two_scripts_that_stands_which_makes_words(
    text: str, before: str, meant: str
) -> None:
    letters = [Letter(letter, 0.0, 0.0, 0.99) for letter in text]
    assert "".join(letter.text for letter in in_words(letters, before)) == meant


@pytest.mark.parametrize(
    ("text", "place", "confidence", "meant"),
    [
        ("報告.書のとおり", 2, 0.6, "報告書のとおり"),
        ("報告.書のとおり", 2, 0.97, "報告.書のとおり"),  # certain
        ("約1.5倍", 2, 0.6, "約1.5倍"),  # beside a digit
        (".", 0, 0.6, "."),  # alone: a mark that is not known, perhaps
    ],
)
def test_a_speck_is_no_letter_and_leaves_its_doubt_to_the_next(
    text: str, place: int, confidence: float, meant: str
) -> None:
    letters = [Letter(letter, 0.0, 0.0, 0.99) for letter in text]
    letters[place] = letters[place]._replace(confidence=confidence)
    read = in_words(letters)
    assert "".join(letter.text for letter in read) == meant
    assert min(letter.confidence for letter in read) == min(confidence, 0.99)


def test_an_exchanged_letter_is_as_doubtful_as_before() -> None:
    letters = [Letter("想", 0, 1, 0.6, (("懇", -1.0),)), Letter("話", 1, 2, 0.99)]
    assert [(letter.text, letter.confidence) for letter in in_words(letters)] == [("懇", 0.6), ("話", 0.99)]
