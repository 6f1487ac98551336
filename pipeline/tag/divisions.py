"""A cell of divisions → the names in it.

A name is known (the series lists it) or it ends in a suffix (課, 室, 係 …); a dictionary of words would cut
環境農業推進課 into four. A separator parts two names only where both sides are names: 働き方改革・女性活躍推進室 is
one, 人事課・管財課 are two; a line break inside デジタル化推進 / 室 was made by print.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.vocabulary.divisions import (
    ends_in_suffix,
    ends_name,
    is_name,
    name_key,
    separator_pattern,
    suffix_of,
    suffix_rank,
    telephone,
    vocabulary,
    word_between,
)
from pipeline.writing.characters import compact, fold


class Piece(NamedTuple):
    """A stretch of the cell between separators, and the separator before it."""

    separator: str
    text: str


# ── taking a cell apart ─────────────────────────────────────────────────────────────────────────────────────────────


@lru_cache(4096)  # asked for the names in a document, then for each row; and the same few stand in many rows
def _pieces(text: str) -> Sequence[Piece]:
    """Return the stretches between separators; nothing parts inside brackets."""
    pieces: list[Piece] = []
    separator, start, position, depth = "", 0, 0, 0
    folded = fold(text)
    while match := _separator_or_bracket().search(folded, position):
        position = match.end()
        if match[0] in ("(", ")"):
            depth = max(0, depth + (1 if match[0] == "(" else -1))
        elif depth == 0 and start < match.start() and (number := telephone().match(folded, match.start())):
            position = number.end()
        elif depth == 0:
            pieces.append(Piece(separator, text[start : match.start()]))
            separator, start = match[0], match.end()
    pieces.append(Piece(separator, text[start:]))
    return _without_empty(pieces)


@cache
def _separator_or_bracket() -> re.Pattern[str]:
    return re.compile(f"[()]|{separator_pattern().pattern}")


def _without_empty(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the pieces that have text; a separator beside another (a line break after 、) goes with the harder one.

    ほか that opens a piece ends the name before it.
    """
    kept: list[Piece] = []
    pending = ""
    for separator, whole in pieces:
        text = whole
        word = word_between(text.strip()) if kept else ""
        if word:
            kept[-1] = Piece(kept[-1].separator, kept[-1].text + word)
            text = text.strip().removeprefix(word)
        if kept and text.strip() in vocabulary().around.after:
            kept[-1] = Piece(kept[-1].separator, kept[-1].text + text.strip())
            continue
        pending = separator if _hardness(separator) >= _hardness(pending) else pending
        if text.strip():
            kept.append(Piece(pending, text.strip()))
            pending = ""
    return kept


def _hardness(separator: str) -> int:
    separators = vocabulary().separators
    if separator in separators.hard:
        return 3
    return 2 if separator.strip() else int(bool(separator))


def _join(left: str, separator: str, right: str) -> str:
    """Return two pieces of one name; the ・ belongs to it, a line break does not, a space only between Latin words."""
    if separator.strip():
        return left + separator + right
    needs_space = left[-1].isascii() and right[0].isascii() and left[-1].isalnum() and right[0].isalnum()
    return f"{left} {right}" if needs_space else left + right


def _longest_known(pieces: Sequence[Piece], start: int, known: frozenset[str]) -> tuple[str, int] | None:
    """Return the longest run of pieces from here that spells one known name, and where it ends."""
    best: tuple[str, int] | None = None
    name = ""
    for end in range(start, min(start + MOST_PIECES, len(pieces))):
        separator, text = pieces[end]
        if end > start and separator in vocabulary().separators.hard:
            break
        name = text if end == start else _join(name, separator, text)
        is_one_name = end == start or ":" not in fold(text)  # 主管：人事課 / 関係：管財課 are two
        if is_one_name and name_key(name) in known:
            best = (name, end + 1)
    return best


LONGEST_CELL = 2000
"""Characters: a longer cell holds prose, and is kept as one; taking it apart would cost seconds."""

MOST_PIECES = 12
"""Lines that one name is ever wrapped over: a column is at least one character wide."""


def _by_suffix(pieces: Sequence[Piece], start: int, known: frozenset[str]) -> tuple[str, int]:
    """Return a name that goes on over soft separators until a suffix ends it."""
    name, end = pieces[start].text, start + 1
    while end < len(pieces) and not is_name(name, known):
        separator, text = pieces[end]
        if separator in vocabulary().separators.hard:
            break
        if not _ends_later(pieces, end, known):
            break
        name, end = _join(name, separator, text), end + 1
    return name, end


def _ends_later(pieces: Sequence[Piece], start: int, known: frozenset[str]) -> bool:
    """Return whether a name that is still without its suffix finds one further on, before a hard separator."""
    for index in range(start, min(start + MOST_PIECES, len(pieces))):
        if index > start and pieces[index].separator in vocabulary().separators.hard:
            return False
        if is_name(pieces[index].text, known) or ends_in_suffix(pieces[index].text):
            return True
    return False


def _split_glued(name: str, known: frozenset[str]) -> list[str]:
    """Return 人事課デジタル化推進室 as two. 総務部人事課 is one: a 課 belongs to its 部."""
    if name_key(name) in known or "(" in fold(name) or len(name) > LONGEST_GLUED:
        return [name]
    if parts := _known_parts(name, known):
        return parts
    for end in range(2, len(name) - 1):
        left, right = name[:end], name[end:]
        left_rank, right_rank = suffix_rank(left), suffix_rank(right)
        if left_rank is None or right_rank is None or left_rank > right_rank:
            continue
        if ends_name(left, right) and len(left) > 2 and len(right) > 2:
            word = word_between(right)
            return [left + word, *_split_glued(right.removeprefix(word), known)]
    return [name]


LONGEST_GLUED = 80
"""Characters: longer text in a cell of divisions is a sentence, and nothing to cut."""


def _known_parts(name: str, known: frozenset[str]) -> list[str] | None:
    """Return the known names that a text is made of, end to end; None where something is left over."""
    if not name:
        return []
    for part in sorted((candidate for candidate in known if name.startswith(candidate)), key=len, reverse=True):
        rest = _known_parts(name[len(part) :], known)
        if rest is not None:
            return [part, *rest]
    return None


def split_divisions(text: str, known: frozenset[str] = frozenset()) -> list[str]:
    """Return the divisions that a cell names, as printed and in order; the line breaks that print made are gone.

    ``known`` has names as ``name_key`` gives them.
    """
    if len(text) > LONGEST_CELL:
        return [" ".join(text.split())]
    pieces = _pieces(text)
    named: list[Piece] = []
    position = 0
    while position < len(pieces):
        separator = pieces[position].separator
        found = _longest_known(pieces, position, known) if known else None
        name, position = found or _by_suffix(pieces, position, known)
        if named and _goes_on(named[-1].text, separator, name, known):
            named[-1] = Piece(named[-1].separator, _join(named[-1].text, separator, name))
        else:
            named.append(Piece(separator, name))
    names = [part for _, name in named for part in _split_glued(_tidy(name), known)]
    return [name for name in names if name]


def _goes_on(left: str, separator: str, right: str, known: frozenset[str]) -> bool:
    """Return whether a name of a 部 goes on in that of its 課, as 総務部人事課 does without anything between the two.

    A 課 that stands without its 部 elsewhere does so here as well: then these are two.
    """
    whole, part = compact(left).text, name_key(right)
    if part in known or {whole, part} & vocabulary().several.names:
        return False
    ends = (suffix_of(whole), suffix_of(part))
    return any(
        separator in holder.over
        and (ends[0] in holder.names or whole.endswith(holder.also))
        and ends[1] in holder.parts
        for holder in vocabulary().holders
    )


def _tidy(name: str) -> str:
    """Return a name without the bullet before it, or the brackets around the whole of it."""
    stripped = telephone().sub(lambda match: match[0].replace("\n", " "), name.strip())
    while stripped and stripped[0] in vocabulary().around.before and len(stripped) > 1:
        stripped = stripped[1:].strip()
    inside = re.fullmatch(r"[(（]([^()（）]+)[)）]", stripped)
    return inside[1].strip() if inside else stripped


def names_in_document(texts: Iterable[str]) -> frozenset[str]:
    """Return the names that stand alone in a cell somewhere in the document: they help where print wrapped them."""
    alone = (name_key(text) for text in set(texts) if len(text) <= LONGEST_GLUED and len(_pieces(text)) == 1)
    return frozenset(key for key in alone if suffix_rank(key) is not None and _split_glued(key, frozenset()) == [key])
