from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import overload

import pytest

from pipeline.errors import AkajiError, EncryptedPdfError, LimitExceededError, UsageError
from pipeline.outcomes import Done, Failed
from pipeline.workers import Limits, open_pool, run_batch

SOON = Limits(seconds=30.0)


def behave(task: str) -> str:
    """Do what a document may do to its worker."""
    match task:
        case "hang":
            time.sleep(600)
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "exit":
            os._exit(7)
        case "eat":
            return "x" * (1 << 40)
        case "locked":
            raise EncryptedPdfError("a password is needed", "page 1", "Save it without.")
        case "bug":
            raise ZeroDivisionError("by zero")
        case "odd":
            raise type("Odd", (Exception,), {})("cannot be pickled")
    return task.upper()


def outcomes(
    tasks: list[str], *, jobs: int = 1, limits: Limits = SOON, scheduler: str | None = None
) -> list[str | Exception]:
    """Return each task's result or error, in the order of the tasks."""
    found = list(run_batch(behave, tasks, jobs=jobs, limits=limits, scheduler=scheduler))
    assert sorted(outcome.index for outcome in found) == list(range(len(tasks)))
    ordered = sorted(found, key=lambda outcome: outcome.index)
    return [outcome.error if isinstance(outcome, Failed) else outcome.result for outcome in ordered]


@pytest.mark.parametrize("jobs", [0, 1, 3])
def test_every_task_has_its_own_outcome(jobs: int) -> None:
    a, locked, b, bug, c = outcomes(["a", "locked", "b", "bug", "c"], jobs=jobs)
    assert (a, b, c) == ("A", "B", "C")
    assert isinstance(locked, EncryptedPdfError)
    assert str(locked) == "page 1: a password is needed. Save it without."
    assert str(bug) == "ZeroDivisionError: by zero. This is a bug; please report it."
    assert isinstance(bug, AkajiError)
    assert "in behave" in bug.__notes__[0]


@pytest.mark.parametrize(
    ("task", "told"),
    [("crash", "ended by signal 11"), ("exit", "stopped with code 7"), ("eat", "more memory than allowed")],
)
@pytest.mark.skipif(sys.platform != "linux", reason="others have other signals, and no limit of memory")
def test_a_worker_that_dies_is_its_own_documents_error(task: str, told: str) -> None:
    died, a, b = outcomes([task, "a", "b"], jobs=1)
    assert isinstance(died, LimitExceededError)
    assert told in str(died)
    assert (a, b) == ("A", "B")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_document_that_hangs_is_given_up(jobs: int) -> None:
    hung, a = outcomes(["hang", "a"], jobs=jobs, limits=Limits(seconds=6.0))
    assert isinstance(hung, LimitExceededError)
    assert "more than 6 seconds" in str(hung)
    assert a == "A"


def test_an_exception_that_cannot_be_sent_is_told_in_words() -> None:
    (found,) = outcomes(["odd"])
    assert str(found).startswith("Odd: cannot be pickled.")


def test_no_tasks_have_no_outcomes() -> None:
    assert outcomes([]) == []


def test_what_is_not_asked_for_any_more_is_stopped() -> None:
    running = run_batch(behave, ["a", "hang"], jobs=2, limits=SOON)
    first = next(running)
    assert isinstance(first, Done)
    assert first.result == "A"
    assert isinstance(running, Generator)
    running.close()
    assert multiprocessing.active_children() == []


def test_a_cluster_gives_the_same_outcomes() -> None:
    distributed = pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")
    size = {"n_workers": 1, "threads_per_worker": 2, "processes": False, "dashboard_address": ":0"}
    with distributed.LocalCluster(**size) as cluster:
        a, locked, b, bug = outcomes(["a", "locked", "b", "bug"], scheduler=cluster.scheduler_address)
    assert (a, b) == ("A", "B")
    assert isinstance(locked, EncryptedPdfError)
    assert str(bug).startswith("ZeroDivisionError: by zero.")


def process_number(_: str) -> int:
    return os.getpid()


def test_a_worker_stays_from_one_run_to_the_next() -> None:
    with open_pool(1, SOON) as pool:
        first, second = (list(pool.run(process_number, ["x", "y"])) for _ in range(2))
    numbers = {outcome.result for outcome in [*first, *second] if isinstance(outcome, Done)}
    assert len(numbers) == 1
    assert os.getpid() not in numbers


def touch(path: Path) -> None:
    path.touch()


def test_a_worker_goes_on_with_its_next_task_while_its_last_outcome_is_looked_at(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    with open_pool(1, SOON) as pool:
        outcomes = pool.run(touch, [first, second])
        assert next(outcomes) == Done(0, None)
        until = time.monotonic() + SOON.seconds
        while not second.exists():  # nobody asks for the second outcome meanwhile
            assert time.monotonic() < until
            time.sleep(0.01)
        assert list(outcomes) == [Done(1, None)]


def test_no_worker_is_started_for_light_tasks_and_one_that_is_there_does_them() -> None:
    with open_pool(1, SOON) as pool:
        (before,) = pool.run(process_number, ["x"], light=True)
        list(pool.run(behave, ["a"]))
        (after,) = pool.run(process_number, ["x"], light=True)
    assert isinstance(before, Done)
    assert isinstance(after, Done)
    assert before.result == os.getpid() != after.result


def test_a_worker_does_not_run_the_script_that_asked_for_it(tmp_path: Path) -> None:
    """A script without ``if __name__ == "__main__"`` would start a worker of its own in each worker."""
    script = tmp_path / "script.py"
    script.write_text(
        "from pipeline.workers import Limits, run_batch\n"
        "print('begun', flush=True)\n"
        "print(*(outcome.result for outcome in run_batch(abs, [-1, -2], jobs=1, limits=Limits(seconds=60))))\n"
    )
    told = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True).stdout
    assert told.split() == ["begun", "1", "2"]


def test_no_worker_is_left_behind() -> None:
    with open_pool(2, SOON) as pool:
        list(pool.run(behave, ["a", "b"]))
    assert multiprocessing.active_children() == []


def alone(_: str) -> bool:
    """Tell whether no other task runs in this process meanwhile."""
    RUNNING.append(1)
    time.sleep(0.05)
    was_alone = len(RUNNING) == 1
    RUNNING.pop()
    return was_alone


RUNNING: list[int] = []


def test_the_threads_of_a_dask_worker_never_read_two_documents_at_once() -> None:
    distributed = pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")
    size = {"n_workers": 2, "threads_per_worker": 4, "processes": False, "dashboard_address": ":0"}
    with distributed.LocalCluster(**size) as cluster:  # whose two workers share this process
        found = list(run_batch(alone, ["x"] * 8, limits=SOON, scheduler=cluster.scheduler_address))
    assert [outcome.result for outcome in found if isinstance(outcome, Done)] == [True] * 8


def test_without_dask_a_cluster_is_told_to_need_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"pip install 'akaji\[cluster\]'"):
        outcomes(["a"], scheduler="tcp://127.0.0.1:1")


def test_a_cluster_that_does_not_answer_is_told() -> None:
    pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")
    with pytest.raises(UsageError, match="no Dask scheduler answers"):
        outcomes(["a"], scheduler="not an address")


# ── a cluster whose workers die ─────────────────────────────────────────────────────────────────────────────────────


def on_cluster(task: str) -> str:
    """Do as told in a worker process: give an answer, die of it, or take too long."""
    if task == "die":
        os.kill(os.getpid(), 9)
    if task == "sleep":
        time.sleep(120)
    return task.upper()


class Counted(Sequence[str]):
    """Tasks that know how many of them were looked up."""

    def __init__(self, tasks: list[str]) -> None:
        self._tasks = tasks
        self.looked_up = 0

    def __len__(self) -> int:
        return len(self._tasks)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        self.looked_up += 1
        return self._tasks[index]


def test_a_document_that_kills_its_worker_is_named_and_the_rest_is_done() -> None:
    distributed = pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")
    size = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": ":0"}
    tasks = ["a", "die", "b", "sleep", "c", "d"]
    with distributed.LocalCluster(**size, silence_logs=50) as cluster:
        limits = Limits(seconds=20)
        ended = {
            one.index: one for one in run_batch(on_cluster, tasks, limits=limits, scheduler=cluster.scheduler_address)
        }
    assert sorted(ended) == list(range(len(tasks)))
    done = [one.result for _, one in sorted(ended.items()) if isinstance(one, Done)]
    assert done == ["A", "B", "C", "D"]
    died, slept = ended[1], ended[3]
    assert isinstance(died, Failed)
    assert "stopped its worker" in str(died.error)
    assert isinstance(slept, Failed)
    assert "more than 20 seconds" in str(slept.error)


def test_a_cluster_looks_a_task_up_when_it_is_its_turn() -> None:
    distributed = pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")
    size = {"n_workers": 1, "threads_per_worker": 1, "processes": False, "dashboard_address": ":0"}
    tasks = Counted(["a", "b", "c", "d"])
    with distributed.LocalCluster(**size) as cluster:
        running = run_batch(behave, tasks, limits=SOON, scheduler=cluster.scheduler_address)
        next(running)
        assert tasks.looked_up <= 2
        list(running)
    assert tasks.looked_up == 4


@pytest.mark.skipif(sys.platform == "win32", reason="signals are of POSIX")
@pytest.mark.parametrize(
    ("task", "told"), [("abort", "takes more memory than allowed"), ("segfault", "ended by signal 11")]
)
def test_a_worker_that_dies_says_of_what(task: str, told: str) -> None:
    (outcome,) = run_batch(die_of, [task], limits=SOON, doing="comparing it")
    assert isinstance(outcome, Failed)
    assert str(outcome.error).startswith("comparing it ")
    assert told in str(outcome.error)


def die_of(task: str) -> None:
    os.kill(os.getpid(), {"abort": 6, "segfault": 11}[task])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts a process's own memory so")
def test_a_task_has_the_memory_it_is_given_and_no_more() -> None:
    limits = Limits(seconds=60, memory_bytes=400 << 20)
    small, large = run_batch(fill, [100 << 20, 350 << 20], limits=limits)
    assert isinstance(small, Done)
    assert isinstance(large, Failed)
    assert "more memory than allowed" in str(large.error)


def fill(size: int) -> int:
    return len(bytearray(size))
