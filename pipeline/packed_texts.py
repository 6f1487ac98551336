"""Texts one after the other in one string, for documents of so many pages that memory matters.

A text as a record takes some 130 bytes beside its letters: itself, its string, its place in its row. In one string with
others it takes four, and is made anew each time that it is asked for, in half a microsecond.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from operator import attrgetter
from typing import overload

from msgspec.structs import replace

from pipeline.model import Row, StyledText


class PackedTexts(Sequence[StyledText]):
    """Texts that are made when they are asked for."""

    __slots__ = ("_ends", "_spans", "_text")

    def __init__(self, texts: Sequence[StyledText]) -> None:
        self._text = "".join([text.text for text in texts])
        self._ends = array("i", accumulate([len(text.text) for text in texts], initial=0))
        self._spans = {number: text.spans for number, text in enumerate(texts) if text.spans} or None

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, index: int) -> StyledText: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[StyledText]: ...
    def __getitem__(self, index: int | slice) -> StyledText | Sequence[StyledText]:
        numbers = range(len(self))[index]
        return self._made(numbers) if isinstance(numbers, int) else tuple(map(self._made, numbers))

    def __iter__(self) -> Iterator[StyledText]:
        return map(self._made, range(len(self)))

    def _made(self, number: int) -> StyledText:
        text = self._text[self._ends[number] : self._ends[number + 1]]
        return StyledText(text, self._spans.get(number, ()) if self._spans else ())


class PlainTexts(Sequence[str]):
    """What texts say, their styles left out."""

    __slots__ = ("_texts",)

    def __init__(self, texts: Sequence[StyledText]) -> None:
        self._texts = texts

    def __len__(self) -> int:
        return len(self._texts)

    def __iter__(self) -> Iterator[str]:
        return map(attrgetter("text"), self._texts)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        return PlainTexts(self._texts[index]) if isinstance(index, slice) else self._texts[index].text


def texts_by_row(
    columns: Mapping[int, Sequence[StyledText]], row_count: int, *, pack: bool
) -> Sequence[Mapping[int, StyledText]]:
    """Return each row's texts by column; those that are packed stay so."""
    if pack:
        return [_TextsOfRow(columns, number) for number in range(row_count)]
    return [dict(zip(columns, texts, strict=True)) for texts in zip(*columns.values(), strict=True)]


class _TextsOfRow(Mapping[int, StyledText]):
    """What each column says in one row, found in the columns' texts."""

    __slots__ = ("_columns", "_number")

    def __init__(self, columns: Mapping[int, Sequence[StyledText]], number: int) -> None:
        self._columns = columns
        self._number = number

    def __len__(self) -> int:
        return len(self._columns)

    def __iter__(self) -> Iterator[int]:
        return iter(self._columns)

    def __getitem__(self, column: int) -> StyledText:
        return self._columns[column][self._number]


class PackedValues(Mapping[str, StyledText]):
    """Texts by name, made when they are asked for."""

    __slots__ = ("_names", "_texts")

    def __init__(self, values: Mapping[str, StyledText]) -> None:
        self._names = _kept_once(tuple(values))
        self._texts = PackedTexts([*values.values()])

    def __len__(self) -> int:
        return len(self._names)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __getitem__(self, name: str) -> StyledText:
        if name not in self._names:
            raise KeyError(name)
        return self._texts[self._names.index(name)]

    def __reduce__(self) -> tuple[object, ...]:
        return dict, (dict(self),)  # another process gets them as they were


@lru_cache(64)  # most rows have a value in the same columns
def _kept_once(names: tuple[str, ...]) -> tuple[str, ...]:
    return names


_NO_VALUES = PackedValues({})


def pack_row(row: Row) -> Row:
    """Return a row with its texts packed. They are the same texts."""
    values, extra = (PackedValues(texts) if texts else _NO_VALUES for texts in (row.values, row.extra))
    return replace(row, values=values, extra=extra)
