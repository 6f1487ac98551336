"""Code points repaired, and nothing else: what a font or a reader got wrong, not what an author chose.

NFKC as a whole is not what is wanted: it turns ① into 1, ㈱ into (株) and ″ into ′′, and leaves 113 of the 115
radicals of the CJK supplement as they are. Hence a table, ``writing/characters.toml``, with the source of each part.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from msgspec import Struct

from pipeline.writing.characters import vocabulary

Repair = Callable[[str], str]
"""A function from a printed text to the repaired one; it keeps every line break where it is."""

_HALF_WIDTH_KANA = range(0xFF61, 0xFFA0)  # with ｡｢｣､･ before them
_VOICING, _ACCENTS = "゛゜\u3099\u309a", "\u0300-\u036f"
_VOICED = re.compile(f"[ぁ-ヿ][{_VOICING}]")
_ACCENTED = re.compile(f"[A-Za-z][{_ACCENTS}]+")
_LONG_VOWEL = re.compile("(?<=[ぁ-ヺー])\ufe31")  # ︱ is — elsewhere
_COMBINING = str.maketrans("゛゜", "\u3099\u309a")
_VOICING_ALONE = {0xFF9E: "゛", 0xFF9F: "゜"}  # NFKC has a combining mark here, which would voice the character before


@cache
def repair_table() -> Mapping[int, str]:
    """Return the replacement for each code point that has one; the empty string for one that paints nothing."""
    words = vocabulary()
    table: dict[int, str] = {}
    for first in (0xFF10, 0xFF21, 0xFF41):  # full-width digits and letters; full-width brackets and signs stay
        last = first + (10 if first == 0xFF10 else 26)
        table.update((code, chr(code - 0xFEE0)) for code in range(first, last))
    table.update((code, unicodedata.normalize("NFKC", chr(code))) for code in _HALF_WIDTH_KANA)
    table.update(_VOICING_ALONE)
    for pairs in (
        words.kangxi_radicals, words.radicals_supplement, words.replaced, words.vertical_forms, words.symbol_fonts,
    ):  # fmt: skip
        table.update((ord(pair[0]), pair[1]) for pair in pairs.split())
    own = {int(code, 16) for code in words.japanese_among_them}
    duplicates = (code for code in _code_points(words.korean_duplicates) if code not in own)
    table.update((code, unicodedata.normalize("NFC", chr(code))) for code in duplicates)
    table.update((int(code, 16), "-") for code in words.hyphens)
    table.update((int(code, 16), " ") for code in words.spaces)
    for limits in words.unprinted:
        table.update(dict.fromkeys(_code_points(limits), ""))
    return table


def _code_points(limits: str) -> range:
    """Return the code points from the first to the last of ``2066-2069``."""
    first, last = (int(code, 16) for code in limits.split("-"))
    return range(first, last + 1)


@cache
def _damaged() -> re.Pattern[str]:
    """Return a pattern for what may have to be repaired: most lines have nothing of it and are passed as they are."""
    replaced = "".join(re.escape(chr(code)) for code in sorted(repair_table()))
    return re.compile(f"[{replaced}{_VOICING}{_ACCENTS}]")


def repair_characters(text: str) -> str:
    """Return the text with its code points repaired.

    Repairing twice is repairing once, and line feeds stay. No character outside the table changes but a kana and its
    voicing mark, or a letter and its accents, which become one: the text becomes shorter there, and grows never.
    """
    if (text.isascii() and text.isprintable()) or not _damaged().search(text):
        return text
    text = _LONG_VOWEL.sub("ー", text).translate(repair_table())
    text = _VOICED.sub(_voice, text)
    return _ACCENTED.sub(lambda match: unicodedata.normalize("NFC", match[0]), text)


def _voice(match: re.Match[str]) -> str:
    """Return a kana and its voicing mark as the one character that they are; fonts of macOS print them so."""
    voiced = unicodedata.normalize("NFC", match[0].translate(_COMBINING))
    return voiced if len(voiced) == 1 else match[0]  # ア゛ is no character of its own


# ── compatibility ideographs ────────────────────────────────────────────────────────────────────────────────────────

_COMPATIBILITY = re.compile("[\uf900-\ufad9\U0002f800-\U0002fa1d]")


class CompatibilityIdeographs(Struct, frozen=True):
    """What a document's compatibility ideographs are to become.

    ``mended`` maps those that its font made to the usual ideograph, with the word that shows it; ``kept`` are left
    as printed, because a person's name may depend on them.
    """

    mended: Mapping[str, str]
    evidence: Mapping[str, str]
    kept: tuple[str, ...]


def judge_compatibility_ideographs(texts: Iterable[str]) -> CompatibilityIdeographs:
    """Return which of a document's compatibility ideographs its font made.

    The font made it, where the document never prints the usual form of that ideograph, and prints the other one in
    an ordinary word (収益 with U+FA17): nobody types that. The twelve that have no usual form (﨑) are always kept.

    Args:
        texts: All texts of one document, as printed.
    """
    document = "\n".join(texts)
    found = sorted(set(_COMPATIBILITY.findall(document)))
    mended: dict[str, str] = {}
    evidence: dict[str, str] = {}
    if found:
        words = vocabulary().ordinary_words.split()
        unbroken = "".join(document.split())  # a word may be wrapped
        for character in found:
            usual = unicodedata.normalize("NFC", character)
            if usual == character or usual in document:
                continue
            witness = next((w for w in words if usual in w and _occurs(w.replace(usual, character), unbroken)), None)
            if witness is not None:
                mended[character], evidence[character] = usual, witness
    return CompatibilityIdeographs(mended, evidence, tuple(c for c in found if c not in mended))


def _occurs(word: str, text: str) -> bool:
    """Return whether the text has the word, its other characters repaired."""
    return word in text or word in repair_characters(text)


def repairer(mended: Mapping[str, str]) -> Repair:
    """Return the repair for one document: the general one, and its font's compatibility ideographs on top."""
    if not mended:
        return repair_characters
    table = str.maketrans(dict(mended))

    def repair(text: str) -> str:
        return repair_characters(text).translate(table)

    return repair
