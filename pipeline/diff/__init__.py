"""Matched editions → what differs in each pair of rows, and how much of it the publisher marked.

edition_changes (all of two editions) → field_changes (one field of two rows: hunks, what of them is marked, how much
the rest weighs) and document_head (what stands around the rows). ``docs/diff.md`` tells the method.
"""

from pipeline.diff.edition_changes import find_changes

__all__ = ["find_changes"]
