from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.charts import counts_to_bars, in_order, moves_to_flow


def test_the_longest_bar_is_a_hundred_wide_and_statuses_keep_their_order() -> None:
    bars = counts_to_bars({"人事課": {"continuing": 1, "done": 3}, "管財課": {"declined": 1}})
    assert [(bar.name, bar.total) for bar in bars] == [("人事課", 4), ("管財課", 1)]
    assert [(part.status, part.x, part.width) for part in bars[0].segments] == [("done", 0, 75), ("continuing", 75, 25)]
    assert bars[1].segments[0].width == 25
    assert bars[0].count("done") == 3
    assert bars[0].count("declined") == 0


def test_no_counts_make_no_bars() -> None:
    assert counts_to_bars({}) == ()


def test_a_status_that_nobody_knows_comes_last() -> None:
    assert in_order(["new-kind", "unknown", "done"]) == ["done", "unknown", "new-kind"]


MOVES = st.lists(
    st.tuples(st.sampled_from(["done", "continuing", "added"]), st.sampled_from(["done", "removed"]), st.just("1")),
    min_size=1,
    max_size=300,
)


@given(MOVES)
def test_every_item_is_in_one_band_and_one_node_of_each_side(moves: list[tuple[str, str, str]]) -> None:
    flow = moves_to_flow(moves)
    assert sum(band.count for band in flow.bands) == len(moves)
    assert sum(node.count for node in flow.left) == sum(node.count for node in flow.right) == len(moves)
    assert flow.still_count == sum(before == after for before, after, _ in moves)


@given(MOVES)
def test_nodes_do_not_overlap_and_the_drawing_stays_within_its_height(moves: list[tuple[str, str, str]]) -> None:
    flow = moves_to_flow(moves)
    for nodes in (flow.left, flow.right):
        for upper, lower in pairwise(nodes):
            assert upper.y + upper.height < lower.y
    for band in flow.bands:
        heights = [float(y) for y in re.findall(r"V([\d.]+)C", band.path)]
        assert heights
        assert max(heights) <= flow.height + 0.02


def test_numbers_stand_with_their_band() -> None:
    flow = moves_to_flow([("continuing", "done", "8"), ("done", "done", "1"), ("continuing", "done", "9")])
    moved = [band for band in flow.bands if band.moved]
    assert [(band.before, band.after, band.numbers) for band in moved] == [("continuing", "done", ("8", "9"))]


def test_no_items_draw_nothing() -> None:
    assert moves_to_flow([]).bands == ()


@pytest.mark.parametrize("count", [1, 5000])
def test_one_item_among_many_can_still_be_seen(count: int) -> None:
    flow = moves_to_flow([("done", "done", "1")] * count + [("continuing", "done", "2")])
    assert min(node.height for node in flow.left) >= 5
