"""Many documents at once on a Dask cluster, whose workers may die, be late or vanish: the rest is done all the same."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from msgspec import Struct

from pipeline.errors import AkajiError, LimitExceededError, UsageError
from pipeline.outcomes import READING, Done, Failed, Result, Task, attempt, out_of_time
from pipeline.workers import Limits

WAIT_SECONDS = 0.2
"""How often the clock is looked at while all workers are busy."""

CONNECT_SECONDS = 10
"""How long a scheduler may take to answer."""

PATIENCE = 60.0
"""Seconds that a cluster may be without any worker; a nanny replaces one that died within ten."""

_ONE_AT_A_TIME = threading.Lock()


def run_on_cluster(
    function: Callable[[Task], Result], tasks: Sequence[Task], scheduler: str, limits: Limits
) -> Iterator[Done[Result] | Failed]:
    """Give each task's outcome as soon as it is there.

    A worker has one task at a time, however many threads it has, so that the task's clock starts with it. A Dask worker
    may have no child processes, so memory is limited by the worker's own ``--memory-limit``, and a worker whose
    task is late is started anew, where it has a nanny that can.

    Args:
        function: A module's function, so that a worker can import it.
        tasks: One argument each, looked up when it is its turn.
        scheduler: Address of the Dask scheduler.
        limits: What one task may take; of these, the time.

    Raises:
        UsageError: Dask is not installed, or no scheduler answers.
    """
    try:
        import distributed
    except ImportError as error:
        raise UsageError(
            "--scheduler needs Dask, which is not installed", remedy="Run pip install 'akaji[cluster]'."
        ) from error
    library: Any = distributed  # its types say so little that they are better left alone
    try:
        connected = library.Client(scheduler, timeout=CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"no Dask scheduler answers: {error}", scheduler, "Give an address such as tcp://10.0.0.1:8786."
        ) from error
    with connected as client:
        yield from _Run(library, client, _Work(function, tasks, limits)).outcomes()


def _attempt_alone(function: Callable[[Task], Result], index: int, task: Task) -> Done[Result] | Failed:
    """Attempt a task while no other thread of this process does: two threads in PDFium crash both."""
    with _ONE_AT_A_TIME:
        return attempt(function, index, task)


class _Work(Struct, frozen=True):
    """What is to be done: a function for each task, and what one may take."""

    function: Callable[[Any], Any]
    tasks: Sequence[Any]
    limits: Limits


class _OnCluster(Struct, frozen=True):
    """A task that a Dask worker has, since when by the monotonic clock, and how many workers died of it before."""

    index: int
    worker: str
    started: float
    deaths: int


MOST_DEATHS = 2
"""Workers that may die with a task. One may be killed for another reason; two in a row are the document's doing."""


class _Run:
    """The tasks that wait, and those that a worker has."""

    def __init__(self, library: Any, client: Any, work: _Work) -> None:
        self._library = library
        self._client = client
        self._work = work
        self._next = 0
        self._again: dict[int, int] = {}  # tasks whose worker died, and how many did
        self._busy: dict[Any, _OnCluster] = {}
        self._last_seen = time.monotonic()

    def outcomes(self) -> Iterator[Done[Any] | Failed]:
        while self._next < len(self._work.tasks) or self._again or self._busy:
            workers = set(self._client.nthreads())
            if workers:
                self._last_seen = time.monotonic()
            elif time.monotonic() - self._last_seen > PATIENCE:
                yield from self._give_up()
                return
            self._submit(workers)
            if self._busy:
                with suppress(TimeoutError):
                    self._library.wait(list(self._busy), timeout=WAIT_SECONDS, return_when="FIRST_COMPLETED")
            else:
                time.sleep(WAIT_SECONDS)
            yield from self._ended(set(self._client.nthreads()))

    def _submit(self, workers: set[str]) -> None:
        """Give each free worker a task, and that task to no other: else Dask lets one bad document kill them all."""
        for worker in sorted(workers.difference(running.worker for running in self._busy.values())):
            index, deaths = self._take()
            if index is None:
                return
            task = self._work.tasks[index]
            future = self._client.submit(
                _attempt_alone,
                self._work.function,
                index,
                task,
                pure=False,
                workers=[worker],
                allow_other_workers=False,
            )
            self._busy[future] = _OnCluster(index, worker, time.monotonic(), deaths)

    def _take(self) -> tuple[int | None, int]:
        """Return the next task and how many workers died of it; those whose worker died come last."""
        if self._next < len(self._work.tasks):
            self._next += 1
            return self._next - 1, 0
        return self._again.popitem() if self._again else (None, 0)

    def _ended(self, workers: set[str]) -> Iterator[Done[Any] | Failed]:
        late = time.monotonic() - self._work.limits.seconds
        for future, running in list(self._busy.items()):
            if future.done() and future.status == "finished":
                outcome: Done[Any] | Failed = future.result()
                yield outcome
            elif future.done() or running.worker not in workers:
                yield from self._died(future, running)
            elif running.started < late:
                yield Failed(running.index, out_of_time(READING, self._work.limits.seconds))
                self._let_go(future)
                self._restart(running.worker)
            else:
                continue
            del self._busy[future]

    def _died(self, future: Any, running: _OnCluster) -> Iterator[Failed]:
        """Try a task again whose worker died; name it where that happened too often."""
        self._let_go(future)
        deaths = running.deaths + 1
        if deaths < MOST_DEATHS:
            self._again[running.index] = deaths
            return
        remedy = "Raise the workers' --memory-limit if you trust it."
        yield Failed(running.index, LimitExceededError("reading it stopped its worker", remedy=remedy))

    def _let_go(self, future: Any) -> None:
        with suppress(Exception):  # the scheduler may be busy with the worker that is gone
            future.cancel()

    def _restart(self, worker: str) -> None:
        """Start a worker anew whose task is late. It may be gone by now, have no nanny, or not answer: it is let be."""
        with suppress(Exception):
            self._client.restart_workers([worker], timeout=CONNECT_SECONDS, raise_for_error=False)

    def _give_up(self) -> Iterator[Failed]:
        for index in [
            *(running.index for running in self._busy.values()),
            *self._again,
            *range(self._next, len(self._work.tasks)),
        ]:
            yield Failed(index, AkajiError("the cluster has no worker left", remedy="Start workers, and run it again."))
