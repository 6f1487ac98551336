"""Commands for one stage each, as ``dvc.yaml`` calls them. ``akaji run`` does the same at one go.

What one stage hands to the next lies as JSON under ``<data>/.stages/<series>/<edition>/``.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar, Unpack

import click
import msgspec
from msgspec.structs import replace

from pipeline.builds import Options, document_build, edition_build, file_sha256, stage_build
from pipeline.cli.console import say, say_compared
from pipeline.cli.options import ReadingOptions, as_options, data_option, examples, reading_options
from pipeline.documents import parse_file
from pipeline.errors import UsageError
from pipeline.model import NormalisedDocument, ParsedDocument, Series, TaggedEdition
from pipeline.neighbours import compare_series
from pipeline.project import RawDocument, list_raw_documents, load_series, select_documents, with_order
from pipeline.publish.layout import list_published, published_series
from pipeline.publish.whole_file import write_whole, writing_to

Shape = TypeVar("Shape", bound=ParsedDocument | NormalisedDocument | TaggedEdition)

name_argument = click.argument("name", metavar="SERIES/EDITION")


def _find(name: str) -> RawDocument:
    documents = select_documents(list_raw_documents(), [name])
    if len(documents) != 1 or documents[0].name != name:
        raise UsageError(f"{name!a} is a series", remedy="Name one edition, as SERIES/EDITION.")
    return documents[0]


def _ordered_series(document: RawDocument) -> Series:
    return with_order(load_series(document.series), list_raw_documents())


def _as_built_in(value: object) -> list[Any] | dict[str, Any]:
    if isinstance(value, Mapping):  # packed, as the sequences are
        return dict(value)
    if isinstance(value, array | Sequence):
        return list(value)
    raise NotImplementedError(f"{type(value).__name__} is in no stage's result")


class _Handed(msgspec.Struct, Generic[Shape]):
    """What a stage hands on: its result, and what that was made from."""

    build: str
    result: Shape


class _Stages:
    """What the stages of one document hand on, each with the build of what made it."""

    def __init__(self, data: Path, document: RawDocument, options: Options) -> None:
        self._folder = data / ".stages" / document.series / document.edition
        try:
            sha256 = file_sha256(document.path)
        except OSError as error:
            raise UsageError(f"cannot be opened: {error.strerror}", str(document.path), "Mend its rights.") from error
        series = _ordered_series(document)
        self._document = document_build(document.path.name, sha256, series, document.edition, options)

    def write(self, stage: str, value: ParsedDocument | NormalisedDocument | TaggedEdition) -> None:
        """Write a stage's result. Same value, same bytes: a set has no order, so it is sorted."""
        if isinstance(value, NormalisedDocument):
            rows = (replace(row, dittos=sorted(row.dittos)) for row in value.rows)
            value = replace(value, rows=tuple(rows))
        with writing_to(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{stage}.json"
        handed = _Handed(stage_build(stage, self._document), value)
        write_whole(path, msgspec.json.encode(handed, enc_hook=_as_built_in))
        say(str(path))

    def read(self, stage: str, shape: type[Shape]) -> Shape:
        """Return a stage's result, if today's code would give it again."""
        path = self._folder / f"{stage}.json"
        try:
            handed = msgspec.json.decode(path.read_bytes(), type=_Handed[shape])  # type: ignore[valid-type]
        except FileNotFoundError:
            raise UsageError("there is no such file", str(path), f"Run akaji {stage} first.") from None
        except msgspec.ValidationError as error:
            raise UsageError(f"not what this version writes: {error}", str(path), f"Run akaji {stage}.") from error
        if handed.build != stage_build(stage, self._document):
            what = "made from another file, series file or options, or by other code"
            raise UsageError(what, str(path), f"Run akaji {stage}.")
        result: Shape = handed.result
        return result


@click.command(epilog=examples("akaji parse toyama-open-pt/R5-1"))
@name_argument
@data_option
@reading_options
def parse(name: str, data: Path, **reading: Unpack[ReadingOptions]) -> None:
    """Stage 1: a document to cells as printed."""
    document, options = _find(name), as_options(reading)
    stages = _Stages(data, document, options)
    stages.write("parse", parse_file(document.path, load_series(document.series), options))


@click.command(epilog=examples("akaji normalise toyama-open-pt/R5-1"))
@name_argument
@data_option
@reading_options
def normalise(name: str, data: Path, **reading: Unpack[ReadingOptions]) -> None:
    """Stage 2: cells to rows of clean text."""
    from pipeline.normalise import normalise_document

    document = _find(name)
    stages = _Stages(data, document, as_options(reading))
    parsed = stages.read("parse", ParsedDocument)
    stages.write("normalise", normalise_document(parsed, load_series(document.series)))


@click.command(epilog=examples("akaji tag toyama-open-pt/R5-1"))
@name_argument
@data_option
@reading_options
def tag(name: str, data: Path, **reading: Unpack[ReadingOptions]) -> None:
    """Stage 3: rows to items."""
    from pipeline.tag import tag_document

    document = _find(name)
    stages = _Stages(data, document, as_options(reading))
    normalised = stages.read("normalise", NormalisedDocument)
    stages.write("tag", tag_document(normalised, _ordered_series(document), document.edition))


@click.command(epilog=examples("akaji publish toyama-open-pt/R5-1"))
@name_argument
@data_option
@reading_options
def publish(name: str, data: Path, **reading: Unpack[ReadingOptions]) -> None:
    """Stage 4: items to Parquet."""
    from pipeline.publish.files import edition_to_files
    from pipeline.publish.folder import open_data_folder

    document, options = _find(name), as_options(reading)
    tagged = _Stages(data, document, options).read("tag", TaggedEdition)
    source = tagged.edition_record
    series = _ordered_series(document)
    build = edition_build(source.source_name, source.source_sha256, series, document.edition, options)
    with open_data_folder(data) as folder:
        folder.write(edition_to_files(tagged, build))
    say(f"{document.name}  {len(tagged.items)} items")


@click.command(epilog=examples("akaji compare toyama-open-pt"))
@click.argument("series")
@data_option
def compare(series: str, data: Path) -> None:
    """Stage 5: neighbours to changes and lineage."""
    from pipeline.publish.folder import open_data_folder

    published_series(data, [series])
    with open_data_folder(data) as folder:
        for pair in compare_series(folder, load_series(series)):
            say_compared(pair)


@click.command(epilog=examples("akaji package"))
@data_option
def package(data: Path) -> None:
    """Stage 6: datasets to datapackage.json."""
    from pipeline.publish.folder import open_data_folder
    from pipeline.publish.package import PACKAGE_FILE, write_data_package

    list_published(data)
    with open_data_folder(data) as folder:
        write_data_package(folder)
    say(str(data / PACKAGE_FILE))


COMMANDS = (parse, normalise, tag, publish, compare, package)
