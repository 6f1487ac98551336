"""File → pages of glyphs and rules, by one of several readers that know nothing of each other.

``pdfium_pages`` is the first, ``pdfplumber_pages`` the second; both go by ``strokes`` and ``legibility``.
``scan_pages`` reads pictures of paper. ``readers`` has the table of them.
"""

from pipeline.read.file import file_content
from pipeline.read.readers import READERS, open_document
from pipeline.read.scans import is_scan

__all__ = ["READERS", "file_content", "is_scan", "open_document"]
