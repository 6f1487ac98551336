"""Commands for one stage each, as ``dvc.yaml`` calls them. ``akaji run`` does the same at one go.

What one stage hands to the next lies as JSON under ``<data>/.stages/<series>/<edition>/``.
"""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import TypeVar, Unpack

import click
import msgspec
from msgspec.structs import replace

from pipeline.builds import edition_build
from pipeline.cli.console import say
from pipeline.cli.options import ReadingOptions, as_options, data_option, examples, reading_options
from pipeline.documents import parse_file
from pipeline.errors import UsageError
from pipeline.model import NormalisedDocument, ParsedDocument, Series, TaggedEdition
from pipeline.neighbours import compare_series
from pipeline.project import RawDocument, list_raw_documents, load_series, select_documents, with_order
from pipeline.publish.layout import check_name

Shape = TypeVar("Shape", ParsedDocument, NormalisedDocument, TaggedEdition)

name_argument = click.argument("name", metavar="SERIES/EDITION")


def _find(name: str) -> RawDocument:
    documents = select_documents(list_raw_documents(), [name])
    if len(documents) != 1 or documents[0].name != name:
        raise UsageError(f"{name!a} is a series", remedy="Name one edition, as SERIES/EDITION.")
    return documents[0]


def _ordered_series(document: RawDocument) -> Series:
    return with_order(load_series(document.series), list_raw_documents())


def _path(data: Path, document: RawDocument, stage: str) -> Path:
    return data / ".stages" / document.series / document.edition / f"{stage}.json"


def _array_to_list(value: object) -> list[int]:
    if isinstance(value, array):
        return value.tolist()
    raise NotImplementedError(f"{type(value).__name__} is in no stage's result")


def _write(path: Path, value: Shape) -> None:
    """Write a stage's result beside and rename it. Same value, same bytes: a set has no order, so it is sorted."""
    if isinstance(value, NormalisedDocument):
        rows = (replace(row, dittos=sorted(row.dittos)) for row in value.rows)
        value = replace(value, rows=tuple(rows))
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".part")
    beside.write_bytes(msgspec.json.encode(value, enc_hook=_array_to_list))
    beside.replace(path)
    say(str(path))


def _read(path: Path, shape: type[Shape], stage_before: str) -> Shape:
    try:
        return msgspec.json.decode(path.read_bytes(), type=shape)
    except FileNotFoundError:
        raise UsageError("there is no such file", str(path), f"Run akaji {stage_before} first.") from None
    except msgspec.ValidationError as error:
        raise UsageError(f"not what this version writes: {error}", str(path), f"Run akaji {stage_before}.") from error


@click.command(epilog=examples("akaji parse toyama-open-pt/R5-1"))
@name_argument
@data_option
@reading_options
def parse(name: str, data: Path, **reading: Unpack[ReadingOptions]) -> None:
    """Stage 1: a document to cells as printed."""
    document = _find(name)
    parsed = parse_file(document.path, load_series(document.series), as_options(reading))
    _write(_path(data, document, "parse"), parsed)


@click.command(epilog=examples("akaji normalise toyama-open-pt/R5-1"))
@name_argument
@data_option
def normalise(name: str, data: Path) -> None:
    """Stage 2: cells to rows of clean text."""
    from pipeline.normalise import normalise_document

    document = _find(name)
    parsed = _read(_path(data, document, "parse"), ParsedDocument, "parse")
    _write(_path(data, document, "normalise"), normalise_document(parsed, load_series(document.series)))


@click.command(epilog=examples("akaji tag toyama-open-pt/R5-1"))
@name_argument
@data_option
def tag(name: str, data: Path) -> None:
    """Stage 3: rows to items."""
    from pipeline.tag import tag_document

    document = _find(name)
    normalised = _read(_path(data, document, "normalise"), NormalisedDocument, "normalise")
    _write(_path(data, document, "tag"), tag_document(normalised, _ordered_series(document), document.edition))


@click.command(epilog=examples("akaji publish toyama-open-pt/R5-1"))
@name_argument
@data_option
@reading_options
def publish(name: str, data: Path, **reading: Unpack[ReadingOptions]) -> None:
    """Stage 4: items to Parquet."""
    from pipeline.publish.files import edition_to_files
    from pipeline.publish.folder import open_data_folder

    document = _find(name)
    tagged = _read(_path(data, document, "tag"), TaggedEdition, "tag")
    source = tagged.edition_record
    build = edition_build(
        source.source_name,
        source.source_sha256,
        _ordered_series(document),
        document.edition,
        as_options(reading),
    )
    with open_data_folder(data) as folder:
        folder.write(edition_to_files(tagged, build))
    say(f"{document.name}  {len(tagged.items)} items")


@click.command(epilog=examples("akaji compare toyama-open-pt"))
@click.argument("series")
@data_option
def compare(series: str, data: Path) -> None:
    """Stage 5: neighbours to changes and lineage."""
    from pipeline.publish.folder import open_data_folder

    with open_data_folder(data) as folder:
        for before, edition in compare_series(folder, check_name(series, "series"), load_series(series).order):
            say(f"{series}/{edition}  compared with {before}")


@click.command(epilog=examples("akaji package"))
@data_option
def package(data: Path) -> None:
    """Stage 6: datasets to datapackage.json."""
    from pipeline.publish.folder import open_data_folder
    from pipeline.publish.package import PACKAGE_FILE, write_data_package

    with open_data_folder(data) as folder:
        write_data_package(folder)
    say(str(data / PACKAGE_FILE))


COMMANDS = (parse, normalise, tag, publish, compare, package)
