"""parse → normalise → tag → publish as functions of one edition, and the job that a batch gives a worker.

What ``cli``, DVC and ``extraction`` call, and with ``neighbours`` the one place that knows the order of the rooms:

    tagged = extract_edition(Path("R5-1.pdf"), load_series("toyama-open-pt"), "R5-1")
"""

from __future__ import annotations

import gc
import logging
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pipeline.builds import DEFAULTS, Options, edition_build
from pipeline.documents import Printed, parse_file
from pipeline.errors import AkajiError, NoTableError
from pipeline.findings import finding
from pipeline.model import Finding, FrontMatter, NormalisedDocument, ParsedDocument, Series, TaggedEdition
from pipeline.process import RECORDS_BETWEEN_COLLECTIONS
from pipeline.project import recognise_series
from pipeline.publish.layout import text_to_name

if TYPE_CHECKING:
    from pipeline.publish.folder import Files

_LOG = logging.getLogger("akaji")


# ── one edition ─────────────────────────────────────────────────────────────────────────────────────────────────────


def extract_edition(path: Path, series: Series, edition: str, options: Options = DEFAULTS) -> TaggedEdition:
    """Return an edition's records, read from its file. The whole way from a PDF, but for writing.

    Raises:
        UnreadableDocumentError: The file gives no text.
        NoTableError: There is no table that fits.
    """
    return _tag_normalised(_normalise(parse_file(path, series, options), series), series, edition)


def _normalise(parsed: ParsedDocument, series: Series) -> NormalisedDocument:
    from pipeline.normalise import normalise_document

    normalised = normalise_document(parsed, series)
    _LOG.debug("%s: %d rows", parsed.source.name, len(normalised.rows))
    if not normalised.rows:
        what = "its table has a header and no rows"
        raise NoTableError(what, parsed.source.name, "See `akaji show` for what it saw.")
    return normalised


def _tag_normalised(
    document: NormalisedDocument, series: Series, edition: str, *, with_words: bool = True
) -> TaggedEdition:
    from pipeline.tag import tag_document

    tagged = tag_document(document, series, edition, with_words=with_words)
    counts = len(tagged.items), len(tagged.marks), len(tagged.findings)
    _LOG.debug("%s: %d items, %d marks, %d findings", document.source.name, *counts)
    return tagged


# ── one job of a batch ──────────────────────────────────────────────────────────────────────────────────────────────


class Job(Struct, frozen=True):
    """A file to be made into an edition. ``series`` and ``edition`` are None where the document is to say them.

    ``content`` is the file's bytes where the worker is on another machine, which cannot open ``path``; ``tagged`` is
    what was read of it already, so that it is not read again.
    """

    path: Path
    series: Series | None
    edition: str | None
    known_series: tuple[Series, ...] = ()
    options: Options = DEFAULTS
    content: bytes | None = None
    tagged: TaggedEdition | None = None


class BuiltEdition(Struct, frozen=True):
    """A job's result: what is to be written, and what people are told of it."""

    series: str
    edition: str
    files: Files
    item_count: int
    mark_count: int
    finding_counts: Mapping[str, int]  # by severity
    source_sha256: str


def build_edition(job: Job) -> BuiltEdition:
    """Return the files of an edition. Runs in a worker process: a batch's function.

    Raises:
        AkajiError: As ``extract_edition``, with the file's name as the place.
    """
    with _placed_in(job.path), _few_collections():
        return _build(job)  # whose records are gone before the collector may look at each of them again


def _build(job: Job) -> BuiltEdition:
    from pipeline.publish.files import Stamp, records_to_files
    from pipeline.publish.tables import edition_to_records
    from pipeline.tag import words_in_parts

    series, tagged = _tag(job, with_words=False)
    words = words_in_parts(tagged.items) if job.tagged is None else None
    source_sha256 = tagged.edition_record.source_sha256
    stamp = Stamp(source_sha256, edition_build(job.path.name, source_sha256, series, tagged.edition, job.options))
    names = tagged.series, tagged.edition
    counts = len(tagged.items), len(tagged.marks)
    severities: Counter[str] = Counter(finding.severity for finding in tagged.findings)
    records = edition_to_records(tagged)
    del tagged  # so that each dataset's records go as they are written
    return BuiltEdition(*names, records_to_files(records, *names, stamp, words), *counts, severities, source_sha256)


def tag_job(job: Job) -> TaggedEdition:
    """Return an edition's records, for who does not want files. Runs in a worker process.

    Raises:
        AkajiError: As ``extract_edition``, with the file's name as the place.
    """
    with _placed_in(job.path), _few_collections():
        return _tag(job)[1]


def _tag(job: Job, *, with_words: bool = True) -> tuple[Series, TaggedEdition]:
    if job.tagged is not None:
        named = {series.series: series for series in job.known_series}
        return job.series or named.get(job.tagged.series) or Series(job.tagged.series), job.tagged
    return _tag_named(name_document(job), with_words=with_words)


def _tag_named(document: NamedDocument, *, with_words: bool = True) -> tuple[Series, TaggedEdition]:
    series, edition, guesses = document.series, document.edition, document.guesses
    normalised = _normalise(document.parsed, series)
    del document  # so that a long document's cells are let go before its rows become items
    tagged = _tag_normalised(normalised, series, edition, with_words=with_words)
    return series, replace(tagged, findings=(*tagged.findings, *guesses))


class NamedDocument(Struct, frozen=True):
    """A file that was parsed, and what it is called: as was given, as it says, or by a guess, which a finding tells."""

    path: Path
    parsed: ParsedDocument
    series: Series
    edition: str
    guesses: tuple[Finding, ...] = ()


def parse_job(job: Job) -> NamedDocument:
    """Return what a job's file prints and is called. Runs in a worker process.

    Raises:
        AkajiError: As ``extract_edition``, with the file's name as the place.
    """
    with _placed_in(job.path), _few_collections():
        return name_document(job)


def tag_named(document: NamedDocument) -> TaggedEdition:
    """Return a parsed document's records, under the names that it has by now. Runs in a worker process.

    Raises:
        AkajiError: As ``extract_edition``, with the file's name as the place.
    """
    with _placed_in(document.path), _few_collections():
        return _tag_named(document)[1]


class Names(Struct, frozen=True):
    """What a document is called: by what was given, by what it says, or by a guess, of which a finding tells."""

    series: str
    edition: str
    title: str | None
    guesses: tuple[Finding, ...]


def read_names(job: Job) -> Names:
    """Return what a job's document is called. Runs in a worker process.

    Raises:
        AkajiError: As ``extract_edition``, with the file's name as the place.
    """
    document = parse_job(job)
    return Names(document.series.series, document.edition, document.parsed.front.title, document.guesses)


class DrawnPage(Struct, frozen=True):
    """A page as PNG, and the fonts that it does not embed and that this machine has nothing to stand for."""

    content: bytes
    missing_fonts: tuple[str, ...]


def draw_page(job: Job, page_number: int) -> DrawnPage:
    """Return what the program saw of a page, drawn over it. Runs in a worker process.

    Raises:
        AkajiError: As ``extract_edition``, or there is no such page, with the file's name as the place.
    """
    from pipeline.parse.show import draw_page as draw

    with _placed_in(job.path):
        parsed, _, _ = _parse_of_series(job)
        content = BytesIO()
        picture = draw(job.path, parsed, page_number)
        picture.image.save(content, "PNG")
        return DrawnPage(content.getvalue(), picture.missing_fonts)


@contextmanager
def _few_collections() -> Iterator[None]:
    """Let the garbage collector look for cycles less often, which saves a twentieth of a document's time.

    A document's records have no cycles, and every seven hundred of them are reason enough for it to look otherwise. It
    still looks, because a document may be long and the libraries' own objects may have some.
    """
    youngest, *older = gc.get_threshold()
    gc.set_threshold(max(youngest, RECORDS_BETWEEN_COLLECTIONS), *older)
    try:
        yield
    finally:
        gc.set_threshold(youngest, *older)


@contextmanager
def _placed_in(path: Path) -> Iterator[None]:
    """Put a file's name into the errors of those who know only the page."""
    try:
        yield
    except AkajiError as error:
        _, _, page = error.place.rpartition(f"{path.name}, ")  # a reader tells the file's name and the page
        within = "" if page.endswith(path.name) else page
        raise error.at(f"{path}, {within}" if within else str(path)) from None


def name_document(job: Job) -> NamedDocument:
    """Parse a job's file and return it with its series, its edition, and a finding for each name that was guessed."""
    parsed, series, findings = _parse_of_series(job)
    edition = job.edition
    if edition is None:
        edition = _read_edition(parsed.front)
    if edition is None:
        edition = text_to_name(job.path.stem) or "edition"
        findings.append(finding("guessed_series", "edition", name=edition))
    return NamedDocument(job.path, parsed, series, edition, tuple(findings))


def _parse_of_series(job: Job) -> tuple[ParsedDocument, Series, list[Finding]]:
    """Parse a job's file as one of its series, which only the parsed title tells where it is not given."""
    if job.series is not None:
        return _parse_job(job, job.series), job.series, []
    printed: Printed | None = {} if any(series.headers for series in job.known_series) else None
    parsed = _parse_job(job, Series(""), printed)
    series = recognise_series(parsed.front.title, job.known_series)
    if series is None:
        series = Series(_guess_series(parsed.front))
        return parsed, series, [finding("guessed_series", "series", name=series.series)]
    # What the series calls its columns may decide which of the document's tables it is.
    return (_parse_job(job, series, printed) if series.headers else parsed), series, []


def _parse_job(job: Job, series: Series, printed: Printed | None = None) -> ParsedDocument:
    if job.content is None:
        return parse_file(job.path, series, job.options, printed)
    with TemporaryDirectory(prefix="akaji-") as folder:
        path = Path(folder) / job.path.name
        path.write_bytes(job.content)
        return parse_file(path, series, job.options, printed)


def _guess_series(front: FrontMatter) -> str:
    from pipeline.tag import read_series_name

    return text_to_name(read_series_name(front)) or "document"


def _read_edition(front: FrontMatter) -> str | None:
    from pipeline.tag import read_edition_name

    return text_to_name(read_edition_name(front) or "") or None
