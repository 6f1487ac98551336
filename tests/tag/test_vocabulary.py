"""The room's vocabularies: every key is one that is read, and no word says two things."""

from __future__ import annotations

import tomllib
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.tag import division_vocabulary, mark_legend, source_forms
from pipeline.vocabulary import Entry, eras, load, status

SHAPES: list[tuple[str, type[Entry]]] = [
    ("status", status.StatusVocabulary),
    ("divisions", division_vocabulary.DivisionVocabulary),
    ("eras", eras.EraVocabulary),
    ("marks", mark_legend.MarkVocabulary),
    ("roles", source_forms.RoleVocabulary),
    ("media", source_forms.MediaVocabulary),
]


@pytest.mark.parametrize(("name", "shape"), SHAPES)
def test_every_key_of_the_file_is_read_and_every_field_is_in_it(root: Path, name: str, shape: type[Entry]) -> None:
    content = tomllib.loads((root / "pipeline" / "vocabulary" / f"{name}.toml").read_text("utf-8"))
    assert set(content) == set(shape.__struct_fields__)
    assert load(name, shape)


def test_no_character_is_two_marks() -> None:
    counts = Counter(variant for variants in status.vocabulary().marks.values() for variant in variants)
    assert [variant for variant, count in counts.items() if count > 1] == []
    assert all(mark == variants[0] for mark, variants in status.vocabulary().marks.items())


def test_no_label_has_two_statuses() -> None:
    counts = Counter(label for group in status.vocabulary().labels for label in group.exact)
    assert [label for label, count in counts.items() if count > 1] == []


def test_every_suffix_has_one_rank() -> None:
    counts = Counter(name for group in division_vocabulary.vocabulary().suffixes for name in group.names)
    assert [name for name, count in counts.items() if count > 1] == []


def test_the_hues_of_named_colours_cover_the_circle_once() -> None:
    ranges = sorted((first, last) for colour in mark_legend.mark_vocabulary().colours for first, last in colour.hues)
    assert ranges[0][0] == 0
    assert ranges[-1][1] == 360
    assert all(before[1] == after[0] for before, after in pairwise(ranges))


def test_the_eras_follow_one_another() -> None:
    latest_first = eras.vocabulary().eras
    assert all(newer.first >= older.last for newer, older in pairwise(latest_first))
