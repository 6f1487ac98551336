"""What it costs to start: the processor's seconds of whole commands, and which heavy libraries the program imports.

Run ``python benchmarks/bench_startup.py [PDF]``. Each command runs in processes of its own, beside an interpreter that
does nothing; the median of the processor's time, user and system together, workers' included, is told. Each runs once
before, so that the compiled modules (``.pyc``) lie there. The target for ``akaji --help`` is 0.3 s, for a document of
two pages 0.35 s.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # so that it runs from a checkout

from benchmarks.measuring import ROOT, command_seconds, describe_machine, to_table, write_part

ROUNDS = 9
HEAVY = (
    "numpy",
    "pandas",
    "pyarrow",
    "fugashi",
    "scipy",
    "pdfplumber",
    "pypdfium2",
    "PIL",
    "jinja2",
    "rapidfuzz",
    "dask",
)
COMMANDS: Mapping[str, Sequence[str]] = {
    "python -c pass": ("-c", "pass"),
    "akaji --help": ("-m", "pipeline", "--help"),
    "akaji extract --help": ("-m", "pipeline", "extract", "--help"),
    "akaji diff --help": ("-m", "pipeline", "diff", "--help"),
}
_EXPLAINED = f"""\
`python benchmarks/bench_startup.py [PDF]`. The processor's seconds of whole commands, the median of processes of their
own, workers included, with all modules compiled beside them (`.pyc`); the target for `akaji --help` is 0.3 s, for a
document of two pages 0.35 s. Looked for among the imports of the program itself, not of its workers:
{", ".join(HEAVY)}."""
_PDFPLUMBER = """
import sys, pdfplumber
with pdfplumber.open(sys.argv[1]) as document:
    for page in document.pages:
        page.extract_tables()
        page.close()
"""
_TOLD = """
import json, runpy, sys
sys.argv = ["akaji", *sys.argv[1:]]
try:
    runpy.run_module("pipeline", run_name="__main__")
except SystemExit:
    pass
print("\\n" + json.dumps(sorted(name for name in sys.modules if "." not in name)))
"""


def commands_on(pdf: Path, folder: Path) -> dict[str, Sequence[str]]:
    """Return what is run on a document and on its first two pages: akaji, and pdfplumber's bare ``extract_tables``."""
    import pikepdf

    short = folder / "short.pdf"
    with pikepdf.open(pdf) as document:
        del document.pages[2:]
        document.save(short)
    commands: dict[str, Sequence[str]] = {}
    for name, path in ((pdf.name, pdf), (f"two pages of {pdf.name}", short)):
        data = folder / "data" / path.stem
        commands[f"akaji extract {name}"] = ("-m", "pipeline", "extract", str(path), "--out", str(data))
        commands[f"pdfplumber's extract_tables on {name}"] = ("-c", _PDFPLUMBER, str(path))
    return commands


def heavy_imports(arguments: Sequence[str]) -> list[str]:
    """Return which heavy libraries a command of akaji imports."""
    command = [sys.executable, "-c", _TOLD, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - our own program
    return sorted(set(HEAVY) & set(json.loads(done.stdout.splitlines()[-1])))


def report(rounds: int, pdf: Path) -> str:
    """Measure in turn, and return the part of docs/benchmarks.md that tells of starting."""
    with tempfile.TemporaryDirectory() as folder:
        commands = {**COMMANDS, **commands_on(pdf, Path(folder))}
        taken: dict[str, list[float]] = {name: [] for name in commands}
        for number in range(rounds + 1):
            for name, arguments in commands.items():
                seconds = command_seconds([sys.executable, *arguments])
                if number:  # the first round compiles the modules
                    taken[name].append(seconds)
                shutil.rmtree(Path(folder) / "data", ignore_errors=True)
        return _told(commands, taken)


def _told(commands: Mapping[str, Sequence[str]], taken: Mapping[str, Sequence[float]]) -> str:
    rows = []
    for name, arguments in commands.items():
        heavy = heavy_imports(arguments[2:]) if arguments[0] == "-m" else []
        told = ", ".join(heavy) or "none" if arguments[0] == "-m" else "–"
        rows.append([f"`{name}`", f"{statistics.median(taken[name]):.2f}", told])
    table = to_table(["command", "seconds", "heavy imports"], rows)
    return f"## Starting\n\n{_EXPLAINED}\n\n{table}\n\n{describe_machine()}\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table, and write it into the page that is named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("pdf", nargs="?", type=Path, default=ROOT / "raw" / "toyama-open-pt" / "R5-1.pdf")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--write", type=Path, help="page to put the table into, as docs/benchmarks.md")
    options = parser.parse_args(arguments)
    text = report(options.rounds, options.pdf)
    click.echo(text)
    if options.write:
        write_part(options.write, "bench_startup", text)


if __name__ == "__main__":
    main()
