"""The floor for words and signs: what differs between publishers, as data, and every question about a text's wording.

One module a TOML file holds the file's shape, an ``Entry``, and answers what can be asked of it: is this a mark, a
ditto, a number, an era; which field does a header mean; where does a sentence end. Rooms ask these, and read no file.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TypeVar

import msgspec

from pipeline.errors import UsageError
from pipeline.model import Series

Shape = TypeVar("Shape")


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of a vocabulary file, with a field a key.

    A key that it has no field for is an error, so that a slip of the pen does not silently do nothing.
    """


def load(name: str, shape: type[Shape]) -> Shape:
    """Return ``vocabulary/<name>.toml`` as a value of that shape, read once."""
    loaded: Shape = _load(name, shape)  # type: ignore[arg-type]  # a class can be hashed
    return loaded


@cache
def _load(name: str, shape: type[Shape]) -> Shape:
    content = tomllib.loads(resources.files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))
    try:
        return msgspec.convert(content, shape)
    except msgspec.ValidationError as error:
        raise UsageError(str(error), f"{name}.toml", "Mend the vocabulary or its shape.") from error


def load_series(path: Path) -> Series:
    """Return what a ``series.toml`` says; the folder's name is the series, where the file does not name it.

    Raises ``UsageError`` for a file that is not TOML, or has a key or a type that a series file cannot have.
    """
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(
            f"not valid TOML: {error}", str(path), "Mend the file; the README shows an example."
        ) from error
    content.setdefault("series", path.resolve().parent.name)
    try:
        return msgspec.convert(content, Series)
    except msgspec.ValidationError as error:
        raise UsageError(str(error), str(path), "See docs/series.md for the keys there are.") from error
