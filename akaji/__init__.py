"""Read a table PDF, compare two, load what a project has built: akaji for notebooks and scripts.

    import akaji

    document = akaji.read("R5-1.pdf")
    document.items                                     # a pandas DataFrame
    akaji.compare("R4-4.pdf", "R5-1.pdf").changes
    akaji.load("extracted", "items")

What stands in ``__all__`` is promised: it changes as commands and columns do, told in the changelog. ``pipeline``
is the program behind it, and promises nothing. ``docs/python.md`` shows all of it; its examples are tests.
"""

from __future__ import annotations

from akaji.documents import Comparison, Document, compare, load, read
from pipeline import __version__
from pipeline.errors import (
    AkajiError,
    BrokenDatasetError,
    NoTableError,
    UnreadableDocumentError,
    UsageError,
)

__all__ = [
    "AkajiError",
    "BrokenDatasetError",
    "Comparison",
    "Document",
    "NoTableError",
    "UnreadableDocumentError",
    "UsageError",
    "__version__",
    "compare",
    "load",
    "read",
]
