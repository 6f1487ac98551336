"""PDF → cells as printed: glyphs and rules, grid, tables over page breaks, and what stands around them.

``pipeline.parse.transcript`` reads transcripts. It is a door of its own, because a worker that reads PDFs would import
its modules for nothing.
"""

from pipeline.parse.document import read_document

__all__ = ["read_document"]
