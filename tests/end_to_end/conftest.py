"""A project built once by the program itself, as a person would run it, and copied for whoever changes it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

import pikepdf
import pytest
from filelock import FileLock


class Akaji(Protocol):
    """Runs ``akaji`` in a folder."""

    def __call__(self, *arguments: object, cwd: Path, env: Mapping[str, str] | None = None) -> Ended: ...


Ended = subprocess.CompletedProcess[str]


def run_akaji(*arguments: object, cwd: Path, env: Mapping[str, str] | None = None) -> Ended:
    """Run the command line in a process of its own, as a pipe reads it."""
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    # The checkout comes first: the tests are of it, whichever is installed.
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PYTHONUTF8": "1",
        "LC_ALL": "C.UTF-8",
        **(env or {}),
    }
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=300)


@pytest.fixture(scope="session")
def akaji() -> Akaji:
    return run_akaji


def build_once(name: str, folder: Path, fill: Callable[[Path], object]) -> Path:
    """Return a project that ``fill`` has given its documents, built by whichever test worker comes first."""
    project = folder / name
    with FileLock(folder / f"{name}.lock"):
        if not project.exists():
            fill(project / "raw" / "toyama-open-pt")
            ended = run_akaji("run", "--jobs", "2", cwd=project)
            assert ended.returncode == 0, ended.stderr
    return project


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all test workers share."""
    folder = tmp_path_factory.getbasetemp()
    return folder if worker_id == "master" else folder.parent


@pytest.fixture(scope="session")
def built(documents: Path, shared_folder: Path) -> Path:
    """The project's own documents, built. Not to be changed."""
    return build_once("whole", shared_folder, lambda raw: shutil.copytree(documents, raw))


@pytest.fixture(scope="session")
def short(documents: Path, shared_folder: Path) -> Path:
    """The same, with the first page of each document: a run takes little time. Not to be changed."""

    def fill(raw: Path) -> None:
        raw.mkdir(parents=True)
        shutil.copy(documents / "series.toml", raw)
        for path in documents.glob("*.pdf"):
            with pikepdf.open(path) as pdf:
                del pdf.pages[1:]
                pdf.save(raw / path.name, deterministic_id=True)

    return build_once("short", shared_folder, fill)


@pytest.fixture
def project(short: Path, tmp_path: Path) -> Path:
    """A built project of short documents, to change."""
    return Path(shutil.copytree(short, tmp_path / "project"))


@pytest.fixture(scope="session")
def documents(root: Path) -> Path:
    """The documents of the series that comes with the project."""
    return root / "raw" / "toyama-open-pt"


@pytest.fixture(scope="session")
def short_documents(short: Path) -> Path:
    """The first pages of these documents."""
    return short / "raw" / "toyama-open-pt"


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def times(folder: Path) -> dict[str, int]:
    """Return when each file of a folder was written."""
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
