"""rows → items: statuses, divisions, sources, marks, dates and words."""

from pipeline.tag.document import tag_document
from pipeline.tag.document_facts import read_edition_name, read_series_name

__all__ = ["read_edition_name", "read_series_name", "tag_document"]
