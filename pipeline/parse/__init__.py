"""Pages → cells as printed: grid, tables over page breaks, and what stands around them."""

from pipeline.parse.document import parse_pages

__all__ = ["parse_pages"]
