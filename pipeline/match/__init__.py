"""Two editions → which row of the older one is which of the newer one.

claimed_columns and column_pairs (which column is which) → items (which item is which: equal_rows first, then the most
alike of the candidates) → splits (one row that became two). ``docs/diff.md`` tells the method.
"""

from pipeline.match.editions import match_editions
from pipeline.match.items import match_items

__all__ = ["match_editions", "match_items"]
