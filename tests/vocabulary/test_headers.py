"""Which field a header means, by its wording."""

from __future__ import annotations

import pytest

from pipeline.model import Series
from pipeline.vocabulary.header_fields import map_headers
from pipeline.vocabulary.headers import SURE
from tests.normalise.printed import NO_SERIES

WORDINGS = {
    "number": ["番号", "No.", "Ｎｏ．", "№", "＃", "項番", "整理番号", "整理 番号", "通番", "No"],
    "policy_area": ["施策区分", "分野", "大項目", "施策", "区分", "施策分野", "改革の柱"],
    "category": ["項目分類", "分類", "中項目", "小項目"],
    "issue": [
        "「継続的な検討課題」及びPTにおける委員指摘事項等",
        "意見の概要", "主な意見", "指摘事項", "課題", "意見・提言", "御意見", "検討課題", "指摘・意見等", "質問",
        "御意見の要旨", "意見の趣旨", "質疑の内容", "質疑要旨", "附帯決議の内容", "ご意見・ご提案", "指摘事項等の内容",
    ],
    "source": ["質問議員", "提出機関・委員名", "出所", "出典", "発言者", "提出者", "意見提出者"],
    "status": ["反映区分", "進捗", "進捗状況", "評価", "対応区分", "状況", "意見の反映状況"],
    "response": [
        "県の考え方", "今後の対応", "対応方針", "対応状況(○対応済、△引き続き検討)", "回答", "措置状況", "取組状況",
        "応答", "答弁の概要", "回答要旨", "取組実績", "今後の方向性", "御意見に対する市の考え方",
        "意見への対応", "対応状況（R5.6末時点）",
    ],
    "divisions": [
        "所管課", "担当部局", "担当部署", "所管", "担当課", "担当課・係", "関係課", "担当課室", "回答部局",
        "所管課 （室）", "所管部課", "監査対象機関",
    ],
}  # fmt: skip


OF_REAL_TABLES = {
    "issue": [
        "監査の結果", "監査結果", "監査の結果の内容", "要望項目", "要求項目", "要求事項", "申し入れ", "申入れ事項",
        "陳情事項", "請願の要旨",
        "質疑事項", "発言要旨", "発言内容", "課題・問題点", "ご意見等", "主なご意見・ご要望", "意見（要旨）",
        "現状・課題", "住民の声",
    ],
    "response": [
        "実施状況", "実施結果", "実施内容", "講じた措置", "講じた措置の内容", "是正措置", "是正内容", "改善内容",
        "検討結果", "検討状況",
        "処理方針", "処理結果", "処置", "処置内容", "対処方針", "経過", "現在の状況", "フォローアップ",
        "監査の結果に基づき講じた措置",
        "御意見に対する区の考え方", "回答（案）", "対応の内容", "その後の経過",
    ],
    "status": [
        "評価結果", "行政評価・方向性", "計画の修正", "案の修正の有無", "反映の可否", "計画への反映", "反映", "可否",
        "措置済・未措置", "済/未",
        "採択結果", "議決結果", "審議結果", "審査結果", "修正の有無", "対応の要否",
    ],
    "divisions": [
        "局・部", "担当グループ", "所管室課", "執行機関", "実施主体", "取組主体", "関係部署", "関連部局", "部課名",
        "課・室名", "局・課",
        "対象機関", "担当課等", "課（室）名", "部局・課名",
    ],
    "source": ["会場", "地区名", "団体名", "会派", "会派名"],
    "policy_area": ["基本目標", "基本方針", "政策", "施策の方向", "重点施策"],
    "category": ["該当箇所", "事務事業名", "事業名", "取組名", "種別"],
}  # fmt: skip
"""What public bodies print above tables of opinions and answers, audits, petitions and plans."""


@pytest.mark.parametrize(
    ("field", "wording"), [(field, wording) for field, wordings in OF_REAL_TABLES.items() for wording in wordings]
)
def test_a_header_of_a_published_table_is_known(field: str, wording: str) -> None:
    (match,) = map_headers([wording], NO_SERIES)
    assert match.field == field
    assert match.score >= SURE


OTHER_TABLES = [
    "住所",
    "施設名",
    "氏名",
    "年齢",
    "単価",
    "数量",
    "契約金額",
    "契約の相手方",
    "落札者",
    "予定価格",
    "入札方法",
    "工事名",
    "工事場所",
    "工期",
    "予算額",
    "決算額",
    "執行率",
    "補助金名",
    "交付先",
    "面積",
    "人口",
    "世帯数",
    "開館時間",
    "休館日",
    "定員",
    "対象者",
    "申込方法",
    "日時",
    "場所",
    "演題",
    "講師",
    "現行",
    "改正案",
    "条文",
    "理由",
    "薬価",
    "成分名",
    "規格",
    "製造販売業者",
    "診療科",
    "曜日",
    "機関名",
    "医療機関名",
    "学年",
    "等級",
    "俸給月額",
    "支給額",
    "区間",
    "路線名",
    "運賃",
    "時刻",
    "品目",
    "単位",
    "目標値",
    "実績値",
    "指標名",
    "基準値",
    "検査項目",
    "検査結果",
    "採取日",
    "議案名",
    "議決年月日",
    "賛否",
    "質問日",
    "掲載ページ",
    "連絡先",
    "問い合わせ先",
    "提出期限",
    "提出書類",
    "届出先",
    "課税標準",
    "課題数",
    "科目",
    "課程",
    "部品",
    "部数",
    "部屋",
    "局番",
    "室温",
    "所得",
    "合計",
    "小計",
    "増減",
]


@pytest.mark.parametrize("wording", OTHER_TABLES)
def test_headers_of_other_tables_mean_no_field(wording: str) -> None:
    (match,) = map_headers([wording], NO_SERIES)
    assert match.field is None or match.score < SURE


@pytest.mark.parametrize(
    ("wording", "field"),
    [
        ("ご意見・ご質問の概要", "issue"),
        ("開催日・会場", "source"),
        ("課題及び問題点", "issue"),
        ("対応の区分", "status"),
        ("議決の結果", "status"),
        ("関係課名", "divisions"),
        ("取りまとめ課", "divisions"),
    ],
)
def test_compounds_and_little_words_do_not_hide_a_wording(wording: str, field: str) -> None:
    (match,) = map_headers([wording], NO_SERIES)
    assert (match.field, match.score >= SURE) == (field, True)


@pytest.mark.parametrize(
    ("field", "wording"), [(field, wording) for field, wordings in WORDINGS.items() for wording in wordings]
)
def test_a_header_is_known_by_its_wording(field: str, wording: str) -> None:
    (match,) = map_headers([wording], NO_SERIES)
    assert match.field == field


@pytest.mark.parametrize(
    "wording",
    [
        "電話番号",
        "郵便番号",
        "担当医師名",
        "担当者",
        "対応診療科",
        "評価者",
        "評価指標",
        "金額",
        "備考",
        "款",
        "頁",
        "訂正前",
        "事業の概要",
        "施策の内容",
        "委員名簿",
        "",
        "／",
    ],
)
def test_a_wording_that_means_something_else_is_left_alone(wording: str) -> None:
    (match,) = map_headers([wording], NO_SERIES)
    assert match.field is None


@pytest.mark.parametrize("wording", ["意見の概畧", "県の考ぇ方", "担当部暑"])
def test_a_misprint_is_known_by_likeness(wording: str) -> None:
    (match,) = map_headers([wording], NO_SERIES)
    assert (match.field, match.way) != (None, "exact")


@pytest.mark.parametrize(
    ("header", "field", "way"),
    [
        ("意見の慨要", "issue", "likeness"),
        ("監査結呆の内容", "issue", "likeness"),
        ("監査日程の一覧表", None, "none"),
    ],
)
def test_a_misprint_is_like_its_wording_but_never_sure(header: str, field: str | None, way: str) -> None:
    (match,) = map_headers([header], NO_SERIES)
    assert (match.field, match.way) == (field, way)
    assert match.score < SURE


@pytest.mark.parametrize("header", ["日課", "診療科目の対応", "事業名義", "監査対象期間"])
def test_a_header_that_ends_or_begins_as_a_field_and_means_something_else_is_none(header: str) -> None:
    assert map_headers([header], NO_SERIES)[0].field is None


@pytest.mark.parametrize(
    ("header", "field"),
    [("指摘・要望", "issue"), ("措置・改善", "response"), ("要望・状況", None), ("質問・区分", None)],
)
def test_a_compound_is_a_field_where_both_its_halves_are(header: str, field: str | None) -> None:
    assert map_headers([header], NO_SERIES)[0].field == field


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("対応状\ufffd", "response"),
        ("担\ue123課", "divisions"),
        ("状\ufffd", "status"),
        ("\ufffd\ufffd", None),  # nothing of it is known
        ("番\ufffd\ufffd", None),  # most of it is not
        ("対応の全容\ufffd", None),  # no wording is like it
    ],
)
def test_a_header_of_which_the_file_does_not_know_a_letter_is_known_by_the_others(
    header: str, field: str | None
) -> None:
    (match,) = map_headers([header], Series("test"))
    assert match.field == field
