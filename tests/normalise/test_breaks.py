from __future__ import annotations

import pytest

from pipeline.normalise import breaks


@pytest.mark.parametrize(("text", "ems"), [("目〜長", 3.0), ("⽬〜⻑", 3.0), ("ab", 1.0), ("é", 0.5)])
def test_what_a_font_reads_as_a_radical_is_as_wide_as_what_is_meant(text: str, ems: float) -> None:
    assert breaks._width(text, 0.5) == ems
