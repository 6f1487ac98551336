from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import schema
from pipeline.findings import FINDINGS
from pipeline.publish.dictionary import schema_to_markdown


def test_the_committed_dictionary_is_what_the_schema_gives(root: Path) -> None:
    committed = (root / "docs" / "data-dictionary.md").read_text("utf-8")
    assert committed == schema_to_markdown(), (
        "stale; run: python -m pipeline.publish.dictionary docs/data-dictionary.md"
    )


@pytest.mark.parametrize("dataset", schema.DATASETS.values(), ids=lambda dataset: dataset.name)
def test_every_column_stands_in_it_with_its_japanese_name(dataset: schema.Dataset) -> None:
    page = schema_to_markdown()
    section = page.split(f"\n## {dataset.name}\n")[1].split("\n## ")[0]
    for column in dataset.columns:
        assert f"| `{column.name}`" in section
        assert f"| {column.ja} |" in section


def test_every_finding_code_stands_in_it() -> None:
    page = schema_to_markdown()
    assert [code for code in FINDINGS if f"| `{code}` |" not in page] == []
