"""A file → its content: the checks before a reader is asked."""

from __future__ import annotations

from pathlib import Path

from pipeline import limits
from pipeline.errors import EmptyDocumentError, LimitExceededError, NotAPdfError, UsageError


def file_content(path: Path) -> bytes:
    """Return the content of a file that begins as a PDF does.

    Raises:
        UsageError: The file cannot be opened.
        UnreadableDocumentError: It is empty, no PDF, or larger than a document may be.
    """
    try:
        size = path.stat().st_size
        if size > limits.MAX_FILE_BYTES:
            what = f"{size // 1_000_000} MB, more than {limits.MAX_FILE_BYTES // 1_000_000}"
            raise LimitExceededError(what, path.name, "Split it into parts.")
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot be opened ({error.strerror})", str(path), "Check the name and the rights.") from error
    if not content.strip(b"\0 \r\n\t"):
        raise EmptyDocumentError("the file is empty", path.name, "Fetch it again.")
    if b"%PDF-" not in content[:1024]:
        raise NotAPdfError("this is not a PDF", path.name, "Give a PDF, or a transcript as .txt, .md or .html.")
    return content
