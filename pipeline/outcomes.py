"""How a task ended, in whatever process: with its result, or with an error in words."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from msgspec import Struct

from pipeline.errors import AkajiError, LimitExceededError

Task = TypeVar("Task")
Result = TypeVar("Result")

READING, COMPARING, DRAWING = "reading it", "comparing it", "drawing its pages"
"""What a task does, as its error says."""


class Done(Struct, Generic[Result], frozen=True):
    """A task that went well. ``index`` is its place in the list."""

    index: int
    result: Result


class Failed(Struct, frozen=True):
    """A task that did not."""

    index: int
    error: AkajiError


def results_of(
    outcomes: Iterable[Done[Result] | Failed], places: Sequence[str], failures: list[AkajiError]
) -> Iterator[tuple[int, Result]]:
    """Yield the index and the result of each task that went well; add what is said of the others to ``failures``.

    Args:
        outcomes: As they come.
        places: What to call each task by, where its error does not tell.
        failures: Gets an error for each task that failed.
    """
    for outcome in outcomes:
        if isinstance(outcome, Failed):
            failures.append(told_of(places[outcome.index], outcome.error))
        else:
            yield outcome.index, outcome.result


def told_of(place: str, error: AkajiError) -> AkajiError:
    """Return an error with its place, where it does not tell it itself: a limit does not know whose it is."""
    if error.place:
        return error
    told = error.at(place)
    told.__notes__ = getattr(error, "__notes__", [])
    return told


def attempt(function: Callable[[Task], Result], index: int, task: Task) -> Done[Result] | Failed:
    """Return what a function gives for a task, or why it gives nothing; nothing is raised but what ends a process."""
    try:
        return Done(index, function(task))
    except AkajiError as error:
        return Failed(index, error)
    except MemoryError:
        return Failed(index, out_of_memory(READING))
    except Exception as error:  # noqa: BLE001 - a bug that one document shows must not stop the others
        return Failed(index, _unforeseen(error))


def _unforeseen(error: Exception) -> AkajiError:
    """Return an exception in words, its traceback in a note: a library's own may not survive the way to the parent."""
    told = AkajiError(f"{type(error).__name__}: {error}", remedy="This is a bug; please report it.")
    told.add_note("".join(traceback.format_exception(error)))
    return told


def out_of_memory(doing: str) -> AkajiError:
    """Return what is said of a task that found no more memory."""
    return LimitExceededError(f"{doing} takes more memory than allowed", remedy="Raise --memory if you trust it.")


def out_of_time(doing: str, seconds: float) -> AkajiError:
    """Return what is said of a task that took too long."""
    return LimitExceededError(f"{doing} takes more than {seconds:g} seconds", remedy="Raise --timeout if you trust it.")
