"""What differs between publishers, as data: TOML files beside this module, each read once into a typed value.

A room declares the shape that it needs of a file as a dataclass and asks for it: ``load("status", StatusVocabulary)``.
A key that the shape does not know is an error, so that a slip of the pen does not silently do nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from pipeline.errors import UsageError
from pipeline.model import Series

Shape = TypeVar("Shape")


@cache
def load(name: str, shape: type[Shape]) -> Shape:
    """Return ``vocabulary/<name>.toml`` as a value of that dataclass."""
    content = tomllib.loads(resources.files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))
    unknown = sorted(_unknown_keys(content, shape))
    if unknown:
        raise UsageError(f"unknown key {', '.join(unknown)}", f"{name}.toml", "Mend the vocabulary or its dataclass.")
    return msgspec.convert(content, shape)


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
    unknown = sorted(_unknown_keys(content, Series))
    if unknown:
        raise UsageError(f"unknown key {', '.join(unknown)}", str(path), "See docs/series.md for the keys there are.")
    try:
        return msgspec.convert(content, Series)
    except msgspec.ValidationError as error:
        raise UsageError(str(error), str(path), "See docs/series.md for what each key holds.") from error


def _unknown_keys(content: object, shape: Any) -> Iterator[str]:
    """Yield the keys that a dataclass has no field for, however deep; msgspec passes over them in silence."""
    if isinstance(content, list):
        for entry in content:
            yield from _unknown_keys(entry, shape)
    elif isinstance(content, dict) and is_dataclass(shape):
        hints = get_type_hints(shape)
        for key, value in content.items():
            if key not in hints:
                yield key
                continue
            inner = next((part for part in (hints[key], *get_args(hints[key])) if is_dataclass(part)), None)
            entries = value.values() if get_origin(hints[key]) is Mapping and isinstance(value, dict) else [value]
            for entry in entries:
                yield from _unknown_keys(entry, inner)
