"""Texts made easy to match without losing the way back: every function here keeps offsets true.

normalise has folded widths already; tag is also given headers, titles and notes as printed, and texts of transcripts.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_ANY_FULL_WIDTH = re.compile("[\uff01-\uff5e\u3000]")
"""Looked for first, because most texts have none, and to translate is to look up each character."""

_KANJI_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")}

_TENS = re.compile("([二三四五六七八九]?)十([一二三四五六七八九]?)")

KANJI_NUMERAL = "[〇一二三四五六七八九十]{1,4}"
HAN = "㐀-䶿一-鿿豈-﫿々〆\U00020000-\U0003ffff"
"""Kanji, for use inside the brackets of a regular expression."""


def fold(text: str) -> str:
    """Return the text with full-width ASCII made half-width, character by character: offsets stay as they are."""
    return text.translate(_FULL_WIDTH) if _ANY_FULL_WIDTH.search(text) else text


class Compact(NamedTuple):
    """A text without its white space. ``offsets[i]`` is where character i stands in the text it was made from."""

    text: str
    offsets: tuple[int, ...]

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the original text that a non-empty stretch of this one was read from."""
        return self.offsets[start], self.offsets[end - 1] + 1


def compact(text: str) -> Compact:
    """Return the text folded and without white space: print breaks a narrow cell anywhere."""
    kept = [(offset, character) for offset, character in enumerate(text) if not character.isspace()]
    return Compact(fold("".join(character for _, character in kept)), tuple(offset for offset, _ in kept))


def read_number(text: str) -> int | None:
    """Return what 31, ３１, 三十一 or 元 says; None for anything else."""
    folded = fold(text.strip())
    if folded == "元":
        return 1
    if folded.isascii() and folded.isdigit():
        return int(folded)
    if folded and all(character in _KANJI_DIGITS for character in folded):
        return int("".join(str(_KANJI_DIGITS[character]) for character in folded))
    if match := _TENS.fullmatch(folded):
        tens, units = (_KANJI_DIGITS.get(part, 0) for part in match.groups())
        return (tens or 1) * 10 + units
    return None
