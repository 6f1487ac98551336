"""Which rules are one line to the eye."""

from __future__ import annotations

import pytest

from pipeline.layout.segments import LineSegment, cluster, join


@pytest.mark.parametrize(
    ("places", "lines"),
    [((0, 2.5), 1), ((0, 2.7), 2), ((0, 2.5, 5), 1), ((0, 2.5, 5.1), 2), ((0, 6), 2)],
    ids=["doubled", "two rows", "a chain of five points", "a longer chain", "the lowest row of type"],
)
def test_rules_near_each_other_are_one_line_up_to_five_points_in_all(places: tuple[float, ...], lines: int) -> None:
    assert len(cluster([LineSegment(at, 0, 100) for at in places])) == lines


@pytest.mark.parametrize(("gap", "ends"), [(2.9, [(0, 100)]), (3.1, [(0, 50), (53.1, 100)])])
def test_a_line_that_stops_and_starts_again_within_three_points_is_one(
    gap: float, ends: list[tuple[float, float]]
) -> None:
    joined = join([LineSegment(10, 0, 50), LineSegment(10, 50 + gap, 100)])
    assert [(segment.start, segment.end) for segment in joined] == ends
