"""The file names of the pages, and links between them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from pipeline.model import Change
from pipeline.schema import FIELDS

INDEX_PAGE_NAME = "index.html"
"""The page over a series."""

_PLAIN = frozenset("-_.~")


def _file_stem(name: str) -> str:
    """Return the name as a file name that any system takes; whatever it does not take is percent-encoded.

    Letters and digits of any script stay, so that a Japanese name can be read. A leading full stop would hide the file.
    """
    stem = "".join(c if c.isalnum() or c in _PLAIN else quote(c, safe="", errors="replace") for c in name)
    return f"%2E{stem[1:]}" if stem.startswith(".") else stem


def edition_page_name(edition: str) -> str:
    """Return the file name of an edition's page: ``R5-1.html``. An edition called index does not take the index's.

    Nor does one called INDEX: some file systems do not tell capitals apart.
    """
    stem = _file_stem(edition)
    return f"%{ord(stem[0]):02X}{stem[1:]}.html" if f"{stem}.html".lower() == INDEX_PAGE_NAME else f"{stem}.html"


def pair_page_name(old: str, new: str) -> str:
    """Return the file name of the page that compares two editions: ``R4-4-to-R5-1.html``."""
    return f"{_file_stem(old)}-to-{_file_stem(new)}.html"


def change_identifiers(changes: Iterable[Change]) -> list[str]:
    """Return the name of each change in its page's address: ``change-8-status``, by the printed number and the field.

    A link that was sent to someone must still lead to the same change when the page is made anew, with more changes
    before it: a running number would not. A number that is printed twice counts up from the second on.
    """
    seen: dict[str, int] = {}
    names = []
    for change in changes:
        number = change.to_number or change.from_number
        place = _address(number) if number else f"row{change.to_ordinal or change.from_ordinal or 0}"
        field = "item" if change.field is None else change.field if change.field in FIELDS else _digest(change.field)
        name = f"change-{place}-{field}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return names


def _address(number: str) -> str:
    plain = unicodedata.normalize("NFKC", number)
    return plain if re.fullmatch(r"[0-9A-Za-z](?:[0-9A-Za-z.-]{0,18}[0-9A-Za-z])?", plain) else _digest(number)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:8]


def change_key(change: Change) -> str:
    """Return what a browser keeps a person's tick under: the same text changed in the same way, in whatever page."""
    said = (change.kind, change.field or "", change.before or "", change.after or "", change.to_number or "")
    return hashlib.sha256("\0".join(said).encode(errors="surrogatepass")).hexdigest()[:16]


def href(page_name: str, fragment: str = "") -> str:
    """Return a relative link to a page beside this one. ``./`` keeps a colon in the name from being a scheme."""
    return f"./{quote(page_name)}" + (f"#{fragment}" if fragment else "")


def series_href(series: str, page_name: str = INDEX_PAGE_NAME) -> str:
    """Return a relative link to a page of a series, in a folder of its name; by default to the page over it."""
    return f"./{quote(series, safe='')}/{quote(page_name)}"


def web_link(url: str | None) -> str | None:
    """Return the address where it is one of the web, None for ``javascript:`` and whatever else a file may say."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None
