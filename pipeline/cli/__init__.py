"""The command line: ``akaji COMMAND``. The one place that turns an exception into words and an exit code.

``console`` prints, ``language`` says in which language, ``options`` are shared by commands, ``documents`` has what
reads documents, ``comparing`` what compares them, ``datasets`` what reads datasets, ``stage`` the single stages that
``dvc.yaml`` calls. No module here imports a heavy library at its top.
"""

from __future__ import annotations

import os

import click

from pipeline import __version__
from pipeline.cli import comparing, datasets, documents, stage
from pipeline.cli.console import CarefulGroup
from pipeline.cli.language import lang_option
from pipeline.cli.options import examples
from pipeline.process import VERBOSE, settle_in


@click.group(
    cls=CarefulGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=examples("akaji run", "akaji extract R5-1.pdf --out data/", "akaji diff R4-4 R5-1"),
)
@lang_option
@click.version_option(__version__, prog_name="akaji")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.option("--verbose", is_flag=True, help="Say on stderr what each process does: a line a page and a stage.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colour what is printed; auto does so on a terminal, unless NO_COLOR is set.",
)
def main(debug: bool, verbose: bool, color: str, lang: str | None) -> None:
    """Turn PDFs of public meetings into datasets, and tell what changed between two of them.

    How a command ends: 0 done, 1 some documents failed and the others are written, 2 wrong usage, 3 the document
    cannot be read, 4 no table that fits, 5 what is on disk breaks the schema.
    """
    del debug, color, lang  # which console and language look up where they are needed
    if verbose:
        os.environ[VERBOSE] = "1"
        settle_in()


for command in (
    documents.run,
    documents.extract,
    documents.add,
    documents.remove,
    documents.show,
    comparing.diff,
    comparing.open_page,
    datasets.check,
    datasets.export,
    datasets.report,
    *stage.COMMANDS,
):
    main.add_command(command)
