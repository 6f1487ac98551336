"""Who speaks: a person's name apart from the body before it."""

from __future__ import annotations

import pytest

from pipeline.vocabulary.roles import person_of


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("富山商工会議所加藤", "加藤"),
        ("富山銀行山本太郎", "山本太郎"),
        ("富山市消防団長山田", "山田"),
        ("富山大学五百旗頭", "五百旗頭"),
        ("中村", "中村"),
        ("中村太郎", "中村太郎"),
        ("町田花子", "町田花子"),
        ("市川", "市川"),
        ("富山大学", "富山大学"),
        ("加藤", "加藤"),
    ],
)
def test_a_name_follows_a_body_and_is_not_cut_itself(text: str, person: str) -> None:
    assert person_of(text) == person
