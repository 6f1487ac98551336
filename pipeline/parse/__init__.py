"""PDF → cells as printed: glyphs and rules, grid, tables over page breaks, and what stands around them."""

from pipeline.parse.document import read_document
from pipeline.parse.transcript import read_transcript

__all__ = ["read_document", "read_transcript"]
