"""What can go wrong, and the exit code that each kind ends with.

AkajiError                       1  something failed
├── UsageError                   2  the command line or a configuration file is wrong
├── UnreadableDocumentError      3  the document gives no glyphs
│   ├── NotAPdfError                it is something else
│   ├── DamagedPdfError             truncated, or broken inside
│   ├── EncryptedPdfError           a password is needed
│   ├── EmptyDocumentError          no bytes, or no pages
│   ├── NoTextLayerError            a scan: pictures of text
│   └── LimitExceededError          it would take more time or memory than a document may
├── NoTableError                 4  there is text, but no table that fits
└── BrokenDatasetError           5  what is on disk breaks the schema

An error is shown to people as one or two lines: what, which file and page, what to do next. It must survive
pickling, because batch workers send it to their parent: hence positional arguments only, kept in ``args``.
"""

from __future__ import annotations

import errno
from enum import IntEnum


class ExitCode(IntEnum):
    """How a command ends."""

    DONE = 0
    SOME_FAILED = 1
    WRONG_USAGE = 2
    UNREADABLE = 3
    NO_TABLE = 4
    BROKEN_DATASET = 5


class AkajiError(Exception):
    """Something that a person has to know, with the step to take next.

    ``what`` is a clause without a full stop, ``place`` a file name with a page where one is known, ``remedy`` a
    sentence.
    """

    exit_code = ExitCode.SOME_FAILED

    def __init__(self, what: str, place: str = "", remedy: str = "") -> None:
        super().__init__(what, place, remedy)
        self.what, self.place, self.remedy = what, place, remedy

    def __str__(self) -> str:
        first = f"{self.place}: {self.what}" if self.place else self.what
        return f"{first}. {self.remedy}" if self.remedy else f"{first}."

    def at(self, place: str) -> AkajiError:
        """Return the same error, told of another place (a reader knows pages, its caller knows the file)."""
        return type(self)(self.what, place, self.remedy)


def full_disk(error: OSError, place: str) -> AkajiError | None:
    """Return the one error of a full disk; None where the system refused for another reason."""
    if error.errno != errno.ENOSPC:
        return None
    return AkajiError("the disk is full", place, "Make room on that disk, and run it again.")


class UsageError(AkajiError):
    """The command line, or a configuration file, asks for something that cannot be done."""

    exit_code = ExitCode.WRONG_USAGE


class UnreadableDocumentError(AkajiError):
    """The document gives no glyphs to work with."""

    exit_code = ExitCode.UNREADABLE


class NotAPdfError(UnreadableDocumentError):
    """The file is not a PDF."""


class DamagedPdfError(UnreadableDocumentError):
    """The file is a PDF that is truncated or broken inside."""


class EncryptedPdfError(UnreadableDocumentError):
    """The file can only be opened with a password."""


class EmptyDocumentError(UnreadableDocumentError):
    """The file has no bytes, or the document no pages."""


class NoTextLayerError(UnreadableDocumentError):
    """The pages are pictures: there is no text to extract."""


class LimitExceededError(UnreadableDocumentError):
    """Reading on would take more time or memory than one document is allowed."""


class NoTableError(AkajiError):
    """There is text, but no ruled table that fits."""

    exit_code = ExitCode.NO_TABLE


class BrokenDatasetError(AkajiError):
    """A dataset on disk does not keep to the schema."""

    exit_code = ExitCode.BROKEN_DATASET
