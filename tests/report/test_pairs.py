from __future__ import annotations

import pytest
from msgspec.structs import replace

from pipeline.model import Change, Reach, Segment
from pipeline.report.pairs import audit_to_lead, diff_to_pair_page, status_flow
from pipeline.report.values import PairPage
from pipeline.vocabulary.labels import mark_label
from tests.report.records import audit, bare_item, change, diff, edition, item, match

OLD = edition("E1", [item(1), item(2, status="continuing", status_mark="△"), item(3)])
NEW = edition("E2", [item(1), item(2), item(3, heading="新しい課題")])


def page(*changes: Change) -> PairPage:
    return diff_to_pair_page(
        OLD,
        NEW,
        diff(changes),
        old_cells=[],
        new_cells=[],
        old_pdf=None,
        new_pdf=None,
    )


def test_what_nobody_marked_comes_first_and_number_date_and_status_before_wording() -> None:
    changes = [
        change(1, 1, marked="none", weights=("notation",)),
        change(1, 1, marked="stale", kind="unchanged", weights=()),
        change(1, 1, marked="all", weights=("status",)),
        change(2, 2, marked="part", weights=("text",)),
        change(3, 3, marked="none", weights=("text",)),
        change(1, 1, marked="none", weights=("text",)),
        change(2, 2, marked="none", weights=("date",)),
        change(3, 3, marked="none", weights=("number",)),
        change(2, 2, "status", marked="none", weights=("status",)),
    ]
    order = [(each.marked, *(each.weights or (None,)), each.to_ordinal) for each in page(*changes).changes]
    assert order == [
        ("none", "number", 3),
        ("none", "date", 2),
        ("none", "status", 2),
        ("none", "text", 1),
        ("none", "text", 3),
        ("part", "text", 2),
        ("all", "status", 1),
        ("stale", None, 1),
        ("none", "notation", 1),
    ]


def test_added_and_removed_items_are_shown_whole_and_not_among_the_changes() -> None:
    made = page(
        change(None, 3, None, kind="added", marked=None, segments=()),
        change(1, None, None, kind="removed", marked=None, segments=()),
    )
    assert [view.item.heading for view in made.added] == ["新しい課題"]
    assert [view.item.ordinal for view in made.removed] == [1]
    assert made.changes == ()


def test_a_change_is_told_by_its_printed_numbers_or_else_by_its_place() -> None:
    (view,) = page(change(2, 3, from_number=None)).changes
    assert (view.from_number, view.to_number, view.title) == ("(2)", "3", "新しい課題")


def test_a_status_is_short_enough_for_large_type_and_a_sentence_is_not() -> None:
    segments = (Segment("delete", "△", False), Segment("insert", "○", False))
    short, long = page(
        change(1, 1, "status", segments=segments, weights=("status",)),
        change(1, 1, segments=(Segment("equal", "検討を進める。" * 9, False),)),
    ).changes
    assert short.is_short
    assert not long.is_short


def test_what_moved_is_counted_from_status_to_status() -> None:
    flow = status_flow(
        OLD, NEW, diff([], [match(1, 1), match(2, 2), match(3, None, "removed"), match(None, 3, "added")])
    )
    assert {(band.before, band.after): band.numbers for band in flow.bands} == {
        ("done", "done"): ("1",),
        ("continuing", "done"): ("2",),
        ("done", "removed"): ("3",),
        ("added", "done"): ("3",),
    }
    assert flow.still_count == 1


@pytest.mark.parametrize(
    ("counts", "ja", "en"),
    [
        ({}, "残った項目の記載に変更はない。", "Nothing changed in the items that stayed."),
        (
            {"changed": 7, "marked_none": 3, "marked_all": 4},
            "7か所の変更のうち3か所が赤字になっていない。",
            "3 of 7 changes are not in red.",
        ),
        (
            {"changed": 2, "marked_none": 1, "marked_all": 1},
            "2か所の変更のうち1か所が赤字になっていない。",
            "1 of 2 changes is not in red.",
        ),
        (
            {"changed": 2, "marked_none": 2},
            "2か所の変更は、いずれも赤字になっていない。",
            "None of the 2 changes is in red.",
        ),
        (
            {"changed": 2, "marked_part": 1, "marked_all": 1},
            "2か所の変更のうち1か所は一部しか赤字になっていない。",
            "1 of 2 changes is in red only in part.",
        ),
        ({"changed": 2, "marked_all": 2}, "2か所の変更のすべてに赤字がある。", "All 2 changes are in red."),
    ],
)
def test_the_page_opens_with_what_a_reader_of_the_marks_would_have_missed(
    counts: dict[str, int], ja: str, en: str
) -> None:
    lead = audit_to_lead(audit(**counts), NEW.edition_record)
    assert (lead.ja, lead.en) == (ja, en)


@pytest.mark.parametrize(
    ("counts", "head_changes", "ja", "en"),
    [
        (
            {"changed": 2, "marked_all": 2, "deleted_characters": 9, "seen_deleted_characters": 2},
            0,
            "項目の中の2か所の変更には赤字がある。7字が跡なく消えた。",
            "The 2 changes within the items are in red. 7 characters went without a trace.",
        ),
        (
            {"changed": 2, "marked_all": 2, "deleted_characters": 9, "seen_deleted_characters": 9},
            0,
            "2か所の変更のすべてに赤字がある。",
            "All 2 changes are in red.",
        ),
        (
            {"changed": 2, "marked_all": 2},
            1,
            "項目の中の2か所の変更には赤字がある。表題・列・凡例・注記は1か所が変わった。",
            "The 2 changes within the items are in red. Title, columns, legends or notes changed in 1 place.",
        ),
        (
            {},
            2,
            "残った項目の記載に変更はない。表題・列・凡例・注記は2か所が変わった。",
            "Nothing changed in the items that stayed. Title, columns, legends or notes changed in 2 places.",
        ),
    ],
)
def test_not_all_is_said_to_be_marked_where_text_went_in_silence_or_the_head_is_another_one(
    counts: dict[str, int], head_changes: int, ja: str, en: str
) -> None:
    lead = audit_to_lead(audit(**counts), NEW.edition_record, head_changes=head_changes)
    assert (lead.ja, lead.en) == (ja, en)


def test_marks_are_not_judged_over_editions_that_are_no_neighbours() -> None:
    stale = change(2, 2, kind="unchanged", marked="stale")
    apart = replace(diff([change(1, 1), stale], changed=1, marked_none=1), reach=Reach("apart", ("E1b",)))
    made = diff_to_pair_page(OLD, NEW, apart, old_cells=[], new_cells=[], old_pdf=None, new_pdf=None)
    assert (made.is_judged, made.lead.ja) == (False, "1か所が変わった。")
    assert made.reach_note
    assert "E1b" in made.reach_note.ja
    assert [choices.name for choices in made.filters if choices.name == "marked"] == []
    assert [view.identifier for view in made.changes] == ["change-1-response"]
    assert page(change(1, 1), stale).is_judged
    assert len(page(change(1, 1), stale).changes) == 2


def test_split_and_merged_items_are_shown_as_such_and_not_as_changes_that_nobody_marked() -> None:
    made = page(change(1, 1, None, kind="split", marked=None), change(1, 2, None, kind="merged", marked=None))
    assert made.changes == ()
    assert made.lead.ja == "残った項目の記載に変更はない。分割または統合された項目がある。"
    assert [(view.kind_label.ja, view.marked, view.identifier) for view in made.joined] == [
        ("分割", None, "change-1-item"),
        ("統合", None, "change-2-item"),
    ]


def test_what_ocr_may_have_made_is_shown_apart_from_the_changes_that_nobody_marked() -> None:
    made = page(change(1, 1, marked="none"), replace(change(2, 2, marked="none"), doubtful=True))
    assert [view.identifier for view in made.changes] == ["change-1-response"]
    assert [view.identifier for view in made.doubtful] == ["change-2-response"]


def test_a_document_that_marks_nothing_is_not_blamed_for_each_change() -> None:
    unmarked = edition("E2", [], mark_style="none", mark_colour=None).edition_record
    assert audit_to_lead(audit(changed=30, marked_none=30), unmarked).en == "30 changes, in a document that marks none."


def test_a_series_without_statuses_has_no_chart_of_them() -> None:
    old, new = (edition(name, [bare_item(1, {"名称": "甲"})]) for name in ("E1", "E2"))
    assert status_flow(old, new, diff([], [match(1, 1)])).bands == ()


@pytest.mark.parametrize(
    ("style", "colour", "name"),
    [("colour", "blue", "青字"), ("underline", None, "下線"), ("none", None, "印"), ("colour", "mauve", "印")],
)
def test_marks_go_by_the_name_that_the_publisher_would_use(style: str, colour: str | None, name: str) -> None:
    assert mark_label(edition("E1", [], mark_style=style, mark_colour=colour).edition_record).ja == name


def test_a_missing_pdf_is_told_for_each_edition() -> None:
    assert [name for name, _ in page().crop_problems] == ["E1", "E2"]


def test_what_changed_in_the_head_is_shown_apart_from_the_items() -> None:
    unit = change(None, None, "unit", kind="head", marked=None, segments=(Segment("delete", "千円", marked=False),))
    shown = page(unit, change(1, 1))
    assert [(view.label.ja, view.pieces[0].text) for view in shown.head_changes] == [("単位", "千円")]
    assert len(shown.changes) == 1
