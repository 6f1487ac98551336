"""Many documents at once: each in a process of its own that can be stopped, or on a Dask cluster.

A hostile or broken PDF can hang a reader, eat the memory or crash the process, and none of these may stop the other
documents. So a worker does one document at a time and its parent watches the clock: a worker that dies or is late is
that document's error, and a new one takes its place. ``concurrent.futures`` cannot say which document killed a
worker and cannot stop one that hangs, hence the few lines of pipes here.

One job (the default) is one such worker. ``jobs=0`` works in this process, without limits, for a debugger.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Any

from msgspec import Struct, field

from pipeline.errors import AkajiError, LimitExceededError
from pipeline.outcomes import READING, Done, Failed, Result, Task, attempt, out_of_memory, out_of_time, told_of
from pipeline.process import close_all_but, may_be_copied, settle_in

_WAIT_SECONDS = 0.2
"""How often the parent looks at the clock while all workers are busy."""


class Limits(Struct, frozen=True):
    """What one document may take. Memory is limited only where the system can do so (not on Windows).

    The editions at hand take 1 to 3 s and 216 MB, the longest of a hundred published papers 9 s.
    """

    seconds: float = 60.0
    memory_bytes: int = 1 << 30


_SHARED_BYTES = 170_000_000
"""Of a worker's memory, what is files of the system, and is not counted as the worker's own: MeCab's dictionary has 110
MB, the libraries 60."""


class Workers(Struct, frozen=True):
    """Where the work is done: how many processes, or which Dask scheduler, and what one document may take."""

    jobs: int = 1
    limits: Limits = field(default_factory=Limits)
    scheduler: str | None = None


class Pool:
    """Where tasks are done, got from ``open_pool``. Its workers stay from one ``run`` to the next."""

    def __init__(self, jobs: int, limits: Limits) -> None:
        self._jobs = jobs
        self._limits = limits
        self._idle: list[_Worker] = []

    def run(
        self,
        function: Callable[[Task], Result],
        tasks: Sequence[Task],
        *,
        light: bool = False,
        doing: str = READING,
    ) -> Iterator[Done[Result] | Failed]:
        """Give each task's outcome as soon as it is there. No task's failure stops another.

        Args:
            function: A module's function, so that a worker can import it; it and the tasks are pickled.
            tasks: One argument each.
            light: The tasks take less than a worker's start, so no worker is started for them.
            doing: What a task does, for the error of one that takes too much.
        """
        if self._jobs == 0 or (light and not self._idle):
            return (attempt(function, index, task) for index, task in enumerate(tasks))
        return self._run_in_workers(function, tasks, doing)

    def _run_in_workers(
        self, function: Callable[[Task], Result], tasks: Sequence[Task], doing: str
    ) -> Iterator[Done[Result] | Failed]:
        waiting = deque(enumerate(tasks))
        busy: list[_Worker] = []
        outcomes: list[Done[Result] | Failed] = []
        try:
            while waiting or busy:
                while waiting and len(busy) < self._jobs:
                    worker = self._idle.pop() if self._idle else _Worker(self._limits)
                    busy.append(worker)
                    worker.give(function, *waiting.popleft(), doing)
                yield from outcomes  # after the workers have their next tasks: whoever asked may write for a while
                wait([worker.pipe for worker in busy], _WAIT_SECONDS)
                outcomes = self._take(busy)
            yield from outcomes
        finally:
            for worker in busy:
                worker.stop()

    def _take(self, busy: list[_Worker]) -> list[Done[Any] | Failed]:
        """Return the outcomes that are there; their workers are busy no more."""
        outcomes = []
        for worker in list(busy):
            outcome = worker.take()
            if outcome is None:
                continue
            busy.remove(worker)
            if worker.is_alive:
                self._idle.append(worker)
            outcomes.append(outcome)
        return outcomes

    def close(self) -> None:
        """Stop the workers."""
        while self._idle:
            self._idle.pop().stop()


@contextmanager
def pool_for(workers: Workers | None = None, pool: Pool | None = None) -> Iterator[Pool]:
    """Give the pool that is open already, and leave it open; else one for these workers, stopped in the end."""
    if pool is not None:
        yield pool
        return
    workers = workers or Workers()
    with open_pool(workers.jobs, workers.limits) as own:
        yield own


@contextmanager
def open_pool(jobs: int = 1, limits: Limits | None = None) -> Iterator[Pool]:
    """Give a pool of worker processes, and stop them in the end.

    Args:
        jobs: Worker processes; 0 runs in this process, without limits.
        limits: What one task may take.
    """
    pool = Pool(jobs, limits or Limits())
    try:
        yield pool
    finally:
        pool.close()


def run_batch(  # noqa: PLR0913 - where, and within which limits
    function: Callable[[Task], Result],
    tasks: Sequence[Task],
    *,
    jobs: int = 1,
    limits: Limits | None = None,
    scheduler: str | None = None,
    doing: str = READING,
) -> Iterator[Done[Result] | Failed]:
    """Give each task's outcome, as ``Pool.run`` does, from a pool for these tasks alone.

    Args:
        function: A module's function.
        tasks: One argument each.
        jobs: Worker processes; 0 runs in this process, without limits.
        limits: What one task may take.
        scheduler: Address of a Dask scheduler; then its workers are used and ``jobs`` is not. A task is looked up in
            ``tasks`` only when it is its turn, so that a sequence may make each as it is asked for.
        doing: What a task does, for the error of one that takes too much.
    """
    if scheduler is not None:
        from pipeline.cluster import run_on_cluster

        yield from run_on_cluster(function, tasks, scheduler, limits or Limits())
        return
    with open_pool(jobs, limits) as pool:
        yield from pool.run(function, tasks, doing=doing)


def run_alone(
    function: Callable[[Task], Result],
    task: Task,
    workers: Workers | None = None,
    *,
    place: str = "",
    doing: str = READING,
) -> Result:
    """Return what a function gives for one task, whose document may be hostile: in a worker, within limits.

    Raises:
        AkajiError: The task failed; its place is ``place`` where it does not tell it itself.
    """
    workers = workers or Workers()
    (outcome,) = run_batch(function, [task], jobs=workers.jobs, limits=workers.limits, doing=doing)
    if isinstance(outcome, Failed):
        raise told_of(place, outcome.error)
    return outcome.result


# ── processes ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _serve(pipe: Connection, memory_bytes: int, is_copy: bool) -> None:
    """Do tasks until the parent hangs up. The body of a worker process."""
    if is_copy:
        close_all_but(pipe.fileno())
        gc.freeze()  # what it has from its parent is never garbage
    settle_in()
    with suppress(ImportError, ValueError, OSError):  # Windows has no resource; macOS refuses some limits
        import resource

        # What the process has for itself; and its addresses, for systems that do not count the former.
        own = max(memory_bytes - _SHARED_BYTES, memory_bytes // 2)
        resource.setrlimit(resource.RLIMIT_DATA, (own, own))
        resource.setrlimit(resource.RLIMIT_AS, (2 * memory_bytes, 2 * memory_bytes))
    with suppress(EOFError, OSError, KeyboardInterrupt):  # the parent is gone, however it went
        while True:
            pipe.send(attempt(*pipe.recv()))


_STARTING = threading.Lock()


def _start(process: BaseProcess) -> None:
    """Start a worker that does not run the main program anew, as multiprocessing would have it.

    It needs nothing of it, and a script that calls ``akaji.read`` without ``if __name__ == "__main__"`` would call it
    again in its worker, and so on.
    """
    with _STARTING:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            process.start()
        finally:
            sys.modules["__main__"] = main


class _Worker:
    """A process that does one task at a time, and can be stopped."""

    def __init__(self, limits: Limits) -> None:
        is_copy = may_be_copied()
        context: Any = multiprocessing.get_context("fork" if is_copy else "spawn")
        self.pipe, theirs = context.Pipe()
        arguments = (theirs, limits.memory_bytes, is_copy)
        self._process: BaseProcess = context.Process(target=_serve, args=arguments, daemon=True)
        _start(self._process)
        theirs.close()
        self._limits = limits
        self._index = 0
        self._doing = READING
        self._deadline = 0.0

    def give(self, function: Callable[[Any], Any], index: int, task: object, doing: str) -> None:
        self._index, self._doing = index, doing
        self._deadline = time.monotonic() + self._limits.seconds
        with suppress(OSError):  # it died at once: take() finds out of what
            self.pipe.send((function, index, task))

    def take(self) -> Done[Any] | Failed | None:
        """Return the outcome that is there, or why there will be none; None while the worker is busy and in time."""
        if self.pipe.poll():
            try:
                outcome: Done[Any] | Failed = self.pipe.recv()
            except (EOFError, OSError):
                return self._fail(self._cause_of_death())
            return outcome
        if time.monotonic() > self._deadline:
            return self._fail(out_of_time(self._doing, self._limits.seconds))
        return None

    def _cause_of_death(self) -> AkajiError:
        """Return why the process is gone. PDFium aborts where it finds no memory, and a system kills who takes it."""
        self._process.join(5)
        code = self._process.exitcode or 0
        if code in (-signal.SIGABRT, -getattr(signal, "SIGKILL", signal.SIGABRT)):
            return out_of_memory(self._doing)
        how = f"{self._doing} ended by signal {-code}" if code < 0 else f"{self._doing} stopped with code {code}"
        return LimitExceededError(how, remedy="Leave it out, and report it: no document may do that.")

    def _fail(self, error: AkajiError) -> Failed:
        self.stop()
        return Failed(self._index, error)

    @property
    def is_alive(self) -> bool:
        return not self.pipe.closed

    def stop(self) -> None:
        self.pipe.close()
        self._process.kill()
        self._process.join()
