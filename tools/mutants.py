"""Break the code on purpose and see whether its room's tests notice: ``python tools/mutants.py [WORD...]``.

``mutants.toml`` beside this file lists single changes, each with the claim that it breaks. Every one is made in a
copy of the project, never in the project itself, and the tests that are named for its file are run there until the
first failure. A change that no test notices is a survivor: a test is missing, or the code does nothing. With words,
only the changes whose file or claim holds one of them are tried.

The exit code is 0 where every change was noticed, 1 where some survived, and 2 where nothing can be said: a change
whose text is no longer in its file (it is stale: mend the list), or tests that fail without any change.

mutmut (3.8) and cosmic-ray (8.7) were tried first. Both make every change that their operators can: 3,058 and 3,060 of
them in ``pipeline/tag`` alone, 72,000 in the package. The tests of one room take 10 to 40 seconds, so a whole run takes
a week or more, and most survivors are equivalent: ``<`` for ``!=`` where nothing is greater. Neither leaves out a
chosen finding, alters one word of a pattern, or tells what a change would break. cosmic-ray edits the files in place;
mutmut wraps each function, so that tests which read the source see another one. A list of changes that would hurt
someone takes minutes, and says in its own words what the tests hold.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import cache
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import NamedTuple

import click
import msgspec

ROOT = Path(__file__).resolve().parent.parent
LIST = Path(__file__).with_suffix(".toml")

TIME_LIMIT = 300
"""Seconds for the tests of one change: a change that makes them hang is noticed."""

PLUGINS = ("xdist.plugin", "_hypothesis_pytestplugin")
PYTEST = ("-n", "0", "-x", "-q", "--no-header", "-p", "no:cacheprovider", *(f"-p{name}" for name in PLUGINS))
"""What tests are run with: no plugin but these two, because others take half of the time of a small test file."""

PRELOADED = ["pytest", "hypothesis", "numpy", "scipy.sparse", "pyarrow.parquet", "rapidfuzz", "click", "jinja2", "PIL"]
"""Imported once, in a process that is forked for each change; never a module of the project, which the change is in."""

PASSED, NOTICED = 0, (1, 2)
"""Exit codes of pytest: 1 where a test fails, 2 where a module cannot even be imported."""

ENDED = 64
"""Is added to these where pytest ended by itself: a process that fails before that ends with 1 as well."""


class StaleError(ValueError):
    """The text that a change replaces is not in its file, or not exactly once."""


class BrokenError(ValueError):
    """The tests of a file fail without any change, so that they say nothing."""


class Change(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One change: the claim that it ``breaks``, the text ``before`` and ``after``."""

    breaks: str
    before: str
    after: str


class ChangedFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The changes of one file; ``tests`` are run in this order, those that are likeliest to notice first."""

    path: str
    tests: tuple[str, ...]
    changes: tuple[Change, ...]


class Mutant(NamedTuple):
    """A change in its file."""

    path: str
    tests: tuple[str, ...]
    change: Change

    def __str__(self) -> str:
        return f"{self.path}: {self.change.breaks}"


class _List(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    file: tuple[ChangedFile, ...]


def read_list(path: Path = LIST) -> list[Mutant]:
    """Return the listed changes in order."""
    files = msgspec.toml.decode(path.read_bytes(), type=_List).file
    return [Mutant(file.path, file.tests, change) for file in files for change in file.changes]


def changed(mutant: Mutant, root: Path) -> str:
    """Return the file's text with the change made.

    Raises:
        StaleError: The text to replace is not there exactly once.
    """
    path = root / mutant.path
    text = path.read_text("utf-8") if path.is_file() else ""
    count = text.count(mutant.change.before)
    if count != 1:
        raise StaleError(f"{mutant}: the text to replace is {count} times in the file")
    return text.replace(mutant.change.before, mutant.change.after)


def why_stale(mutant: Mutant, root: Path) -> str | None:
    """Return why a change does not apply; None where it does."""
    try:
        changed(mutant, root)
    except StaleError as error:
        return str(error)
    return None


def copy_project(root: Path, to: Path) -> Path:
    """Copy the files that git knows or does not ignore, as they are now."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=root, capture_output=True, check=True).stdout.decode().split("\0")  # noqa: S603 - git, with our own words
    for name in sorted({*names} - {""}):
        source = root / name
        if source.is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, to / name)
    return to


def passes(tests: Sequence[str], project: Path) -> bool:
    """Run tests of a copy of the project until the first failure.

    Raises:
        BrokenError: pytest could not run them, or there are none.
    """
    with tempfile.NamedTemporaryFile(prefix="mutants-", suffix=".log") as log:
        process = _context().Process(target=_run_pytest, args=(tests, project, log.name))
        process.start()
        process.join(TIME_LIMIT)
        if process.exitcode is None:
            os.killpg(process.pid or 0, signal.SIGKILL)  # the tests' own processes as well
            process.join()
            return False
        code = process.exitcode - ENDED
        if code not in (PASSED, *NOTICED):
            told = Path(log.name).read_text("utf-8", "replace")[-2000:]
            raise BrokenError(f"{' '.join(tests)}: pytest ended with {code}\n{told}")
        return code == PASSED


@cache
def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def _run_pytest(tests: Sequence[str], project: Path, log: str) -> None:
    """Run tests in this process, which is for nothing else, with all that they print in a file."""
    os.setsid()
    os.chdir(project)
    output = os.open(log, os.O_WRONLY)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.environ |= {
        "PYTHONPATH": str(project),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }
    sys.dont_write_bytecode = True
    import pytest

    sys.exit(ENDED + pytest.main([*PYTEST, *tests]))


def outermost(tests: Collection[str]) -> list[str]:
    """Return the tests that are in no folder among them."""
    folders = {Path(test) for test in tests}
    return sorted(test for test in tests if folders.isdisjoint(Path(test).parents))


def survives(mutant: Mutant, project: Path) -> bool:
    """Return whether no test notices the change; the copy of the project is afterwards as it was."""
    path = project / mutant.path
    original = path.read_bytes()
    path.write_text(changed(mutant, project), "utf-8")
    try:
        return passes(mutant.tests, project)
    finally:
        path.write_bytes(original)


def try_all(mutants: Sequence[Mutant], root: Path, jobs: int) -> Iterator[tuple[Mutant, bool]]:
    """Yield each change with whether it survives, in order; ``jobs`` are tried at a time, each in its own copy.

    Raises:
        StaleError: A change does not apply.
        BrokenError: The tests fail without it.
    """
    stale = [told for mutant in mutants if (told := why_stale(mutant, root))]
    if stale:
        raise StaleError("\n".join(stale))
    with ExitStack() as stack:
        copies: queue.SimpleQueue[Path] = queue.SimpleQueue()
        for _ in range(jobs):
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="mutants-"))
            copies.put(copy_project(root, Path(folder)))

        def pass_unchanged(test: str) -> bool:
            project = copies.get()
            try:
                return passes([test], project)
            finally:
                copies.put(project)

        def survive(mutant: Mutant) -> bool:
            project = copies.get()
            try:
                return survives(mutant, project)
            finally:
                copies.put(project)

        workers = stack.enter_context(ThreadPoolExecutor(jobs))
        whole = outermost({test for mutant in mutants for test in mutant.tests})
        for test, has_passed in zip(whole, workers.map(pass_unchanged, whole), strict=True):
            if not has_passed:
                raise BrokenError(f"{test} fails without any change")
        yield from zip(mutants, workers.map(survive, mutants), strict=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Try what the command line names, print the survivors and a count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*", help="try only the changes whose file or claim holds one of these")
    parser.add_argument("--jobs", type=int, default=1, help="how many to try at a time (1)")
    parser.add_argument("--list", type=Path, default=LIST, help="the list of changes (tools/mutants.toml)")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project (the one that this file is in)")
    options = parser.parse_args(arguments)
    mutants = [
        mutant
        for mutant in read_list(options.list)
        if not options.words or any(word in str(mutant) for word in options.words)
    ]
    survivors = 0
    try:
        for mutant, has_survived in try_all(mutants, options.root, options.jobs):
            survivors += has_survived
            click.echo(f"{'SURVIVED' if has_survived else 'noticed '} {mutant}")
    except (StaleError, BrokenError) as error:
        click.echo(f"{'stale' if isinstance(error, StaleError) else 'broken'}: {error}", err=True)
        return 2
    click.echo(f"{survivors} of {len(mutants)} survived")
    return int(survivors > 0)


if __name__ == "__main__":
    sys.exit(main())
