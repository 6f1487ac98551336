"""The floor for words and signs: what differs between publishers, as data, and every question about a text's wording.

One module a TOML file holds the file's shape, an ``Entry``, and answers what can be asked of it: is this a mark, a
ditto, a status; which field does a header mean. Rooms ask these, and read no file. How Japanese is written at all
(characters, numbers, eras, line ends) is the floor below, ``writing``.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TypeVar

import msgspec

from pipeline.errors import UsageError
from pipeline.model import Series
from pipeline.word_files import Entry, load_words

__all__ = ["Entry", "load", "load_series"]

Shape = TypeVar("Shape")


def load(name: str, shape: type[Shape]) -> Shape:
    """Return ``vocabulary/<name>.toml`` as a value of that shape, read once."""
    return load_words(__name__, name, shape)


def load_series(path: Path) -> Series:
    """Return what a ``series.toml`` says; the folder's name is the series, where the file does not name it.

    Raises ``UsageError`` for a file that is not TOML, or has a key or a value that a series file cannot have.
    """
    try:
        content = tomllib.loads(path.read_text("utf-8-sig"))  # Windows' editors begin a file with a byte order mark
    except UnicodeDecodeError as error:
        raise UsageError("this is no text in UTF-8", str(path), "Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        remedy = "Mend the file; docs/series.md has an example."
        raise UsageError(f"not valid TOML: {error}", str(path), remedy) from error
    content.setdefault("series", path.resolve().parent.name)
    try:
        return msgspec.convert(content, Series)
    except msgspec.ValidationError as error:
        raise UsageError(str(error), str(path), "docs/series.md has every key and its values.") from error
