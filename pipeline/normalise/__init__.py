"""Cells → rows of clean text: characters, lines, columns, dittos."""

from pipeline.normalise.document import normalise_document
from pipeline.vocabulary.header_fields import map_headers

__all__ = ["map_headers", "normalise_document"]
