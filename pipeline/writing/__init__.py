"""The floor for how Japanese is written: characters, numbers, eras, line ends, and when two texts say the same.

What tables of public bodies say is asked of ``vocabulary``, which stands on this floor. As there, one module a TOML
file holds the file's shape, an ``Entry``, and answers what can be asked of it.
"""

from __future__ import annotations

from typing import TypeVar

from pipeline.word_files import Entry, load_words

__all__ = ["Entry", "load"]

Shape = TypeVar("Shape")


def load(name: str, shape: type[Shape]) -> Shape:
    """Return ``writing/<name>.toml`` as a value of that shape, read once."""
    return load_words(__name__, name, shape)
