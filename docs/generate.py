"""Write the pages of docs/ that are made from the code: ``python docs/generate.py``, or with ``--check`` only compare.

A page that people write by hand goes stale in silence; these cannot, because a test and CI run the comparison.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

DOCS = Path(__file__).parent


def commands_page() -> str:
    """Return every command's help, in the words that the program itself prints."""
    from pipeline.cli import main

    opening = (
        "# Commands\n\n<!-- Made by docs/generate.py; `make docs` writes it anew. -->\n\n"
        "What `akaji COMMAND --help` prints. How a command ends: [errors.md](errors.md).\n"
    )
    commands = (f"## {c.command_path}\n\n```text\n{c.get_help()}\n```\n" for c in _contexts(main, "akaji", None))
    return "\n".join([opening, *commands])


def _contexts(command: click.Command, name: str, parent: click.Context | None) -> Iterator[click.Context]:
    """Yield the context of a command and of those below it, as it is when a person asks for help."""
    # The width is fixed: a terminal's own would make the page differ from one person to the next.
    width = {"terminal_width": 100, "max_content_width": 100}
    context = command.make_context(name, [], parent, resilient_parsing=True, **width)
    yield context
    if isinstance(command, click.Group):
        for child_name in command.list_commands(context):
            child = command.get_command(context, child_name)
            if child is not None and not child.hidden:
                yield from _contexts(child, child_name, context)


def data_dictionary_page() -> str:
    """Return what every column and every finding means, from the schema."""
    from pipeline.publish.dictionary import schema_to_markdown

    return schema_to_markdown()


PAGES: dict[str, Callable[[], str]] = {"commands.md": commands_page, "data-dictionary.md": data_dictionary_page}
"""Each generated page, and what writes it."""


def stale_pages() -> list[str]:
    """Return the pages whose file is not what the code gives now."""
    return [name for name, page in PAGES.items() if _on_disk(name) != page()]


def _on_disk(name: str) -> str | None:
    path = DOCS / name
    return path.read_text("utf-8") if path.is_file() else None


def main(arguments: list[str]) -> int:
    """Write the pages, or compare them; return the exit code."""
    parser = argparse.ArgumentParser(description="Write the pages of docs/ that are made from the code.")
    parser.add_argument("--check", action="store_true", help="write nothing; end with code 1 where a page is stale")
    check: bool = parser.parse_args(arguments).check
    for name in stale_pages():
        if not check:
            (DOCS / name).write_text(PAGES[name](), "utf-8", newline="\n")
        sys.stderr.write(f"docs/{name} {'is stale: run `make docs`' if check else 'written'}\n")
    return 1 if check and stale_pages() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
