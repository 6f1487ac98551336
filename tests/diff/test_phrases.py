"""What the phrases of a sentence are to it."""

from __future__ import annotations

import pytest

from pipeline.diff.letters import read_letters
from pipeline.diff.phrases import Phrase, phrases_at, stands_for


def phrases(sentence: str) -> list[Phrase]:
    return phrases_at(read_letters(sentence), 0, len(sentence))


def show(sentence: str) -> str:
    return " ".join(f"{sentence[phrase.start : phrase.end]}:{phrase.role}" for phrase in phrases(sentence))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("市内の窓口で順次進める。", "市内:の 窓口:で 順次:adverb 進める:predicate"),
        ("業者により電話で確認した。", "業者:が 電話:で 確認:predicate"),  # により stands for が
        ("人員を増やす方針である。", "人員:を 増やす:predicate"),
        ("整備するために小さな橋を架ける。", "整備:に 小さな:adnominal 橋:を 架ける:predicate"),
        ("市民8人が参加した。", "市民: 8人:が 参加:predicate"),
        ("令和6年4月から始める。", "令和6年4月:から 始める:predicate"),
        ("今後検討する。", "今後:adverb 検討:predicate"),
        ("原則として無料とする。", "原則:として 無料:predicate"),
        ("できるだけもっと早く示す。", "できる:adverb もっと早く:adverb 示す:predicate"),
        ("だれでもできる。", "だれ:adverb できる:predicate"),
        ("異常はなかった。", "異常:が なかっ:predicate"),
        ("", ""),
        ("\ud800令和", "令和:predicate"),  # what no dictionary can read
    ],
)
def test_a_sentence_is_read_in_phrases(sentence: str, expected: str) -> None:
    assert show(sentence) == expected


@pytest.mark.parametrize(
    ("gone", "came", "stands"),
    [
        ("市内の窓口", "本庁の窓口", True),
        ("市内の窓口", "小さな窓口", False),
        ("職員が巡回", "業者により巡回", True),
        ("職員が巡回", "電話で巡回", False),
        ("4月に開く", "順次開く", True),
        ("県に出す", "4月に出す", False),
        ("全員に配る", "8人へ配る", True),
        ("市内の8人", "16人に配る", False),
        ("集めて配る", "電話で配る", False),
    ],
)
def test_a_phrase_stands_for_one_that_is_the_same_to_its_sentence(gone: str, came: str, stands: bool) -> None:
    assert stands_for(phrases(came)[0], phrases(gone)[0]) is stands
