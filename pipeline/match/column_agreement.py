"""How far two columns say the same of the same rows, beyond what chance would have them say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.writing.comparison_keys import comparison_key

CONSTANT = 0.2
"""Worth of two columns that say one and the same in every row: hardly any, but more than any disagreement."""


def column_agreement(rows: Sequence[tuple[str | None, str | None]]) -> float:
    """Return Cohen's kappa of what two columns say of the same rows: 1 for the same, 0 for chance, below 0 for less.

    Two columns of ○ and × agree in half of the rows by chance alone, so plain agreement would say nothing.

    Args:
        rows: For each row the text of the one column and that of the other, None where it has none.
    """
    if not rows:
        return 0.0
    texts = [(comparison_key(one), comparison_key(other)) for one, other in rows]
    total = len(texts)
    observed = sum(one == other for one, other in texts) / total
    before, after = Counter(one for one, _ in texts), Counter(other for _, other in texts)
    expected = sum(count * after[text] for text, count in before.items()) / total**2
    if expected == 1.0:
        return CONSTANT
    return (observed - expected) / (1 - expected)
