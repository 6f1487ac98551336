"""What was dropped, and what is done with it: files in a temporary folder, jobs in workers, results until the end."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from msgspec import Struct

from pipeline.errors import AkajiError, UsageError
from pipeline.extraction import run_jobs
from pipeline.model import Series
from pipeline.outcomes import DRAWING
from pipeline.pairs import compare_files, compared_to_page
from pipeline.project import is_document, load_known_series
from pipeline.publish.layout import text_to_name
from pipeline.report_pages import REPORT, find_pdfs, render_pair
from pipeline.report_writing import write_reports
from pipeline.stages import Job
from pipeline.workers import Workers, run_alone

MAX_FILE_BYTES = 100_000_000
"""Of one file. The largest of a hundred published papers has 12 MB."""

MAX_FILES = 200
JOBS_AT_A_TIME = 2

State = Literal["waiting", "reading", "comparing", "drawing", "done", "failed"]


class Progress(Struct):
    """How far a job is. ``errors`` are of documents that failed; the job itself may still be done."""

    state: State = "waiting"
    done: int = 0
    total: int = 0
    errors: tuple[AkajiError, ...] = ()
    warnings: tuple[str, ...] = ()
    page: Path | None = None


class Desk:
    """Takes files and compares them. Everything is deleted when it is closed."""

    def __init__(self, workers: Workers | None = None) -> None:
        self._folder = TemporaryDirectory(prefix="akaji-open-")
        self.folder = Path(self._folder.name)
        self._workers = workers or Workers()
        self._threads = ThreadPoolExecutor(JOBS_AT_A_TIME, thread_name_prefix="desk")
        self._lock = threading.Lock()
        self._files: dict[str, Path] = {}
        self._jobs: dict[str, Progress] = {}

    def place_for(self, name: str) -> tuple[str, Path]:
        """Return the identifier and the path that a dropped file is to be written to.

        The name is the sender's and no path: only what may name an edition is kept of it, and the suffix.

        Raises:
            UsageError: It is no document by its name, or there are too many.
        """
        given = Path(name.replace("\\", "/").rpartition("/")[2])
        if not is_document(given):
            raise UsageError(
                "not a PDF, workbook or transcript by its name",
                given.name,
                "Give a .pdf, .xlsx, .txt, .md or .html file.",
            )
        with self._lock:
            if len(self._files) >= MAX_FILES:
                raise UsageError(f"more than {MAX_FILES} files", given.name, "Start akaji open anew.")
            identifier = secrets.token_urlsafe(9)
            path = (
                self.folder / "files" / identifier / f"{text_to_name(given.stem) or 'document'}{given.suffix.lower()}"
            )
            path.parent.mkdir(parents=True)
            self._files[identifier] = path
        return identifier, path

    def put(self, path: Path) -> str:
        """Take a file that lies on this machine; return its identifier."""
        identifier, place = self.place_for(path.name)
        place.write_bytes(path.read_bytes())
        return identifier

    def start(self, identifiers: Sequence[str]) -> str:
        """Begin to compare files, oldest first; return the job's identifier.

        Two files are compared as they are. More are a folder: each is read, and those of a series are compared in
        the order of their editions.

        Raises:
            UsageError: A file is not there, or there are fewer than two.
        """
        with self._lock:
            unknown = [each for each in identifiers if each not in self._files]
            if unknown or len(set(identifiers)) < 2:
                raise UsageError("two documents are needed", remedy="Drop two documents, or a folder of them.")
            paths = [self._files[each] for each in identifiers]
            job = secrets.token_urlsafe(9)
            progress = self._jobs[job] = Progress(total=len(paths))
        self._threads.submit(self._work, job, paths, progress)
        return job

    def progress_of(self, job: str) -> Progress | None:
        """Return how far a job is; None where there is no such job."""
        return self._jobs.get(job)

    def folder_of(self, job: str) -> Path:
        """Return where a job's pages lie."""
        return self.folder / "jobs" / job

    def close(self) -> None:
        """Stop, and delete everything."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._folder.cleanup()

    def _work(self, job: str, paths: Sequence[Path], progress: Progress) -> None:
        folder = self.folder_of(job)
        folder.mkdir(parents=True)
        progress.state = "reading"
        try:
            if len(paths) == 2:
                self._compare_two(folder, paths[0], paths[1], progress)
            else:
                self._compare_all(folder, paths, progress)
        except AkajiError as error:
            progress.errors = (*progress.errors, error)
            progress.state = "failed"
        except Exception as error:  # noqa: BLE001 - the page must say it: nobody reads a thread's traceback
            told = AkajiError(f"{type(error).__name__}: {error}", remedy="This is a bug; please report it.")
            progress.errors = (*progress.errors, told)
            progress.state = "failed"

    def _compare_two(self, folder: Path, old: Path, new: Path, progress: Progress) -> None:
        compared = compare_files(old, new, known_series=load_known_series(), workers=self._workers)
        progress.done, progress.state = 2, "drawing"
        progress.warnings = compared.warnings
        page = folder / "pair.html"
        page.write_bytes(run_alone(render_pair, compared_to_page(compared, old, new), self._workers, doing=DRAWING))
        progress.page, progress.state = page, "done"

    def _compare_all(self, folder: Path, paths: Sequence[Path], progress: Progress) -> None:
        known = load_known_series()

        def count() -> None:
            progress.done += 1

        jobs = [Job(path, None, None, tuple(known)) for path in paths]
        result = run_jobs(folder, jobs, workers=self._workers, known_series=known, on_outcome=count)
        progress.errors = tuple(result.failures)
        if not result.written:
            progress.state = "failed"
            return
        progress.state = "drawing"
        by_name = {series.series: series for series in known}
        series = [_series_named(name, by_name) for name in dict.fromkeys(one.series for one in result.written)]
        report = write_reports(folder, series, find_pdfs(paths), workers=self._workers)
        progress.errors = (*progress.errors, *report.failures)
        progress.page, progress.state = folder / REPORT / "index.html", "done"


def _series_named(name: str, known: Mapping[str, Series]) -> Series:
    return known.get(name) or Series(name)
