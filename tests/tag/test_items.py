"""The whole room: rows in, records out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.findings import finding
from pipeline.model import (
    CellRecord,
    Cells,
    DateMention,
    EditionNote,
    FrontMatter,
    Mark,
    PageFacts,
    Rename,
    Series,
    TaggedEdition,
)
from pipeline.tag import tag_document
from pipeline.tag.items import read_heading
from tests.tag.making import FRONT, HEADERS, RED, make_cell, make_document, make_row, row_of, struck, styled

ANY = Series("any")
BARE = FrontMatter()
NOT_MARKED = replace(FRONT, notes=())
NO_STATUS = {field: header.partition("(")[0] for field, header in HEADERS.items() if field != "status"}
LEGEND_IN_RESPONSE = {**NO_STATUS, "response": HEADERS["response"]}


def codes(tagged: TaggedEdition) -> list[str]:
    return [found.code for found in tagged.findings]


def test_a_row_becomes_an_item_with_all_that_is_read_off_it() -> None:
    row = make_row(
        6,
        number="6",
        policy_area="県庁組織の活性化",
        category="人材育成",
        issue="【職員の意識改革】\n・意識を変える。",
        source="第1・3回PT 中村委員発言",
        status="○ (一部 △)",
        response=styled("・昨年度末に展開を予定。", ("予定", RED)),
        divisions="人事課\nデジタル化推進\n室",
        extra={"備考": "令和5年6月"},
        dittos=["policy_area", "備考"],
    )
    tagged = tag_document(make_document(row), ANY, "R5-1")
    (item,) = tagged.items
    assert (item.number, item.heading) == ("6", "職員の意識改革")
    assert (item.policy_area, item.policy_area_ditto, item.category_ditto) == ("県庁組織の活性化", True, False)
    assert (item.status_mark, item.status_label, item.status) == ("○(一部△)", "対応済(一部引き続き検討)", "partial")
    assert item.divisions == ("人事課", "デジタル化推進室")
    assert item.has_marks
    assert item.extra == {"備考": "令和5年6月"}
    assert item.dittos == ("policy_area", "備考")
    assert [mark.text for mark in tagged.marks] == ["予定"]
    assert [(row.meeting_number, row.speaker) for row in tagged.sources] == [(1, "中村"), (3, "中村")]
    assert [(date.field, date.iso) for date in tagged.dates] == [
        ("response", "2022-04-01/2023-03-31"),
        ("備考", "2023-06"),
    ]
    assert {word.field for word in tagged.words} == {"issue", "response"}
    assert tagged.findings == ()


def test_the_edition_says_what_the_document_says() -> None:
    series = Series("toyama", editions={"R5-1": EditionNote(note="typeset from a transcript")})
    record = tag_document(
        make_document(make_row(1, status="○"), make_row(2, status="△")), series, "R5-1"
    ).edition_record
    assert (record.fiscal_year, record.meeting_number, record.label) == (2023, 1, FRONT.label)
    assert (record.mark_legend, record.mark_style, record.mark_colour) == ("※変更部分は赤字着色", "colour", "red")
    assert record.status_legend == {"○": "対応済", "△": "引き続き検討"}
    assert (record.item_count, record.note) == (2, "typeset from a transcript")


def test_every_glyph_is_counted_in_a_cell_around_the_table_or_in_a_finding() -> None:
    pages = (PageFacts(1, 842, 595, glyph_count=40, furniture=(), furniture_glyph_count=12),)
    cells = (make_cell("人材の育成", table_index=0, row_index=1), make_cell("検討する", table_index=0, row_index=2))
    document = replace(make_document(make_row(1)), pages=pages, cells=Cells.of_rows(cells))
    record = tag_document(document, ANY, "R5-1").edition_record
    assert (record.glyph_count, record.furniture_glyph_count, record.finding_glyph_count) == (40, 12, 40 - 12 - 5 - 4)


def test_marks_of_a_transcript_have_no_boxes() -> None:
    document = make_document(make_row(1, issue=styled("前に変更", ("変更", RED))))
    transcript = replace(document, source=replace(document.source, kind="transcript"))
    (mark,) = tag_document(transcript, ANY, "R5-1").marks
    assert (mark.text, mark.x0, mark.top, mark.x1, mark.bottom) == ("変更", None, None, None, None)


def test_an_empty_table_is_no_trouble() -> None:
    tagged = tag_document(make_document(front=BARE, headers={}), ANY, "one")
    assert (tagged.items, tagged.marks) == ((), ())
    assert codes(tagged) == ["unknown_meeting"]


def test_a_table_of_other_columns_has_null_fields_and_everything_in_extra() -> None:
    tagged = tag_document(make_document(make_row(1, extra={"施設名": "甲医院"}), headers={}), ANY, "R5-1")
    (item,) = tagged.items
    assert (item.number, item.issue, item.status_mark, item.status, item.divisions) == (None, None, None, "unknown", ())
    assert item.extra == {"施設名": "甲医院"}


@pytest.mark.parametrize(
    ("issue", "heading"),
    [
        ("【越境人材の育成】\n・本文", "越境人材の育成"),
        ("【広報\n計画】本文", "広報計画"),
        ("本文【見出しでない】", None),
        ("・【箇条】", None),
        ("【】本文", None),
        ("", None),
        (None, None),
    ],
)
def test_a_heading_is_what_opens_the_issue_in_brackets(issue: str | None, heading: str | None) -> None:
    assert read_heading(issue) == heading


def test_a_legend_may_stand_in_a_small_table_of_its_own() -> None:
    texts = ["○", "対応済", "△", "引き続き検討"]
    cells = [make_cell(text, table_index=0, row_index=0, column_index=n) for n, text in enumerate(texts)]
    cells.append(make_cell("○", table_index=1, row_index=1, ordinal=1))
    headers = {"status": "状況", "response": "対応"}
    document = replace(make_document(make_row(1, status="○"), headers=headers), cells=Cells.of_rows(cells))
    tagged = tag_document(document, ANY, "R5-1")
    assert tagged.edition_record.status_legend == {"○": "対応済", "△": "引き続き検討"}
    assert (tagged.items[0].status_label, tagged.cells) == ("対応済", document.cells)


# ── mark and text in one cell ───────────────────────────────────────────────────────────────────────────────────────


def test_mark_and_text_in_a_status_cell_are_taken_apart_and_marks_go_along() -> None:
    row = make_row(1, status=styled("○ 今年度から実施した。", ("○", RED), ("実施", RED)))
    (item,) = (tagged := tag_document(make_document(row), ANY, "R5-1")).items
    assert (item.status_mark, item.response) == ("○", "今年度から実施した。")
    assert [(mark.field, mark.start, mark.text) for mark in tagged.marks] == [
        ("status", 0, "○"),
        ("response", 5, "実施"),
    ]


def test_text_after_the_mark_goes_to_extra_where_the_row_has_a_response() -> None:
    row = make_row(1, status="○\n(R5.6)", response="実施した。")
    (item,) = tag_document(make_document(row), ANY, "R5-1").items
    assert (item.status_mark, item.response) == ("○", "実施した。")
    assert item.extra == {HEADERS["status"]: "(R5.6)"}


@pytest.mark.parametrize(
    ("headers", "responses"),
    [
        (LEGEND_IN_RESPONSE, ["○ 実施した。", "△ 検討を続ける。"]),
        (LEGEND_IN_RESPONSE, ["○\n・実施した。", "△\n・検討を続ける。"]),
        (NO_STATUS, ["○ 実施した。", "△ 検討を続ける。"]),
        (NO_STATUS, ["【対応済】実施した。", "【継続】検討を続ける。"]),
    ],
)
def test_a_response_that_begins_with_its_status_is_taken_apart(headers: dict[str, str], responses: list[str]) -> None:
    rows = [make_row(n, response=response) for n, response in enumerate(responses, start=1)]
    tagged = tag_document(make_document(*rows, headers=headers), ANY, "R5-1")
    assert [item.status for item in tagged.items] == ["done", "continuing"]
    assert [item.response and item.response.strip("・") for item in tagged.items] == ["実施した。", "検討を続ける。"]


@pytest.mark.parametrize(("plain", "marks"), [(2, ["○", "△", "○", None, None]), (3, [None] * 6)])
def test_responses_are_taken_apart_where_six_of_ten_begin_with_a_status(plain: int, marks: list[str | None]) -> None:
    responses = ["○ 実施した。", "△ 検討を続ける。", "○ 公表した。", *["国の動きを待っている。"] * plain]
    rows = [make_row(n, response=response) for n, response in enumerate(responses, start=1)]
    tagged = tag_document(make_document(*rows, headers=LEGEND_IN_RESPONSE), ANY, "R5-1")
    assert [item.status_mark for item in tagged.items] == marks


@pytest.mark.parametrize("headers", [HEADERS, NO_STATUS], ids=["status column", "responses alone"])
def test_a_sign_that_the_series_alone_knows_is_a_mark_before_a_text(headers: dict[str, str]) -> None:
    field = "status" if "status" in headers else "response"
    rows = [row_of(number, {field: text}) for number, text in enumerate(["♥ 実施した。", "♡ 検討を続ける。"], start=1)]
    series = Series("any", statuses={"♥": "done", "♡": "continuing"})
    tagged = tag_document(make_document(*rows, headers=headers), series, "R5-1")
    read = [(item.status_mark, item.status, item.response) for item in tagged.items]
    assert read == [("♥", "done", "実施した。"), ("♡", "continuing", "検討を続ける。")]
    assert "unknown_status" not in codes(tagged)


def test_a_sign_that_nobody_knows_is_told_and_not_taken_for_text() -> None:
    rows = [make_row(1, status="♥ 実施した。"), make_row(2, status="○ 検討した。")]
    tagged = tag_document(make_document(*rows), Series("any"), "R5-1")
    assert (tagged.items[0].status_mark, tagged.items[0].response) == ("♥", "実施した。")
    assert codes(tagged).count("unknown_status") == 1


def test_a_cell_over_both_columns_is_taken_apart_wherever_it_was_put() -> None:
    rows = [
        make_row(1, status="○ 実施した。"),
        make_row(2, response="△ 検討を続ける。"),
        make_row(3, status="○", response="した。"),
    ]
    tagged = tag_document(make_document(*rows), ANY, "R5-1")
    assert [(item.status_mark, item.response) for item in tagged.items] == [
        ("○", "実施した。"),
        ("△", "検討を続ける。"),
        ("○", "した。"),
    ]


def test_a_status_column_of_sentences_is_a_column_of_responses() -> None:
    responses = [
        "庁内での周知を年度内に行い、結果を報告する。",
        "来年度の予算に向けて検討を続けていくこととする。",
        "実施済み",
    ]
    headers = {"issue": "指摘", "status": "対応状況"}
    rows = [make_row(n, status=response) for n, response in enumerate(responses, start=1)]
    tagged = tag_document(make_document(*rows, headers=headers), ANY, "R5-1")
    assert [item.response for item in tagged.items] == responses
    assert {item.status_mark for item in tagged.items} == {None}


@pytest.mark.parametrize(
    "responses",
    [
        ["○ 実施した。", "○ 検討を続ける。"],
        ["○ 一つ目\n○ 二つ目", "△ 検討"],
        ["実施した。", "【参考】資料1", "検討を続ける。"],
    ],
)
def test_a_mark_that_opens_a_paragraph_is_a_bullet_where_nothing_says_otherwise(responses: list[str]) -> None:
    rows = [make_row(n, response=response) for n, response in enumerate(responses, start=1)]
    tagged = tag_document(make_document(*rows, headers=NO_STATUS), ANY, "R5-1")
    assert [item.response for item in tagged.items] == responses
    assert {item.status for item in tagged.items} == {"unknown"}


# ── findings ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("header", ["会場", "団体名", "会派"])
def test_a_place_or_group_is_a_source_as_it_stands(header: str) -> None:
    row = make_row(1, issue="意見", source="緑の会・市民の会")
    tagged = tag_document(make_document(row, headers={"issue": "意見", "source": header}), Series("any"), "R5-1")
    assert [(source.kind, source.text) for source in tagged.sources] == [("other", "緑の会・市民の会")]
    assert "unread_source" not in codes(tagged)


@pytest.mark.parametrize(("header", "source", "told"), [
    ("提出者", "市民の会", False),
    ("提出者", "加藤委員（謎の文字列）", True),
    ("出所", "市民の会", True),
])  # fmt: skip
def test_who_handed_something_in_may_be_a_group_of_any_name(header: str, source: str, told: bool) -> None:
    row = make_row(1, issue="意見", source=source)
    tagged = tag_document(make_document(row, headers={"issue": "意見", "source": header}), Series("any"), "R5-1")
    assert ("unread_source" in codes(tagged)) is told


def test_headings_that_say_what_was_done_are_the_status_where_no_column_is() -> None:
    headings = ["Ⅰ 修正するもの", "Ⅰ 修正するもの", "Ⅱ その他の意見"]
    rows = [replace(make_row(n, issue="意見"), section=heading) for n, heading in enumerate(headings, start=1)]
    tagged = tag_document(make_document(*rows, headers=NO_STATUS), Series("any"), "R5-1")
    assert [item.status for item in tagged.items] == ["done", "done", "unknown"]
    assert codes(tagged).count("status_of_heading") == 1


@pytest.mark.parametrize(
    "headings", [["修正するもの", "道路に関すること"], ["その他", "その他"], ["修正するもの", None]]
)
def test_headings_are_no_status_unless_each_is_one(headings: list[str | None]) -> None:
    rows = [replace(make_row(n, issue="意見"), section=heading) for n, heading in enumerate(headings, start=1)]
    tagged = tag_document(make_document(*rows, headers=NO_STATUS), Series("any"), "R5-1")
    assert {item.status for item in tagged.items} == {"unknown"}
    assert "status_of_heading" not in codes(tagged)


def test_a_status_that_nothing_explains_is_one_finding_a_mark() -> None:
    rows = [make_row(n, status=status) for n, status in enumerate(["○", "Z評価", "Z評価"], start=1)]
    tagged = tag_document(make_document(*rows), ANY, "R5-1")
    (found,) = [found for found in tagged.findings if found.code == "unknown_status"]
    assert (found.ordinal, found.text) == (2, "Z評価")
    assert "2 items" in found.message


def test_a_label_of_the_legend_that_has_no_status_is_told_as_such() -> None:
    headers = {**HEADERS, "status": "状況（○：緑色 △：青色）"}
    tagged = tag_document(make_document(make_row(1, status="○"), headers=headers), ANY, "R5-1")
    (found,) = [found for found in tagged.findings if found.code == "unknown_status"]
    assert found.message == "The document explains ○ (1 items) as 緑色: a label of no known status."


def test_a_mark_without_a_legend_is_told_of() -> None:
    headers = {**HEADERS, "status": "状況", "response": "対応"}
    tagged = tag_document(make_document(make_row(1, status="○"), front=NOT_MARKED, headers=headers), ANY, "R5-1")
    assert tagged.items[0].status == "done"
    assert codes(tagged) == ["no_status_legend"]


def test_a_division_that_the_series_does_not_list_is_told_with_the_nearest_known_one() -> None:
    series = Series("any", divisions=("人事課", "デジタル化推進室"))
    row = make_row(1, divisions="人事課\nデジタル推進室\n関係各課\n全庁")
    (found,) = tag_document(make_document(row, front=NOT_MARKED), series, "R5-1").findings
    assert (found.code, found.text, found.ordinal) == ("unknown_division", "デジタル推進室", 1)
    assert "デジタル化推進室" in found.message


def test_without_a_list_no_division_is_unknown() -> None:
    document = make_document(make_row(1, divisions="謎課"), front=NOT_MARKED)
    assert tag_document(document, ANY, "R5-1").findings == ()


def test_the_canonical_name_is_todays_and_the_printed_one_stays() -> None:
    series = Series("any", renames=(Rename("情報政策課", "デジタル化推進室", "R5-1"),))
    document = make_document(make_row(1, divisions="情報政策課（主管）"))
    for edition in ("R4-4", "R5-1"):
        (division,) = tag_document(document, series, edition).item_divisions
        assert (division.division, division.division_name) == ("情報政策課（主管）", "デジタル化推進室")


def test_a_field_that_nearly_every_item_has_is_missed_where_it_is_empty() -> None:
    rows = [make_row(n, issue="課題", response="" if n == 3 else "対応", category="分類") for n in range(1, 7)]
    tagged = tag_document(make_document(*rows, front=NOT_MARKED), ANY, "R5-1")
    assert [(found.code, found.ordinal, found.field) for found in tagged.findings] == [("empty_field", 3, "response")]
    assert tagged.items[2].response is None


def printed_cell(field: str, *, text: str = "", row_span: int = 1) -> CellRecord:
    """Return item 3's cell of a field."""
    return make_cell(text, table_index=0, row_index=3, ordinal=3)._replace(field=field, row_span=row_span)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ([printed_cell("response")], "blank_cell"),
        ([printed_cell("response"), printed_cell("response")], "blank_cell"),  # cut by a page break
        ([], "empty_field"),
        ([printed_cell("response", row_span=2)], "empty_field"),
        ([printed_cell("response"), printed_cell("response", text="対応")], "empty_field"),
    ],
    ids=["own", "two", "none", "merged", "lost text"],
)
def test_a_cell_that_is_blank_on_the_page_is_no_alarm(cells: list[CellRecord], code: str) -> None:
    rows = [make_row(n, issue="課題", response="" if n == 3 else "対応") for n in range(1, 7)]
    document = replace(make_document(*rows, front=NOT_MARKED), cells=Cells.of_rows(cells))
    assert codes(tag_document(document, ANY, "R5-1")) == [code]
    scan = replace(document, source=replace(document.source, kind="scan"))
    assert codes(tag_document(scan, ANY, "R5-1")) == ["empty_field"]


def test_an_item_without_its_number_is_an_alarm_even_where_its_cell_is_blank() -> None:
    rows = [make_row(n, number="" if n == 3 else str(n), issue="課題") for n in range(1, 7)]
    document = replace(make_document(*rows, front=NOT_MARKED), cells=Cells.of_rows([printed_cell("number")]))
    assert "empty_field" in codes(tag_document(document, ANY, "R5-1"))


@pytest.mark.parametrize(("filled", "missed"), [(1, []), (3, []), (4, ["category"])])
def test_a_field_is_missed_where_four_items_of_five_have_it(filled: int, missed: list[str]) -> None:
    rows = [make_row(n, issue="課題", category="分類" if n <= filled else "") for n in range(1, 6)]
    assert [
        found.field for found in tag_document(make_document(*rows, front=NOT_MARKED), ANY, "R5-1").findings
    ] == missed


def test_a_field_of_which_something_is_told_already_is_not_missed_as_well() -> None:
    rows = [make_row(n, issue="課題", category="分類" if n < 6 else "") for n in range(1, 7)]
    told = finding("ditto_without_antecedent", "whole", ordinal=6, field="category", header="項目分類")
    document = replace(make_document(*rows, front=NOT_MARKED), findings=(told,))
    assert codes(tag_document(document, ANY, "R5-1")) == ["ditto_without_antecedent"]


# ── what always holds ───────────────────────────────────────────────────────────────────────────────────────────────

CELL = st.text(alphabet="○△×A課室人事・、\n （）【】第1回PT委員発言令和5年度月赤", max_size=20)
FIELDS_OF_CELLS = st.fixed_dictionaries({}, optional=dict.fromkeys(HEADERS, CELL))


@given(st.lists(FIELDS_OF_CELLS, max_size=4), st.sampled_from([HEADERS, NO_STATUS, LEGEND_IN_RESPONSE, {}]))
def test_tagging_never_raises_and_offsets_cut_the_items_texts(
    cells: list[dict[str, str]], headers: dict[str, str]
) -> None:
    rows = [
        row_of(n, {field: styled(text, (text, RED)) if text else text for field, text in values.items()})
        for n, values in enumerate(cells, start=1)
    ]
    tagged = tag_document(make_document(*rows, headers=headers), ANY, "R5-1")
    assert [item.ordinal for item in tagged.items] == list(range(1, len(rows) + 1))
    texts = {
        (item.ordinal, name): getattr(item, name) for item in tagged.items for name in ("issue", "response", "source")
    }
    cuts: list[Mark | DateMention] = [*tagged.marks, *tagged.dates]
    for cut in cuts:
        if (cut.ordinal, cut.field) in texts:
            assert texts[cut.ordinal, cut.field][cut.start : cut.end] == cut.text
    assert all(texts[word.ordinal, word.field][word.start : word.end] == word.surface for word in tagged.words)


@given(st.lists(FIELDS_OF_CELLS, max_size=4))
def test_the_same_document_gives_the_same_records(cells: list[dict[str, str]]) -> None:
    document = make_document(*(row_of(n, values) for n, values in enumerate(cells, start=1)))
    assert tag_document(document, ANY, "R5-1") == tag_document(document, ANY, "R5-1")


def test_struck_text_beside_a_status_stays_with_it() -> None:
    text = styled("○ 実施した。")
    row = make_row(1, status=type(text)(text.text, (struck(0, "△"),)))
    tagged = tag_document(make_document(row), ANY, "R5-1")
    assert [(mark.field, mark.text) for mark in tagged.marks] == [("status", "△")]
