"""Which pairs are worth a comparison."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.match import candidates
from pipeline.match.candidates import CANDIDATES, FREQUENT, RAREST, build_trigrams, candidate_pairs, own_share

WORDS = ("現場に赴く研修", "電子決裁の率", "広報と査定", "備蓄品の配置", "路線の充実", "窓口の電子化")
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map("、".join), max_size=8)


@given(TEXTS, TEXTS)
def test_candidates_are_pairs_that_share_a_trigram_each_once(old: list[str], new: list[str]) -> None:
    pairs = candidate_pairs(build_trigrams([[text] for text in old], [[text] for text in new])).tolist()
    assert pairs == sorted(pairs)
    assert len({tuple(pair) for pair in pairs}) == len(pairs)
    for before, after in pairs:
        assert set(WORDS) & set(old[before].split("、")) & set(new[after].split("、"))


def test_an_edited_text_among_many_is_a_candidate_of_its_own_old_text() -> None:
    rows = [f"{place:04}番地区の{WORDS[place % 6]}を{WORDS[place % 5]}とともに進める。" for place in range(500)]
    edited = [row.replace("とともに進める。", "と合わせて行った。") for row in rows]
    pairs = {
        tuple(pair) for pair in candidate_pairs(build_trigrams([[row] for row in rows], [[row] for row in edited]))
    }
    assert all((place, place) in pairs for place in range(500))
    assert len(pairs) <= 2 * CANDIDATES * 500


def test_what_all_rows_have_brings_no_candidates() -> None:
    rows = [["・関係課と協議し、引き続き検討を進める。"]] * (FREQUENT + 1)
    assert len(candidate_pairs(build_trigrams(rows, rows))) == 0
    assert RAREST > 0


def test_trigrams_do_not_run_from_one_text_into_the_next() -> None:
    trigrams = build_trigrams([["あい", "うえ"], ["お", "か"]], [["いう", "えお"]])
    assert trigrams.old.nnz == trigrams.new.nnz == 0


def test_rows_of_a_family_share_next_to_nothing_of_their_own() -> None:
    family = [[f"第{place}地区の道路を整備し、関係課と協議する。"] for place in (11, 25, 38, 46, 57, 69, 72, 83, 94)]
    edited = [["第25地区の橋を整備し、関係課と協議する。"], *family[2:]]
    trigrams = build_trigrams(family, edited)
    same, other = own_share(trigrams, np.array([[1, 0], [0, 0]]))
    assert same > 0.25
    assert other < 0.1


def test_in_a_very_large_edition_every_row_is_still_a_candidate_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of prose of few characters every trigram is frequent; stretches of six characters are not."""
    chance = random.Random(7)  # noqa: S311 - made-up rows, no secrets
    rows = ["".join(chance.choices("研修広報窓口予算会議", k=240)) for _ in range(600)]
    edited = [f"{row[:60]}{chance.choice(WORDS)}{row[60:]}" for row in rows]
    sides = [[row] for row in rows], [[row] for row in edited]

    def found() -> int:
        pairs = {tuple(pair) for pair in candidate_pairs(build_trigrams(*sides))}
        return sum((place, place) in pairs for place in range(600))

    assert found() < 60
    monkeypatch.setattr(candidates, "LARGE", 1000)
    assert found() == 600
