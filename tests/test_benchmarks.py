"""The benchmarks run on something tiny and print their tables. How long anything took is nobody's business here."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from benchmarks.bench_tools import count_right
from benchmarks.measuring import write_part

ROOT = Path(__file__).parents[1]
TINY = ROOT / "tests" / "golden" / "one-row" / "document.pdf"


@pytest.mark.parametrize(
    ("script", "arguments", "ways"),
    [
        ("bench_read", ["--rounds", "1", "--slow-rounds", "1", str(TINY)], ["document.pdf"]),
        ("bench_memory", ["--pages", "2", "3", "--", str(TINY)], ["imports", "page", "parsed", "datasets"]),
        ("bench_startup", ["--rounds", "1"], ["python -c pass", "akaji --help"]),
        ("bench_tools", ["--tool", "akaji", "--document", "one-row"], ["akaji " + metadata.version("akaji")]),
        (
            "bench_project",
            ["--series", "1", "2", "--editions", "2", "--pages", "1", "--jobs", "1"],
            ["datasets", "comparisons", "data package", "pages", "check", "nothing new", "all", "--jobs 1"],
        ),
        ("bench_batch", ["--copies", "2", "--jobs", "1", "--", str(TINY)], ["built", "built and compared"]),
    ],
)
def test_a_benchmark_prints_its_table(script: str, arguments: list[str], ways: list[str], tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    command = [sys.executable, f"benchmarks/{script}.py", "--write", str(page), *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    for way in ways:
        (row,) = (line for line in lines if re.match(rf"\| `?{re.escape(way)}`? \|", line))
        assert re.search(r"\d", row)
        assert row in page.read_text("utf-8")


def test_a_part_of_the_page_is_written_in_place_of_what_it_was(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    write_part(page, "one", "first")
    write_part(page, "two", "second")
    write_part(page, "one", "third")
    written = page.read_text("utf-8")
    assert "first" not in written
    assert written.index("third") < written.index("second")
    assert written.count("<!-- one -->") == 1


@pytest.mark.parametrize(
    ("rows", "right"),
    [
        ([["1", "窓口を\n電子化する。", "検討中"]], 1),
        ([["1", "検討中"], ["窓口を電子化する。"]], 0),  # not one row
        ([["1", "窓口を電子化する。検討中", None]], 0),  # not a cell each
        ([["1", "窓口を電子化す。", "検討中"]], 0),  # a letter is missing
    ],
)
def test_a_row_is_right_where_its_values_are_cells_of_one_row(rows: list[list[str | None]], right: int) -> None:
    assert count_right([("1", "窓口を電子化する。", "検討中")], rows) == right
