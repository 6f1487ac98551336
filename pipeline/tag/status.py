"""A status cell's text → mark, label and canonical status.

``○ (一部 △)`` however print wrapped it is the mark ○(一部△). Where mark and text share a cell (``○ 実施した``,
``【対応済】庁内に周知した``) the mark is read off its beginning.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from pipeline.model import ItemStatus, Series
from pipeline.vocabulary.status import DASH, label_status, mark_class, read_marks, vocabulary
from pipeline.writing.characters import compact, fold
from pipeline.writing.kinsoku import opening_of

_BRACKETED = re.compile(r"[【\[〔<《〈](?P<label>[^【】\[\]〔〕<>《》〈〉\n]{1,20})[】\]〕>》〉]")
_LETTER = re.compile(r"[A-GSa-gs]|[1-9]|[①-⑨]|[Ⅰ-Ⅹ]")


class StatusReading(NamedTuple):
    """What stands in a status cell. ``text_start`` is where the text after the mark begins, None without any."""

    mark: str | None
    parts: tuple[str, ...]
    text_start: int | None = None


class ItemStatusReading(NamedTuple):
    """A row's status: its columns of ``items``. ``is_known`` is False where nothing says what the mark means."""

    mark: str | None
    label: str | None
    status: ItemStatus
    is_known: bool
    used_default: bool = False


def read_status(text: str, legend: Mapping[str, str] | None = None, own: Collection[str] = ()) -> StatusReading:
    """Return the mark that a status cell holds, and where the text after it begins.

    A cell of words alone (対応済, 済, A) is its own mark. △ before a digit is a minus sign. ``legend`` is asked for
    letters and words that open a longer text: only what it explains is a mark there. ``own`` are the signs that the
    series uses; a sign that nobody knows is a mark where a space parts it from its text, and is told as unknown.
    """
    packed = compact(text)
    if not packed.text:
        return StatusReading(None, ())
    if found := read_marks(packed.text, own):
        return StatusReading(found.mark, found.parts, _rest(text, packed.offsets, found.end))
    if bracketed := _BRACKETED.match(packed.text):
        label = bracketed["label"]
        if label in (legend or {}) or label_status(label) or bracketed.end() == len(packed.text):
            return StatusReading(label, (label,), _rest(text, packed.offsets, bracketed.end()))
    if (sign := _unknown_sign(text.lstrip())) is not None:
        return StatusReading(sign, (sign,), _rest(text, packed.offsets, 1))
    return _read_words(text, packed.text, packed.offsets, legend or {})


def _unknown_sign(text: str) -> str | None:
    """Return the sign that opens a text, set off by a space, and is neither a known mark nor a bullet."""
    is_sign = unicodedata.category(text[0]) in ("So", "Sm") and text[1:2].isspace()
    return text[0] if is_sign and opening_of(text) is None else None


def read_opening(text: str, legend: Mapping[str, str], own: Collection[str] = ()) -> StatusReading | None:
    """Return the status that a longer text begins with, by a mark or 【対応済】; None where it begins with none."""
    packed = compact(text)
    reading = read_status(text, legend, own)
    is_marked = read_marks(packed.text, own) is not None or _BRACKETED.match(packed.text) is not None
    is_explained = any(part in legend for part in reading.parts)
    if reading.mark in (None, DASH) or not (is_marked or is_explained):
        return None
    return reading if is_explained or any(part in own or _known(part) for part in reading.parts) else None


def _known(part: str) -> bool:
    return part in vocabulary().default_marks or label_status(part) is not None


def _rest(text: str, offsets: Sequence[int], end: int) -> int | None:
    """Return where the text after a mark begins in the original, past the punctuation that parts the two."""
    while end < len(offsets) and fold(text[offsets[end]]) in ":,、。.;":
        end += 1
    return offsets[end] if end < len(offsets) else None


def _read_words(text: str, packed: str, offsets: Sequence[int], legend: Mapping[str, str]) -> StatusReading:
    is_short = len(packed) <= LONGEST_LABEL and "。" not in packed
    if packed in legend or (is_short and label_status(packed)):
        return StatusReading(packed, (packed,))
    words = [word for word in legend if not re.match(f"[{mark_class()}]", word)]
    for first_word in dict.fromkeys((text.split("\n", 1)[0], text.split(maxsplit=1)[0])):
        word = compact(first_word).text
        if word in words or word in vocabulary().words["list"] or _LETTER.fullmatch(word):
            return StatusReading(word, (word,), _rest(text, offsets, len(word)))
    return StatusReading(packed, (packed,)) if is_short else StatusReading(None, (), offsets[0])


LONGEST_LABEL = 16
"""Characters: 対応済（一部引き続き検討） fits; what is longer is a sentence about the response."""


def _status_of_part(part: str, legend: Mapping[str, str], series: Series) -> tuple[ItemStatus | None, bool]:
    """Return the status of one mark, and whether it came from the table of marks without a legend."""
    label = legend.get(part)
    if label is not None:
        # Whatever the legend calls it, a dash says that there is no status.
        nothing: ItemStatus | None = "unknown" if part == DASH else None
        return label_status(label, series.statuses) or nothing, False
    own = label_status(part, series.statuses)
    if own is not None:
        return own, False
    default = vocabulary().default_marks.get(part)
    return default, default is not None


def _combine(statuses: Sequence[ItemStatus]) -> ItemStatus:
    """Return the status of several marks together: done in one part and not in another is partial."""
    if len(set(statuses)) == 1:
        return statuses[0]
    return "partial" if "done" in statuses or "partial" in statuses else statuses[0]


def interpret_status(reading: StatusReading, legend: Mapping[str, str], series: Series) -> ItemStatusReading:
    """Return mark, label and canonical status, by the document's legend, the series and the vocabulary, in this order.

    The label of ○(一部△) is built as the mark is: 対応済(一部引き続き検討). A mark without a legend has no label; a
    word is its own.
    """
    if reading.mark is None:
        return ItemStatusReading(None, None, "unknown", is_known=True)
    found = [_status_of_part(part, legend, series) for part in reading.parts]
    is_explained = all(part in legend or is_word(part) for part in reading.parts)
    if reading.parts == (reading.mark,):
        label = legend.get(reading.mark, reading.mark)
    else:
        label = re.sub(f"[{mark_class()}]", lambda mark: legend.get(mark[0], mark[0]), reading.mark)
    known = [status for status, _ in found if status is not None]
    is_known = len(known) == len(found)
    status = _combine(known) if is_known else "unknown"
    used_default = any(default for _, default in found)
    return ItemStatusReading(
        reading.mark, label if is_explained else None, status, is_known=is_known, used_default=used_default
    )


def is_word(part: str) -> bool:
    """Return whether a mark is a word, which says itself what it means; A and ○ do not."""
    return len(part) > 1 or part in vocabulary().words["list"]
