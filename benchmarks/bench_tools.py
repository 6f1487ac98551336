"""What other tools take for the golden documents, and which of their rows they get right.

Run ``python benchmarks/bench_tools.py [--tools PYTHON]``; PYTHON is an interpreter where the other tools are installed
(``pip install pdfplumber camelot-py tabula-py pymupdf docling-parse``; tabula needs Java). They are no dependency of
the project, two of them for their licence: each runs in a process of its own, and one that is missing is left out.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import re
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module, metadata
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # so that it runs from a checkout

from benchmarks.measuring import command_seconds, describe_machine, to_table, write_part  # noqa: E402 - not installed where tools are

Rows = list[list[str | None]]
"""Rows of cells, as a tool gives them."""

_EXPLAINED = """\
All {documents} golden documents (`tests/golden`: {pages} pages, {items} items), read by each tool with its defaults for
ruled tables, in one process a tool. Each document shows one thing that real PDFs do, and akaji's tests hold it to them:
this says what a tool for such tables has to know that the others leave to their users, and nothing of common pages.
Seconds are the processor's, of all processes of a tool together:

- warm: reading all documents, after the imports and one document to warm up;
- command: a process that reads R5-1.pdf, from start to end.

Right are rows: an item of `truth.json` of which a tool gives number, issue and response as cells of one row, letter for
letter but for white space. A tool that does not fill merged cells, write out 〃, put rows together over page breaks or
leave out text that nobody sees loses those rows; none but akaji means to. akaji also reads colours, names the columns,
analyses the words and writes Parquet within its time; the others stop at texts in a grid, and docling-parse at words
without a table, so that it has no rows to be right."""

TOOLS = ("akaji", "pdfplumber", "Camelot", "PyMuPDF", "tabula", "docling-parse")
_PACKAGES = {
    "akaji": "akaji",
    "pdfplumber": "pdfplumber",
    "Camelot": "camelot-py",
    "PyMuPDF": "pymupdf",
    "tabula": "tabula-py",
    "docling-parse": "docling-parse",
}


# ── one tool, in a process of its own ───────────────────────────────────────────────────────────────────────────────


def read_with_akaji(path: Path) -> Rows:
    """Return number, issue and response of each item; the Parquet files of all datasets are made and let go."""
    from pipeline.model import Series
    from pipeline.publish.files import edition_to_files
    from pipeline.stages import Job, tag_job

    tagged = tag_job(Job(path, Series("series"), "edition"))
    edition_to_files(tagged, build="")
    return [[item.number, item.issue, item.response] for item in tagged.items]


def read_with_pdfplumber(path: Path) -> Rows:
    """Return the rows of ``extract_tables``, each page closed after it."""
    pdfplumber = import_module("pdfplumber")
    rows: Rows = []
    with pdfplumber.open(path) as document:
        for page in document.pages:
            rows += [row for table in page.extract_tables() for row in table]
            page.close()
    return rows


def read_with_camelot(path: Path) -> Rows:
    """Return the rows of flavor lattice, engine vector."""
    camelot = import_module("camelot")
    tables = camelot.read_pdf(str(path), pages="all", flavor="lattice", engine="vector", suppress_stdout=True)
    return [list(row) for table in tables for row in table.data]


def read_with_pymupdf(path: Path) -> Rows:
    """Return the rows of ``find_tables``."""
    with import_module("pymupdf").open(path) as document:
        return [row for page in document for table in page.find_tables().tables for row in table.extract()]


def read_with_tabula(path: Path) -> Rows:
    """Return the rows of lattice mode, by the jar that tabula-py brings."""
    tables = import_module("tabula").read_pdf(str(path), pages="all", lattice=True, output_format="json", silent=True)
    return [[cell["text"] for cell in row] for table in tables for row in table["data"]]


def read_with_docling_parse(path: Path) -> Rows:
    """Read all pages' words; there are no tables to return."""
    parser = import_module("docling_parse.pdf_parser").DoclingPdfParser(loglevel="fatal")
    document = parser.load(path_or_stream=str(path))
    for _, page in document.iterate_pages():
        list(page.word_cells)
    return []


READERS: dict[str, Callable[[Path], Rows]] = {
    "akaji": read_with_akaji,
    "pdfplumber": read_with_pdfplumber,
    "Camelot": read_with_camelot,
    "PyMuPDF": read_with_pymupdf,
    "tabula": read_with_tabula,
    "docling-parse": read_with_docling_parse,
}


def _used() -> float:
    taken = os.times()
    return taken.user + taken.system + taken.children_user + taken.children_system


def run_tool(tool: str, paths: Sequence[Path]) -> dict[str, Any]:
    """Return a tool's rows by path, and the processor's seconds that all documents take it after the first."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    read = READERS[tool]
    read(paths[0])
    rows: dict[str, Rows] = {}
    start = _used()
    for path in paths:
        try:
            rows[str(path)] = read(path)
        except Exception as error:  # noqa: BLE001 - a tool that fails has no rows of this document
            rows[str(path)] = []
            sys.stderr.write(f"{tool}: {path}: {type(error).__name__}\n")
    return {"rows": rows, "seconds": _used() - start, "version": metadata.version(_PACKAGES[tool])}


# ── all of them, and what they get right ────────────────────────────────────────────────────────────────────────────


class Document(NamedTuple):
    """A golden document and what its rows have to be: number, issue and response without white space."""

    path: Path
    items: list[tuple[str, ...]]


def golden_documents(names: Sequence[str] = ()) -> Iterator[Document]:
    """Yield the golden documents that have items, or those of them that are named."""
    for truth in sorted((ROOT / "tests" / "golden").glob("*/truth.json")):
        if names and truth.parent.name not in names:
            continue
        items = json.loads(truth.read_text("utf-8")).get("items") or []
        wanted = [_wanted(item) for item in items]
        path = truth.with_name("document.pdf")
        if path.is_file() and any(wanted):
            yield Document(path, [each for each in wanted if each])


def _wanted(item: dict[str, Any]) -> tuple[str, ...]:
    return tuple(_bare(str(item[name])) for name in ("number", "issue", "response") if item.get(name))


def _bare(text: str | None) -> str:
    return re.sub(r"\s+", "", text or "")


def count_right(items: Iterable[tuple[str, ...]], rows: Rows) -> int:
    """Return of how many items a tool gives the values as cells of one row."""
    given = [{_bare(cell) for cell in row} for row in rows]
    return sum(any(set(item) <= row for row in given) for item in items)


def run_in_process(python: str, tool: str, paths: Sequence[Path]) -> dict[str, Any] | None:
    """Return what ``run_tool`` gives in a process of its own, or None where the tool is not installed."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.json"
        command = [python, __file__, "--run", tool, "--out", str(out), *map(str, paths)]
        subprocess.run(command, check=False, timeout=3600, stdout=subprocess.DEVNULL)  # noqa: S603 - our own program
        return json.loads(out.read_text("utf-8")) if out.is_file() else None


def measure(tools_python: str, one: Path, tools: Sequence[str], names: Sequence[str]) -> str:
    """Return the part for docs/benchmarks.md."""
    documents = list(golden_documents(names))
    items = sum(len(document.items) for document in documents)
    table: list[list[str]] = []
    for tool in tools:
        python = sys.executable if tool == "akaji" else tools_python
        result = run_in_process(python, tool, [document.path for document in documents])
        if result is None:
            sys.stderr.write(f"{tool} is not installed for {python}: left out\n")
            continue
        command = cpu_of_command(python, tool, one)
        right = [count_right(document.items, result["rows"][str(document.path)]) for document in documents]
        whole = sum(count == len(document.items) for count, document in zip(right, documents, strict=True))
        rows, wholes = (f"{sum(right)} of {items}", f"{whole} of {len(documents)}") if sum(right) else ("–", "–")
        table.append([f"{tool} {result['version']}", rows, wholes, f"{result['seconds']:.1f}", f"{command:.2f}"])
    explained = _EXPLAINED.format(documents=len(documents), pages=pages_of(documents), items=items)
    header = ("tool", "rows right", "documents right", "warm, s", "command, s")
    return "\n\n".join(
        (
            "## Other tools",
            "`python benchmarks/bench_tools.py --tools PYTHON`.",
            to_table(header, table),
            describe_machine(),
            explained,
        )
    )


def cpu_of_command(python: str, tool: str, path: Path) -> float:
    """Return the processor's seconds of a process that reads one document once."""
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from pathlib import Path; "
    code += f"from benchmarks.bench_tools import READERS; READERS[{tool!r}](Path({str(path)!r}))"
    if tool == "akaji":
        with tempfile.TemporaryDirectory() as folder:
            named = ["--series", "series", "--edition", "edition"]
            return command_seconds([python, "-m", "pipeline", "extract", str(path), "--out", folder, *named])
    return command_seconds([python, "-W", "ignore", "-c", code])


def pages_of(documents: Iterable[Document]) -> int:
    """Return how many pages the documents have together."""
    import pypdfium2

    count = 0
    for document in documents:
        opened = pypdfium2.PdfDocument(document.path)
        count += len(opened)
        opened.close()
    return count


def main() -> None:
    """Measure, and print the part or write it into a page; or run one tool, as the parent asks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tools", default=sys.executable, help="an interpreter where the other tools are installed")
    parser.add_argument("--write", type=Path, help="the page to put the part into")
    parser.add_argument("--tool", action="append", choices=TOOLS, help="only this one; may be given more than once")
    parser.add_argument("--document", action="append", default=[], help="only this golden document; likewise")
    parser.add_argument("--run", choices=TOOLS, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("paths", nargs="*", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run:
        given.out.write_text(json.dumps(run_tool(given.run, given.paths)), "utf-8")
        return
    one = ROOT / "raw" / "toyama-open-pt" / "R5-1.pdf"
    part = measure(given.tools, one, given.tool or TOOLS, given.document)
    sys.stdout.write(f"{part}\n")
    if given.write:
        write_part(given.write, "bench_tools", part)


if __name__ == "__main__":
    main()
