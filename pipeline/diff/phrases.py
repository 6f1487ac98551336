"""The phrases (文節) of a sentence: words that carry a meaning, and what they are to the sentence.

市内の|窓口で|順次|受け付ける。 has four. What came stands for what went only where it is the same to its sentence: 順次
tells when, and is no replacement for 市内の, which told where; 本庁の is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.diff.letters import Printed
from pipeline.diff.sentences import sentence_around
from pipeline.diff.word_edges import words_in
from pipeline.vocabulary.phrases import case_of, is_adverb, is_formal, is_in_particle
from pipeline.vocabulary.weights import Term, find_terms

ADVERB, PREDICATE, ADNOMINAL, BARE = "adverb", "predicate", "adnominal", ""
"""What a phrase is to its sentence, where no other particle tells it."""

_BEFORE_FORMAL = frozenset("てでとに")
"""Particles behind which a word may have no meaning of its own: 進めて|いる, 無料と|する."""

NUMERAL = re.compile("[0-9一二三四五六七八九十百千]")


class Phrase(NamedTuple):
    """A phrase of a sentence.

    ``start`` and ``end`` are those of the words that carry its meaning. ``kind`` is what they name: a date (or 順次), a
    number, a scope (全員, 無料), or nothing of these.
    """

    start: int
    end: int
    role: str
    kind: str


class _Token(NamedTuple):
    start: int
    end: int
    surface: str
    lemma: str
    part: str
    form: str


def stands_for(came: Phrase, gone: Phrase) -> bool:
    """Return whether a phrase can stand in the place of another."""
    if PREDICATE in (came.role, gone.role):
        return came.role == gone.role
    if came.role != gone.role and {came.role, gone.role} & {ADNOMINAL, "の"}:
        return False
    if came.kind == gone.kind != "" or {came.kind, gone.kind} == {"number", "scope"}:
        return True
    return came.role == gone.role and "date" not in (came.kind, gone.kind)


def phrases_at(printed: Printed, start: int, end: int) -> list[Phrase]:
    """Return the phrases whose words a stretch touches, in places of the text's letters."""
    first, last = sentence_around(printed, start, end)
    phrases = _phrases_of(printed.text[first:last])
    placed = (phrase._replace(start=phrase.start + first, end=phrase.end + first) for phrase in phrases)
    return [phrase for phrase in placed if phrase.start < end and phrase.end > start]


@lru_cache(maxsize=1024)
def _phrases_of(sentence: str) -> tuple[Phrase, ...]:
    """Return the phrases of a sentence, or of several, in order; their places are those of its letters."""
    terms = find_terms(sentence)
    return tuple(_read(group, following, terms) for group, following in _grouped(_tokens(sentence), terms))


def _tokens(sentence: str) -> list[_Token]:
    tokens = []
    for place, word in words_in(sentence):
        feature = word.feature
        part = "-".join((feature.pos1, feature.pos2, feature.pos3))
        end = place + len(word.surface)
        tokens.append(_Token(place, end, word.surface, feature.lemma or word.surface, part, feature.cForm or ""))
    return tokens


# ── where a phrase begins ───────────────────────────────────────────────────────────────────────────────────────────


def _grouped(tokens: Sequence[_Token], terms: Sequence[Term]) -> Iterator[tuple[list[_Token], _Token | None]]:
    """Yield the tokens of each phrase that carries a meaning, and the token after it."""
    group: list[_Token] = []
    for token in tokens:
        if _is_sign(token) or (group and not _goes_on(group, token, terms)):
            if group:
                yield group, token
            group = []
        if not _is_sign(token) and (group or not _is_particle(token)):
            group.append(token)
    if group:
        yield group, None


def _is_sign(token: _Token) -> bool:
    return token.part.startswith(("補助記号", "空白"))


def _is_particle(token: _Token) -> bool:
    return token.part.startswith(("助詞", "助動詞"))


def _is_noun(token: _Token) -> bool:
    return token.part.startswith(("名詞", "代名詞", "形状詞", "接尾辞", "接頭辞", "記号"))


def _is_formal(token: _Token, last: _Token) -> bool:
    return is_formal(token.lemma) and not (_is_noun(token) and _is_noun(last))


def _goes_on(group: Sequence[_Token], token: _Token, terms: Sequence[Term]) -> bool:
    """Return whether a word belongs to the phrase before it."""
    last = group[-1]
    if _is_particle(token) or token.part.startswith("接尾辞") or last.part.startswith("接頭辞"):
        return True
    if _is_noun(last) and is_formal(last.lemma) and len(group) > 1:
        return False
    if _is_noun(last) and _is_noun(token):
        return not _is_parted(last, token, terms)
    if token.part.startswith("動詞") and is_in_particle(token.lemma):
        return last.surface in ("に", "を", "と")
    if last.part.startswith("副詞") and token.part.startswith(("形容詞", "形状詞")):
        return True  # もっと早く
    is_after_particle = last.part.startswith("助詞") and last.surface not in _BEFORE_FORMAL
    return is_formal(token.lemma) and not is_after_particle


def _is_parted(last: _Token, token: _Token, terms: Sequence[Term]) -> bool:
    """Return whether two nouns are no compound: 市民|8人が, 今後|検討する."""
    if any(term.start < token.start < term.end for term in terms):
        return False
    if token.part.startswith("名詞-数詞"):
        return not last.part.startswith("名詞-数詞")
    return last.part.endswith("副詞可能") and any(
        term.weight in ("date", "scope") and term.start <= last.start and last.end == term.end for term in terms
    )


# ── what it is ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _read(group: Sequence[_Token], following: _Token | None, terms: Sequence[Term]) -> Phrase:
    length = next((place for place, token in enumerate(group) if place and not _carries(token, group[place - 1])), None)
    head, tail = group[:length], group[len(group[:length]) :]
    start, end = head[0].start, head[-1].end
    kinds = {_kind(term) for term in terms if term.start < end and term.end > start}
    kind = next((kind for kind in ("date", "number", "scope") if kind in kinds), "")
    return Phrase(start, end, _role(head, tail, following), kind)


def _kind(term: Term) -> str:
    if term.weight != "number":
        return term.weight
    return "number" if NUMERAL.search(term.text) else "scope"


def _carries(token: _Token, last: _Token) -> bool:
    is_attached = _is_particle(token) or _is_formal(token, last)
    return not is_attached and not (is_in_particle(token.lemma) and _is_particle(last))


def _role(head: Sequence[_Token], tail: Sequence[_Token], following: _Token | None) -> str:
    if head[-1].part.startswith("副詞") or is_adverb("".join(token.surface for token in (*head, *tail))):
        return ADVERB
    last = tail[-1] if tail else head[-1]
    if _is_adnominal(last, following):
        return ADNOMINAL
    if last.form == "連用形-ニ" or last.part.startswith("接続詞") or _is_adjective_before_verb(last):
        return ADVERB
    return _case(head, tail) if tail else _bare_role(last, following)


def _is_adnominal(last: _Token, following: _Token | None) -> bool:
    before_noun = following is not None and _is_noun(following)
    return last.part.startswith("連体詞") or (last.form.startswith("連体形") and (before_noun or last.surface == "な"))


def _is_adjective_before_verb(last: _Token) -> bool:
    return last.part.startswith("形容詞") and last.form.startswith("連用形")


def _case(head: Sequence[_Token], tail: Sequence[_Token]) -> str:
    """Return the particle of a phrase with its like ones as one; that it is a predicate where none ends it."""
    whole = "".join(token.surface for token in tail)
    if _is_noun(head[-1]) and (case := case_of(whole)):
        return case  # 県とともに, and not 続けるとともに
    if whole.endswith(("とともに", "と共に")):
        return PREDICATE
    particles = tail[_after_formal_noun(tail) :]
    ending = "".join(token.surface for token in particles)
    if particles and all(map(_is_case_particle, particles)):
        return case_of(ending) or case_of(particles[-1].surface) or ending
    return case_of(ending) or PREDICATE


def _after_formal_noun(tail: Sequence[_Token]) -> int:
    """Return where the particles behind a formal noun begin: 整備する(ため)に."""
    return max((place + 1 for place, token in enumerate(tail) if _is_noun(token)), default=0)


def _is_case_particle(token: _Token) -> bool:
    return token.part.startswith("助詞") and not token.part.startswith("助詞-接続助詞")


def _bare_role(last: _Token, following: _Token | None) -> str:
    if not _is_noun(last):
        return PREDICATE
    if following is None or following.part.startswith("補助記号-句点"):
        return PREDICATE  # 令和6年度に実施済。
    return ADVERB if last.part.endswith("副詞可能") else BARE
