"""What kind of thing changed: a status, a number, a date, or other text."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Literal

Weight = Literal["status", "number", "date", "text"]

_NUMERAL = r"(?:\d+|元|[〇一二三四五六七八九十]+)"
_ERA = r"(?:令和|平成|昭和|大正|明治|[RHSTM](?=\d))"
_DATE = re.compile(
    rf"(?:{_ERA}\s*{_NUMERAL}|(?:19|20)\d\d)\s*(?:年度?|[./-](?=\d))(?:\s*\d{{1,2}}\s*(?:月|[./-](?=\d)))?(?:\s*\d{{1,2}}日?)?"
    rf"|{_ERA}\s*{_NUMERAL}"
    rf"|{_NUMERAL}\s*年度|{_NUMERAL}\s*月(?!額|刊|間|例)(?:\s*{_NUMERAL}\s*日(?!間))?(?:上旬|中旬|下旬|末|頃)?|\d{{1,2}}\s*日(?!間|数)"
    r"|[今来昨翌前先]年度?末?|[今来昨翌先]月"
    r"|(?:上半期|下半期|年度末|年度内|年度当初|年内|年末|早期)"
)
_COUNTERS = "名人件回年月日円割倍台校社団体歳種期点箇ヶカか%％"
_NUMBER = re.compile(
    rf"\d[\d,]*(?:\.\d+)?[十百千万億兆]*|[一二三四五六七八九十百千万億]+(?=[{_COUNTERS}])|半数|半額|過半|全額"
)


def change_weight(field: str, before: str | None, after: str | None) -> Weight:
    """Return the weightiest thing in which the two texts differ.

    Numbers and dates are compared as bags: one that only changed its place is no change of a number. 1,000 is 1000,
    and a date's digits count as a date, not as numbers.
    """
    if field == "status":
        return "status"
    old_dates, old_numbers = _dates_and_numbers(before or "")
    new_dates, new_numbers = _dates_and_numbers(after or "")
    if old_numbers != new_numbers:
        return "number"
    return "date" if old_dates != new_dates else "text"


def _dates_and_numbers(text: str) -> tuple[Counter[str], Counter[str]]:
    plain = unicodedata.normalize("NFKC", text)
    dates = Counter(re.sub(r"\s", "", match) for match in _DATE.findall(plain))
    numbers = Counter(match.replace(",", "") for match in _NUMBER.findall(_DATE.sub("\n", plain)))
    return dates, numbers
