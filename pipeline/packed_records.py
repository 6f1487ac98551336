"""Records of a long document, encoded in blocks, for datasets that are written once and asked for little before.

A row of ``items`` takes some 30 small objects. While any of those in a block of 1 MB is in use, the interpreter gives
nothing of the block back; and so 2,000 pages took 25 MB more as their words were read, though no item was left by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar, overload

from msgspec import Struct, msgpack

_Record = TypeVar("_Record", bound=Struct)

KEPT_OPEN = 1000
"""Records of a dataset that are kept as they are: some 200 pages of items."""

_IN_BLOCK = 64
"""Some 80 KB."""


def keep_records(kind: type[_Record], records: Iterable[_Record]) -> Sequence[_Record]:
    """Return records, packed where there are many."""
    kept = Records(kind)
    kept.extend(records)
    return kept.all()


class Records(Generic[_Record]):
    """The records of a dataset as they come."""

    def __init__(self, kind: type[_Record]) -> None:
        self._kind = kind
        self._open: list[_Record] = []
        self._blocks: list[bytes] = []

    def append(self, record: _Record) -> None:
        """Add a record."""
        self._open.append(record)
        if len(self._open) == KEPT_OPEN + _IN_BLOCK:
            self._blocks.append(msgpack.encode(self._open[KEPT_OPEN:]))
            del self._open[KEPT_OPEN:]

    def extend(self, records: Iterable[_Record]) -> None:
        """Add several."""
        for record in records:
            self.append(record)

    def all(self) -> Sequence[_Record]:
        """Return all of them, in order."""
        if not self._blocks:
            return tuple(self._open)
        kept, last = self._open[:KEPT_OPEN], self._open[KEPT_OPEN:]
        length = len(self._open) + _IN_BLOCK * len(self._blocks)
        return _PackedRecords(self._kind, kept, (*self._blocks, msgpack.encode(last)), length)


class _PackedRecords(Sequence[_Record]):
    """Records of which all but the first are made when they are asked for, a block at once."""

    def __init__(self, kind: type[_Record], kept: Sequence[_Record], blocks: Sequence[bytes], length: int) -> None:
        self._kept = kept
        self._blocks = blocks
        self._length = length
        self._decoder = msgpack.Decoder(list[kind])  # type: ignore[valid-type]  # known as it runs

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[_Record]:
        yield from self._kept
        for block in self._blocks:
            yield from self._decoder.decode(block)

    @overload
    def __getitem__(self, index: int) -> _Record: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[_Record]: ...
    def __getitem__(self, index: int | slice) -> _Record | Sequence[_Record]:
        numbers = range(self._length)[index]
        if isinstance(numbers, int):
            return self._made(numbers, numbers + 1)[0]
        return self._made(numbers.start, numbers.stop) if numbers.step == 1 else tuple(self)[index]

    def _made(self, start: int, stop: int) -> Sequence[_Record]:
        """Return the records from one number up to another."""
        made = [*self._kept[start:stop]]
        kept = len(self._kept)
        first, last = max(start - kept, 0), max(stop - kept, 0)
        for number in range(first // _IN_BLOCK, -(-last // _IN_BLOCK)):
            block = self._decoder.decode(self._blocks[number])
            made += block[max(first - number * _IN_BLOCK, 0) : last - number * _IN_BLOCK]
        return made

    def __reduce__(self) -> tuple[object, ...]:
        return tuple, (tuple(self),)  # another process gets them as they were
