"""The wording around a table: may a line be a title, a heading, a note, the name of a meeting or of a document."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from pipeline import vocabulary
from pipeline.vocabulary import Entry
from pipeline.vocabulary.status import mark_class
from pipeline.writing.eras import era_signs
from pipeline.writing.numbers import KANJI_NUMERAL


class FrontVocabulary(Entry, frozen=True):
    """The shape of ``vocabulary/front.toml``."""

    document_label: str
    label: str
    page_number: str
    note_beginnings: tuple[str, ...]
    date: str
    day: str
    title_words: tuple[str, ...]
    levels: tuple[str, ...]
    continued: str


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], FrontVocabulary]:
    words = vocabulary.load("front", FrontVocabulary)
    return re.compile(words.document_label), _with_eras(words.label), re.compile(words.page_number), words


@cache
def _date() -> re.Pattern[str]:
    return _with_eras(_patterns()[3].date)


@cache
def _day() -> re.Pattern[str]:
    return _with_eras(_patterns()[3].day)


def _with_eras(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("{era}", era_signs()))


LONGEST_HEADING = 60
"""Characters. A longer line above a table is a sentence about it."""


MOST_WORDS = 4
"""Parts between spaces that a heading has. A line of more is a row of a table that nobody ruled."""


def may_be_heading(text: str) -> bool:
    """Return whether a line above a table may be a heading: no note, legend, number, label or date, and no sentence."""
    bare = tidy(text)
    document_label, label, page_number, words = _patterns()
    return (
        2 <= len(bare) <= LONGEST_HEADING
        and len(bare.split()) <= MOST_WORDS
        and not bare.startswith(words.note_beginnings)
        and not bare.endswith("。")
        and not _explains_mark().search(bare)
        and not any(pattern.fullmatch(bare) for pattern in (document_label, label, page_number, _date()))
    )


@cache
def _explains_mark() -> re.Pattern[str]:
    return re.compile(rf"[{mark_class()}]\s*[:：=＝…]")


@cache
def _level() -> re.Pattern[str]:
    level = f"(?:{'|'.join(map(re.escape, _patterns()[3].levels))})"
    number = rf"(?:[0-9]{{1,3}}|{KANJI_NUMERAL})"
    patterns = (
        rf"第\s*{number}\s*({level})(?!目)",
        rf"{number}\s*({level})(?![々㐀-鿿])",
        rf"{number}\s*(款)",
        rf"[(（【]\s*({level})\s*[)）】]",
        rf"({level})\s*(?=\s|{number}\s)",
    )
    return re.compile("|".join(patterns))


def heading_level(text: str) -> int | None:
    """Return the level that a heading names before its words, 0 for the widest there is; None where it names none.

    第2款　総務費, （款）2 総務費 and 款 総務費 are of one level; 項目 and 部長 are words.
    """
    match = _level().match(tidy(text))
    return _patterns()[3].levels.index(match[match.lastindex or 0]) if match else None


def opens_as_note(text: str) -> bool:
    """Return whether a text begins as a note does: ※, 注, 備考."""
    return text.lstrip().startswith(_patterns()[3].note_beginnings)


@cache
def _continued() -> tuple[re.Pattern[str], re.Pattern[str]]:
    sign = _patterns()[3].continued
    bracketed = rf"[（(〔［\[【＜<]\s*{sign}\s*[）)〕］\]】＞>]"
    return re.compile(sign), re.compile(rf"^\s*{bracketed}|{bracketed}\s*$")


def without_continued(text: str) -> str:
    """Return what a cell says without the words that it goes on from another page: （続き）, （次頁へ続く）."""
    alone, bracketed = _continued()
    bare = text.strip()
    return "" if len(bare) > 1 and alone.fullmatch(bare) else bracketed.sub("", text)


def tidy(text: str) -> str:
    """Fold full-width letters and digits, and join letters that are spread over the line."""
    folded = "".join(
        unicodedata.normalize("NFKC", c) if "０" <= c <= "９" or "Ａ" <= c <= "Ｚ" or "ａ" <= c <= "ｚ" else c
        for c in text.strip()
    )
    parts = folded.split()
    if len(parts) >= 3 and all(len(part) == 1 for part in parts):
        return "".join(parts)
    return folded


def is_page_number(text: str) -> bool:
    """Return whether a tidy text is nothing but a page's number."""
    return _patterns()[2].fullmatch(text) is not None


def may_go_on(text: str) -> bool:
    """Return whether a line could be the rest of another: it is no note, no number, no meeting and no date."""
    text = tidy(text)
    document_label, label, page_number, words = _patterns()
    return not (
        text.startswith((*words.note_beginnings, "（", "(", "【", "○", "・", "－"))
        or any(pattern.fullmatch(text) for pattern in (document_label, label, page_number, _date()))
        or re.match(r"[0-9]+[.．\s　]|[①-⑳]|[A-Z][:：]|第[0-9]+[条章]", text)
    )


def may_be_title(text: str) -> bool:
    """Return whether a line may be a document's title: no note, day, page number or number of the document."""
    text = tidy(text)
    document_label, _, page_number, words = _patterns()
    return (
        len(text) >= 4
        and not text.startswith(words.note_beginnings)
        and not page_number.fullmatch(text)
        and not document_label.fullmatch(text)
        and not _day().fullmatch(text)
    )


def ends_as_title(text: str) -> bool:
    """Return whether a text ends, brackets apart, in a word that titles end in: 一覧, 対応状況."""
    return re.sub(r"[(（][^()（）]*[)）]", "", tidy(text)).strip().endswith(_patterns()[3].title_words)


def take_document_label(text: str) -> tuple[str | None, str]:
    """Return 資料4 out of a text that is little else, or that names the meeting beside it, and the rest of the text."""
    match = _patterns()[0].search(text)
    if match is None:
        return None, text
    before, after = text[: match.start()], text[match.end() :]
    is_most = len(match.group()) >= 0.6 * len(text.partition("※")[0].strip())
    sign = text[: match.start(1)][-1:]
    is_apart = not after.strip() and (sign.isspace() or sign in "【[［") and _label_alone(before.strip()) is not None
    if not is_most and not is_apart:
        return None, text
    return "".join(match.group(1).split()), (before + after).strip()


def take_label(text: str) -> tuple[str | None, str]:
    """Return the meeting that a text names, and the text; of （第1回）　※赤字は変更 only the note behind it."""
    parts = re.match(r"([^※＊]*?)\s+([※＊].*)", text, re.DOTALL)
    label = _label_alone(parts[1].strip()) if parts else None
    if parts and label is not None:
        return label, parts[2]
    return _label_alone(text), text


def split_title(text: str) -> tuple[str, str | None]:
    """Return the title without the meeting in brackets behind it, and that meeting."""
    match = re.search(r"[(（]([^()（）]*(?:[(（][^()（）]*[)）])?[^()（）]*)[)）]\s*$", text)
    if match and _patterns()[1].search(match.group(1)):
        return text[: match.start()].strip(), match.group(1).strip()
    return text, None


def _label_alone(text: str) -> str | None:
    match = _patterns()[1].search(text)
    if match is None or len(match.group(1)) < 0.5 * len(text):
        return None
    return match.group(1).strip()
