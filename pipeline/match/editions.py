"""Two editions → their columns and their items in pairs."""

from __future__ import annotations

from pipeline.match.claimed_columns import align_claims
from pipeline.match.column_pairs import pair_columns
from pipeline.match.items import match_items
from pipeline.match.splits import tell_splits
from pipeline.model import Edition, EditionRecords, MatchedEditions


def match_editions(old: EditionRecords, new: EditionRecords) -> MatchedEditions:
    """Return both editions with every column that a field claims in one alone under its header, and all in pairs."""
    old, new = align_claims(old, new)
    headers = _unclaimed(old.edition_record), _unclaimed(new.edition_record)
    columns = pair_columns(old.items, new.items, headers)
    matches = tell_splits(match_items(old.items, new.items, old.edition, columns), old.items, new.items)
    return MatchedEditions(old, new, tuple(columns), matches)


def _unclaimed(edition: Edition) -> list[str]:
    """Return the names of the columns that no field claims, those that are blank in every row included."""
    return [name for name, field in zip(edition.headers, edition.header_fields, strict=True) if not field]
