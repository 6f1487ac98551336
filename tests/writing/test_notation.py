"""What is another way of writing the same, and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.writing.notation import Letters, fold_notation, fold_variant


def folded(text: str) -> str:
    varied = "".join(map(fold_variant, text))
    return fold_notation(Letters(varied, range(len(varied)), range(1, len(varied) + 1))).text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("増やし、示す。", "増やし,示す."),
        ("2ヶ所", "2か所"),
        ("2箇所", "2カ所"),
        ("関ヶ原", "関ケ原"),
        ("霞が関", "霞ヶ関"),
        ("髙台", "高台"),
        ("渡邊", "渡辺"),
        ("齋藤", "斎藤"),
        ("縦3x横4", "縦3×横4"),
        ("①研修", "(1)研修"),
        ("⑴研修", "①研修"),
        ("サーバーを", "サーバを"),
        ("・協議する。・示す。", "●協議する。■示す。"),
        ("・7か国語で示す。", "●7か国語で示す。"),
        ("1,000円", "1000円"),
        ("▲5%", "△5%"),
        ("-5%", "△5%"),
        ("R5.4.1から", "令和5年4月1日から"),
        ("R5年度", "令和5年度"),
        ("令和元年", "令和1年"),
        ("三人", "3人"),
        ("第一回", "第1回"),
        ("二十三件", "23件"),
        ("取組み", "取り組み"),
        ("お問い合わせ", "問合せ"),
        ("及び", "および"),
        ("50m²", "50m2"),
    ],
)
def test_another_way_of_writing_is_the_same(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,000", "1.000"),
        ("1,00", "100"),
        ("3-5", "3△5"),
        ("▲", "△"),
        ("●", "・"),
        ("○協議する。", "・協議する。"),
        ("●5", "■5"),
        ("①2", "12"),
        ("10²", "102"),
        ("Excel", "E×cel"),
        ("ビール", "ビル"),
        ("カード", "カド"),
        ("コピー", "コピ"),
        ("一部", "1部"),
        ("カ所得", "か所得者"),
        ("S3", "昭和3"),
        ("R404", "令和404"),
        ("3.5人", "3。5人"),
        ("未満", "以上"),
    ],
)
def test_what_says_something_else_stays_apart(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(st.text(alphabet="県の研修、。,.ヶケか箇所①2サーバーＸx髙R5.41年元三件第取り組みお問合せ▲△-", max_size=30))
def test_every_letter_tells_where_it_stands(text: str) -> None:
    letters = fold_notation(Letters(text, range(len(text)), range(1, len(text) + 1)))
    assert len(letters.text) == len(letters.starts) == len(letters.ends)
    assert list(letters.starts) == sorted(letters.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(letters.starts, letters.ends, strict=True))
