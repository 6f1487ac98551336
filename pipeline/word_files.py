"""The TOML files of the floors for words: read once, and held against the shape that their module declares."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TypeVar

import msgspec

from pipeline.errors import UsageError

Shape = TypeVar("Shape")


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of a vocabulary file, with a field a key.

    A key that it has no field for is an error, so that a slip of the pen does not silently do nothing.
    """


def load_words(floor: str, name: str, shape: type[Shape]) -> Shape:
    """Return ``<name>.toml`` of a floor (``pipeline.vocabulary``) as a value of that shape, read once."""
    loaded: Shape = _load(floor, name, shape)  # type: ignore[arg-type]  # a class can be hashed
    return loaded


@cache
def _load(floor: str, name: str, shape: type[Shape]) -> Shape:
    try:
        content = tomllib.loads(resources.files(floor).joinpath(f"{name}.toml").read_text("utf-8"))
        return msgspec.convert(content, shape)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise UsageError(str(error), f"{name}.toml", "Mend the vocabulary or its shape.") from error
