"""What a document says its status marks mean: ``対応状況(○対応済、△引き続き検討)`` → ○ 対応済, △ 引き続き検討.

Read from the headers and the notes. Marks come before their labels (○対応済, ◎:完了, A…達成, 〇＝対応済み) or after
them (賛成：○ 反対：×), with or without a sign between; words can stand for marks (済/継続/未).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from pipeline.vocabulary.status import canonical_mark, dash_class, label_status, mark_class, vocabulary
from pipeline.writing.characters import fold

_SIGN = r"[:=…‥→⇒]+|・{2,}|は(?![ぁ-ゖ])|[-－―—]+(?=\S)"  # ○はじめに is a paragraph with a bullet
_LABEL = r"(?![の・/(])(?:[^\s、,;/()「」『』\[\]【】。:=…‥→⇒{marks}]|\([^()]*\))++"  # never given back: 反対 is not 反
LONGEST_LINE = 500
"""Characters: a longer line is prose, and searching it for legends would cost time that grows with its square."""

_ALPHABETS = (
    "ABCDEFG", "SABCDEFG", "abcdefg", "123456789", "①②③④⑤⑥⑦⑧⑨", "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ", "アイウエオカキクケコ", "イロハニホヘト",
)  # fmt: skip
_LETTERS = "SABCDEFGa-g1-9Ⅰ-Ⅹアイウエオカ-コロハニホヘト"
_OPENS = r"(?:^|(?<=[\s(、,;/「※)\]】〕]))"
"""Where a letter, a word or a dash may stand that a legend explains: in 措置済 and 5-A is none."""

_SYMBOLS = "\u25a0-\u27bf\u2b12-\u2b55"
"""Geometric shapes, signs and dingbats: any of them may be a mark where a legend says what it means."""

_ENUMERATION = re.compile(r"[(\[]\s*([^()\[\]]*[/・、,][^()\[\]]*)\s*[)\]]")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of mark then label, label then mark with and without a sign; letter, word, dash first.

    The last one is of a letter that touches its label: A対応済.
    """
    marks = mark_class()
    label = _LABEL.replace("{marks}", marks)
    uncircled = label.replace("[^", "[^①-⑨", 1)
    words = "|".join(sorted(map(re.escape, vocabulary().words["list"]), key=len, reverse=True))
    end = r"(?![:=])"
    dashes = dash_class()
    return (
        re.compile(
            rf"[「『(\[]?(?P<mark>[{marks}])印?[」』)\]]?\s*(?P<sign>{_SIGN})?\s*"
            rf"(?:[「『]?(?P<label>{label}){end}[」』]?|(?<=[{marks}])\((?P<inside>[^(){marks}]+)\))"
        ),
        re.compile(rf"(?P<label>{label})\s*(?P<sign>[:=…‥→⇒]+)\s*[「『]?(?P<mark>[{marks}])(?=$|[\s、,;/()」』。])"),
        re.compile(rf"(?P<label>{label})(?P<sign>)(?P<mark>[{marks}])(?=$|[\s、,;/)」。])"),
        re.compile(
            rf"(?:{_OPENS}|(?<=:)|(?=[②-⑨]))(?P<mark>[{_LETTERS}]|(?P<circled>[①-⑨]))\s*(?P<sign>[:=…‥→⇒]+|・{{2,}}|\s|[.](?!\d)|(?(circled)|(?!)))\s*(?P<label>{uncircled}){end}"
        ),
        re.compile(rf"{_OPENS}(?P<mark>{words})\s*(?P<sign>[:=…‥→⇒]+)\s*(?P<label>{label}){end}"),
        re.compile(
            rf"{_OPENS}[「『]?(?P<mark>[{dashes}])[」』]?"
            rf"(?:\s*(?P<sign>[:=…‥→⇒]+)\s*|\s+(?!\d))(?P<label>{label}){end}"
        ),
        re.compile(rf"{_OPENS}(?P<mark>[{_LETTERS}])(?P<sign>)(?P<label>{uncircled}){end}"),
    )


@cache
def _sign_pattern() -> re.Pattern[str]:
    """Return the pattern of a sign that no vocabulary knows, explained with a colon or the like: ♢：検討中."""
    label = _LABEL.replace("{marks}", mark_class())
    return re.compile(
        rf"{_OPENS}[「『]?(?P<mark>[{_SYMBOLS}])[」』]?\s*(?P<sign>[:=…‥→⇒]+)\s*(?P<label>{label})(?![:=])"
    )


def _pairs(pattern: re.Pattern[str], text: str, *, signed_only: bool = False) -> Mapping[str, str]:
    """Return mark → label as the pattern finds them; nothing where one mark has two labels (it is a bullet)."""
    found: dict[str, str] = {}
    for match in pattern.finditer(text):
        mark, label = canonical_mark(match["mark"]), _bare_label(match["label"] or match["inside"])
        if (signed_only and not match["sign"]) or label is None:
            continue
        if found.setdefault(mark, label) != label:
            return {}
    return found


def _bare_label(label: str) -> str | None:
    """Return a label without を示す behind it; None for words that tell people to write a mark: 該当するものに○."""
    words = vocabulary().no_labels
    bare = label
    for rest in words.rests:
        bare = bare.removesuffix(rest)
    is_sentence = (
        bare.startswith(words.begins) or bare.endswith(words.ends) or any(word in bare for word in words.holds)
    )
    return None if is_sentence or not bare else bare


def _is_series(marks: Iterable[str]) -> bool:
    """Return whether letters or digits run on from the first: A, B, C. One alone explains nothing."""
    listed = list(marks)
    return any(len(listed) > 1 and "".join(listed) == alphabet[: len(listed)] for alphabet in _ALPHABETS)


def _enumerated_labels(text: str) -> Mapping[str, str]:
    """Return 済/継続/未 in brackets as marks that say themselves, where each is a label that the vocabulary knows."""
    for match in _ENUMERATION.finditer(text):
        parts = [part.strip() for part in re.split("[/・、,]", match[1])]
        if len(parts) > 1 and all(part and label_status(part) for part in parts):
            return {part: part for part in parts}
    return {}


def _read_marks(line: str, *, is_header: bool) -> Mapping[str, str]:
    """Return what a line says of its signs, read forwards (○対応済) or backwards (賛成：○, 対応済○).

    The reading that explains more marks is taken. ○ also opens a paragraph of prose, so a lone mark followed by words
    is no legend outside a header.
    """
    mark_first, label_first, label_touching, *_ = _patterns()
    forwards = _pairs(mark_first, line)
    backwards = max(_pairs(label_first, line), _pairs(label_touching, line), key=len)
    if len(backwards) > len(forwards):
        return backwards if len(backwards) > 1 or is_header or _pairs(label_first, line) else {}
    if is_header or len(forwards) > 1:
        return forwards
    return _pairs(mark_first, line, signed_only=True)


def _read_words(line: str, *, is_header: bool) -> Mapping[str, str]:
    """Return what a line says of letters (A：達成) and of words that stand for marks (済：対応済み)."""
    *_, letter_first, word_first, _, letter_touching = _patterns()
    letters = _pairs(letter_first, line)
    if _is_series(letters) and (is_header or any(map(label_status, letters.values()))):
        return letters
    touching = _pairs(letter_touching, line)
    if _is_series(touching) and all(map(label_status, touching.values())):
        return touching
    words = _pairs(word_first, line)
    if len(words) > 1:
        return words
    return _enumerated_labels(line) if is_header else {}


@lru_cache(256)  # what stands around a table is asked for each of its columns, and once more for its marks
def read_line(text: str, *, is_header: bool) -> Mapping[str, str]:
    """Return what one text explains of its marks, letters or words, as mark → label."""
    if len(text) > LONGEST_LINE:
        return {}
    line = fold(text)
    found = _read_marks(line, is_header=is_header) or _read_words(line, is_header=is_header)
    signs = _pairs(_sign_pattern(), line)
    if found or any(map(label_status, signs.values())):
        return {**signs, **found, **_pairs(_patterns()[-2], line)}
    return {}


def read_note(note: str) -> Mapping[str, str]:
    """Return what a note explains. Its lines are read as one where the first explains marks: a legend wraps, too."""
    first, *others = note.split("\n")
    legend = dict(read_line(first, is_header=False))
    if legend and others:
        return read_line(note.replace("\n", ""), is_header=False) or legend
    for line in others:
        for mark, label in read_line(line, is_header=False).items():
            legend.setdefault(mark, label)
    return legend


def read_legend(headers: Iterable[str], notes: Iterable[str]) -> Mapping[str, str]:
    """Return mark → label of a document, from its header texts and its notes; empty where it explains nothing.

    The header comes first: a note may explain the marks of another table.
    """
    legend: dict[str, str] = {}
    for header in headers:
        for mark, label in read_line(header, is_header=True).items():
            legend.setdefault(mark, label)
    for note in notes:
        for mark, label in read_note(note).items():
            legend.setdefault(mark, label)
    return legend
