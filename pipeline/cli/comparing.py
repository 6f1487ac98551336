"""The command that compares two editions that are published, or two files."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Literal, Unpack

import click
from click.core import ParameterSource
from msgspec import Struct
from msgspec.structs import replace

from pipeline.cli.console import progress, say, tell, uses_colour, writes_utf_8
from pipeline.cli.options import (
    BuildingOptions,
    OutputFile,
    as_options,
    as_workers,
    building_options,
    data_option,
    examples,
)
from pipeline.errors import ExitCode, UsageError
from pipeline.extraction import run_jobs
from pipeline.model import Change, Edition, EditionDiff, Finding
from pipeline.neighbours import published_editions
from pipeline.outcomes import DRAWING
from pipeline.pairs import compare_files, compared_to_page, warnings_of
from pipeline.project import RAW, is_document, load_known_series, load_series
from pipeline.publish.layout import check_name, list_editions
from pipeline.publish.whole_file import write_whole
from pipeline.report_pages import PairPageJob, find_pdfs, render_pair
from pipeline.stages import Job
from pipeline.workers import Workers, run_alone

Form = Literal["table", "json", "markdown"]

_UNWRAPPED = 1_000_000
"""Cells of a line where nothing wraps it: what reads a pipe has its own idea of a line."""


class _Compared(Struct, frozen=True):
    """Two editions, what changed between them, and the file of each where it is at hand."""

    page: PairPageJob
    warnings: tuple[str, ...] = ()
    findings: tuple[tuple[Finding, ...], tuple[Finding, ...]] = ((), ())  # of each

    @property
    def diff(self) -> EditionDiff:
        return self.page.diff

    @property
    def newer(self) -> Edition:
        return self.page.new.edition_record


@click.command(
    epilog=examples(
        "akaji diff R4-4 R5-1",
        "akaji diff draft.pdf final.pdf --report changes.html --excel changes.xlsx",
        "akaji diff R4-4 R5-1 --only unmarked --format json > changes.json",
    )
)
@click.argument("old")
@click.argument("new")
@click.option("--series", help="The series, where the folder holds several, or which the two files are of.")
@data_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "markdown"]),
    default="table",
    show_default=True,
    help="For people, for programs, or for a mail or pull request.",
)
@click.option("--report", type=OutputFile(".html", ".htm"), metavar="FILE", help="Write a page with pictures as HTML.")
@click.option("--excel", type=OutputFile(".xlsx"), metavar="FILE", help="Write a workbook to read as .xlsx.")
@click.option("--only", type=click.Choice(["unmarked"]), help="List only what is not marked in full.")
@click.option("--limit", type=click.IntRange(min=1), help="List this many changes at most.")
@click.option("--summary", is_flag=True, help="Print the counts alone.")
@click.option("--fail-on", type=click.Choice(["unmarked"]), help="End with code 1 where a change is not marked.")
@click.option("--strict", is_flag=True, help="Let --fail-on count notation (、 for ，, サーバー for サーバ).")
@building_options
@click.pass_context
def diff(  # noqa: PLR0913 - one an option
    context: click.Context,
    old: str,
    new: str,
    series: str | None,
    data: Path,
    form: Form,
    report: Path | None,
    excel: Path | None,
    only: str | None,
    limit: int | None,
    summary: bool,
    fail_on: str | None,
    strict: bool,
    **building: Unpack[BuildingOptions],
) -> None:
    """Report what changed between two editions, or two files.

    A path is not an edition: two drafts of one meeting are two documents. Of files nothing is kept, unless --data
    names a folder for their datasets.
    """
    from pipeline.changes import has_unmarked_changes
    from pipeline.exports import write_pair
    from pipeline.publish.read import read_findings

    if old == new:
        raise UsageError(f"{old!r} is named twice", remedy="Name the older edition, then the newer one.")
    workers = as_workers(building)
    if _is_file(old) or _is_file(new):
        keep = data if context.get_parameter_source("data") != ParameterSource.DEFAULT else None
        compared = _compare_paths(Path(old), Path(new), series, keep, building, workers)
    else:
        compared = _compare_published(data, series, old, new, with_pictures=report is not None)
        if excel is not None:
            of_each = (read_findings(data, compared.diff.series, name) for name in (old, new))
            compared = replace(compared, findings=tuple(of_each))
    for warning in compared.warnings:
        tell(warning)
    listed = replace(compared.diff, changes=_chosen(compared.diff, only, limit))
    say(_listing(compared, listed, form, summary=summary))
    if report is not None:
        write_whole(report, run_alone(render_pair, compared.page, workers, doing=DRAWING))
        say(str(report))
        sides = (compared.page.old, compared.page.old_pdf), (compared.page.new, compared.page.new_pdf)
        lacking = [each.edition for each, pdf in sides if pdf is None and each.edition_record.source_kind == "pdf"]
        if lacking:
            names = ", ".join(lacking)
            tell(f"no pictures of {names}: the PDF is not under raw/. Compare the PDFs: akaji diff OLD.pdf NEW.pdf")
    if excel is not None:
        page = compared.page
        write_pair(excel, (page.old, page.new), compared.findings, compared.diff)
        say(str(excel))
    if fail_on == "unmarked" and compared.diff.reach.kind != "neighbours":
        tell("--fail-on judges an edition against the one right before it, which these two are not.")
    elif fail_on == "unmarked" and has_unmarked_changes(compared.diff, strict=strict):
        sys.exit(ExitCode.SOME_FAILED)


def _is_file(name: str) -> bool:
    """Return whether a document is meant, and not an edition, whose name has neither a folder nor a suffix."""
    return is_document(Path(name)) or os.sep in name or "/" in name


# ── two published editions ──────────────────────────────────────────────────────────────────────────────────────────


def _compare_published(data: Path, series: str | None, old: str, new: str, *, with_pictures: bool) -> _Compared:
    """Compare two editions. What only pictures need is read for these alone: it takes longer than the rest."""
    from pipeline.comparison import compare_editions
    from pipeline.history import reach_in_series
    from pipeline.publish.read import read_cells, read_diff, read_edition

    series = _find_series(data, series, (old, new))
    records = read_edition(data, series, old), read_edition(data, series, new)
    editions = published_editions(data, series, load_series(series).order)
    reach = reach_in_series(editions, *records)
    later = [*reach.between, new] if reach.between else []
    earlier = [found for name in later if (found := read_diff(data, series, name)) is not None]
    compared = compare_editions(*records, earlier=earlier, reach=reach)
    if not with_pictures:
        return _Compared(PairPageJob(*records, compared, (), (), None, None), warnings_of(compared))
    pdfs = find_pdfs([RAW / series]) if (RAW / series).is_dir() else {}
    files = [pdfs.get(each.edition_record.source_sha256) for each in records]
    cells = [read_cells(data, series, name) for name in (old, new)]
    page = PairPageJob(*records, compared, cells[0], cells[1], files[0], files[1])
    return _Compared(page, warnings_of(compared))


def _find_series(data: Path, series: str | None, editions: tuple[str, ...]) -> str:
    """Return the series that is meant; ``UsageError`` where several could be."""
    published = list_editions(data)
    if series is not None:
        return series
    names = sorted({name for name, edition in published})
    having = [name for name in names if all((name, edition) in published for edition in editions)]
    if len(having) == 1:
        return having[0]
    if len(having) > 1:
        raise UsageError(f"several series have these editions: {', '.join(having)}", str(data), "Give --series.")
    there_are = ", ".join("/".join(name) for name in published[:10]) or "none; run akaji run or akaji extract first"
    raise UsageError(f"no series has both {' and '.join(map(repr, editions))}", str(data), f"There are: {there_are}.")


# ── two files ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _compare_paths(  # noqa: PLR0913 - what it takes to read two files
    old: Path, new: Path, series: str | None, keep: Path | None, building: BuildingOptions, workers: Workers
) -> _Compared:
    for path in (old, new):
        if not path.exists():
            raise UsageError("there is no such file", str(path), "Give two documents, or two editions by their names.")
    given = load_series(check_name(series, "series")) if series is not None else None
    known = tuple(load_known_series())
    options = as_options(building)
    with progress(3, "Comparing") as bar:
        compared = compare_files(old, new, series=given, known_series=known, options=options, workers=workers)
        bar.update(3)
    if keep is not None:
        jobs = [
            Job(path, given, each.edition, known, options, tagged=each)
            for path, each in ((old, compared.before), (new, compared.after))
        ]
        kept = run_jobs(keep, jobs, workers=workers, known_series=known)
        for error in kept.failures:
            raise error
    findings = compared.before.findings, compared.after.findings
    return _Compared(compared_to_page(compared, old, new), compared.warnings, findings)


# ── listing ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _chosen(diff: EditionDiff, only: str | None, limit: int | None) -> tuple[Change, ...]:
    """Return the changes that are to be listed, in the order of the listing."""
    from pipeline.changes import is_unmarked
    from pipeline.listing import listing_order

    changes = listing_order(diff.changes)
    if only == "unmarked":
        changes = tuple(change for change in changes if is_unmarked(change))
    return changes[:limit]


def _listing(compared: _Compared, listed: EditionDiff, form: Form, *, summary: bool) -> str:
    from pipeline.listing import changes_to_json, changes_to_markdown, changes_to_table, marks_nothing, summary_of

    editions = compared.page.old, compared.page.new
    notes = {edition.edition: edition.edition_record.note for edition in editions}
    never_marks = marks_nothing(compared.newer)
    if summary:
        return "\n".join(summary_of(compared.diff, never_marks=never_marks))
    if form == "json":
        return changes_to_json(listed, notes, ascii_only=not writes_utf_8())
    if form == "markdown":
        return changes_to_markdown(listed, notes, never_marks=never_marks)
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _UNWRAPPED
    text = changes_to_table(listed, width=width, colour=uses_colour(), notes=notes, never_marks=never_marks)
    left = len(compared.diff.changes) - len(listed.changes)
    return f"{text}\n\n… ほか{left}件 {left} more" if left else text


# ── a page to drop files on ─────────────────────────────────────────────────────────────────────────────────────────


@click.command("open", epilog=examples("akaji open", "akaji open draft.pdf final.pdf"))
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="[OLD NEW]")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Of 127.0.0.1; a free one by default.")
@click.option("--no-browser", is_flag=True, help="Print the address alone.")
@building_options
def open_page(files: tuple[Path, ...], port: int, no_browser: bool, **building: Unpack[BuildingOptions]) -> None:
    """Open a page on this machine to drop two documents on.

    Documents never leave this machine, and what was dropped is deleted in the end. Ctrl-C ends it.
    """
    from pipeline.web.server import serve

    if len(files) == 1:
        raise UsageError("two documents are needed", str(files[0]), "Give the older one, then the newer one.")
    serve(files, port=port, workers=as_workers(building), on_start=say, open_browser=not no_browser)
