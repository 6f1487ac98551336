"""Changes → how people and programs read them: a table, Markdown, JSON.

groups (what is read first) → cautions (what to know before) and repeated_changes (one line for many rows) → table,
markdown, json_text.
"""

from pipeline.listing.groups import listing_order
from pipeline.listing.json_text import changes_to_json
from pipeline.listing.markdown import changes_to_markdown
from pipeline.listing.table import changes_to_table, marks_nothing, summary_of

__all__ = [
    "changes_to_json",
    "changes_to_markdown",
    "changes_to_table",
    "listing_order",
    "marks_nothing",
    "summary_of",
]
