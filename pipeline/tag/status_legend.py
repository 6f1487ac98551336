"""What a document says its status marks mean: ``対応状況(○対応済、△引き続き検討)`` → ○ 対応済, △ 引き続き検討.

Read from the headers and the notes. Marks come before their labels (○対応済, ◎:完了, A…達成, 〇＝対応済み) or after
them (賛成：○ 反対：×), with or without a sign between; words can stand for marks (済/継続/未).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from pipeline.tag.characters import fold
from pipeline.tag.labels import canonical_mark, label_status, mark_class, vocabulary

_SIGN = r"[:=…‥→⇒]+|・{2,}|は|[-－―—]+(?=\S)"
_LABEL = r"(?:[^\s、,;/()「」『』\[\]【】。:=…‥→⇒{marks}]|\([^()]*\))+"
_LETTERS = "SABCDEFG"
_ENUMERATION = re.compile(r"[(\[]\s*([^()\[\]]*[/・、,][^()\[\]]*)\s*[)\]]")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of mark then label, label then mark, letter then label, word then label."""
    marks = mark_class()
    label = _LABEL.replace("{marks}", marks)
    words = "|".join(sorted(map(re.escape, vocabulary().words["list"]), key=len, reverse=True))
    end = r"(?![:=])"
    return (
        re.compile(
            rf"[「『(\[]?(?P<mark>[{marks}])印?[」』)\]]?\s*(?P<sign>{_SIGN})?\s*[「『]?(?P<label>(?![の・/]){label}){end}[」』]?"
        ),
        re.compile(rf"(?P<label>{label})\s*(?P<sign>[:=…‥→⇒]+)\s*[「『]?(?P<mark>[{marks}])(?=$|[\s、,;/()」』。])"),
        re.compile(
            rf"(?:^|(?<=[\s(、,;/「※:]))(?P<mark>[{_LETTERS}1-9]|(?P<circled>[①-⑨]))\s*(?P<sign>[:=…‥→⇒]+|・{{2,}}|\s|[.](?!\d)|(?(circled)|(?!)))\s*(?P<label>{label}){end}"
        ),
        re.compile(rf"(?:^|(?<=[\s(、,;/「※]))(?P<mark>{words})\s*(?P<sign>[:=…‥→⇒]+)\s*(?P<label>{label}){end}"),
    )


def _pairs(pattern: re.Pattern[str], text: str, *, signed_only: bool = False) -> Mapping[str, str]:
    """Return mark → label as the pattern finds them; nothing where one mark has two labels (it is a bullet)."""
    found: dict[str, str] = {}
    for match in pattern.finditer(text):
        mark, label = canonical_mark(match["mark"]), match["label"].strip()
        if signed_only and not match["sign"]:
            continue
        if found.setdefault(mark, label) != label:
            return {}
    return found


def _is_series(marks: Iterable[str]) -> bool:
    """Return whether letters or digits run on from the first: A, B, C. One alone explains nothing."""
    listed = list(marks)
    for alphabet in ("ABCDEFG", "SABCDEFG", "123456789", "①②③④⑤⑥⑦⑧⑨"):
        if len(listed) > 1 and "".join(listed) == alphabet[: len(listed)]:
            return True
    return False


def _enumerated_labels(text: str) -> Mapping[str, str]:
    """Return 済/継続/未 in brackets as marks that say themselves, where each is a label that the vocabulary knows."""
    for match in _ENUMERATION.finditer(text):
        parts = [part.strip() for part in re.split("[/・、,]", match[1])]
        if len(parts) > 1 and all(part and label_status(part) for part in parts):
            return {part: part for part in parts}
    return {}


def read_line(text: str, *, is_header: bool) -> Mapping[str, str]:
    """Return what one text explains. A note must explain two marks, or one with a sign between mark and label.

    ○ and ・ also open a paragraph of prose, so a lone mark followed by words is no legend outside a header.
    """
    line = fold(text)
    mark_first, label_first, letter_first, word_first = _patterns()
    after = _pairs(label_first, line)
    before = _pairs(mark_first, line)
    if len(after) > len(before) or (after and not _pairs(mark_first, line, signed_only=True) and not is_header):
        return after
    if before and (is_header or len(before) > 1):
        return before
    if signed := _pairs(mark_first, line, signed_only=True):
        return signed
    letters = _pairs(letter_first, line)
    if _is_series(letters) and (is_header or any(map(label_status, letters.values()))):
        return letters
    words = _pairs(word_first, line)
    if len(words) > 1:
        return words
    return _enumerated_labels(line) if is_header else {}


def read_legend(headers: Iterable[str], notes: Iterable[str]) -> Mapping[str, str]:
    """Return mark → label of a document, from its header texts and its notes; empty where it explains nothing.

    The header comes first: a note may explain the marks of another table.
    """
    legend: dict[str, str] = {}
    for header in headers:
        for mark, label in read_line(header, is_header=True).items():
            legend.setdefault(mark, label)
    for note in notes:
        for line in note.split("\n"):
            for mark, label in read_line(line, is_header=False).items():
                legend.setdefault(mark, label)
    return legend
