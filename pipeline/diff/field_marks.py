"""Which marks tell of a field: those printed on it, and, where it is a ditto, those on the cell that it repeats.

A merged cell or a 〃 stands in several items, and is printed and painted in the first of them. Whoever reads the page
sees the red there and knows that it holds for the rows below; an audit that looks at each row alone would not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct

from pipeline.item_texts import field_texts
from pipeline.model import Item, Mark
from pipeline.writing.comparison_keys import comparison_key


class FieldMarks(Struct, frozen=True):
    """The marks of one field of an item. ``own`` are printed in this item, ``repeated`` in the one it repeats."""

    own: tuple[Mark, ...] = ()
    repeated: tuple[Mark, ...] = ()


NO_MARKS = FieldMarks()
MarksOfItem = Mapping[str, FieldMarks]


class _Printed(Struct, frozen=True):
    """What a column says in the last item that prints it."""

    text: str
    marks: tuple[Mark, ...]


def marks_by_field(items: Sequence[Item], marks: Sequence[Mark]) -> Mapping[int, MarksOfItem]:
    """Return the marks by item and by the field's comparison key: headers are compared by theirs.

    Args:
        items: An edition's, in the order of the document: a ditto repeats what stands above it.
        marks: Of the same edition.
    """
    own: dict[int, dict[str, tuple[Mark, ...]]] = defaultdict(dict)
    for mark in marks:
        of_item, key = own[mark.ordinal], comparison_key(mark.field)
        of_item[key] = (*of_item.get(key, ()), mark)
    printed: dict[str, _Printed] = {}
    return {item.ordinal: _with_repeated(item, own[item.ordinal], printed) for item in items}


def _with_repeated(item: Item, own: Mapping[str, tuple[Mark, ...]], printed: dict[str, _Printed]) -> MarksOfItem:
    """Return an item's marks with those that its dittos repeat; bring what stands above up to date."""
    found = {key: FieldMarks(marks) for key, marks in own.items()}
    for name, text in {**field_texts(item), **item.extra}.items():
        key, said = comparison_key(name), comparison_key(text)
        if name not in item.dittos:
            printed[key] = _Printed(said, own.get(key, ()))
        elif (above := printed.get(key)) is not None and above.marks and above.text == said:
            found[key] = FieldMarks(own.get(key, ()), above.marks)
    return found
