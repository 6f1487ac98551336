"""What a published file was built from, as one hash, so that what is up to date is told from the file alone.

The hash stands in the file's own metadata (``publish.files.Stamp``): no list of what was done lies beside the data
and can disagree with it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from pipeline import __version__, schema
from pipeline.model import ReaderName, Series

_PACKAGE = Path(__file__).parent
_CODE_SUFFIXES = (".py", ".toml", ".html", ".css", ".js")
_WORDS = ("word_files.py", "writing", "vocabulary")
_GROUND = ("colours.py", "errors.py", "findings.py", "limits.py", "model.py", "schema.py", "styled.py", *_WORDS)
_READING = ("readers.py", "overlaps.py", "pdfium", "drawing", "read_pdfium", "read_pdfplumber", "read_scan")
_COMPARING = ("item_texts.py", "changes.py", "comparison.py", "match", "diff", "listing", "history")
_PACKED = ("packed_lines.py", "packed_cells.py")
_TABLES = ("underlines.py", "page_breaks.py", "front_matter.py", *_PACKED, "layout", "lines", "parse")

STAGE_CODE: Mapping[str, tuple[str, ...]] = {
    "parse": (*_GROUND, "documents.py", *_READING, "transcript", "workbook", *_TABLES),
    "normalise": (*_GROUND, "page_breaks.py", *_PACKED, "packed_texts.py", "packed_records.py", "normalise"),
    "tag": (*_GROUND, "packed_records.py", "tag"),
    "publish": (*_GROUND, "publish"),
    "compare": (*_GROUND, "publish", *_COMPARING, "neighbours.py"),
    "package": (*_GROUND, "publish"),
    "report": (*_GROUND, "changes.py", "history", "pdfium", "publish", "report", "report_pages.py"),
}
"""The stages in their order, and the code of each, on which ``dvc.yaml`` makes them depend."""

HANDED_ON = ("parse", "normalise", "tag")
"""The stages from a file to records, whose results are handed on."""

_EDITION_CODE = (*dict.fromkeys(name for stage in (*HANDED_ON, "publish") for name in STAGE_CODE[stage]), "stages.py")
_REPORT_CODE = STAGE_CODE["report"]
_PAIR_CODE = STAGE_CODE["compare"]


class Options(Struct, frozen=True):
    """How a document is read: by which reader, whether by the other one as well, and whether scans are recognised."""

    reader: ReaderName = "pdfium"
    audit: bool = False
    ocr: bool = False


DEFAULTS = Options()


@cache
def code_hash(*names: str) -> str:
    """Return one hash over the modules and vocabularies at or below these names in the package.

    The version alone would not do: it stays the same while someone works on the code. Line ends are folded, so that a
    checkout on Windows gives the same.
    """
    digest = hashlib.sha256()
    for file in sorted(file for name in names for file in _code_files(name)):
        digest.update(file.encode() + b"\0")
        digest.update((_PACKAGE / file).read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def _code_files(name: str) -> Iterator[str]:
    """Yield the files of code at or below a name in the package, by their names in it."""
    if name.endswith(_CODE_SUFFIXES):
        yield name
        return
    for folder, _, files in os.walk(_PACKAGE / name):
        inside = os.path.relpath(folder, _PACKAGE).replace(os.sep, "/")
        yield from (f"{inside}/{file}" for file in files if file.endswith(_CODE_SUFFIXES))


def document_build(
    source_name: str, source_sha256: str, series: Series, edition: str, options: Options = DEFAULTS
) -> str:
    """Return a hash over all that an edition's datasets depend on beside the code.

    Of the series file only what bears on this edition counts: a note on another edition does not rebuild this one,
    nor does a later edition; one that is put before it does, because ``position`` tells its place.
    """
    note = series.editions.get(edition)
    relevant = replace(series, editions={edition: note} if note else {}, order=())
    return _hash(source_name, source_sha256, edition, series.position(edition), relevant, options)


def edition_build(
    source_name: str, source_sha256: str, series: Series, edition: str, options: Options = DEFAULTS
) -> str:
    """Return a hash over all that an edition's datasets depend on."""
    return _hash(document_build(source_name, source_sha256, series, edition, options), code_hash(*_EDITION_CODE))


def stage_build(stage: str, document: str) -> str:
    """Return what a stage's result is made from: a document, as ``document_build`` tells it, and the code up to there.

    A result that older code handed on is told by it, and is never published as what today's code made.
    """
    upto = HANDED_ON[: HANDED_ON.index(stage) + 1]
    return _hash(document, [code_hash(*STAGE_CODE[name]) for name in upto])


def pair_build(build_before: str | None, build: str) -> str:
    """Return a hash over all that the comparison of two editions depends on; None where there is none before."""
    return _hash(build_before, build, code_hash(*_PAIR_CODE))


def lineage_build(history: str, build_of_pair: str) -> str:
    """Return a hash over all that an edition's lineage depends on: the pair, and the history up to it."""
    return _hash(history, build_of_pair)


def page_build(*depends_on: object) -> str:
    """Return a hash over all that a page depends on: builds of datasets, files at hand, and the code that draws it."""
    return _hash(*depends_on, code_hash(*_REPORT_CODE))


def _hash(*values: object) -> str:
    everything = (__version__, schema.SCHEMA_VERSION, *values)
    return hashlib.sha256(msgspec.json.encode(everything, order="deterministic")).hexdigest()


def file_sha256(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_up_to_date(data: Path, path: Path, series: Series, edition: str, options: Options = DEFAULTS) -> bool:
    """Return whether an edition's datasets are all there, and are what building them anew would give."""
    from pipeline.publish.files import read_stamp

    stamp = read_stamp(data, schema.EDITION_DATASETS, series.series, edition)
    if stamp is None:
        return False
    try:
        source_sha256 = file_sha256(path)
    except OSError:  # reading it will tell
        return False
    return stamp.build == edition_build(path.name, source_sha256, series, edition, options)


def already_extracted(  # noqa: PLR0913 - what a build depends on
    data: Path,
    paths: Iterable[Path],
    series: Series | None,
    edition: str | None,
    known_series: Iterable[Series],
    options: Options = DEFAULTS,
) -> frozenset[Path]:
    """Return the files whose editions are published under ``data``, and are what building them anew would give.

    A run over many files that was stopped goes on where it was. What an edition is called is known from what was
    published of that very file, so that it need not be read for it.
    """
    from pipeline.publish.files import read_stamp
    from pipeline.publish.layout import list_editions

    known = {each.series: each for each in known_series}
    builds: dict[str, list[tuple[str, str, str]]] = {}
    for names in list_editions(data):
        stamp = read_stamp(data, schema.EDITION_DATASETS, *names)
        if stamp is not None:
            builds.setdefault(stamp.source_sha256, []).append((*names, stamp.build))
    done = set()
    for path in paths if builds else ():
        with suppress(OSError):  # reading it will tell
            sha256 = file_sha256(path)
            for name, told, build in builds.get(sha256, ()):
                fits = (series is None or series.series == name) and edition in (None, told)
                whole = series or known.get(name) or Series(name)
                if fits and build == edition_build(path.name, sha256, whole, told, options):
                    done.add(path)
    return frozenset(done)
