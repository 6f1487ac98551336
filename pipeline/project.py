"""A project on disk: which documents lie under ``raw/``, which series they belong to, and in what order they came.

raw/toyama-open-pt/series.toml    what is particular to the series
raw/toyama-open-pt/R5-1.pdf       an edition, named by its file
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from pipeline.errors import AkajiError, UsageError
from pipeline.model import Series
from pipeline.publish.layout import check_name
from pipeline.publish.whole_file import write_whole
from pipeline.vocabulary import load_series as read_series_file
from pipeline.vocabulary.edition_names import sort_editions

RAW = Path("raw")
SERIES_FILE = "series.toml"
PDF_SUFFIXES = (".pdf",)
WORKBOOK_SUFFIXES = (".xlsx",)
TRANSCRIPT_SUFFIXES = (".txt", ".md", ".html", ".htm")
"""What ``akaji`` takes for a document. A README is about documents and is none."""


class RawDocument(Struct, frozen=True):
    """A document under ``raw/``, with the names that its place gives it."""

    path: Path
    series: str
    edition: str

    @property
    def name(self) -> str:
        """How people name it on the command line."""
        return f"{self.series}/{self.edition}"


class SeriesOnDisk(Struct, frozen=True):
    """A series and its editions that are published, oldest first."""

    data: Path
    series: Series
    editions: tuple[str, ...]


def is_document(path: Path) -> bool:
    """Return whether a file is one that an edition can be read from, by its name."""
    return (
        path.suffix.lower() in PDF_SUFFIXES + WORKBOOK_SUFFIXES + TRANSCRIPT_SUFFIXES and path.stem.upper() != "README"
    )


def list_documents(folder: Path) -> list[Path]:
    """Return the documents right in a folder, in the order of their names."""
    return sorted(path for path in folder.iterdir() if path.is_file() and is_document(path))


class RawSurvey(Struct, frozen=True):
    """What lies under ``raw/``: the documents, series by series, oldest edition first, and what cannot be used of it.

    A file whose name cannot be an edition's, or a series whose file is broken, is a failure of its own and stops
    nothing else. ``series`` has those that can be read, by name.
    """

    documents: tuple[RawDocument, ...]
    series: Mapping[str, Series]
    failures: tuple[AkajiError, ...]


def survey_raw(raw: Path = RAW) -> RawSurvey:
    """Return what lies under ``raw/``.

    Raises:
        UsageError: There is no ``raw/``.
    """
    if not raw.is_dir():
        raise UsageError(
            "there is no such folder", str(raw), "Run akaji in a project, or use akaji extract FILE... --out DIR."
        )
    documents: list[RawDocument] = []
    series: dict[str, Series] = {}
    failures: list[AkajiError] = []
    for folder in sorted(path for path in raw.iterdir() if path.is_dir() and not path.name.startswith(".")):
        found: dict[str, RawDocument] = {}
        try:
            paths = list_documents(folder)
            loaded = load_series(folder.name, raw)
        except (AkajiError, OSError) as error:
            failures.append(_as_error(error, folder))
            continue
        for path in paths:
            try:
                document = _name_raw_document(path)
                _expect_new(document, found)
            except UsageError as error:
                failures.append(error)
            else:
                found[document.edition] = document
        series[folder.name] = loaded
        documents += [found[edition] for edition in sort_editions(found, loaded.order)]
    return RawSurvey(tuple(documents), series, tuple(failures))


def _as_error(error: AkajiError | OSError, place: Path) -> AkajiError:
    if isinstance(error, AkajiError):
        return error
    return UsageError(f"cannot be opened: {error.strerror}", str(place), "Mend its rights.")


def _expect_new(document: RawDocument, found: Mapping[str, RawDocument]) -> None:
    if document.edition in found:
        name = found[document.edition].path.name
        raise UsageError(f"the same edition as {name}", str(document.path), "Keep one of the two.")


def list_raw_documents(raw: Path = RAW) -> list[RawDocument]:
    """Return every document under ``raw/``, where all that lies there can be used.

    Raises:
        UsageError: There is no ``raw/``, a name cannot be an edition's, or two files are the same edition.
    """
    survey = survey_raw(raw)
    for error in survey.failures:
        raise error
    return list(survey.documents)


def _name_raw_document(path: Path) -> RawDocument:
    try:
        return RawDocument(path, check_name(path.parent.name, "series"), check_name(path.stem, "edition"))
    except UsageError as error:
        raise error.at(str(path)) from None


def select_documents(documents: Sequence[RawDocument], names: Sequence[str]) -> list[RawDocument]:
    """Return the documents that were asked for, as ``SERIES/EDITION`` or ``SERIES``; all where nothing was.

    Raises:
        UsageError: A name is none of them.
    """
    if not names:
        return list(documents)
    wanted = {name.strip("/") for name in names}
    unknown = sorted(wanted - {document.name for document in documents} - {document.series for document in documents})
    if unknown:
        there_are = ", ".join(document.name for document in documents[:10]) or "none yet; see akaji add"
        raise UsageError(f"no edition {unknown[0]!a} under {RAW}/", remedy=f"There are: {there_are}.")
    return [document for document in documents if document.name in wanted or document.series in wanted]


def load_series(series: str, raw: Path = RAW) -> Series:
    """Return what ``raw/<series>/series.toml`` says; a series of that name and nothing else where there is none."""
    path = raw / series / SERIES_FILE
    if not path.is_file():
        return Series(series)
    return read_series_file(path)


def with_order(series: Series, documents: Iterable[RawDocument]) -> Series:
    """Return a series whose ``order`` names every edition that lies under ``raw/``, oldest first.

    Its places are what ``editions.position`` tells. What else is in a data folder is not in this order: to sort
    published editions, use the series as it was loaded. ``documents`` are all of ``list_raw_documents``, in order.
    """
    return replace(series, order=tuple(each.edition for each in documents if each.series == series.series))


def load_known_series(raw: Path = RAW, on_failure: Callable[[AkajiError], None] | None = None) -> list[Series]:
    """Return every series that has a file here, to recognise documents by; none outside a project.

    A file that is broken is left out where ``on_failure`` takes its error; otherwise the error is raised.
    """
    series: list[Series] = []
    for path in sorted(raw.glob(f"*/{SERIES_FILE}")):
        try:
            series.append(load_series(path.parent.name, raw))
        except AkajiError as error:
            if on_failure is None:
                raise
            on_failure(error)
    return series


def recognise_series(title: str | None, known: Iterable[Series]) -> Series | None:
    """Return the series whose title a document bears; the longest one where several fit, None where none does."""
    printed = _fold(title or "")
    fitting = [series for series in known if series.title and _fold(series.title) in printed]
    return max(fitting, key=lambda series: len(series.title or ""), default=None)


def _fold(text: str) -> str:
    """Return a title for comparing only: print wraps it and spreads it, and fonts vary its width."""
    return "".join(unicodedata.normalize("NFKC", text).split())


# ── filing a new edition ────────────────────────────────────────────────────────────────────────────────────────────

PARAMS = Path("params.yaml")

_SERIES_STUB = """# What is particular to this series. Every key is optional; docs/series.md has an example.
# publisher = "…"
# body = "…"
# divisions = []
"""


def file_document(path: Path, series: str, edition: str, title: str | None = None, raw: Path = RAW) -> RawDocument:
    """Copy a document to its place under ``raw/``, with a series file where the series has none yet.

    Args:
        path: The document.
        series: Name of its series.
        edition: Name of its edition.
        title: The document's title, if known: a new series is recognised by it from then on.
        raw: The project's folder of documents.

    Raises:
        UsageError: Another file is this edition already, or this is no document.
    """
    if not is_document(path):
        raise UsageError(
            "not a PDF, workbook or transcript by its name", str(path), "Give a .pdf, .xlsx, .txt, .md or .html file."
        )
    content = path.read_bytes()
    folder = raw / check_name(series, "series")
    target = folder / f"{check_name(edition, 'edition')}{path.suffix.lower()}"
    there = [other for other in list_documents(folder) if other.stem == target.stem] if folder.is_dir() else []
    if any(other != target or other.read_bytes() != content for other in there):
        raise UsageError(
            "another file is this edition already", str(there[0]), "Give another --edition, or move that file away."
        )
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / SERIES_FILE).exists():
        recognised = f"title = {json.dumps(title, ensure_ascii=False)}\n" if title else '# title = "…"\n'
        write_whole(folder / SERIES_FILE, (_SERIES_STUB + recognised).encode())
    write_whole(target, content)
    return RawDocument(target, series, edition)


def documents_to_params(documents: Sequence[RawDocument]) -> str:
    """Return ``params.yaml``: what ``dvc.yaml`` runs its stages over. Written as a whole, from what is under ``raw/``.

    Raises:
        UsageError: Two editions would have the same name in DVC (``a-b/c`` and ``a/b-c``).
    """
    keys = [f"{document.series}-{document.edition}" for document in documents]
    counts: Counter[str] = Counter()
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise UsageError(f"two editions are {twice[0]} to DVC", str(RAW), "Rename one of the series.")
    lines = ["# What dvc.yaml builds: everything under raw/. akaji add writes this file anew.", "editions:"]
    for key, document in zip(keys, documents, strict=True):
        counts[document.series] += 1
        values = {
            "series": document.series,
            "edition": document.edition,
            "position": counts[document.series],
            "file": document.path.as_posix(),
        }
        lines.append(f"  {key}: {json.dumps(values, ensure_ascii=False)}")  # JSON is YAML, and 2023 stays a string
    lines.append("series:")
    lines += [f"  {series}: {{}}" for series in dict.fromkeys(document.series for document in documents)]
    return "\n".join(lines) + "\n"
