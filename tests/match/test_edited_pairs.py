"""Edited editions with known truth: every row finds itself."""

from __future__ import annotations

import pytest

from tests.match.edited import Edits, wrong_matches

KINDS = {
    "a few edits": Edits(),
    "every answer rewritten": Edits(rewrite=1.0),
    "every answer of shared remarks rewritten": Edits(rewrite=1.0, shared=0.7, move=0.0),
    "half of the remarks reworded": Edits(reword=0.5, rewrite=0.8),
    "many rows came and went": Edits(remove=0.15, insert=0.15, move=0.05, rewrite=0.5, reword=0.2),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_of_an_edited_edition_finds_itself(kind: str) -> None:
    wrong = {seed: found for seed in range(20) if (found := wrong_matches(seed, KINDS[kind]))}
    assert wrong == {}
