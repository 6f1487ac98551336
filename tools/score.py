"""Score reading against known truth: ``python tools/score.py [--reader R] [--all] FILE_OR_FOLDER...``.

A PDF's truth is the ``truth.json`` beside it. A folder stands for every PDF below it that has one. For each PDF one
line tells rows exact, fields exact and marks exact; below it stands what differs, with each value's place.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipeline.errors import AkajiError
from tests.typeset.reading import Score, load_truth, loosely_same, read, score

SHOWN = 8


def pdfs(places: list[Path]) -> Iterator[Path]:
    """Yield every PDF with a truth beside it."""
    for place in places:
        found = sorted(place.rglob("*.pdf")) if place.is_dir() else [place]
        yield from (path for path in found if (path.parent / "truth.json").exists())


def report(path: Path, result: Score, limit: int) -> None:
    """Print one PDF's line and what differs."""
    word = "ok  " if result.perfect else "DIFF"
    loose = sum(not loosely_same(difference.meant, difference.read) for difference in result.differences)
    click.echo(
        f"{word} {path.parent.name}/{path.name}: rows {result.rows_exact}/{result.rows},"
        f" fields {result.fields_exact}/{result.fields}, marks {result.marks_exact}/{result.marks}"
        + (f"; {len(result.differences)} differ, {loose} of them beyond white space" if result.differences else "")
    )
    for difference in result.differences[:limit]:
        click.echo(f"  {difference}")
    if len(result.differences) > limit:
        click.echo(f"  … and {len(result.differences) - limit} more (--all shows them)")


def main() -> int:
    """Score what the command line names; 1 where anything differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("places", nargs="+", type=Path)
    parser.add_argument("--reader", default="pdfium", choices=("pdfium", "pdfplumber"))
    parser.add_argument("--all", action="store_true", help="show every difference, not the first few")
    arguments = parser.parse_args()
    wrong = 0
    for path in pdfs(arguments.places):
        try:
            result = score(load_truth(path.parent / "truth.json"), read(path, reader=arguments.reader).tagged)
        except AkajiError as error:
            click.echo(f"FAIL {path.parent.name}/{path.name}: {type(error).__name__}: {error}")
            wrong += 1
            continue
        report(path, result, len(result.differences) if arguments.all else SHOWN)
        wrong += not result.perfect
    return min(wrong, 1)


if __name__ == "__main__":
    raise SystemExit(main())
