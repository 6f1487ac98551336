"""File → pages of glyphs and rules, by one of several readers that know nothing of each other.

``pdfium_pages`` is the first, ``pdfplumber_pages`` the second; both go by ``strokes`` and ``legibility``. ``readers``
has the table of them.
"""

from pipeline.read.file import file_content
from pipeline.read.readers import READERS, open_document

__all__ = ["READERS", "file_content", "open_document"]
