"""What the documents say is true: examples load and run, commands exist, generated pages are up to date."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

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
    missing = [field.name for field in dataclasses.fields(example_series) if not getattr(example_series, field.name)]
    assert missing == []
    (edition,) = example_series.editions.values()
    assert [field.name for field in dataclasses.fields(edition) if not getattr(edition, field.name)] == []


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
