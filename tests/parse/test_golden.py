"""Every golden document is read as it was meant: all rows, all fields, all marks."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.typeset.reading import Reading, load_truth, loosely_same, read, score

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
EDITIONS = Path(__file__).resolve().parents[3] / "shared" / "editions"
"""Material to try things on that is not part of the project; where it is absent nothing is tested on it."""

FOLDERS = sorted(path.parent for path in GOLDEN.glob("*/truth.json"))
FILES = sorted(EDITIONS.glob("*/*.pdf")) if EDITIONS.is_dir() else []

PAINTED_OVER = {"black-under-red", "old-text-under-white-box", "red-under-black", "redacted"}
"""The first reader paints these pages to see what lies over what; the second one cannot."""


@cache
def reading(path: Path) -> Reading:
    return read(path)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_golden_document_is_read_as_it_was_meant(folder: Path) -> None:
    result = score(load_truth(folder / "truth.json"), reading(folder / "document.pdf").tagged)
    assert not result.differences, "\n".join(map(str, result.differences))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_edition_is_read_as_its_truth_says(path: Path) -> None:
    """Spaces aside: where the earlier edition was reconstructed, the truth has two that stood around a word."""
    result = score(load_truth(path.parent / "truth.json"), read(path).tagged)
    differences = [each for each in result.differences if not loosely_same(each.meant, each.read)]
    assert not differences, "\n".join(map(str, differences))


@pytest.mark.parametrize("folder", [each for each in FOLDERS if each.name not in PAINTED_OVER], ids=lambda f: f.name)
def test_both_readers_give_the_same_items(folder: Path) -> None:
    second = read(folder / "document.pdf", reader="pdfplumber").tagged
    assert second.items == reading(folder / "document.pdf").tagged.items


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_golden_folder_says_what_it_is(folder: Path) -> None:
    assert (folder / "README.md").read_text("utf-8").startswith(f"# {folder.name}\n")
    assert (folder / "document.pdf").stat().st_size < 150_000, "a golden PDF is kept small"


def test_there_are_golden_documents() -> None:
    assert FOLDERS
