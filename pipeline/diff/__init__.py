"""Two editions → what changed, and what nobody marked.

match (which item is which) → changes (what of it changed, and how much of that the publisher marked) → listing and
table (how people read it); lineage follows each item through all editions. ``docs/diff.md`` tells the method.
"""

from pipeline.diff.changes import compare_editions
from pipeline.diff.commitments import trace_commitments
from pipeline.diff.lineage import trace_lineage
from pipeline.diff.listing import changes_to_json, has_unmarked_changes, is_unmarked, listing_order
from pipeline.diff.markdown import changes_to_markdown
from pipeline.diff.match import match_items
from pipeline.diff.reach import reach_in_series, shares_nothing
from pipeline.diff.table import changes_to_table, marks_nothing, summary_of

__all__ = [
    "changes_to_json",
    "changes_to_markdown",
    "changes_to_table",
    "compare_editions",
    "has_unmarked_changes",
    "is_unmarked",
    "listing_order",
    "marks_nothing",
    "match_items",
    "reach_in_series",
    "shares_nothing",
    "summary_of",
    "trace_commitments",
    "trace_lineage",
]
