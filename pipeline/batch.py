"""Many documents at once: each in a process of its own that can be stopped, or on a Dask cluster.

A hostile or broken PDF can hang a reader, eat the memory or crash the process, and none of these may stop the other
documents. So a worker does one document at a time and its parent watches the clock: a worker that dies or is late is
that document's error, and a new one takes its place. ``concurrent.futures`` cannot say which document killed a
worker and cannot stop one that hangs, hence the few lines of pipes here.

One job (the default) is one such worker. ``jobs=0`` works in this process, without limits, for a debugger.
"""

from __future__ import annotations

import multiprocessing
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Any, Generic, TypeVar

from msgspec import Struct

from pipeline.errors import AkajiError, LimitExceededError, UsageError
from pipeline.process import settle_in

Task = TypeVar("Task")
Result = TypeVar("Result")

_WAIT_SECONDS = 0.2
"""How often the parent looks at the clock while all workers are busy."""

_CONNECT_SECONDS = 10
"""How long a Dask scheduler may take to answer."""


class Limits(Struct, frozen=True):
    """What one document may take. Memory is address space, and only where the system can limit it (not Windows)."""

    seconds: float = 300.0
    memory_bytes: int = 4 << 30


class Done(Struct, Generic[Result], frozen=True):
    """A task that went well. ``index`` is its place in the list."""

    index: int
    result: Result


class Failed(Struct, frozen=True):
    """A task that did not."""

    index: int
    error: AkajiError


class Pool:
    """Where tasks are done, got from ``open_pool``. Its workers stay from one ``run`` to the next."""

    def __init__(self, jobs: int, limits: Limits) -> None:
        self._jobs = jobs
        self._limits = limits
        self._idle: list[_Worker] = []

    def run(
        self, function: Callable[[Task], Result], tasks: Sequence[Task], *, light: bool = False
    ) -> Iterator[Done[Result] | Failed]:
        """Give each task's outcome as soon as it is there. No task's failure stops another.

        Args:
            function: A module's function, so that a worker can import it; it and the tasks are pickled.
            tasks: One argument each.
            light: The tasks take less than a worker's start, so no worker is started for them.
        """
        if self._jobs == 0 or (light and not self._idle):
            return (_attempt(function, index, task) for index, task in enumerate(tasks))
        return self._run_in_workers(function, tasks)

    def _run_in_workers(
        self, function: Callable[[Task], Result], tasks: Sequence[Task]
    ) -> Iterator[Done[Result] | Failed]:
        waiting = deque(enumerate(tasks))
        busy: list[_Worker] = []
        try:
            while waiting or busy:
                while waiting and len(busy) < self._jobs:
                    worker = self._idle.pop() if self._idle else _Worker(self._limits)
                    busy.append(worker)
                    worker.give(function, *waiting.popleft())
                wait([worker.pipe for worker in busy], _WAIT_SECONDS)
                for worker in list(busy):
                    outcome = worker.take()
                    if outcome is None:
                        continue
                    busy.remove(worker)
                    if worker.is_alive:
                        self._idle.append(worker)
                    yield outcome
        finally:
            for worker in busy:
                worker.stop()

    def close(self) -> None:
        """Stop the workers."""
        while self._idle:
            self._idle.pop().stop()


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


def run_batch(
    function: Callable[[Task], Result],
    tasks: Sequence[Task],
    *,
    jobs: int = 1,
    limits: Limits | None = None,
    scheduler: str | None = None,
) -> Iterator[Done[Result] | Failed]:
    """Give each task's outcome, as ``Pool.run`` does, from a pool for these tasks alone.

    Args:
        function: A module's function.
        tasks: One argument each.
        jobs: Worker processes; 0 runs in this process, without limits.
        limits: What one task may take.
        scheduler: Address of a Dask scheduler; then its workers are used and ``jobs`` is not.
    """
    if scheduler is not None:
        yield from _run_on_cluster(function, tasks, scheduler, limits or Limits())
        return
    with open_pool(jobs, limits) as pool:
        yield from pool.run(function, tasks)


def _attempt(function: Callable[[Task], Result], index: int, task: Task) -> Done[Result] | Failed:
    try:
        return Done(index, function(task))
    except AkajiError as error:
        return Failed(index, error)
    except MemoryError:
        return Failed(index, _out_of_memory())
    except Exception as error:  # noqa: BLE001 - a bug that one document shows must not stop the others
        return Failed(index, _unforeseen(error))


def _unforeseen(error: Exception) -> AkajiError:
    """Return an exception in words, its traceback in a note: a library's own may not survive the way to the parent."""
    told = AkajiError(f"{type(error).__name__}: {error}", remedy="This is a bug; please report it.")
    told.add_note("".join(traceback.format_exception(error)))
    return told


def _out_of_memory() -> AkajiError:
    return LimitExceededError(
        "reading it takes more memory than a document may", remedy="Raise --memory if you trust it."
    )


# ── processes ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _serve(pipe: Connection, memory_bytes: int) -> None:
    """Do tasks until the parent hangs up. The body of a worker process."""
    settle_in()
    with suppress(ImportError, ValueError, OSError):  # Windows has no resource; macOS refuses some limits
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    with suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        while True:
            pipe.send(_attempt(*pipe.recv()))


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
        context = multiprocessing.get_context("spawn")  # a forked one would inherit locks in any state
        self.pipe, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(target=_serve, args=(theirs, limits.memory_bytes), daemon=True)
        _start(self._process)
        theirs.close()
        self._limits = limits
        self._index = 0
        self._deadline = 0.0

    def give(self, function: Callable[[Any], Any], index: int, task: object) -> None:
        self._index = index
        self._deadline = time.monotonic() + self._limits.seconds
        with suppress(BrokenPipeError):  # it died at once: take() finds out of what
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
            return self._fail(f"reading it takes more than {self._limits.seconds:g} seconds")
        return None

    def _cause_of_death(self) -> str:
        self._process.join(5)
        code = self._process.exitcode or 0
        return f"reading it {f'ended by signal {-code}' if code < 0 else f'stopped with code {code}'}"

    def _fail(self, what: str) -> Failed:
        self.stop()
        return Failed(self._index, LimitExceededError(what, remedy="Raise --timeout if you trust it."))

    @property
    def is_alive(self) -> bool:
        return not self.pipe.closed

    def stop(self) -> None:
        self.pipe.close()
        self._process.kill()
        self._process.join()


# ── Dask ────────────────────────────────────────────────────────────────────────────────────────────────────────────


_ONE_AT_A_TIME = threading.Lock()


def _attempt_alone(function: Callable[[Task], Result], index: int, task: Task) -> Done[Result] | Failed:
    """Attempt a task while no other thread of this process does: two threads in PDFium crash both."""
    with _ONE_AT_A_TIME:
        return _attempt(function, index, task)


def _run_on_cluster(
    function: Callable[[Task], Result], tasks: Sequence[Task], scheduler: str, limits: Limits
) -> Iterator[Done[Result] | Failed]:
    """Run on Dask workers, one task at a time on each, however many threads it has, so that its clock starts with it.

    A Dask worker may have no child processes, so memory is limited by the worker's own ``--memory-limit``, and
    a worker whose task is late is started anew, where it has a nanny that can.
    """
    try:
        import distributed
    except ImportError as error:
        raise UsageError(
            "--scheduler needs Dask, which is not installed", remedy="Run pip install 'akaji[cluster]'."
        ) from error
    library: Any = distributed  # its types say so little that they are better left alone
    waiting = deque(enumerate(tasks))
    busy: dict[Any, _OnCluster] = {}
    try:
        connected = library.Client(scheduler, timeout=_CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"no Dask scheduler answers: {error}", scheduler, "Give an address such as tcp://10.0.0.1:8786."
        ) from error
    with connected as client:
        while waiting or busy:
            free = sorted(set(client.nthreads()).difference(task.worker for task in busy.values()))
            while waiting and (free or not busy):  # without any worker, the first task waits for one
                index, task = waiting.popleft()
                worker = free.pop() if free else None
                place = {"workers": [worker], "allow_other_workers": True} if worker else {}
                future = client.submit(_attempt_alone, function, index, task, pure=False, **place)
                busy[future] = _OnCluster(index, worker, time.monotonic())
            with suppress(TimeoutError):
                library.wait(list(busy), timeout=_WAIT_SECONDS, return_when="FIRST_COMPLETED")
            late = time.monotonic() - limits.seconds
            for future in [future for future, running in busy.items() if future.done() or running.started < late]:
                running, is_late = busy.pop(future), not future.done()
                yield _outcome_of(future, running.index, limits)
                if is_late and running.worker:
                    with suppress(ValueError, TimeoutError):  # a worker without a nanny cannot be started anew
                        client.restart_workers([running.worker])


class _OnCluster(Struct, frozen=True):
    """A task that a Dask worker has, since when by the monotonic clock; the worker is None where Dask is to choose."""

    index: int
    worker: str | None
    started: float


def _outcome_of(future: Any, index: int, limits: Limits) -> Done[Any] | Failed:
    if future.done() and future.status == "finished":
        outcome: Done[Any] | Failed = future.result()
        return outcome
    if future.done():  # its worker died, more often than Dask allows
        what = f"reading it stopped its worker: {future.exception()}"
    else:
        future.cancel()
        what = f"reading it takes more than {limits.seconds:g} seconds"
    return Failed(index, LimitExceededError(what, remedy="Raise --timeout if you trust it."))
