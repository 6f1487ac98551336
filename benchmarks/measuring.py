"""What the benchmarks share: measuring in turn on one core, tables, the machine in general terms, docs/benchmarks.md.

The processor's time is measured (``time.process_time``), not the clock's: a busy machine makes the clock lie. It
still swings by a fifth, hence ways in turn, medians, and ratios within one run rather than times from two.
"""

from __future__ import annotations

import os
import platform
import re
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIBRARIES = ("pypdfium2", "pdfplumber", "pdfminer.six", "fugashi", "pyarrow", "numpy")
_OPENING = """# Benchmarks

<!-- Each part is written by its script; `make bench` writes all of them anew. -->

Times differ between machines, ratios hardly do: read these. All times but those of batches are the processor's.
"""


def stay_on_one_core() -> None:
    """Keep this process on one core, where the system can; threads of libraries then share it."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def cpu_seconds(function: Callable[[], object]) -> float:
    """Return the processor's time that a call takes, all threads together."""
    start = time.process_time()
    function()
    return time.process_time() - start


def command_seconds(command: Sequence[str]) -> float:
    """Return the processor's time of a command from start to end, its processes included; it may compile modules."""
    before = os.times()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True, env=environment)  # noqa: S603 - our own programs
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system


def medians_in_turn(ways: Mapping[str, Callable[[], object]], rounds: Mapping[str, int]) -> dict[str, float]:
    """Return the median seconds of each way, measured A B A B; a slow way may have fewer rounds than the others."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(max(rounds.values())):
        for name, way in ways.items():
            if number < rounds[name]:
                taken[name].append(cpu_seconds(way))
    return {name: statistics.median(times) for name, times in taken.items()}


def to_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table; the first column is text, the others are numbers."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def describe_machine() -> str:
    """Return the machine and the versions in general terms: no name of a host or a person."""
    versions = []
    for name in LIBRARIES:
        try:
            versions.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            versions.append(f"{name} not installed")
    system = f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores"
    return f"{system}, {platform.python_implementation()} {platform.python_version()}; {', '.join(versions)}."


def write_part(page: Path, name: str, text: str) -> None:
    """Put a script's part into the page: in place of what it wrote there before, else at the end."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    part = f"{begin}\n\n{text.strip()}\n\n{end}\n"
    content = page.read_text("utf-8") if page.exists() else _OPENING
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}\n", re.DOTALL)
    content = pattern.sub(lambda _: part, content) if pattern.search(content) else f"{content.rstrip()}\n\n{part}"
    page.write_text(content, "utf-8")
