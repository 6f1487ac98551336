"""rows → items: statuses, divisions, sources, marks, dates and words."""

from pipeline.tag.facts import read_edition_name, read_series_name
from pipeline.tag.items import tag_document

__all__ = ["read_edition_name", "read_series_name", "tag_document"]
