"""What a clause promises, reports as done, or gives up."""

from __future__ import annotations

import pytest

from pipeline.vocabulary.commitments import tense_of


@pytest.mark.parametrize(
    ("clause", "tense"),
    [
        ("に実施する予定である。", "promised"), ("までに策定する。", "promised"), ("を目途に整備する。", "promised"),
        ("に結果を公表していく。", "promised"), ("に検討していきたい。", "promised"),
        ("に実施した。", "done"), ("に設置したところである。", "done"), ("より実施済", "done"),
        ("から運用している。", "done"),
        ("の開催は中止した。", "dropped"), ("の導入を見送る。", "dropped"),
        ("の課題である。", None), ("", None), ("に予定していた会議", None),
        ("に設置した会議で、方針を示す予定である。", "promised"), ("に示す予定としていたが、公表した。", "done"),
    ],
)  # fmt: skip
def test_the_last_verb_of_a_clause_says_what_became_of_it(clause: str, tense: str | None) -> None:
    assert tense_of(clause) == tense
