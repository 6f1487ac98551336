"""Where a dataset's files lie, and which names may become a folder there.

``<data>/items/series=toyama-open-pt/edition=R5-1/part-0.parquet``: Hive partitions, as pandas, DuckDB and Polars
read them. Series and edition may come from a PDF that someone made to do harm, so a name is never a path: it has
letters and digits of any script, and ``-``, ``_`` and ``・``. None of these is a character that Hive escapes, so the
name stands in the path as it is, and a Japanese one stays readable and short (percent-encoded, 27 characters of
Japanese would fill a file name, and break the longest path that Windows allows).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from pipeline.errors import UsageError

LONGEST_NAME = 64
"""Characters; 3 bytes each at most for Japanese, where a file name may have 255 bytes."""

FILE_NAME = "part-0.parquet"
"""One partition, one file."""

_SIGNS = "-_・"

_DEVICES = frozenset({"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in "123456789¹²³")})
"""What Windows takes for a device, whatever follows the first full stop: ``NUL.pdf`` is written to nowhere."""


def _is_allowed(character: str) -> bool:
    return character.isalnum() or character in _SIGNS


def check_name(name: str, what: str) -> str:
    """Return a series' or edition's name composed (NFC), because macOS hands file names out decomposed.

    Args:
        name: The name as given.
        what: ``series`` or ``edition``, for the message.

    Raises:
        UsageError: The name is empty, too long, a device of Windows, or has a character that a name may not have.
    """
    name = unicodedata.normalize("NFC", name)
    reason = _why_not(name)
    if reason is None:
        return name
    raise UsageError(
        f"{name[:LONGEST_NAME]!r} cannot name {'an' if what[0] in 'aeiou' else 'a'} {what}: it {reason}",
        remedy=f"Use 1 to {LONGEST_NAME} letters, digits, '-', '_' and '・'.",
    )


def _why_not(name: str) -> str | None:
    wrong = sorted({character for character in name if not _is_allowed(character)})
    if wrong:
        return f"has {', '.join(map(repr, wrong))}"
    if not 1 <= len(name) <= LONGEST_NAME:
        return f"has {len(name)} characters"
    return "is a device of Windows" if name.upper() in _DEVICES else None


def text_to_name(text: str) -> str:
    """Return a text of any origin as a name that ``check_name`` takes: empty where nothing of it can stand."""
    kept = "".join(c if _is_allowed(c) else " " for c in unicodedata.normalize("NFC", text))
    name = "-".join(kept.split())[:LONGEST_NAME].strip("-")
    return "" if name.upper() in _DEVICES else name


def partition(dataset_name: str, series: str, edition: str) -> PurePosixPath:
    """Return a partition's file below the data folder; ``UsageError`` for a name that cannot stand in a path."""
    return PurePosixPath(
        dataset_name,
        f"series={check_name(series, 'series')}",
        f"edition={check_name(edition, 'edition')}",
        FILE_NAME,
    )


def partition_names(path: Path) -> tuple[str, str]:
    """Return series and edition of a partition's file, read off its two innermost folders."""
    return path.parent.parent.name.removeprefix("series="), path.parent.name.removeprefix("edition=")


def list_partitions(data: Path, dataset_name: str) -> list[Path]:
    """Return the files of a dataset, sorted by series and edition."""
    return sorted(data.glob(f"{dataset_name}/series=*/edition=*/{FILE_NAME}"))


def list_editions(data: Path) -> list[tuple[str, str]]:
    """Return series and edition of everything that is published under a data folder, sorted by name."""
    return [partition_names(path) for path in list_partitions(data, "editions")]


def list_published(data: Path) -> list[tuple[str, str]]:
    """Return ``list_editions``, of a folder that must have some.

    Raises:
        UsageError: Nothing is published there.
    """
    editions = list_editions(data)
    if not editions:
        raise UsageError("nothing is published there", str(data), "Run akaji run, or name the folder with --data.")
    return editions


def published_series(data: Path, names: Sequence[str] = ()) -> list[str]:
    """Return the series that are meant: those that are named, or all that are published.

    Raises:
        UsageError: Nothing is published there, or one of these is not.
    """
    published = list(dict.fromkeys(series for series, _ in list_published(data)))
    unknown = [name for name in names if name not in published]
    if unknown:
        raise UsageError(f"no series {unknown[0]!r}", str(data), f"There are: {', '.join(published)}.")
    return list(names) or published


def is_published(data: Path, series: str, edition: str) -> bool:
    """Return whether an edition is published, without a look at the others: there may be ten thousand."""
    return (data / partition("editions", series, edition)).is_file()
