"""PDFium's functions, asked of many characters or objects at once.

A page has thousands of both, and to get into PDFium and back costs more than what it does there: 0.15 to 0.3 µs a call
through ctypes, of which PDFium itself has a tenth. Where ``each.c`` was built (wherever there is a compiler), it is one
call a page and question; else the same is done here, call after call. The answers are the same to the last bit.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Subjects = int | NDArray[np.int64]
    Compiled = Callable[..., None]

VERSION = 1
"""What ``each.c`` says of itself; a built file that says something else is of another state of the code."""

ADDRESS, ADDRESS_OF_FIRST, ADDRESS_BY_LONG = -1, -2, -3
"""Instead of a number of outputs: the function returns an address; it takes a second number, too, and is given 0; the
number that it takes is an unsigned long."""

_BLOCK = 1024
"""So many calls through ctypes share places that are prepared once: to prepare one takes half as long as a call."""


class Question(Struct, frozen=True):
    """One of PDFium's functions that is asked of objects, or of one page's characters, by their addresses.

    ``ask`` is the function at ``address``, for one call. An answer is ``values`` numbers of the type ``of`` (as numpy
    names it), written to ``outputs`` places; a structure is one place with several values.
    """

    ask: Callable[..., int]
    address: int
    takes_index: bool = False
    outputs: int = 0
    of: str = "f4"
    values: int = 0

    def each(self, subjects: Subjects, indices: NDArray[np.int64] | None = None) -> NDArray[np.int64]:
        """Return what the function returns for each, shape (n,).

        Args:
            subjects: The objects' addresses, shape (n,), or the one page that all ``indices`` are of.
            indices: The number that is given with each subject, shape (n,), where the function takes one.
        """
        return self.answers(subjects, indices)[0]

    def answers(
        self, subjects: Subjects, indices: NDArray[np.int64] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[Any]]:
        """Return what the function returns for each, shape (n,), and what it tells, shape (n, ``values``).

        What PDFium does not tell is 0. The arguments are those of ``each``.
        """
        import numpy as np

        asked = subjects if indices is None else indices
        count = 1 if isinstance(asked, int) else len(asked)
        results = np.empty(count, np.int64)
        answers = np.zeros((count, self.values), self.of)
        ask = compiled() or by_ctypes
        ask(self, subjects, indices, results, answers)
        return results, answers


def prepare(address: int) -> Any:
    """Return an address as an argument that ctypes takes as it is; what lies there is to outlive it."""
    return ctypes.byref(ctypes.c_char.from_address(address))


@cache
def compiled() -> Compiled | None:
    """Return what asks each with ``each.c``; None where that is not built."""
    library = load(Path(__file__).parent)
    if library is None:
        return None
    number, pointer = ctypes.c_int64, ctypes.c_void_p
    # An array's memory as an argument, which holds it for the call. ``array.ctypes.data`` takes eight times as long.
    memory_of: Callable[[Any], Any] = (ctypes.c_char * 0).from_buffer
    call = library.each
    call.restype = None
    call.argtypes = [
        pointer, ctypes.c_int, ctypes.c_int, number, pointer, number, pointer, pointer, pointer, number, number,
    ]  # fmt: skip

    def ask(
        question: Question,
        subjects: Subjects,
        indices: NDArray[np.int64] | None,
        results: NDArray[np.int64],
        answers: NDArray[Any],
    ) -> None:
        import numpy as np

        if not len(results):
            return
        numbers = np.array(subjects, np.int64, ndmin=1)
        given = numbers if indices is None else np.array(indices, np.int64)
        call(
            question.address, question.takes_index, question.outputs, len(results),
            memory_of(numbers), 0 if isinstance(subjects, int) else 1, memory_of(given),
            memory_of(results), memory_of(answers), answers.strides[0], answers.itemsize,
        )  # fmt: skip

    return ask


def load(folder: Path) -> Any:
    """Return the library that ``each.c`` was built to, None where there is none or one of another state of the code."""
    try:
        # PyDLL keeps the interpreter lock, as the calls through ctypes do.
        library = ctypes.PyDLL(str(folder / "each.bin"))
    except OSError:  # not built, or for another machine
        return None
    return library if library.each_version() == VERSION else None


def by_ctypes(
    question: Question,
    subjects: Subjects,
    indices: NDArray[np.int64] | None,
    results: NDArray[np.int64],
    answers: NDArray[Any],
) -> None:
    """Ask each, call after call."""
    import numpy as np

    row_bytes = question.values * answers.itemsize
    for start in range(0, len(results), _BLOCK):
        block = slice(start, start + _BLOCK)
        count = len(results[block])
        arguments: list[Iterable[Any]] = [
            repeat(prepare(subjects)) if isinstance(subjects, int) else subjects[block].tolist()
        ]
        if question.takes_index:
            arguments.append(np.asarray(indices)[block].tolist())
        if question.outputs == ADDRESS_OF_FIRST:
            arguments.append(repeat(0))
        if question.outputs <= 0:
            results[block] = np.fromiter(map(question.ask, *arguments), np.int64, count)
            continue
        buffer, places = _places(row_bytes, answers.itemsize, question.outputs)
        ctypes.memset(buffer, 0, count * row_bytes)
        results[block] = np.fromiter(map(question.ask, *arguments, *places), np.int64, count)
        told = np.frombuffer(memoryview(buffer), answers.dtype, count * question.values)
        answers[block] = told.reshape(count, question.values)


@cache
def _places(row_bytes: int, value_bytes: int, outputs: int) -> tuple[Any, list[list[Any]]]:
    """Return memory for a block of answers, and each place in it that a function writes to, prepared."""
    buffer = ctypes.create_string_buffer(_BLOCK * row_bytes)
    starts = range(0, _BLOCK * row_bytes, row_bytes)
    places = [[ctypes.byref(buffer, start + value_bytes * place) for start in starts] for place in range(outputs)]
    return buffer, places
