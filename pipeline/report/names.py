"""The file names of the pages, and links between them."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

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
