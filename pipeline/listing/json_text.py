"""A comparison as JSON, for programs: the audit, the changes in the order in which people read them, the matches."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping

from msgspec import to_builtins

from pipeline.listing.groups import listing_order
from pipeline.model import EditionDiff


def changes_to_json(
    diff: EditionDiff, notes: Mapping[str, str | None] | None = None, *, ascii_only: bool = False
) -> str:
    """Return the comparison as JSON: the audit, the changes in listing order, the matches.

    ``notes`` tells what a reader must know of an edition, by its name: that it is a reconstruction, for one. Control
    characters, also those that JSON allows as they are, are written as escapes: a terminal would obey them. With
    ``ascii_only`` all but ASCII is: JSON is UTF-8, and what is written in another encoding must not differ from it.
    """
    content = {
        "series": diff.series,
        "from_edition": diff.from_edition,
        "edition": diff.edition,
        "notes": {edition: note for edition, note in (notes or {}).items() if note},
        "reach": to_builtins(diff.reach),
        "marked_before": {str(ordinal): dict(fields) for ordinal, fields in diff.marked_before.items()},
        "audit": to_builtins(diff.audit),
        "changes": [to_builtins(change) for change in listing_order(diff.changes)],
        "matches": [to_builtins(match) for match in diff.matches],
    }
    text = json.dumps(content, ensure_ascii=ascii_only, indent=2)
    return text.translate(_ESCAPES)


class _Escapes(dict[int, str]):
    """What each character stands as, worked out when it is first seen (for ``str.translate``)."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character != "\n" and unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
            units = character.encode("utf-16-be", "surrogatepass")
            character = "".join(f"\\u{units[place]:02x}{units[place + 1]:02x}" for place in range(0, len(units), 2))
        self[code] = character
        return character


_ESCAPES = _Escapes()
