"""In which unit figures are given: 予算額(千円), （単位：百万円）."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from pipeline.vocabulary import Entry, load
from pipeline.writing.numbers import is_figure


class UnitVocabulary(Entry, frozen=True):
    """``units.toml``."""

    units: tuple[str, ...]


@cache
def _units() -> frozenset[str]:
    return frozenset(unicodedata.normalize("NFKC", unit) for unit in load("units", UnitVocabulary).units)


_PLACES = re.compile(
    r"[(\[〔【]\s*(?:単位\s*[:;・]?\s*)?([^()\[\]〔〕【】]+?)\s*[)\]〕】]"
    r"|単位\s*[:;・]?\s*([^\s,、。)]+)"
)


_AMOUNT = re.compile(r"([-−△▲]?[\d,.]+)(\D{0,8})")


def is_amount(text: str) -> bool:
    """Return whether a text is a figure, with its unit or without: 18,572千円, △350."""
    match = _AMOUNT.fullmatch(unicodedata.normalize("NFKC", "".join(text.split())))
    return match is not None and is_figure(match[1]) and (not match[2] or match[2] in _units())


def unit_of(text: str) -> str | None:
    """Return the unit that a header or note gives its figures in (千円), NFKC; None where it names none."""
    for place in _PLACES.finditer(unicodedata.normalize("NFKC", text)):
        named = (place[1] or place[2]).strip()
        if named in _units():
            return named
    return None
