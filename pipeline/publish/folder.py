"""A data folder: files are written beside and renamed, by one process at a time.

New files lie in ``<data>/.staging`` until all of them are whole, then each is renamed to its place, so a document that
fails leaves what was there before, and what a killed run left in ``.staging`` is thrown away by the next. The folder is
locked meanwhile, by a lock that the system takes back when the process dies.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from pipeline.errors import AkajiError
from pipeline.publish.layout import partition
from pipeline.publish.whole_file import writing_to
from pipeline.schema import DATASETS

Files = Mapping[PurePosixPath, bytes]
"""What is to be written: path below the data folder → content."""

UNFINISHED = ".unfinished"
"""Lies in a data folder from the first file that a run puts in its place until the run has ended as it should."""

_STAGING = ".staging"
_LOCK = ".lock"


class DataFolder:
    """A data folder that this process alone may write to, got from ``open_data_folder``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._staging = path / _STAGING
        self._count = 0
        self._staged: dict[Path, list[PurePosixPath]] = {}  # names of numbered files: no folders are made for them
        self.written: set[PurePosixPath] = set()
        """What ``commit`` has put in its place so far."""

    def stage(self, files: Files) -> Path:
        """Write files where nobody reads them yet, and return the folder that ``commit`` takes.

        Raises:
            AkajiError: The disk is full, or the folder cannot be written.
        """
        with writing_to(self.path):
            folder = self.new_staging()
            self._staged[folder] = sorted(files)
            for number, name in enumerate(self._staged[folder]):
                (folder / str(number)).write_bytes(files[name])
        return folder

    def new_staging(self) -> Path:
        """Return an empty folder that ``commit`` takes, for files that are too large to be held in memory."""
        self._count += 1
        folder = self._staging / str(self._count)
        folder.mkdir(parents=True)
        return folder

    def commit(self, folder: Path) -> None:
        """Rename every staged file to its place. Each rename is whole or not at all, the set of them nearly so.

        Raises:
            AkajiError: The disk is full, or the folder cannot be written.
        """
        with writing_to(self.path):
            self._commit(folder)

    def _commit(self, folder: Path) -> None:
        (self.path / UNFINISHED).touch()
        for staged, name in self._files_of(folder):
            self.written.add(name)
            target = self.path / name
            target.parent.mkdir(parents=True, exist_ok=True)
            staged.replace(target)
        shutil.rmtree(folder)

    def _files_of(self, folder: Path) -> list[tuple[Path, PurePosixPath]]:
        """Return the staged files of a folder with the names that they are to have."""
        names = self._staged.pop(folder, None)
        if names is not None:
            return [(folder / str(number), name) for number, name in enumerate(names)]
        # Who asked for a new staging folder has written the files under their names.
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
        return [(path, PurePosixPath(path.relative_to(folder).as_posix())) for path in paths]

    def write(self, files: Files) -> None:
        """Stage and commit."""
        self.commit(self.stage(files))

    def remove(self, series: str, edition: str) -> bool:
        """Take all datasets of an edition out; return whether there were any."""
        folders = [(self.path / partition(name, series, edition)).parent for name in DATASETS]
        there = [folder for folder in folders if folder.is_dir()]
        with writing_to(self.path):
            for folder in there:
                (self.path / UNFINISHED).touch()
                shutil.rmtree(folder)
                with suppress(OSError):  # the series' last edition
                    folder.parent.rmdir()
        return bool(there)


@contextmanager
def open_data_folder(path: Path) -> Iterator[DataFolder]:
    """Give a data folder to write to, making it where there is none, and clean up after a run that was killed.

    Raises:
        AkajiError: Another process is writing there, or the folder cannot be written.
    """
    with writing_to(path):
        path.mkdir(parents=True, exist_ok=True)
        lock = _open_lock(path)
    try:
        _take_lock(lock, path)
        shutil.rmtree(path / _STAGING, ignore_errors=True)
        try:
            yield DataFolder(path)
            with writing_to(path):
                (path / UNFINISHED).unlink(missing_ok=True)
        finally:
            shutil.rmtree(path / _STAGING, ignore_errors=True)
        with suppress(OSError):  # nothing was written: leave no empty folder behind; one with anything in it stays
            path.rmdir()
    finally:
        os.close(lock)


def _open_lock(path: Path) -> int:
    """Return a descriptor to lock by: the folder itself, but on Windows, which locks files only, one in it."""
    if sys.platform == "win32":
        return os.open(path / _LOCK, os.O_RDWR | os.O_CREAT)
    return os.open(path, os.O_RDONLY)


def _take_lock(lock: int, path: Path) -> None:
    """Lock the folder until the descriptor is closed, or the process ends, however it ends."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise AkajiError(
            "another akaji is writing there", str(path), "Wait until it has ended, or name another folder."
        ) from error
