"""Which texts are names of divisions, and what is compared of them."""

from __future__ import annotations

import pytest

from pipeline.vocabulary.divisions import is_name, name_key


@pytest.mark.parametrize(
    ("text", "is_it"),
    [
        ("人事課", True),
        ("人事課（取りまとめ）", True),
        ("全庁", True),
        ("課", False),
        ("係", False),
        ("人事", False),
        ("課題", False),
    ],
)
def test_a_name_ends_in_a_suffix_and_is_more_than_it(text: str, is_it: bool) -> None:
    assert is_name(text, frozenset()) is is_it


def test_a_name_that_is_known_needs_no_suffix() -> None:
    assert is_name("デジタル戦略", frozenset({"デジタル戦略"}))


@pytest.mark.parametrize(
    ("name", "key"),
    [("人事課（主）", "人事課"), ("・人事課", "人事課"), ("主管：人事課", "人事課"), ("人事課ほか", "人事課")],
)
def test_what_stands_around_a_name_is_no_part_of_its_key(name: str, key: str) -> None:
    assert name_key(name) == key
