"""No word of a vocabulary says two things."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from pipeline.vocabulary import divisions, marks, status
from pipeline.writing import eras


def test_no_character_is_two_marks() -> None:
    counts = Counter(variant for variants in status.vocabulary().marks.values() for variant in variants)
    assert [variant for variant, count in counts.items() if count > 1] == []
    assert all(mark == variants[0] for mark, variants in status.vocabulary().marks.items())


def test_no_label_has_two_statuses() -> None:
    counts = Counter(label for group in status.vocabulary().labels for label in group.exact)
    assert [label for label, count in counts.items() if count > 1] == []


def test_every_suffix_has_one_rank() -> None:
    counts = Counter(name for group in divisions.vocabulary().suffixes for name in group.names)
    assert [name for name, count in counts.items() if count > 1] == []


def test_the_hues_of_named_colours_cover_the_circle_once() -> None:
    ranges = sorted((first, last) for colour in marks.mark_vocabulary().colours for first, last in colour.hues)
    assert ranges[0][0] == 0
    assert ranges[-1][1] == 360
    assert all(before[1] == after[0] for before, after in pairwise(ranges))


def test_the_eras_follow_one_another() -> None:
    latest_first = eras.vocabulary().eras
    assert all(newer.first >= older.last for newer, older in pairwise(latest_first))
