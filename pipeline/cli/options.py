"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, TypedDict, TypeVar

import click

from pipeline.builds import Options
from pipeline.errors import UsageError
from pipeline.workers import Limits, Workers

Command = TypeVar("Command", bound=Callable[..., object])

data_option = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("extracted"),
    show_default=True,
    help="Folder of the datasets.",
)
series_option = click.option("--series", help="The series; read off the document where it is not given.")
edition_option = click.option("--edition", help="The edition; read off the document where it is not given.")


ocr_option = click.option("--ocr", is_flag=True, help="Read scanned pages (extra ocr); a document may take more.")

_OCR_TIMES = 4
"""How many times the seconds and gigabytes of a document a scan may take: a page takes 4 seconds, and half a second."""


def examples(*lines: str) -> str:
    """Return a command's epilog, whose lines click leaves as they are (so the backspace asks it to)."""
    return "\b\n" + "\n".join(["Examples:", *(f"  {line}" for line in lines)])


class OutputFile(click.Path):
    """A file to write, asked before anything is read: in a folder that is there, and named as what it will be.

    The name must say so, because ``--report new.pdf`` would otherwise put a page in the place of the document.
    """

    def __init__(self, *suffixes: str) -> None:
        super().__init__(dir_okay=False, path_type=Path)
        self._suffixes = suffixes

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path; ``UsageError`` where it has another suffix, or no folder."""
        path = Path(str(super().convert(value, param, ctx)))
        if path.suffix.lower() not in self._suffixes:
            given = path.suffix or "no suffix"
            what = f"{given} is not the suffix of what is written"
            raise UsageError(what, str(path), f"Give a name that ends in {self._suffixes[0]}.")
        if not path.parent.is_dir():
            raise UsageError("there is no such folder", str(path.parent), "Make it, or name a file elsewhere.")
        return path


class ReadingOptions(TypedDict):
    """The values of ``reading_options``."""

    reader: Literal["pdfium", "pdfplumber"]
    audit: bool
    ocr: bool


class BuildingOptions(ReadingOptions):
    """The values of ``building_options``."""

    jobs: int
    timeout: float
    memory: float
    scheduler: str | None


def reading_options(command: Command) -> Command:
    """Add the options that say how a document is read."""
    reader = click.option(
        "--reader",
        type=click.Choice(["pdfium", "pdfplumber"]),
        default="pdfium",
        show_default=True,
        help="What reads the PDF.",
    )
    audit = click.option(
        "--audit", is_flag=True, help="Read by both readers and as painted; what differs is a finding."
    )
    return reader(audit(ocr_option(command)))


def building_options(command: Command) -> Command:
    """Add the reading options, and those that say where the work is done and what a document may take."""
    positive = click.FloatRange(min=0, min_open=True)
    jobs = click.option(
        "--jobs",
        type=click.IntRange(min=0),
        default=1,
        show_default=True,
        help="Processes at a time; 0 works in this one, without limits.",
    )
    timeout = click.option(
        "--timeout", type=positive, default=60.0, show_default=True, help="Seconds that a document may take."
    )
    memory = click.option(
        "--memory", type=positive, default=1.0, show_default=True, help="Gigabytes that a document may take."
    )
    scheduler = click.option("--scheduler", metavar="ADDRESS", help="Work on the Dask cluster at this address.")
    return reading_options(jobs(timeout(memory(scheduler(command)))))


def as_options(values: ReadingOptions) -> Options:
    """Return the reading options as stages take them."""
    return Options(values["reader"], values["audit"], values["ocr"])


def as_workers(values: BuildingOptions) -> Workers:
    """Return where to work, as a run takes it."""
    times = _OCR_TIMES if values["ocr"] else 1
    limits = Limits(values["timeout"] * times, int(values["memory"] * times * (1 << 30)))
    return Workers(values["jobs"], limits, values["scheduler"])
