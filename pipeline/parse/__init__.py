"""Printed pages → cells as printed: tables over page breaks, and what stands around them."""

from pipeline.parse.document import parse_pages

__all__ = ["parse_pages"]
