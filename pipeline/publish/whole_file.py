"""A file is whole or not there: it is written beside and renamed, and what the system refuses is one clear error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import AkajiError, full_disk


@contextmanager
def writing_to(path: Path, remedy: str = "Name another folder, or mend its rights.") -> Iterator[None]:
    """Say what cannot be written, and what to do: a full disk is the usual reason.

    Args:
        path: The file or folder that the error names.
        remedy: What to do where the disk has room.

    Raises:
        AkajiError: The system refused.
    """
    try:
        yield
    except OSError as error:
        refused = AkajiError(f"cannot be written: {error.strerror}", str(path), remedy)
        raise full_disk(error, str(path)) or refused from error


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a place beside a file to write to; it takes the file's name when everything is written.

    Raises:
        AkajiError: The system refused: the file is as it was before.
    """
    beside = path.with_name(f".{path.name}.part")
    with writing_to(path, "Close it where it is open, mend its rights, or name another file."):
        try:
            yield beside
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file's content, as ``whole_file`` does."""
    with whole_file(path) as beside:
        beside.write_bytes(content)
