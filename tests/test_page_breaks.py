"""Whether a page's first row goes on, asked directly; ``tests/parse/test_page_joins.py`` reads pages the whole way."""

from __future__ import annotations

import pytest

from pipeline.page_breaks import PageEnd, RowTexts, TableHabits, row_goes_on

NUMBERED = TableHabits(number_column=0)
UNNUMBERED = TableHabits(number_column=None, never_blank=frozenset({0, 1, 2}))
BEFORE = PageEnd(frozenset({0, 1, 2}), frozenset(), {0: "7", 1: "道を直す。", 2: "1,200"}, has_room_left=False)
BROKEN_OFF = PageEnd(frozenset({0, 1, 2}), frozenset({1}), BEFORE.begun, has_room_left=False)
WITH_ROOM = PageEnd(frozenset({0, 1, 2}), frozenset(), BEFORE.begun, has_room_left=True)


@pytest.mark.parametrize(
    ("below", "before", "goes_on"),
    [
        ({0: "", 1: "本数を戻す。", 2: ""}, BEFORE, True),
        ({0: "8", 1: "本数を戻す。", 2: ""}, BEFORE, False),
        ({1: "本数を戻す。", 2: ""}, BEFORE, False),
        ({0: "", 1: "", 2: ""}, BEFORE, False),
        ({0: "", 1: "〃", 2: "戻す。"}, BEFORE, False),
        ({0: "", 1: "本数を戻す。", 2: "3,500"}, BEFORE, False),
        ({0: "", 1: "本数を戻す。", 2: "○"}, BEFORE, False),
        ({0: "", 1: "本数を戻す。", 2: "○"}, BROKEN_OFF, True),
        ({0: "", 1: "本数を戻す。", 2: "戻した。"}, BEFORE, True),
        ({0: "", 1: "本数を戻す。", 2: "戻した。"}, WITH_ROOM, False),
        ({0: "", 1: "本数を戻す。", 2: ""}, WITH_ROOM, True),
    ],
)
def test_in_a_table_with_numbers_a_row_without_one_goes_on_unless_something_begins_a_row(
    below: RowTexts, before: PageEnd, goes_on: bool
) -> None:
    assert row_goes_on(below, before, NUMBERED) is goes_on


@pytest.mark.parametrize(
    ("below", "before", "goes_on"),
    [
        ({0: "", 1: "本数を戻す。", 2: ""}, BEFORE, True),
        ({0: "交通", 1: "本数を戻す。", 2: ""}, BEFORE, False),
        ({0: "交通", 1: "本数を戻す。", 2: ""}, BROKEN_OFF, True),
        ({0: "交通", 1: "本数を戻す。", 2: "戻した。"}, BROKEN_OFF, False),
        ({0: "", 1: "本数を戻す。", 2: "○"}, BROKEN_OFF, False),
    ],
)
def test_without_numbers_a_row_goes_on_where_most_of_it_is_blank_or_what_is_above_breaks_off(
    below: RowTexts, before: PageEnd, goes_on: bool
) -> None:
    assert row_goes_on(below, before, UNNUMBERED) is goes_on
