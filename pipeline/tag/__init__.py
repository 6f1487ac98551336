"""rows → items: statuses, divisions, sources, marks, dates and words."""

from pipeline.tag.document import tag_document
from pipeline.tag.document_facts import read_edition_name, read_series_name
from pipeline.tag.words import words_in_parts

__all__ = ["read_edition_name", "read_series_name", "tag_document", "words_in_parts"]
