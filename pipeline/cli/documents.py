"""Commands that read documents: run, extract, add, show."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar, Unpack

import click

from pipeline.builds import Options, already_extracted, is_up_to_date
from pipeline.cli.console import progress, say, say_compared, tell, tell_error
from pipeline.cli.language import current_language, translated
from pipeline.cli.options import (
    BuildingOptions,
    OutputFile,
    as_options,
    as_workers,
    building_options,
    data_option,
    edition_option,
    examples,
    ocr_option,
    series_option,
)
from pipeline.errors import UsageError
from pipeline.extraction import RunResult, failures_to_exit_code, run_jobs
from pipeline.model import Series
from pipeline.project import (
    PARAMS,
    RAW,
    RawSurvey,
    documents_to_params,
    file_document,
    is_document,
    list_documents,
    load_known_series,
    load_series,
    select_documents,
    survey_raw,
    with_order,
)
from pipeline.publish.layout import check_name, list_editions
from pipeline.publish.whole_file import write_whole
from pipeline.removal import remove_edition
from pipeline.report_pages import find_pdfs
from pipeline.report_writing import ReportResult, write_reports
from pipeline.stages import BuiltEdition, Job, draw_page, read_names
from pipeline.vocabulary.labels import SEVERITIES
from pipeline.workers import Pool, Workers, open_pool, run_alone

Result = TypeVar("Result")


def _summary(built: BuiltEdition) -> str:
    items, marks = built.item_count, built.mark_count
    counts = [
        translated(f"{items} item" if items == 1 else f"{items} items"),
        translated(f"{marks} mark" if marks == 1 else f"{marks} marks"),
    ]
    found = ", ".join(_of_severity(severity, count) for severity, count in sorted(built.finding_counts.items()))
    findings = f"; {translated(f'findings: {found}')}" if found else ""
    return f"{built.series}/{built.edition}  {', '.join(counts)}{findings}"


def _of_severity(severity: str, count: int) -> str:
    return f"{SEVERITIES[severity].ja}{count}" if current_language() == "ja" else f"{count} {severity}"


def _run_and_tell(
    data: Path, jobs: Sequence[Job], workers: Workers, known_series: Sequence[Series], pool: Pool | None = None
) -> RunResult:
    with progress(len(jobs), "Reading") as bar:
        result = run_jobs(
            data, jobs, workers=workers, pool=pool, known_series=known_series, on_outcome=lambda: bar.update(1)
        )
    for built in result.written:
        say(_summary(built))
    for series, edition, source_name in result.replaced:
        tell(f"{series}/{edition} replaces what was read from another file, {source_name}")
    for pair in result.compared:
        say_compared(pair)
    for error in result.failures:
        tell_error(error)
    return result


@click.command(epilog=examples("akaji run", "akaji run toyama-open-pt/R5-1 --force"))
@click.argument("names", nargs=-1, metavar="[SERIES/EDITION ...]")
@data_option
@click.option("--force", is_flag=True, help="Build what is up to date as well.")
@click.option("--no-report", is_flag=True, help="Write datasets alone; akaji report writes their pages later.")
@building_options
def run(names: tuple[str, ...], data: Path, force: bool, no_report: bool, **building: Unpack[BuildingOptions]) -> None:
    """Build what is under raw/, unless it is up to date."""
    options, workers = as_options(building), as_workers(building)
    survey = survey_raw()
    documents = select_documents(survey.documents, names)
    for error in survey.failures:
        tell_error(error)
    if not documents and not survey.failures:
        raise UsageError("there are no documents under raw/", remedy="File one with akaji add FILE.")
    series = {name: survey.series[name] for name in dict.fromkeys(document.series for document in documents)}
    ordered = {name: with_order(each, survey.documents) for name, each in series.items()}
    stale = [
        document
        for document in documents
        if force or not is_up_to_date(data, document.path, ordered[document.series], document.edition, options)
    ]
    jobs = [Job(document.path, ordered[document.series], document.edition, (), options) for document in stale]
    report = ReportResult([], [])
    with open_pool(workers.jobs, workers.limits) as pool:  # whoever reads a document draws pages later
        result = _run_and_tell(data, jobs, workers, list(series.values()), pool)
        if not no_report:
            report = write_reports(data, series.values(), find_pdfs([RAW]), pool=pool, force=force)
    for error in report.failures:
        tell_error(error)
    if len(stale) < len(documents):
        tell(f"editions up to date: {len(documents) - len(stale)}")
    if not names:
        _tell_of_removed(data, survey)
    went_well = bool(result.written or report.written or len(stale) < len(documents))
    failures = [*survey.failures, *result.failures, *report.failures]
    sys.exit(failures_to_exit_code(failures, something_went_well=went_well))


def _tell_of_removed(data: Path, survey: RawSurvey) -> None:
    """Say which editions are published though their document is gone from ``raw/``, where nothing failed."""
    if survey.failures:
        return
    there = {document.name for document in survey.documents}
    for series, edition in list_editions(data):
        if series in survey.series and f"{series}/{edition}" not in there:
            tell(f"{series}/{edition} is published, and its document is gone: akaji remove {series}/{edition}")


@click.command(epilog=examples("akaji remove toyama-open-pt/R5-1"))
@click.argument("name", metavar="SERIES/EDITION")
@data_option
def remove(name: str, data: Path) -> None:
    """Take an edition out of raw/, datasets, reports and the DVC pipeline."""
    series, slash, edition = name.partition("/")
    if not slash:
        raise UsageError(f"{name!a} is not one edition", remedy="Name one edition, as SERIES/EDITION.")
    check_name(series, "series"), check_name(edition, "edition")
    if not remove_edition(data, series, edition):
        raise UsageError(f"no edition {name!a} under {RAW}/", remedy="akaji run lists what is there.")
    say(name)


@click.command(
    epilog=examples(
        "akaji extract R5-1.pdf --out data/", "akaji extract meetings/ --out data/ --series city-reform --jobs 4"
    )
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder to write to.")
@series_option
@edition_option
@click.option("--force", is_flag=True, help="Build what is up to date as well.")
@building_options
def extract(
    files: tuple[Path, ...],
    out: Path,
    series: str | None,
    edition: str | None,
    force: bool,
    **building: Unpack[BuildingOptions],
) -> None:
    """Make datasets from any PDF. A folder stands for the documents in it."""
    paths = _expand(files)
    if edition is not None and len(paths) > 1:
        raise UsageError("--edition names one document, and there are several", remedy="Give one FILE.")
    given = load_series(check_name(series, "series")) if series is not None else None
    if edition is not None:
        edition = check_name(edition, "edition")
    known = tuple(load_known_series(on_failure=tell_error))
    options = as_options(building)
    done = () if force else already_extracted(out, paths, given, edition, known, options)
    jobs = [Job(path, given, edition, known, options) for path in paths if path not in done]
    result = _run_and_tell(out, jobs, as_workers(building), known)
    if done:
        tell(f"editions up to date: {len(done)}")
    sys.exit(failures_to_exit_code(result.failures, something_went_well=bool(result.written or done)))


def _expand(files: Sequence[Path]) -> list[Path]:
    """Return the documents that are meant: a folder's, a pattern's that no shell has expanded (Windows), or a file."""
    paths: list[Path] = []
    for file in files:
        if file.is_dir():
            paths += list_documents(file)
        elif not file.exists() and any(sign in file.name for sign in "*?["):
            paths += sorted(path for path in file.parent.glob(file.name) if is_document(path))
        else:
            paths.append(file)
    if not paths:
        raise UsageError("there are no documents", ", ".join(map(str, files)), "Name a PDF, or a folder with PDFs.")
    return list(dict.fromkeys(paths))


@click.command(epilog=examples("akaji add new.pdf", "akaji add new.pdf --series toyama-open-pt --edition R5-2"))
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@series_option
@edition_option
@ocr_option
def add(file: Path, series: str | None, edition: str | None, ocr: bool) -> None:
    """File a new edition under raw/, and for DVC."""
    if not RAW.is_dir():
        raise UsageError("there is no such folder", str(RAW), "Run akaji add in a project; mkdir raw makes one.")
    given = load_series(check_name(series, "series")) if series is not None else None
    known = tuple(load_known_series(on_failure=tell_error))
    names = run_alone(read_names, Job(file, given, edition, known, Options(ocr=ocr)), place=str(file))
    for guess in names.guesses:
        words = guess.message_ja if current_language() == "ja" else guess.message
        tell(f"{words} Give --series or --edition to name it otherwise.")
    document = file_document(file, names.series, names.edition, names.title)
    write_whole(PARAMS, documents_to_params(survey_raw().documents).encode())
    say(f"{document.name}  {document.path}")


@click.command(epilog=examples("akaji show R5-1.pdf --page 2 --out page.png"))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--page", "page_number", type=click.IntRange(min=1), default=1, show_default=True, help="Page, from 1.")
@click.option("--out", required=True, type=OutputFile(".png"), metavar="FILE", help="PNG file to write.")
@series_option
@building_options
def show(file: Path, page_number: int, out: Path, series: str | None, **building: Unpack[BuildingOptions]) -> None:
    """Draw what the program saw over a page, as PNG."""
    given = load_series(check_name(series, "series")) if series is not None else None
    job = Job(file, given, None, tuple(load_known_series()), as_options(building))
    drawn = run_alone(partial(draw_page, page_number=page_number), job, as_workers(building), place=str(file))
    write_whole(out, drawn.content)
    if drawn.missing_fonts:
        names = ", ".join(drawn.missing_fonts)
        tell(f"the picture lacks letters: no font here can stand for {names}. pip install 'akaji[fonts]'")
    say(str(out))
