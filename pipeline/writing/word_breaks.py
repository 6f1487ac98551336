"""Whether words are cut between two texts: a label of which a page break leaves half on each page (情報公｜開の推進).

fugashi with unidic-lite says where words begin; it is asked only where two texts are in doubt.
"""

from __future__ import annotations

from pipeline.writing.dictionary import tagger
from pipeline.writing.kinsoku import kinsoku

SHORTEST = 6
"""Characters of both texts together: 土｜木 and 山田｜中 are two words as well."""

LONGEST = 200
"""Characters of both texts around the break that are looked at."""

_LEADING = ("助詞", "接頭辞", "連体詞")
"""Parts of speech that another word must follow."""

_FOLLOWING = ("助詞", "助動詞", "接尾辞")
"""Parts of speech that no text begins with."""

_ATTRIBUTIVE = "連体形"
"""How the forms of auxiliaries are called that stand before a noun: な, た."""


def goes_on_in(first: str, second: str) -> bool:
    """Return whether the second text surely goes on from the first: a word is cut, or stands where none can.

    情報公｜開の推進 cuts a word, 情報公開の｜推進 ends in a particle, 技術｜者の育成 begins with a suffix, and no
    text ends or begins with some signs (防災・｜減災). Between two nouns (交通｜環境) nothing is sure. Figures are no
    words: 4,115 below 8,120 is two amounts, 障害児｜1,265 a label and an amount.
    """
    before = "".join(first.split())[-LONGEST // 2 :]
    after = "".join(second.split())[: LONGEST // 2]
    if len(before) + len(after) < SHORTEST or not (before and after):
        return False
    rules = kinsoku()
    if (before[-1] in rules.goes_on + rules.never_last and after[0].isalpha()) or (
        before[-1].isalpha() and after[0] in rules.never_first + rules.never_first_strict
    ):
        return True
    if not (before[-1].isalpha() and after[0].isalpha()):
        return False
    words = list(tagger()(before + after))
    end = 0
    for place, word in enumerate(words):
        start = end
        end += len(word.surface)
        if start < len(before) < end:
            return True
        if end == len(before):
            kind, form = word.feature.pos1, word.feature.cForm or ""
            leads = kind in _LEADING or (kind == "助動詞" and form.startswith(_ATTRIBUTIVE))
            return leads or (place + 1 < len(words) and words[place + 1].feature.pos1 in _FOLLOWING)
    return False
