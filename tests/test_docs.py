"""What the documents say is true: examples load and run, commands exist, generated pages are up to date."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from pipeline import errors, model, schema, vocabulary

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])


def blocks(page: Path, language: str) -> list[str]:
    """Return a page's fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_within_the_project_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL))
    inside = [target for target in targets if not re.match(r"[a-z]+:", target)]
    assert [target for target in inside if not (page.parent / target).exists()] == []


@pytest.fixture
def example_series(tmp_path: Path) -> model.Series:
    (example,) = blocks(ROOT / "docs" / "series.md", "toml")
    path = tmp_path / "series.toml"
    path.write_text(example, "utf-8")
    return vocabulary.load_series(path)


def test_the_example_of_a_series_file_has_every_key(example_series: model.Series) -> None:
    """A key that the page does not explain is one that nobody finds."""
    missing = [name for name in model.Series.__struct_fields__ if not getattr(example_series, name)]
    assert missing == []
    (edition,) = example_series.editions.values()
    assert [name for name in model.EditionNote.__struct_fields__ if not getattr(edition, name)] == []


def test_the_example_of_a_series_file_speaks_of_fields_that_exist(example_series: model.Series) -> None:
    assert set(example_series.headers.values()) <= set(schema.FIELDS)
    assert set(example_series.statuses.values()) <= set(schema.ITEMS.column("status").values)
    assert {rename.since for rename in example_series.renames} <= set(example_series.order)


def test_the_page_of_errors_tells_every_exit_code_and_every_error() -> None:
    page = (ROOT / "docs" / "errors.md").read_text("utf-8")
    told = re.findall(r"^\| (\d) \| `(\w+)` \|", page, re.MULTILINE)
    assert [(int(number), name) for number, name in told] == [(code.value, code.name) for code in errors.ExitCode]
    raised = {name for name, value in vars(errors).items() if isinstance(value, type) and name.endswith("Error")}
    above_others = {"UnreadableDocumentError"}
    assert raised - above_others <= set(re.findall(r"`(\w+)`", page))


def akaji_lines() -> list[tuple[str, str]]:
    """Return every line of the pages' shell examples that calls akaji, with its page."""
    lines = [(page.name, line.strip()) for page in PAGES for block in blocks(page, "sh") for line in block.splitlines()]
    return [(page, line) for page, line in lines if line.startswith("akaji ")]


@pytest.mark.parametrize("name", ["README.md", "README.ja.md"])
def test_the_readme_shows_commands(name: str) -> None:
    assert [line for page, line in akaji_lines() if page == name]


@pytest.mark.parametrize(("page", "line"), akaji_lines())
def test_a_command_that_a_page_shows_can_be_given(
    page: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program's own parser takes it: the command exists, and so does each option with such a value."""
    from pipeline.cli import main

    name, *arguments = shlex.split(line, comments=True)[1:]
    monkeypatch.chdir(tmp_path)
    for argument in arguments:
        if argument.endswith((".pdf", ".txt")):
            (tmp_path / argument).touch()
    root = click.Context(main, **main.context_settings)  # click keeps the help option of the first context for good
    command = main.get_command(root, name)
    assert command is not None, f"{page}: {line}"
    command.make_context(name, arguments, parent=root)


def test_every_verb_that_a_page_shows_is_in_both_makefiles() -> None:
    shown = {
        verb for page in PAGES for verb in re.findall(r"(?:^|`)make ([a-z]+)", page.read_text("utf-8"), re.MULTILINE)
    }
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert shown <= set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    windows = (ROOT / "make.cmd").read_text("utf-8")
    assert {"run", "test", "lint", "docs"} <= set(re.findall(r"^:([a-z]+)$", windows, re.MULTILINE))


@pytest.mark.parametrize("index", range(len(blocks(ROOT / "README.md", "python"))))
def test_a_python_example_of_the_readme_runs(index: int, built_project: Path) -> None:
    example = blocks(ROOT / "README.md", "python")[index]
    # In a process of its own: an example that changes a library's settings must not change another test's.
    subprocess.run([sys.executable, "-W", "error", "-c", example], cwd=built_project, check=True)


def test_the_page_about_python_prints_what_it_shows(built_project: Path) -> None:
    """All its examples run one after the other, as a reader would run them."""
    page = (ROOT / "docs" / "python.md").read_text("utf-8")
    examples = re.findall(r"^```python\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", page, re.DOTALL | re.MULTILINE)
    program = "\nprint('\\0')\n".join(code for code, _ in examples)
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-W", "error", "-c", program]
    done = subprocess.run(
        command, cwd=built_project, capture_output=True, encoding="utf-8", env=environment, check=True
    )
    assert done.stdout.split("\0\n") == [shown for _, shown in examples]


@pytest.mark.parametrize("name", ["README.md", "README.ja.md"])
def test_the_readme_shows_what_a_comparison_prints(built_project: Path, name: str) -> None:
    (excerpt,) = blocks(ROOT / name, "text")
    command = [sys.executable, "-m", "pipeline", "diff", "R4-4", "R5-1"]
    utf_8 = {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=built_project, capture_output=True, encoding="utf-8", env=utf_8, check=True)
    assert excerpt in done.stdout


def test_the_notebooks_run_and_print_what_is_kept_in_them(built_project: Path) -> None:
    command = [sys.executable, "docs/notebooks.py", str(built_project), "--check"]
    # The kernel is a process of this Python in another folder, where akaji must be found.
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error::FutureWarning"}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", env=environment, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_a_notebook_that_prints_otherwise_is_told(built_project: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(
        built_project / "extracted", other / "extracted", ignore=lambda _, names: {*names} & {"edition=R4-4"}
    )
    done = subprocess.run(
        [sys.executable, "docs/notebooks.py", str(other), "--check"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert (done.returncode, "prints otherwise" in done.stderr) == (1, True)


def test_generated_pages_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
