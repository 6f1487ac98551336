"""The house keeps its walls: rooms never import each other, and only the top knows their order."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "pipeline"

FOUNDATION = {
    "model": set(),
    "errors": set(),
    "limits": set(),
    "colours": set(),
    "pdfium": set(),
    "overlaps": {"errors", "limits"},
    "schema": {"model"},
    "styled": {"model"},
    "underlines": {"model"},
    "findings": {"model", "schema"},
    "front_matter": {"model", "vocabulary", "writing"},
    "word_files": {"errors"},
    "writing": {"errors", "word_files"},
    "vocabulary": {"model", "errors", "schema", "findings", "word_files", "writing"},
    "packed_lines": {"model"},
    "packed_cells": {"model", "packed_lines"},
    "packed_texts": {"model"},
    "packed_records": set(),
    "page_breaks": {"vocabulary", "writing"},
    "item_texts": {"model", "vocabulary", "writing"},
    "changes": {"model"},
    "drawing": {"model", "errors", "limits", "colours", "overlaps", "findings", "vocabulary", "writing"},
}
"""What everything stands on, and what of it each may use itself."""

ROOMS = (
    "read_pdfium",
    "read_pdfplumber",
    "read_scan",
    "transcript",
    "workbook",
    "layout",
    "lines",
    "parse",
    "normalise",
    "tag",
    "publish",
    "match",
    "diff",
    "listing",
    "history",
    "report",
)
TOP = (
    "project",
    "builds",
    "readers",
    "documents",
    "exports",
    "stages",
    "comparison",
    "neighbours",
    "pairs",
    "extraction",
    "report_pages",
    "report_writing",
    "removal",
    "outcomes",
    "workers",
    "cluster",
    "process",
    "web",
    "cli",
    "__main__",
)

HEAVY = {
    "camelot",
    "dask",
    "distributed",
    "duckdb",
    "dvc",
    "fugashi",
    "openpyxl",
    "pandas",
    "pdfplumber",
    "pyarrow",
    "scipy",
    "xlsxwriter",
}
"""What costs too much to import for `akaji --help`; it is imported inside the function that uses it."""


def module_names() -> list[str]:
    """Return every module as a dotted name below the package: ``parse.read``; a folder itself is ``parse``."""
    paths = (path.relative_to(PACKAGE).with_suffix("") for path in sorted(PACKAGE.rglob("*.py")))
    names = (".".join(part for part in path.parts if part != "__init__") for path in paths)
    return [name for name in names if name]


def path_of(name: str) -> Path:
    path = PACKAGE.joinpath(*name.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def part_of(name: str) -> str:
    """Return the part of the house that a module is in."""
    return name.partition(".")[0]


def imports(name: str, *, only_at_import: bool = False) -> Iterator[str]:
    """Yield the absolute names that a module imports, wherever in it, or only what importing it imports."""
    tree = ast.parse(path_of(name).read_text("utf-8"))
    package = ["pipeline", *name.split(".")]
    if path_of(name).name != "__init__.py":
        package.pop()
    for node in _statements_at_import(tree) if only_at_import else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def _statements_at_import(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield what runs when a module is imported: not functions' bodies, and not what only type checkers see."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            waiting.extend(node.orelse)
            continue
        waiting.extend(ast.iter_child_nodes(node))


def parts_imported(name: str) -> set[str]:
    """Return the other parts of the house that a module imports."""
    own = (imported.split(".")[1] for imported in imports(name) if imported.startswith("pipeline."))
    return {part for part in own if (PACKAGE / part).is_dir() or (PACKAGE / f"{part}.py").is_file()} - {part_of(name)}


@pytest.mark.parametrize("name", module_names())
def test_every_module_belongs_to_a_part_of_the_house(name: str) -> None:
    assert part_of(name) in {*FOUNDATION, *ROOMS, *TOP}


@pytest.mark.parametrize("name", module_names())
def test_a_module_imports_only_what_its_part_may(name: str) -> None:
    part = part_of(name)
    allowed = {*FOUNDATION, *ROOMS, *TOP} if part in TOP else FOUNDATION.get(part, set(FOUNDATION))
    assert parts_imported(name) <= allowed


def word_files_read(name: str) -> Iterator[str]:
    """Yield the names of the TOML files that a module loads."""
    for node in ast.walk(ast.parse(path_of(name).read_text("utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("load", "vocabulary.load"):
            yield str(ast.literal_eval(node.args[0]))


FLOORS_FOR_WORDS = ("writing", "vocabulary")


@pytest.mark.parametrize("floor", FLOORS_FOR_WORDS)
def test_each_word_file_is_read_by_exactly_one_module_of_its_floor(floor: str) -> None:
    readers = [file for name in module_names() if part_of(name) == floor for file in word_files_read(name)]
    assert sorted(readers) == sorted(path.stem for path in (PACKAGE / floor).glob("*.toml"))


@pytest.mark.parametrize("name", [name for name in module_names() if part_of(name) not in FLOORS_FOR_WORDS])
def test_no_room_declares_or_reads_a_vocabulary_of_its_own(name: str) -> None:
    forbidden = {f"pipeline.{floor}.{what}" for floor in FLOORS_FOR_WORDS for what in ("load", "Entry")}
    source = path_of(name).read_text("utf-8")
    assert forbidden.isdisjoint(imports(name))
    assert not any(used.startswith("pipeline.word_files") for used in imports(name))
    assert not any(f"{floor}.{what}" in source for floor in FLOORS_FOR_WORDS for what in ("load(", "Entry"))


def test_the_python_interface_stands_on_the_package_and_never_under_it() -> None:
    assert [name for name in module_names() if any(used.split(".")[0] == "akaji" for used in imports(name))] == []


@pytest.mark.parametrize("module", ["pipeline.cli", "akaji"])
def test_importing_it_imports_nothing_heavy(module: str) -> None:
    program = f"import sys, {module}; print(*sorted({HEAVY} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


@pytest.mark.parametrize("name", module_names())
def test_a_heavy_library_is_imported_where_it_is_used(name: str) -> None:
    at_import = {imported.partition(".")[0] for imported in imports(name, only_at_import=True)}
    assert at_import & HEAVY == set()


@pytest.mark.parametrize("name", module_names())
def test_no_module_is_imported_behind_the_walls(name: str) -> None:
    calls = [node.func for node in ast.walk(ast.parse(path_of(name).read_text("utf-8"))) if isinstance(node, ast.Call)]
    called = {ast.unparse(function) for function in calls}
    assert called & {"__import__", "import_module", "importlib.import_module"} == set()


@pytest.mark.parametrize("name", module_names())
def test_a_module_holds_one_idea(name: str) -> None:
    """A longer file is a question: is there a second idea in it? Those that list declarations are answered."""
    declarations = {"model", "schema", "findings"}
    lines = path_of(name).read_text("utf-8").count("\n")
    assert lines <= 350 or name in declarations


@pytest.mark.parametrize("room", [*FOUNDATION, *ROOMS])
def test_no_room_holds_over_3000_lines(room: str) -> None:
    lines = sum(path_of(name).read_text("utf-8").count("\n") for name in module_names() if part_of(name) == room)
    assert lines <= 3000
