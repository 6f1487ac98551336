"""Words for people: results on stdout, everything else on stderr, and an exit code at the end."""

from __future__ import annotations

import codecs
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import IO, Any, Protocol

import click

from pipeline.cli.language import current_language, translated
from pipeline.errors import AkajiError, ExitCode, full_disk
from pipeline.neighbours import ComparedPair
from pipeline.process import INTERRUPTED
from pipeline.vocabulary.messages import error_words


def printable(text: str) -> str:
    """Return a text of any origin as one line that cannot steer a terminal: controls are spelled out."""
    return "".join(c if c.isprintable() or c == "\u3000" else ascii(c)[1:-1] for c in text)


def say(text: str) -> None:
    """Print a result. Whoever reads may have hung up (``| head``): the work goes on all the same."""
    try:
        click.echo(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def uses_colour() -> bool:
    """Return whether results may be coloured: as ``--color`` says, else on a terminal that can and wants to.

    Source: https://no-color.org.
    """
    wanted = click.get_current_context().find_root().params.get("color", "auto")
    if wanted != "auto":
        return bool(wanted == "always")
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def writes_utf_8() -> bool:
    """Return whether results are written as UTF-8: Windows writes a pipe or file in the machine's own code page."""
    return codecs.lookup(sys.stdout.encoding or "ascii").name == "utf-8"


def tell(text: str) -> None:
    """Print what is not a result: a sentence, in the reader's language."""
    click.echo(f"akaji: {printable(translated(text))}", err=True)


def say_compared(pair: ComparedPair) -> None:
    """Print that an edition was compared with the one before it; warn where the two have hardly an item in common."""
    say(translated(f"{pair.series}/{pair.edition}  compared with {pair.before}"))
    if pair.is_same_file:
        tell(f"{pair.series}/{pair.edition} is the same file as {pair.before}: was the right one filed?")
    if pair.reach.kind == "apart":
        tell(
            f"{pair.series}/{pair.edition}: by their own words an edition between {pair.before} and it is missing: "
            "which changes are marked is not judged"
        )
    elif pair.reach.kind == "reversed":
        tell(f"{pair.series}/{pair.edition}: by their own words {pair.before} is the newer one: is the order right?")
    if pair.shares_nothing:
        tell(f"{pair.series}/{pair.edition} has hardly an item in common with {pair.before}: are they of one series?")


def tell_of_missing_pictures(editions: Sequence[str]) -> None:
    """Tell how to get pictures of the printed cells of editions whose PDF is not at hand."""
    if editions:
        tell(
            f"no pictures of {', '.join(editions)}: the PDF is not at hand. Name its folder: akaji report --pdf FOLDER"
        )


def tell_error(error: BaseException) -> None:
    """Print an error in one line; with ``--debug`` also where it was raised, if it was not foreseen."""
    if click.get_current_context().find_root().params["debug"]:
        for note in getattr(error, "__notes__", ()):  # a worker's traceback
            click.echo(note, err=True)
    click.echo(f"akaji: {printable(_words(error))}", err=True)


def _words(error: BaseException) -> str:
    if isinstance(error, AkajiError):
        return error_words(error, current_language())
    if isinstance(error, OSError) and error.strerror:  # a full disk, a folder without rights: no fault of ours
        return error_words(_refusal(error), current_language())
    return f"{type(error).__name__}: {error}; this is a bug, please report it"


def _refusal(error: OSError) -> AkajiError:
    place = error.filename or ""
    refused = AkajiError(f"the system refuses it: {error.strerror}", place, "Check its rights, and its disk.")
    return full_disk(error, place) or refused


class Progress(Protocol):
    """What can be told how far the work is."""

    def update(self, n_steps: int) -> None:
        """Move on by some steps."""


class _NoProgress:
    def update(self, n_steps: int) -> None:
        pass


@contextmanager
def progress(length: int, label: str) -> Iterator[Progress]:
    """Show a bar on a terminal, and nothing in a pipe."""
    bar: Any = (
        click.progressbar(length=length, label=translated(label), file=sys.stderr)
        if sys.stderr.isatty() and length
        else nullcontext(_NoProgress())
    )
    with bar as shown:
        yield shown


class CarefulGroup(click.Group):
    """A group of commands whose every exception becomes one line and an exit code."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command, or say why not; ``--debug`` shows where."""
        for stream in (sys.stdout, sys.stderr):
            _spell_out_what_cannot_be_encoded(stream)
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.Abort):
            raise
        except click.UsageError as error:
            command = error.ctx.command_path if error.ctx else "akaji"
            tell(f"{translated(error.format_message())} Try {command} --help.")
            sys.exit(error.exit_code)
        except KeyboardInterrupt:
            tell("interrupted")
            sys.exit(INTERRUPTED)
        except Exception as error:  # noqa: BLE001 - the outermost frame: what nobody foresaw becomes one line here
            if ctx.params["debug"]:
                traceback.print_exc()
            tell_error(error)
            sys.exit(getattr(error, "exit_code", ExitCode.SOME_FAILED))


def _spell_out_what_cannot_be_encoded(stream: IO[str]) -> None:
    """Let a console of another encoding (cp932, ASCII) spell out a character that it does not have, rather than fail.

    A ``?`` in its place would read as if it were printed so.
    """
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
