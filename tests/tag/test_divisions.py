"""Divisions: names by suffix and by list, however print wrapped them."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Rename, Series
from pipeline.tag.division_names import (
    canonical_names,
    division_names,
    item_divisions,
    nearest_name,
    series_names,
)
from pipeline.tag.divisions import names_in_document, split_divisions
from pipeline.vocabulary.divisions import name_key

WLB = "働き方改革・女性活躍推進室"
PR = "広報・ブランディング推進室"
DX = "デジタル化推進室"


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("教育委員会 学校施設課", ["教育委員会学校施設課"]),
        ("消防本部 総務課", ["消防本部総務課"]),
        ("市民生活部 戸籍課", ["市民生活部戸籍課"]),
        ("管財課ほか", ["管財課ほか"]),
        ("主：福祉課\n副：人事課", ["主：福祉課", "副：人事課"]),
        ("福祉課（主）\n人事課（副）", ["福祉課（主）", "人事課（副）"]),
        ("人事課", ["人事課"]),
        ("人事課\nデジタル化推進室", ["人事課", DX]),
        ("人事課 成長戦略室 働き方改革・女性活躍推進室", ["人事課", "成長戦略室", WLB]),
        ("人事課\n成長戦略室\n働き方改革・女性\n活躍推進室", ["人事課", "成長戦略室", WLB]),
        (WLB, [WLB]),
        ("働き方改革・\n女性活躍推進室", [WLB]),
        ("働き方改革・女性活\n躍推進室\n行政経営室", [WLB, "行政経営室"]),
        ("デジタル化\n推進\n室\n広報・ブラン\nディング推進室", [DX, PR]),
        ("デジタル化推進\n室", [DX]),
        ("広報・ブランディング推進室\n人事課", [PR, "人事課"]),
        ("人事課、管財課", ["人事課", "管財課"]),
        ("人事課，\n管財課", ["人事課", "管財課"]),
        ("人事課／管財課", ["人事課", "管財課"]),
        ("人事課及び管財課", ["人事課", "管財課"]),
        ("人事課・管財課", ["人事課", "管財課"]),
        ("環境・エネルギー課・資源循環課", ["環境・エネルギー課", "資源循環課"]),
        ("・人事課\n・管財課", ["人事課", "管財課"]),
        ("人事課デジタル化推進室", ["人事課", DX]),
        ("総務部人事課", ["総務部人事課"]),
        ("教育委員会生涯学習課", ["教育委員会生涯学習課"]),
        ("DX・働き方改革推進本部事務局", ["DX・働き方改革推進本部事務局"]),
        ("情報政策課\n情報政策係", ["情報政策課", "情報政策係"]),
        ("健康福祉部 長寿社会課", ["健康福祉部長寿社会課"]),
        ("総務部\n人事課", ["総務部人事課"]),
        ("総務部\n人事課\n財政課", ["総務部人事課", "財政課"]),
        ("林業振興課　森林整備係", ["林業振興課森林整備係"]),
        ("総務部 人事課 給与係", ["総務部人事課給与係"]),
        ("総務部・人事課", ["総務部", "人事課"]),
        ("総務部、人事課", ["総務部", "人事課"]),
        ("中央図書館\n生涯学習課", ["中央図書館", "生涯学習課"]),
        ("警察本部\n財政課", ["警察本部", "財政課"]),
        ("総務部\n関係課", ["総務部", "関係課"]),
        ("人事課\n働き方改革チーム", ["人事課", "働き方改革チーム"]),
        ("財政課ほか関係各課", ["財政課ほか", "関係各課"]),
        ("財政課\nほか関係各課", ["財政課ほか", "関係各課"]),
        ("財政課\nほか\n関係各課", ["財政課ほか", "関係各課"]),
        ("農政課 ℡1234", ["農政課 ℡1234"]),
        ("農政課\nTEL: 076-444-1234\n人事課", ["農政課 TEL: 076-444-1234", "人事課"]),
        ("－", ["－"]),
        ("コミュニティ推進\n係", ["コミュニティ推進係"]),
        ("課題対策室", ["課題対策室"]),
        ("室内環境課", ["室内環境課"]),
        ("人事課（取りまとめ）", ["人事課（取りまとめ）"]),
        ("人事課（人材育成・評価担当）", ["人事課（人材育成・評価担当）"]),
        ("主管：人事課\n関係：管財課、財政課", ["主管：人事課", "関係：管財課", "財政課"]),
        ("人事課　ほか", ["人事課ほか"]),
        ("Web\nDesign課", ["Web Design課"]),
        ("全庁", ["全庁"]),
        ("関係各課", ["関係各課"]),
        ("総務課、各部局", ["総務課", "各部局"]),
        ("人事課\nその他", ["人事課", "その他"]),
        ("", []),
        ("\n", []),
    ],
)
def test_a_cell_is_the_names_in_it(cell: str, names: list[str]) -> None:
    assert split_divisions(cell) == names


def test_a_division_that_stands_without_its_department_elsewhere_is_one_beside_it() -> None:
    alone = names_in_document(["人事課", "総務部\n人事課"])
    assert split_divisions("総務部\n人事課", alone) == ["総務部", "人事課"]


@pytest.mark.parametrize(
    ("cell", "name"), [("農政課 ℡1234", "農政課"), ("－", "－"), ("-", "-"), ("・人事課", "人事課")]
)
def test_a_row_of_divisions_has_a_name(cell: str, name: str) -> None:
    rows = item_divisions(cell, 1, division_names([cell], Series("any")))
    assert [row.division_name for row in rows] == [name]


def test_a_known_name_is_one_however_it_looks() -> None:
    known = frozenset(map(name_key, ["総務課", "総務課・室", "農業センター 普及課", "人事課題対策課"]))
    assert split_divisions("総務課・室", known) == ["総務課・室"]
    assert split_divisions("人事課\n題対策課", known) == ["人事課題対策課"]
    assert split_divisions("農業センター\n普及課", known) == ["農業センター普及課"]


def test_a_cell_of_two_thousand_characters_is_taken_apart_and_a_longer_one_is_prose() -> None:
    assert split_divisions("人事課、" * 500) == ["人事課"] * 500
    assert split_divisions("人事課、" * 501) == ["人事課、" * 501]


def test_known_names_part_what_no_suffix_parts() -> None:
    known = frozenset(["デジタル戦略", "ひとづくり"])
    assert split_divisions("デジタル戦略ひとづくり", known) == ["デジタル戦略", "ひとづくり"]
    assert split_divisions("デジタル\n戦略\nひとづくり", known) == ["デジタル戦略", "ひとづくり"]


def test_a_name_that_stands_alone_elsewhere_helps_where_print_wrapped_it() -> None:
    alone = names_in_document(["財政課題対策室", "人事課"])
    assert split_divisions("財政課\n題対策室\n人事課", alone) == ["財政課題対策室", "人事課"]


def test_two_names_without_anything_between_them_are_not_learnt_as_one() -> None:
    assert names_in_document(["人事課デジタル化推進室", "管財課"]) == {"管財課"}


NAMES = st.lists(
    st.sampled_from([WLB, PR, DX, "人事課", "管財課", "行政経営室", "成長戦略室"]), max_size=5, unique=True
)


@given(NAMES, st.randoms(use_true_random=False))
def test_names_come_back_from_any_wrapping_of_a_cell_where_they_are_known(names: list[str], draw: Random) -> None:
    known = frozenset(map(name_key, [WLB, PR, DX, "人事課", "管財課", "行政経営室", "成長戦略室"]))
    wrapped = "\n".join("".join(character + draw.choice(["", "", "", "\n"]) for character in name) for name in names)
    assert split_divisions(wrapped, known) == names


@given(st.text(alphabet="人事課室部局・、\n （）()：長題推進センター委員会", max_size=40))
def test_no_character_of_a_name_is_lost(cell: str) -> None:
    left = "".join(split_divisions(cell))
    for character in set(cell) - set("・、\n （）()　"):
        assert left.count(character) == cell.count(character)


@given(st.text())
def test_splitting_never_raises(cell: str) -> None:
    assert all(split_divisions(cell))


def test_a_division_has_todays_name_in_every_edition() -> None:
    series = Series("any", renames=(Rename("デジタル課", "DX課", "R5-10"), Rename("情報課", "デジタル課", "R5-2")))
    assert canonical_names(series) == {"情報課": "DX課", "デジタル課": "DX課"}


def test_a_name_that_was_given_up_and_taken_again_is_todays() -> None:
    series = Series("any", renames=(Rename("甲課", "乙課", "R2-1"), Rename("乙課", "甲課", "R5-1")))
    assert canonical_names(series) == {"甲課": "甲課", "乙課": "甲課"}


def test_renames_follow_one_another_in_the_order_that_the_series_gives_its_editions() -> None:
    renames = (Rename("甲課", "乙課", "summer"), Rename("乙課", "甲課", "autumn"))
    assert canonical_names(Series("any", order=("summer", "autumn"), renames=renames))["甲課"] == "甲課"
    assert canonical_names(Series("any", order=("autumn", "summer"), renames=renames))["甲課"] == "乙課"


def test_a_rename_of_an_era_before_is_applied_before_one_of_the_next() -> None:
    renames = (Rename("甲課", "乙課", "R1-1"), Rename("乙課", "甲課", "S63"), Rename("乙課", "丙課", "H31-2"))
    assert canonical_names(Series("any", renames=renames))["甲課"] == "乙課"


def test_the_nearest_known_name_is_told_and_nothing_where_none_is_like_it() -> None:
    known = series_names(Series("any", divisions=(DX, "人事課", PR)))
    assert nearest_name("デジタル推進室", known) == DX
    assert nearest_name("港湾課", known) is None
