"""A text that is cut in a word, or where no text can begin, goes on in the next one."""

from __future__ import annotations

import pytest

from pipeline.writing.word_breaks import goes_on_in


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("情報公", "開の推進"),
        ("情報公開の", "推進"),
        ("県民に開かれた", "県政の実現"),
        ("配置する技術", "者の業務実績"),
        ("行政手続", "のオンライン化"),
        ("デジ", "タル化の推進"),
        ("安全で安心な", "まちづくり"),
        ("情 報 公", "開の推進"),
        ("防災・", "減災対策"),
        ("産業(農林", ")の振興"),
    ],
)
def test_a_label_that_is_cut_goes_on(first: str, second: str) -> None:
    assert goes_on_in(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("情報公開の推進", "住民参加の促進"),
        ("交通政策", "環境政策"),
        ("安全なまちづくり", "子育て支援"),
        ("土", "木"),
        ("4,115,874", "1,136,691"),
        ("△241,450", "450"),
        ("在宅で介護する障害児", "1,265"),
        ("1,265", "の件数"),
        ("・道路の整備", "・河川の整備"),
        ("1,265,", "1,136"),
        ("情報公", ""),
        ("", "開の推進"),
    ],
)
def test_labels_that_may_be_two_do_not_go_on(first: str, second: str) -> None:
    assert not goes_on_in(first, second)


def test_the_shortest_texts_are_not_believed() -> None:
    assert goes_on_in("健康福", "祉増進")
    assert not goes_on_in("健康福", "祉増")
