"""Letters that look alike: which of them is meant, by what stands beside it, and whether two texts differ in no others.

○ O 0 〇 are one shape in print, 一 and ー are, へ and ヘ are. A person reads them by their neighbours; so does this.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from pipeline.writing import Entry, load


class Lookalikes(Entry, frozen=True):
    """The shape of ``writing/lookalikes.toml``: strings are sets of letters."""

    shapes: tuple[str, ...]
    not_printed: str
    circles: str
    dashes: str
    kana: tuple[str, ...]
    kana_sizes: tuple[str, ...]
    voicings: tuple[str, ...]
    specks: str
    dots: str
    also_printed: str
    variants: tuple[str, ...]
    variants_not_before: str
    ideographs: tuple[str, ...]
    never_after_katakana: str
    words: Mapping[str, str]


_NEAREST_LENGTH = 3
_KATAKANA = re.compile("[ァ-ヺー]")
_HIRAGANA = re.compile("[ぁ-ゖ]")
_KANJI_NUMERAL = re.compile("[二三四五六七八九十]")
_LATIN = re.compile("[A-Za-z]")
_SIGNS_OF_TWO_WIDTHS = (("（）", "()"), *zip("％：！？，．", "%:!?,.", strict=True))
_ABROAD = re.compile("[\u0400-\u04ff\uff61-\uff9f]")
_DIGIT = re.compile("[0-9]")


@cache  # to compile a class of all kanji takes a millisecond, for which not every start is to pay
def _kanji() -> re.Pattern[str]:
    return re.compile("[㐀-䶿一-鿿々]")


@cache
def _japanese() -> re.Pattern[str]:
    return re.compile("[々㐀-䶿一-鿿ぁ-ゖァ-ヺー]")


@cache
def _vocabulary() -> Lookalikes:
    return load("lookalikes", Lookalikes)


def is_printed(letter: str) -> bool:
    """Return whether Japanese offices print a letter: one of their code page, less Cyrillic and half-width kana.

    One Chinese 对 for 対 in a header costs a whole column.
    """
    if letter in _vocabulary().also_printed:
        return True
    try:
        letter.encode("cp932")
    except UnicodeEncodeError:
        return False
    return letter not in _vocabulary().not_printed and not _ABROAD.search(letter)


@cache
def _shapes() -> dict[str, frozenset[int]]:
    """Return for each letter the numbers of the sets that it is in."""
    found: dict[str, set[int]] = {}
    for number, letters in enumerate(_vocabulary().shapes):
        for letter in letters:
            found.setdefault(letter, set()).add(number)
    return {letter: frozenset(numbers) for letter, numbers in found.items()}


def look_alike(first: str, second: str) -> bool:
    """Return whether two texts of one length differ, and only in letters of one shape."""
    if first == second or len(first) != len(second):
        return False
    none: frozenset[int] = frozenset()
    return all(
        one == other or _shapes().get(one, none) & _shapes().get(other, none)
        for one, other in zip(first, second, strict=True)
    )


def nearest(text: str, known: Iterable[str]) -> str | None:
    """Return the only one of the known texts that a text is one letter from: another, one more or one less.

    A text of fewer than three letters is near to too much; of longer ones, each eight letters may differ in one.
    """
    from rapidfuzz.distance import Levenshtein

    if len(text) < _NEAREST_LENGTH:
        return None
    most = 1 + len(text) // 8
    near = [each for each in known if each and Levenshtein.distance(text, each, score_cutoff=most) <= most]
    return near[0] if len(near) == 1 else None


@cache
def _paired() -> dict[str, tuple[str, bool]]:
    """Return for each kana or ideograph of two readings the pair of them, and whether they are both kana."""
    words = _vocabulary()
    pairs = [(pair, True) for pair in words.kana] + [(pair, False) for pair in words.ideographs]
    return {letter: entry for entry in pairs for letter in entry[0]}


def is_ambiguous(letter: str) -> bool:
    """Return whether its neighbours must tell which letter is meant."""
    return letter in _vocabulary().circles or letter in _vocabulary().dashes or letter in _paired()


@cache
def letters_with_variants() -> str:
    """Return the letters that a recogniser gives for another form of them too, and those forms: 高 and 髙."""
    return "".join(_vocabulary().variants)


def may_be_a_variant(letter: str, previous: str, following: str) -> bool:
    """Return whether what stands beside a letter leaves it open that another form of it is meant.

    髙 stands before another letter of a name, ㈱ anywhere but where 株 is a word, or in brackets.
    """
    if _kanji().match(letter) and letter in _vocabulary().variants[-1]:
        return following not in tuple(_vocabulary().variants_not_before) and previous not in ("(", "（")
    return bool(_kanji().match(following))


@cache
def _sizes() -> Mapping[str, str]:
    return {letter: pair for pair in _vocabulary().kana_sizes for letter in pair}


def kana_sizes(letter: str) -> str | None:
    """Return the small and the large form of a kana that has both; None for any other letter."""
    return _sizes().get(letter)


@cache
def _voicings() -> Mapping[str, str]:
    return {letter: letters for letters in _vocabulary().voicings for letter in letters}


def voicings(letter: str) -> str:
    """Return the forms of a kana that differ in two dots or a ring, itself among them; empty for any other letter."""
    return _voicings().get(letter, "")


def is_speck(letter: str) -> bool:
    """Return whether dirt on paper is taken for such a sign, and Japanese text seldom has one."""
    return letter in _vocabulary().specks


def without_specks(text: str) -> str:
    """Return a text without the signs before and behind it that dirt on paper is taken for."""
    return text.strip(_vocabulary().specks + _vocabulary().dots)


def are_letters_alike(one: str, other: str) -> bool:
    """Return whether two letters, none of them a sign, are of one shape."""
    return bool(_japanese().match(one) and _japanese().match(other)) and look_alike(one, other)


def other_script(letter: str) -> str:
    """Return the letter of the same shape in another script, ニ for 二; empty where there is none."""
    pair, _ = _paired().get(letter, ("", False))
    return pair.replace(letter, "")


def by_context(text: str, index: int, before: str = "") -> str:
    """Return the letter that is meant at a place of a text.

    Args:
        text: A printed line without spaces.
        index: The place.
        before: The last letter of the line above, where that line is full.
    """
    letter = text[index]
    previous = text[index - 1] if index else before
    following = text[index + 1] if index + 1 < len(text) else ""
    if letter in _vocabulary().circles:
        beyond = text[index + 2 : index + 3] if following and following in ".," else following  # 0.3
        return _circle(letter, previous, beyond)
    if letter in _vocabulary().dashes:
        return _dash(letter, previous, following)
    if letter in _paired():
        return _kana(letter, previous, following)
    return letter


def mended(text: str) -> str:
    """Return a line with the words put right that are read amiss; no letter is added or taken."""
    for wrong, right in _vocabulary().words.items():
        text = text.replace(wrong, right)
    return text


def one_width(texts: Sequence[str]) -> list[str]:
    """Return letters with full-width and half-width signs of one kind made those that most of them are.

    A scan does not tell the two apart by more than a few dots, and a page has mostly one of them. Brackets are of one
    kind, whether they open or close.
    """
    counts = Counter(texts)
    usual = {}
    for wide, narrow in _SIGNS_OF_TWO_WIDTHS:
        is_wide = sum(counts[sign] for sign in wide) > sum(counts[sign] for sign in narrow)
        for pair in zip(wide, narrow, strict=True):
            usual.update(dict.fromkeys(pair, pair[0] if is_wide else pair[1]))
    return [usual.get(text, text) for text in texts]


def _circle(letter: str, previous: str, following: str) -> str:
    if letter == "o" and (_LATIN.match(previous) or _LATIN.match(following)):
        return letter
    if (_DIGIT.match(previous) and previous != "0") or (_DIGIT.match(following) and following != "0"):
        return "0"
    if previous == "0" or following == "0" or (previous in {".", ","} and letter == "0"):
        return "0"
    if (_LATIN.match(previous) and previous not in "Oo") or (_LATIN.match(following) and following not in "Oo"):
        return "O"
    if _KANJI_NUMERAL.match(previous):
        return "〇"
    return "○"


def _dash(letter: str, previous: str, following: str) -> str:
    if _KATAKANA.match(previous):
        return "ー"
    if not previous and _kanji().match(following):  # 一部: no line begins with a dash before a kanji
        return "一"
    if letter == "ー" and not (_HIRAGANA.match(previous) and not _kanji().match(following)):
        return "一"
    return letter


def _kana(letter: str, previous: str, following: str) -> str:
    pair, both_kana = _paired()[letter]
    first, second = pair[0], pair[1]
    katakana = bool(_KATAKANA.match(previous)), bool(_KATAKANA.match(following))
    if katakana[0] and second in _vocabulary().never_after_katakana:
        return first
    other = _HIRAGANA if both_kana else _kanji()
    others = bool(other.match(previous)), bool(other.match(following))
    # デザイン力: a kanji may follow katakana, and katakana that goes on is none.
    if (any(katakana) if both_kana else katakana[1]) and not any(others):
        return second if both_kana else first
    if any(others) and not any(katakana):
        return first if both_kana else second
    return letter
