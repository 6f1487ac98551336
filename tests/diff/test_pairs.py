"""Pairs of PDFs whose comparison is exact."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.diff.pairs import pair_errors

PAIRS = sorted((Path(__file__).parents[1] / "pairs").glob("*.json"))


@pytest.mark.parametrize("truth", PAIRS, ids=lambda path: path.stem)
def test_a_pair_is_told_as_it_truly_is(truth: Path) -> None:
    assert pair_errors(truth) == []
