"""Commands that read datasets: diff, check, export, report."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline.cli.console import printable, progress, say, tell, tell_error, tell_of_missing_pictures
from pipeline.cli.language import current_language, translated
from pipeline.cli.options import data_option, examples
from pipeline.errors import ExitCode
from pipeline.extraction import failures_to_exit_code
from pipeline.findings import FINDINGS
from pipeline.model import Finding
from pipeline.project import RAW, load_series
from pipeline.publish.layout import list_editions, published_series
from pipeline.report_pages import editions_without_pdf, find_pdfs
from pipeline.report_writing import write_reports


@click.command(epilog=examples("akaji check", "akaji check --data data/ --findings"))
@data_option
@click.option("--findings", is_flag=True, help="Print every finding, not only how many there are of each kind.")
def check(data: Path, findings: bool) -> None:
    """Verify what is on disk; print the findings."""
    from pipeline.publish.check import check_data
    from pipeline.publish.read import read_findings

    editions = list_editions(data)
    with progress(len(editions), "Checking") as bar:
        report = check_data(data, lambda: bar.update(1))
    say(translated(f"{len(report.editions)} editions, {report.file_count} files, {report.row_count} rows"))
    for (severity, code), count in sorted(report.findings.items()):
        kind = FINDINGS.get(code)
        meaning = getattr(kind.meaning, current_language()) if kind else "A code of another version."
        say(f"{severity:8}{printable(code):28}{count:6}  {meaning}")
    for series, edition in editions if findings and not report.faults else ():
        for found in read_findings(data, series, edition):
            say(f"{series}/{edition}{printable(_told(found))}")
    for fault in report.faults:
        say(f"broken  {printable(fault.place)}: {printable(fault.what)}")
    if report.unfinished:
        tell(f"{data}: the last run was stopped before its end: it is unfinished. Run it again.")
    elif report.faults:
        tell(f"{data}: {len(report.faults)} place(s) break the schema. Build it anew with akaji run --force.")
    if report.faults or report.unfinished:
        sys.exit(ExitCode.BROKEN_DATASET)


def _told(found: Finding) -> str:
    """Return a finding with its place, as far as it has one."""
    page = f" {translated(f'page {found.page_number}')}" if found.page_number is not None else ""
    item = f" {translated(f'item {found.ordinal}')}" if found.ordinal is not None else ""
    field = f" {found.field}" if found.field else ""
    words = found.message_ja if current_language() == "ja" else found.message
    return f"{page}{item}{field}: {found.severity} {found.code}: {words}"


@click.command(epilog=examples("akaji export --format csv --out csv/", "akaji export --format excel --out workbooks/"))
@data_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "excel", "excel-data", "sqlite"]),
    default="csv",
    show_default=True,
    help="csv: a file a table. excel: a workbook an edition, to read, as printed and with its changes. "
    "excel-data: a sheet a table. sqlite: one file with search, for Datasette.",
)
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder to write to.")
def export(data: Path, form: str, out: Path) -> None:
    """Write the datasets as CSV, Excel or SQLite.

    Tables of data have one value a cell, and nothing that a spreadsheet would run as a formula. What is a list or a
    map in Parquet becomes a table of its own.
    """
    from pipeline.exports import export_data

    with progress(len(list_editions(data)), "Writing") as bar:
        paths = export_data(data, form, out, lambda: bar.update(1))
    for path in paths:
        say(str(out / path))


@click.command(epilog=examples("akaji report", "akaji report city-reform --data data/ --pdf meetings/"))
@click.argument("names", nargs=-1, metavar="[SERIES ...]")
@data_option
@click.option(
    "--pdf",
    "pdfs",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="PDF, or folder of them, to cut pictures from, beside raw/.",
)
def report(names: tuple[str, ...], data: Path, pdfs: tuple[Path, ...]) -> None:
    """Write web pages of every edition and pair."""
    series = published_series(data, names)
    at_hand = find_pdfs([RAW, *pdfs])
    result = write_reports(data, [load_series(name) for name in series], at_hand, force=True)
    if not result.failures:
        chosen = [name for name in list_editions(data) if name[0] in series]
        tell_of_missing_pictures(editions_without_pdf(data, chosen, at_hand))
    for path in result.written:
        say(str(data / path))
    for error in result.failures:
        tell_error(error)
    sys.exit(failures_to_exit_code(result.failures, something_went_well=bool(result.written)))
