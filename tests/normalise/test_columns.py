"""What stands at a column's head, and which field it is by what stands below."""

from __future__ import annotations

import pytest

from pipeline.model import Series, extra_names
from pipeline.normalise.characters import repair_characters
from pipeline.normalise.columns import claim_columns, header_texts
from tests.normalise.printed import NO_SERIES, printed_cell

MARKS = ["○", "△", "○", "○(一部△)"]
TEXTS = ["研修を実施し、庁内の所属に取組みを周知した。"] * 4


def fields_of(headers: list[str], bodies: list[list[str]]) -> list[str | None]:
    return [column.field for column in claim_columns(headers, bodies, NO_SERIES).columns]


def test_a_header_over_two_columns_is_the_header_of_both() -> None:
    cells = [
        printed_cell(["番　号"], column=0, is_header=True),
        printed_cell(["対応状況(○対応済、", "△引き続き検討)"], column=1, column_span=2, is_header=True),
    ]
    header = "対応状況(○対応済、△引き続き検討)"
    assert header_texts(cells, 3, repair_characters) == ["番号", header, header]


def test_a_header_of_several_rows_is_joined_and_read_once() -> None:
    cells = [
        printed_cell(["No."], column=0, row_span=2, is_header=True),
        printed_cell(["区分"], column=1, column_span=2, is_header=True),
        printed_cell(["大区分"], row=1, column=1, is_header=True),
        printed_cell(["小", "区分"], row=1, column=2, is_header=True),
        printed_cell(["1"], row=2, column=0),
        printed_cell(["No."], row=3, column=0, row_span=2, page_number=2, is_header=True),
        printed_cell(["区分"], row=3, column=1, column_span=2, page_number=2, is_header=True),
    ]
    assert header_texts(cells, 3, repair_characters) == ["No.", "区分 / 大区分", "区分 / 小区分"]


def test_a_header_that_stands_alone_on_its_page_is_not_joined_with_that_of_the_next() -> None:
    cells = [
        printed_cell(["No."], is_header=True),
        printed_cell(["番号"], row=1, page_number=2, is_header=True),
        printed_cell(["1"], row=2, page_number=2),
    ]
    assert header_texts(cells, 1, repair_characters) == ["No."]


def test_two_latin_words_of_a_header_keep_their_space() -> None:
    cells = [printed_cell(["Web site", "URL"], is_header=True)]
    assert header_texts(cells, 1, repair_characters) == ["Web site URL"]


@pytest.mark.parametrize("swapped", [False, True])
def test_of_two_columns_under_one_header_the_one_with_marks_is_the_status(swapped: bool) -> None:
    bodies, fields = [MARKS, TEXTS], ["status", "response"]
    if swapped:
        bodies, fields = bodies[::-1], fields[::-1]
    headers = ["主な意見", "対応状況(○対応済)", "対応状況(○対応済)", "所管課"]
    found = claim_columns(headers, [TEXTS, *bodies, ["人事課"] * 4], NO_SERIES)
    assert [column.field for column in found.columns] == ["issue", *fields, "divisions"]
    assert found.findings == ()


def test_a_sentence_of_three_characters_is_no_mark() -> None:
    headers = ["意見の概要", "対応状況(○対応済、△検討中)", "今後の対応"]
    assert fields_of(headers, [["意見。"], ["○"], ["済む。"]]) == ["issue", "status", "response"]


def test_one_column_with_marks_and_text_is_the_response() -> None:
    both = [f"{mark} {text}" for mark, text in zip(MARKS, TEXTS, strict=True)]
    assert fields_of(["指摘事項", "対応状況"], [TEXTS, both]) == ["issue", "response"]


def test_a_column_of_labels_is_the_status_whatever_it_is_called() -> None:
    labels = ["対応済", "検討中", "対応済", "対応済", "検討中", "検討中"]
    assert fields_of(["指摘事項", "対応状況"], [TEXTS, labels]) == ["issue", "status"]


def test_short_answers_are_no_marks_where_the_header_says_that_they_are_answers() -> None:
    assert fields_of(["指摘事項", "県の考え方"], [TEXTS, ["同意", "検討", "同意", "同意"]]) == ["issue", "response"]


def test_a_column_of_sentences_is_the_response_whatever_it_is_called() -> None:
    assert fields_of(["指摘事項", "進捗状況"], [TEXTS, TEXTS]) == ["issue", "response"]


def test_a_column_of_running_numbers_without_header_is_the_number() -> None:
    bodies = [["1", "2", "", "3", "4"], ["あ"] * 5]
    found = claim_columns(["", "施設名"], bodies, NO_SERIES)
    assert [(column.header, column.field) for column in found.columns] == [("列1", "number"), ("施設名", None)]
    assert [finding.code for finding in found.findings] == ["unmapped_header"]


def test_running_numbers_below_a_header_of_many_meanings_are_the_number() -> None:
    assert fields_of(["項", "施設名"], [["1", "2", "3"], ["あ"] * 3]) == ["number", None]
    assert fields_of(["項", "施設名"], [["1", "1", "3"], ["あ"] * 3]) == [None, None]


@pytest.mark.parametrize("body", [["1", "5", "2"], ["○", "×", "○"], ["", "", ""], ["1", "", ""]])
def test_other_columns_without_header_are_not_the_number(body: list[str]) -> None:
    assert fields_of(["", "施設名"], [body, ["あ"] * 3]) == [None, None]


def test_in_a_table_of_another_kind_only_the_number_is_claimed() -> None:
    headers = ["No.", "予算", "担当課・係", "款", "事業名", "金額"]
    found = claim_columns(headers, [["1"]] * 6, NO_SERIES)
    assert [column.field for column in found.columns] == ["number", None, None, None, None, None]
    assert {finding.code for finding in found.findings} == {"unmapped_header"}


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        (["番号", "指摘事項等の内容一覧", "県の考え方"], ["number", "issue", "response"]),  # one begins so, one is sure
        (["番号", "御意見概耍", "市の考え方"], ["number", "issue", "response"]),  # one is like one, one is sure
        (["意見概要その他", "分野", "担当課"], ["issue", "policy_area", "divisions"]),  # one begins so, two are sure
    ],
)
def test_what_a_header_begins_with_counts_beside_surer_ones(headers: list[str], fields: list[str]) -> None:
    assert fields_of(headers, [TEXTS] * 3) == fields


def test_an_issue_that_is_not_sure_makes_no_table_of_items_of_a_list_with_a_contact() -> None:
    assert fields_of(["施設名", "意見概要その他", "担当課"], [TEXTS] * 3) == [None] * 3


def test_a_status_found_by_its_marks_counts_as_known() -> None:
    headers = ["No.", "指摘の背景", "措置の内容", "措置状況"]
    labels = ["措置済", "措置済", "検討中", "検討中"]
    found = claim_columns(headers, [["1"], TEXTS, TEXTS, labels], NO_SERIES)
    assert [column.field for column in found.columns] == ["number", None, "response", "status"]


def test_a_status_with_marks_and_two_more_fields_make_a_table_of_items() -> None:
    headers = ["施策名", "目標値", "評価", "担当課"]
    marks = ["○", "△", "◎", "×"]
    assert fields_of(headers, [TEXTS, ["1"] * 4, marks, ["人事課"] * 4]) == ["policy_area", None, "status", "divisions"]
    assert fields_of(headers, [TEXTS, ["1"] * 4, TEXTS, ["人事課"] * 4])[0] == "policy_area"
    assert fields_of(["施策名", "目標値", "評価"], [TEXTS, ["1"] * 4, marks]) == [None] * 3


def test_fields_that_are_taken_back_are_told_with_the_true_reason() -> None:
    found = claim_columns(["考え方", "評価者", "金額"], [["あ"], ["い"], ["1"]], NO_SERIES)
    assert [column.field for column in found.columns] == [None] * 3
    told, first, second, other = found.findings
    assert told.code == "not_a_table_of_items"
    assert "「考え方」 (response)" in told.message
    assert ["no table of items" in finding.message for finding in (first, second, other)] == [True, False, False]


def test_a_list_of_votes_is_no_table_of_items_and_nobody_need_look() -> None:
    found = claim_columns(["区分", "番号", "案件名", "議決結果"], [["議案"], ["1"], ["甲"], ["原案可決"]], NO_SERIES)
    assert [column.field for column in found.columns] == [None, "number", None, None]
    assert {finding.code for finding in found.findings} == {"unmapped_header"}


LABELS = ["計画に反映した", "今後の参考とする", "計画に反映できない", "その他"]


@pytest.mark.parametrize(
    ("header", "body", "field"),
    [
        ("区分", LABELS, "status"),
        ("区分", ["○", "△", "○", "×"], "status"),
        ("種別", LABELS, "status"),
        ("区分", ["環境", "福祉", "教育", "その他"], "policy_area"),
        ("区分", ["その他"] * 4, "policy_area"),
        ("種別", ["質問", "要望", "質問", "要望"], "category"),
    ],
)
def test_a_kind_or_area_is_the_status_where_statuses_stand_below_it(header: str, body: list[str], field: str) -> None:
    assert fields_of(["意見の概要", "町の考え方", header], [TEXTS, TEXTS, body]) == ["issue", "response", field]


def test_a_column_of_statuses_is_taken_before_one_that_is_only_called_so() -> None:
    headers = ["意見の概要", "町の考え方", "区分", "計画の修正"]
    bodies = [TEXTS, TEXTS, LABELS, ["9-3に注記を加える", "なし", "なし", "なし"]]
    assert fields_of(headers, bodies) == ["issue", "response", "status", None]


@pytest.mark.parametrize(
    ("body", "field"),
    [(TEXTS, "response"), (["公開した。", "", "検討する。"], "response"), (["12", "8", "3", "5"], None)],
)
def test_sentences_below_a_result_are_the_response_beside_an_issue(body: list[str], field: str | None) -> None:
    assert fields_of(["番号", "要望事項", "結果", "所管課"], [["1"], TEXTS, body, ["人事課"] * 4])[2] == field


@pytest.mark.parametrize(
    ("grades", "fields"),
    [
        (["A", "B", "C", "D"], ["status", None]),
        (["S", "A+", "B-", "AA+"], ["status", None]),
        (["Aクラス", "Bクラス", "Cクラス", "Dクラス"], [None, "status"]),
    ],
)
def test_grades_below_a_status_header_keep_it_the_status(grades: list[str], fields: list[str | None]) -> None:
    headers = ["取組内容", "実施状況", "評価", "今後の方向性"]
    assert fields_of(headers, [TEXTS, TEXTS, grades, ["拡大"] * 4])[2:] == fields


def test_what_the_series_calls_the_status_is_it_whatever_stands_below() -> None:
    series = Series("any", headers={"評価": "status"})
    headers, bodies = ["意見の概要", "町の考え方", "評価", "区分"], [TEXTS, TEXTS, TEXTS, LABELS]
    assert [column.field for column in claim_columns(headers, bodies, series).columns][2] == "status"
    assert fields_of(headers, bodies)[2:] == [None, "status"]


def test_what_the_series_calls_a_field_is_one_in_a_table_of_any_kind() -> None:
    headers, bodies = ["施設名", "電話番号", "担当"], [["県立診療所"], ["076-444-0000"], ["山田"]]
    series = Series("any", headers={"電話番号": "source"})
    assert [column.field for column in claim_columns(headers, bodies, series).columns] == [None, "source", None]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ([*"123456789", "計"], "number"),
        ([*"12345678", "計", "注"], None),
        (["1", "2", "3", "4", "5", "7"], "number"),
        (["1", "2", "3", "5", "7"], None),
        (["1"], None),
    ],
)
def test_a_column_without_a_header_is_the_number_where_nearly_all_its_texts_run_on(
    body: list[str], field: str | None
) -> None:
    texts = [TEXTS[0]] * len(body)
    assert fields_of(["", "意見の概要", "町の考え方"], [body, texts, texts])[0] == field


def test_a_status_that_a_legend_explains_makes_a_table_of_items() -> None:
    headers, bodies = ["事業名", "評価"], [TEXTS, ["A", "B", "A", "B"]]
    with_legend = claim_columns(headers, bodies, NO_SERIES, ["評価 A：達成 B：未達成"])
    assert [column.field for column in with_legend.columns] == ["category", "status"]
    assert fields_of(headers, bodies) == [None, None]


@pytest.mark.parametrize(
    ("cell", "fields"),
    [
        ("○", ["issue", "status", "response"]),
        ("○(一部△)", ["issue", "status", "response"]),
        ("対応済", ["issue", "status", "response"]),
        ("県道の除雪を続ける", ["issue", None, "response"]),
    ],
)
def test_in_a_table_of_one_row_a_mark_or_a_whole_label_is_a_status(cell: str, fields: list[str | None]) -> None:
    headers = ["意見の概要", "対応状況(○対応済、△引き続き検討)", "県の考え方"]
    assert fields_of(headers, [TEXTS[:1], [cell], TEXTS[:1]]) == fields


@pytest.mark.parametrize(
    ("header", "notes", "field"),
    [
        ("①対応済　②検討中", [], "status"),
        ("区分", ["①対応済　②検討中"], "status"),
        ("区分", [], "policy_area"),
        ("区分（①新規、②県内）", [], "policy_area"),
    ],
)
def test_numbers_are_the_status_where_a_legend_says_so(header: str, notes: list[str], field: str) -> None:
    bodies = [TEXTS, ["①", "②", "①", "①"], ["人事課"] * 4]
    found = claim_columns(["主な意見", header, "所管課"], bodies, NO_SERIES, notes)
    assert found.columns[1].field == field


def test_marks_a_line_each_division_are_marks() -> None:
    marks = ["対応済\n検討中\n対応済", "対応済\n対応済", "検討中", "対応済"]
    assert fields_of(["指摘事項", "対応内容", "対応状況"], [TEXTS, TEXTS, marks]) == ["issue", "response", "status"]


def test_in_a_plan_the_plan_is_what_the_progress_answers_and_its_response_only_where_the_progress_is_marks() -> None:
    headers = ["取組内容", "取組状況", "担当課"]
    assert fields_of(headers, [TEXTS, TEXTS, ["人事課"] * 4]) == ["issue", "response", "divisions"]
    assert fields_of(headers, [TEXTS, MARKS, ["人事課"] * 4]) == ["response", "status", "divisions"]


def test_of_old_and_new_marks_and_texts_under_two_headers_the_new_ones_are_taken() -> None:
    headers = ["意見の概要", "前回 / 対応状況", "前回 / 対応状況", "今回 / 対応状況", "今回 / 対応状況"]
    fields = fields_of(headers, [TEXTS, MARKS, TEXTS, MARKS, TEXTS])
    assert fields == ["issue", None, None, "status", "response"]


def test_two_columns_that_could_be_one_field_are_told() -> None:
    found = claim_columns(["意見の概要", "県の考え方", "市の考え方"], [TEXTS, TEXTS, TEXTS], NO_SERIES)
    assert [column.field for column in found.columns] == ["issue", "response", None]
    assert {finding.code for finding in found.findings} == {"ambiguous_header", "unmapped_header"}


def test_what_comes_next_beside_the_answer_is_a_column_of_its_own_without_a_doubt() -> None:
    found = claim_columns(["意見の概要", "県の考え方", "今後の対応"], [TEXTS, TEXTS, TEXTS], NO_SERIES)
    assert [column.field for column in found.columns] == ["issue", "response", None]
    assert {finding.code for finding in found.findings} == {"unmapped_header"}


def test_headers_that_stand_twice_are_counted_up_in_extra() -> None:
    found = claim_columns(["報酬", "報酬", "報酬", "報酬 (2)"], [["円"]] * 4, NO_SERIES)
    assert list(extra_names(found.columns).values()) == ["報酬", "報酬 (2)", "報酬 (3)", "報酬 (2) (2)"]


@pytest.mark.parametrize(
    ("first", "told"), [(["意見の概要", "進捗状況", "担当課"], True), (["意見の概要", "担当課", "備考"], False)]
)
def test_a_table_on_its_side_is_told_where_its_first_column_names_three_fields(first: list[str], told: bool) -> None:
    found = claim_columns(["番号", "1", "2"], [first, ["a"] * 3, ["b"] * 3], NO_SERIES).findings
    assert ("headers_in_first_column" in [finding.code for finding in found]) is told


@pytest.mark.parametrize(("labels", "told"), [
    (["意見\n回答", "意見\n回答"], True),
    (["意見\n回答"], False),  # one row may say so by chance
    (["意見\n回答", "意見"], False),
    (["意見\n要望", "意見\n要望"], False),  # one field
    (["意見", "意見"], False),
])  # fmt: skip
def test_a_column_that_names_the_same_fields_in_each_row_is_told(labels: list[str], told: bool) -> None:
    body = ["道路を直すこと。\n直した。"] * len(labels)
    found = claim_columns(["番号", "", ""], [["1", "2"][: len(labels)], labels, body], NO_SERIES).findings
    assert ("headers_in_first_column" in [finding.code for finding in found]) is told


def test_kinds_of_remarks_in_the_first_column_are_no_headers() -> None:
    told = claim_columns(["種別", "内容", "回答"], [["意見", "要望", "質問", "意見"], TEXTS, TEXTS], NO_SERIES)
    assert "headers_in_first_column" not in [finding.code for finding in told.findings]
