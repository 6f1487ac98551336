"""The glossary names columns and modules that there are."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline import schema

NAMED = re.compile(r"`([a-z_]+)\.([a-z_]+)`")


def test_every_column_and_module_that_the_glossary_names_exists(root: Path) -> None:
    page = (root / "docs" / "glossary.md").read_text("utf-8")
    columns = {dataset.name: {column.name for column in dataset.columns} for dataset in schema.DATASETS.values()}
    for owner, name in NAMED.findall(page):
        if owner in {"vocabulary", "writing"}:
            assert (root / "pipeline" / owner / f"{name}.py").is_file(), f"{owner}.{name}"
        elif owner in columns:
            assert name in columns[owner], f"{owner}.{name}"
    for path in re.findall(r"`(pipeline/[a-z_/]+\.py)`", page):
        assert (root / path).is_file(), path
