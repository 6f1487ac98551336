"""What counts as the same text when two editions are compared.

A publisher who sets a table again, in another program or another width, changes spaces, paragraph breaks and the
width of letters, and no word. Such a difference must not stand in a list of changes, so texts are compared by a key
that leaves it out. The published text itself is not touched.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# NFKC alone misses these: they look alike in print, and fonts and input methods swap them freely.
_LOOKALIKES = str.maketrans(
    {
        **dict.fromkeys("◯〇", "○"),
        **dict.fromkeys("✕☓✖╳", "×"),
        **dict.fromkeys("‐‑‒–—―−﹣", "-"),
        **dict.fromkeys("〜∼", "~"),
        **dict.fromkeys("‧･•", "・"),
        **dict.fromkeys("“”″〝〟", '"'),
        **dict.fromkeys("‘’′", "'"),
    }
)
_MATERIAL_PUNCTUATION = frozenset("%％‰#＃&＆@＠*＊/／\\")
"""Unicode calls these punctuation; to a reader 20% and 20 are not the same."""


@lru_cache(maxsize=8192)
def _fold_character(character: str) -> str:
    # ①, ², ½ (category No) stay: NFKC would make 10² equal to 102, and ①2 to 12.
    if unicodedata.category(character) == "No":
        return character
    return unicodedata.normalize("NFKC", character).translate(_LOOKALIKES)


def comparison_key(text: str | None) -> str:
    """Return the text as it is compared: NFKC but for numerals in rings and raised ones, look-alikes one, no white space.

    Null and the empty text have the same key. Control and format characters have none: they are not printed.
    """
    if not text:
        return ""
    folded = "".join(map(_fold_character, text.translate(_LOOKALIKES)))
    # A half-width か and its ﾞ become one character only side by side; NFC does that, and cannot touch ① or ².
    composed = unicodedata.normalize("NFC", folded.replace("\u309b", "\u3099").replace("\u309c", "\u309a"))
    return "".join(character for character in composed if not is_blank(character))


def fold_in_place(text: str) -> str:
    """Return the text with each character folded where it stays one character, so that offsets keep their meaning."""
    return "".join(
        folded if len(folded := _fold_character(character)) == 1 else character
        for character in text.translate(_LOOKALIKES)
    )


@lru_cache(maxsize=8192)
def is_blank(character: str) -> bool:
    """Return whether nothing of the character is seen in print: white space, control and format characters."""
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf")


@lru_cache(maxsize=8192)
def is_punctuation(character: str) -> bool:
    """Return whether the character carries no meaning of its own: 、。・「」 and the like, and white space."""
    if character in _MATERIAL_PUNCTUATION:
        return False
    return is_blank(character) or unicodedata.category(character).startswith("P")


_UNCUTTABLE = re.compile(r"[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]+(?:[.,．，][0-9０-９]+)*|[〇一二三四五六七八九十百千]{2,}")  # noqa: RUF039


def uncuttable_stretches(text: str) -> list[tuple[int, int]]:
    """Return start and end of every number and Latin word: 12 that becomes 13 is shown whole, not as 1 and a new 3."""
    return [match.span() for match in _UNCUTTABLE.finditer(text)]
