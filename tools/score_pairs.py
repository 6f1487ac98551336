"""Score comparing against known truth: ``python tools/score_pairs.py FOLDER_OR_JSON...``.

A folder stands for every ``NAME.json`` below it with its ``NAME-old.pdf`` and ``NAME-new.pdf``. For each pair one line
tells whether its comparison is exact; below it stands what is wrong.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.true_pairs import pair_errors


def main() -> int:
    """Score what the command line names; 1 where anything differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("places", nargs="+", type=Path)
    paths = [
        path
        for place in parser.parse_args().places
        for path in (sorted(place.rglob("*.json")) if place.is_dir() else [place])
        if path.with_name(f"{path.stem}-old.pdf").exists()
    ]
    wrong = 0
    for path in paths:
        errors = pair_errors(path)
        wrong += bool(errors)
        click.echo(f"{'DIFF' if errors else 'ok  '} {path.stem}")
        for error in errors:
            click.echo(f"  {error}")
    click.echo(f"{len(paths) - wrong} of {len(paths)} exact")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
