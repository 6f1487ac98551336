"""parse → normalise → tag → publish as functions of one edition, and the job that a batch gives a worker.

What ``cli``, DVC and ``batch`` call, and with ``neighbours`` the one place that knows the order of the rooms:

    tagged = extract_edition(Path("R5-1.pdf"), load_series("toyama-open-pt"), "R5-1")
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import schema
from pipeline.builds import DEFAULTS, Options, edition_build
from pipeline.errors import AkajiError, EmptyDocumentError, UnreadableDocumentError
from pipeline.model import Finding, FrontMatter, ParsedDocument, Series, TaggedEdition
from pipeline.project import PDF_SUFFIXES, recognise_series
from pipeline.publish.layout import text_to_name

if TYPE_CHECKING:
    from pipeline.publish.files import Files


# ── one edition ─────────────────────────────────────────────────────────────────────────────────────────────────────


def parse_file(path: Path, series: Series, options: Options = DEFAULTS) -> ParsedDocument:
    """Return a document's cells as printed: a PDF's, or a transcript's by its suffix.

    Raises:
        UnreadableDocumentError: The file cannot be opened, or gives no text.
        NoTableError: There is no table that fits.
    """
    try:
        is_empty = path.stat().st_size == 0
    except OSError as error:
        raise UnreadableDocumentError(f"cannot be opened: {error.strerror}", str(path), "Check its name.") from error
    if is_empty:
        raise EmptyDocumentError("the file is empty", str(path), "Fetch it again.")
    from pipeline import parse

    if path.suffix.lower() in PDF_SUFFIXES:
        return parse.read_document(path, series, reader=options.reader, audit=options.audit)
    return parse.read_transcript(path)


def extract_edition(path: Path, series: Series, edition: str, options: Options = DEFAULTS) -> TaggedEdition:
    """Return an edition's records, read from its file. The whole way from a PDF, but for writing.

    Raises:
        UnreadableDocumentError: The file gives no text.
        NoTableError: There is no table that fits.
    """
    return tag_parsed(parse_file(path, series, options), series, edition)


def tag_parsed(parsed: ParsedDocument, series: Series, edition: str) -> TaggedEdition:
    """Return the records of what was parsed: normalise, then tag."""
    from pipeline.normalise import normalise_document
    from pipeline.tag import tag_document

    return tag_document(normalise_document(parsed, series), series, edition)


# ── one job of a batch ──────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be made into an edition. ``series`` and ``edition`` are None where the document is to say them."""

    path: Path
    series: Series | None
    edition: str | None
    known_series: tuple[Series, ...] = ()
    options: Options = DEFAULTS


@dataclass(frozen=True, slots=True)
class BuiltEdition:
    """A job's result: what is to be written, and what people are told of it."""

    series: str
    edition: str
    files: Files
    item_count: int
    mark_count: int
    finding_counts: tuple[int, int, int]  # errors, warnings, infos


def build_edition(job: Job) -> BuiltEdition:
    """Return the files of an edition. Runs in a worker process: a batch's function.

    Raises:
        AkajiError: As ``extract_edition``, with the file's name as the place.
    """
    try:
        return _build_edition(job)
    except AkajiError as error:
        place = str(job.path)
        raise error.at(
            place if job.path.name in error.place or not error.place else f"{place}, {error.place}"
        ) from None


def _build_edition(job: Job) -> BuiltEdition:
    from pipeline.publish.files import edition_to_files

    parsed, series, edition, guesses = name_document(job)
    tagged = tag_parsed(parsed, series, edition)
    tagged = replace(tagged, findings=(*tagged.findings, *guesses))
    severities = [finding.severity for finding in tagged.findings]
    return BuiltEdition(
        series.series,
        edition,
        edition_to_files(tagged, edition_build(job.path.name, parsed.source.sha256, series, edition, job.options)),
        len(tagged.items),
        len(tagged.marks),
        (severities.count("error"), severities.count("warning"), severities.count("info")),
    )


def name_document(job: Job) -> tuple[ParsedDocument, Series, str, list[Finding]]:
    """Parse a job's file and return it with its series, its edition, and a finding for each name that was guessed."""
    parsed = parse_file(job.path, job.series or Series(""), job.options)
    series, findings = job.series, []
    if series is None:
        series = recognise_series(parsed.front.title, job.known_series)
        if series is None:
            series = Series(_guess_series(parsed.front, job.path))
            findings.append(
                schema.finding("guessed_series", f"No series is known by this title; named {series.series}.")
            )
        elif series.headers:  # what the series calls its columns may decide which table it is
            parsed = parse_file(job.path, series, job.options)
    edition = job.edition
    if edition is None:
        edition, is_guessed = _find_edition(parsed.front, job.path)
        if is_guessed:
            findings.append(
                schema.finding("guessed_series", f"The document does not say its meeting; named {edition}.")
            )
    return parsed, series, edition, findings


def _guess_series(front: FrontMatter, path: Path) -> str:
    from pipeline.tag import read_series_name

    return text_to_name(read_series_name(front)) or text_to_name(path.stem) or "series"


def _find_edition(front: FrontMatter, path: Path) -> tuple[str, bool]:
    from pipeline.tag import read_edition_name

    printed = text_to_name(read_edition_name(front) or "")
    return (printed, False) if printed else (text_to_name(path.stem) or "edition", True)
