"""Which item of the older edition is which item of the newer one."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.match import equal_rows, match_items
from pipeline.model import Item, Match
from tests.edition_records import item

TOPICS = (
    "越境人材を育成するため、現場に赴いて県民の声を聴く研修を設ける。",
    "電子決裁の利用が所属により濃淡があり、管理職の声掛けが必要である。",
    "広報の改善を査定に結び付け、問い合わせの増加を評価してほしい。",
    "オープンデータの検索性を高め、民間の利用を促してはどうか。",
    "服装の自由化を通年で認め、働きやすい職場とする。",
    "会議の資料を前日までに共有し、議論の時間を増やす。",
    "市町村と共同で窓口の手続を電子化し、来庁を不要にする。",
    "副業の制度を広げ、庁内の他の所属の仕事を試せるようにする。",
    "災害時の備蓄品の配置を見直し、避難所へ速やかに届ける。",
    "観光地の二次交通を充実させ、周遊できる路線を整える。",
)
BOILERPLATE = "・関係課と協議し、引き続き検討を進める。"


def prose(*topics: int) -> list[Item]:
    """Items about these topics, numbered in this order."""
    return [
        item(
            place, f"【課題{topic}】\n・{TOPICS[topic]}", heading=f"課題{topic}", source="第1回PT", response=BOILERPLATE
        )
        for place, topic in enumerate(topics, 1)
    ]


def family(names: Sequence[str | int], template: str = "第{}地区の道路を整備すること。") -> list[Item]:
    """Rows of boilerplate that differ in one name; a whole sentence stands for itself."""
    issues = [name if isinstance(name, str) else template.format(name) for name in names]
    return [
        item(place, issue, heading="道路の整備", source="第1回PT 委員発言", response=BOILERPLATE)
        for place, issue in enumerate(issues, 1)
    ]


def pairs(matches: Sequence[Match]) -> dict[int | None, int | None]:
    return {match.from_ordinal: match.to_ordinal for match in matches if match.from_ordinal and match.to_ordinal}


def told(matches: Sequence[Match]) -> list[tuple[str, int | None, int | None]]:
    """Everything that is not simply the same or renumbered."""
    return [
        (match.kind, match.from_ordinal, match.to_ordinal)
        for match in matches
        if match.kind in ("added", "removed", "moved")
    ]


# ── rows come, go and move ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_row_inserted_in_the_middle_renumbers_the_rest_and_changes_nothing() -> None:
    matches = match_items(prose(0, 1, 2, 3, 4), prose(0, 1, 9, 2, 3, 4), "R4-4")
    assert told(matches) == [("added", None, 3)]
    assert [match.kind for match in matches] == ["same", "same", "added", "renumbered", "renumbered", "renumbered"]
    assert {match.from_edition for match in matches} == {"R4-4"}


def test_removed_rows_stand_last_and_have_no_likeness() -> None:
    matches = match_items(prose(0, 1, 2, 3), prose(0, 2, 3), "x")
    assert matches[-1] == replace(matches[-1], kind="removed", from_ordinal=2, to_ordinal=None, similarity=0.0)


@pytest.mark.parametrize(
    ("topics", "moved"),
    [
        ((1, 2, 3, 4, 5, 0), [("moved", 1, 6)]),
        ((5, 0, 1, 2, 3, 4), [("moved", 6, 1)]),
        ((0, 3, 1, 2, 4, 5), [("moved", 4, 2)]),
    ],
)
def test_the_one_row_that_moved_is_told_and_not_those_it_passed(
    topics: tuple[int, ...], moved: list[tuple[str, int, int]]
) -> None:
    assert told(match_items(prose(0, 1, 2, 3, 4, 5), prose(*topics), "x")) == moved


def test_two_rows_that_changed_places_are_both_found() -> None:
    matches = match_items(prose(0, 1, 2, 3), prose(0, 2, 1, 3), "x")
    assert pairs(matches) == {1: 1, 2: 3, 3: 2, 4: 4}
    assert [match.kind for match in matches].count("moved") == 1


def test_a_number_that_changed_in_print_alone_is_renumbered() -> None:
    new = [replace(row, number=f"{row.ordinal}-1") for row in prose(0, 1)]
    assert {match.kind for match in match_items(prose(0, 1), new, "x")} == {"renumbered"}


def test_rows_without_numbers_are_the_same() -> None:
    rows = [replace(row, number=None) for row in prose(0, 1)]
    assert {match.kind for match in match_items(rows, rows, "x")} == {"same"}


# ── rows are edited ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_edited_row_that_is_renumbered_and_moved_is_found() -> None:
    new = prose(1, 2, 3, 4, 0)
    new[4] = replace(
        new[4], number="12", heading="人材の育成", response="・関係課と協議し、令和5年度から実施している。",
        issue="【人材の育成】\n・越境人材を育成するため、県民の声を現場で聴く研修を設け、全職員が受ける。",
    )  # fmt: skip
    assert told(match_items(prose(0, 1, 2, 3, 4), new, "x")) == [("moved", 1, 5)]


def test_a_wholly_rewritten_response_does_not_part_a_row() -> None:
    new = [replace(row, response=f"・{TOPICS[9 - place]}") for place, row in enumerate(prose(0, 1, 2, 3))]
    assert pairs(match_items(prose(0, 1, 2, 3), new, "x")) == {1: 1, 2: 2, 3: 3, 4: 4}


def test_a_response_filled_in_for_the_first_time_does_not_part_a_row() -> None:
    old = [replace(row, response=None) for row in prose(0, 1, 2)]
    assert pairs(match_items(old, prose(5, 0, 1, 2), "x")) == {1: 2, 2: 3, 3: 4}


def test_a_heading_that_no_other_row_has_is_the_name_of_a_row() -> None:
    new = prose(0, 1, 2, 3)
    new[2] = replace(new[2], issue=f"【課題2】\n・{TOPICS[8]}", response=f"・{TOPICS[9]}")
    assert pairs(match_items(prose(0, 1, 2, 3), new, "x")) == {1: 1, 2: 2, 3: 3, 4: 4}


def test_a_heading_that_many_rows_have_is_not() -> None:
    old = [replace(row, heading="意識改革") for row in prose(0, 1, 2, 3)]
    new = [replace(row, heading="意識改革") for row in prose(0, 1, 2, 3)]
    new[2] = replace(new[2], issue=TOPICS[8], response=f"・{TOPICS[9]}", source="最終報告書")
    assert told(match_items(old, new, "x")) == [("added", None, 3), ("removed", 3, None)]


def test_a_heading_alone_is_not_the_name_of_a_row() -> None:
    """One remark under a heading went, and another came: source, answer, area and division are all new."""
    new = prose(0, 1, 3, 2)
    new[3] = replace(
        new[3], issue=f"【課題2】\n・{TOPICS[8]}", response=f"・{TOPICS[9]}", source="第4回PT", policy_area="広報"
    )
    assert told(match_items(prose(0, 1, 2, 3), new, "x")) == [("added", None, 4), ("removed", 3, None)]


def test_a_heading_over_another_remark_and_another_answer_is_not_the_name_of_a_row() -> None:
    """Any two sentences are 0.2 to 0.4 alike, and here nothing but the heading speaks for the pair."""
    old, new = ([replace(row, source=None) for row in prose(*topics)] for topics in ((0, 1, 2, 3), (0, 1, 3, 2)))
    new[3] = replace(new[3], issue=f"【課題2】\n・{TOPICS[8]}", response=f"・{TOPICS[9]}")
    assert told(match_items(old, new, "x")) == [("added", None, 4), ("removed", 3, None)]


def test_a_few_words_of_its_own_in_a_long_set_phrase_do_not_make_a_row_another() -> None:
    phrase = (BOILERPLATE + "なお、実施の状況は次の会議で報告する。") * 4
    kept = [TOPICS[topic] + phrase for topic in range(1, 8)]
    old = [item(place, text) for place, text in enumerate([TOPICS[0][:20], *kept], 1)]
    new = [item(place, text) for place, text in enumerate([*kept, TOPICS[0][:20] + phrase], 1)]
    assert told(match_items(old, new, "x")) == [("added", None, 8), ("removed", 1, None)]


def test_of_a_row_that_was_split_one_half_is_it_and_the_other_is_added() -> None:
    old = [*prose(0, 1), item(3, f"・{TOPICS[2]}\n・{TOPICS[3]}\n・{TOPICS[4]}", response=BOILERPLATE)]
    new = [
        *prose(0, 1),
        item(3, f"・{TOPICS[2]}\n・{TOPICS[3]}", response=BOILERPLATE),
        item(4, f"・{TOPICS[4]}", response=BOILERPLATE),
    ]
    assert told(match_items(old, new, "x")) == [("added", None, 4)]


def test_a_new_row_in_the_place_of_another_is_added_and_removed() -> None:
    matches = match_items(prose(0, 1, 2), prose(0, 7, 2), "x")
    assert told(matches) == [("added", None, 2), ("removed", 2, None)]


def test_one_good_pair_is_worth_more_than_two_poor_ones() -> None:
    """By the plain sum of likeness 1-2 (0.68) and 2-1 (0.57) would win over 1-1 (0.91) and nothing for 2."""
    first, second = TOPICS[0] + TOPICS[1], TOPICS[2] + TOPICS[3]
    old = [item(1, first + second), item(2, second)]
    new = [item(1, first + second + TOPICS[4]), item(2, first)]
    assert pairs(match_items(old, new, "x")) == {1: 1}


TWINS = [item(1, TOPICS[0] + TOPICS[1], number="1"), item(2, TOPICS[0] + TOPICS[1], number="2")]


def test_of_texts_that_are_equally_alike_the_order_decides_and_the_number_does_not() -> None:
    new = [item(place, TOPICS[0] + TOPICS[1] + TOPICS[1 + place], number=str(3 - place)) for place in (1, 2)]
    assert pairs(match_items(TWINS, new, "x")) == {1: 1, 2: 2}


@pytest.mark.parametrize("number", [1, 2])
def test_where_text_and_order_leave_a_tie_the_printed_number_decides(number: int) -> None:
    new = [item(1, TOPICS[0] + TOPICS[1] + TOPICS[2], number=str(number))]
    assert pairs(match_items(TWINS, new, "x")) == {number: 1}


def test_neither_order_nor_number_decides_against_the_text() -> None:
    shared = TOPICS[0] + TOPICS[1]
    old = [item(1, shared + TOPICS[3]), item(2, shared + TOPICS[4])]
    new = [item(1, shared + TOPICS[4] + TOPICS[5]), item(2, shared + TOPICS[3] + TOPICS[6])]
    assert pairs(match_items(old, new, "x")) == {1: 2, 2: 1}


# ── rows that are nearly or wholly alike ────────────────────────────────────────────────────────────────────────────


def test_in_a_family_of_rows_one_that_went_is_not_taken_for_one_that_came() -> None:
    matches = match_items(family(range(1, 41)), family([n for n in range(1, 42) if n != 13]), "x")
    assert told(matches) == [("added", None, 40), ("removed", 13, None)]


def test_in_a_family_among_other_rows_likewise() -> None:
    def among(rows: list[Item]) -> list[Item]:
        mixed = [*prose(0, 1, 2, 3, 4), *rows, *prose(5, 6, 7, 8, 9)]
        return [replace(row, ordinal=place, number=str(place)) for place, row in enumerate(mixed, 1)]

    matches = match_items(among(family(range(1, 11))), among(family([n for n in range(1, 12) if n != 3])), "x")
    assert told(matches) == [("added", None, 15), ("removed", 8, None)]


def test_in_a_family_an_edited_row_is_found_though_all_rows_shifted() -> None:
    old = family(range(1, 41))
    new = family(["災害への備えを見直すこと。", *range(1, 13), "第13地区の橋を架けること。", *range(14, 41)])
    matches = match_items(old, new, "x")
    assert told(matches) == [("added", None, 1)]
    assert pairs(matches)[13] == 14


@pytest.mark.parametrize("name", ["第131地区", "中央地区"])
def test_in_a_family_a_corrected_name_in_its_place_is_an_edit(name: str) -> None:
    new = family([*range(1, 13), f"{name}の道路を整備すること。", *range(14, 41)])
    assert told(match_items(family(range(1, 41)), new, "x")) == []


@pytest.mark.parametrize(("topics", "expected"), [((0, 1, 2), {1: 20}), ((0, 1), {})])
def test_a_row_that_shares_set_phrases_alone_is_another_only_where_no_other_has_as_many_of_them(
    topics: tuple[int, ...], expected: dict[int, int]
) -> None:
    """Its name was corrected, and it went to the end; every sentence of it stands in ten rows."""

    def rows(named: Sequence[tuple[str, tuple[int, ...]]]) -> list[Item]:
        texts = [f"{name}。" + "".join(TOPICS[topic] for topic in topics) for name, topics in named]
        return [item(place, text) for place, text in enumerate(texts, 1)]

    named = [(f"第{number}地区", three) for number, three in enumerate(combinations(range(6), 3), 1)]
    matches = match_items(rows(named), rows([*named[1:], ("中央地区", topics)]), "x")
    assert pairs(matches) == {old: old - 1 for old in range(2, 21)} | expected


def test_a_family_whose_responses_are_all_rewritten_keeps_its_pairs() -> None:
    old = family(range(1, 41))
    new = [
        replace(row, ordinal=row.ordinal + 1, number=str(row.ordinal + 1), response="・令和5年度に着工した。")
        for row in old
    ]
    matches = match_items(old, [*prose(3), *new], "x")
    assert pairs(matches) == {place: place + 1 for place in range(1, 41)}


def test_identical_rows_are_paired_in_order() -> None:
    rows = [*family([1, 1, 1])]
    assert pairs(match_items(rows, rows, "x")) == {1: 1, 2: 2, 3: 3}


@pytest.mark.parametrize(("gone", "left"), [(1, {2: 1, 3: 2}), (2, {1: 1, 3: 2}), (3, {1: 1, 2: 2})])
def test_of_identical_rows_between_others_the_one_whose_place_is_gone_is_removed(
    gone: int, left: dict[int, int]
) -> None:
    """An x stands for the identical row: x 1 x 2 x, less one of the three."""
    layout: list[str | int] = ["x", 1, "x", 2, "x"]
    places = {1: 0, 2: 2, 3: 4}
    shorter = layout[: places[gone]] + layout[places[gone] + 1 :]

    def build(parts: list[str | int]) -> list[Item]:
        return family([5 if part == "x" else int(part) * 10 for part in parts])

    matches = match_items(build(layout), build(shorter), "x")
    assert told(matches) == [("removed", places[gone] + 1, None)]
    assert len(pairs(matches)) == len(left) + 2


def test_identical_rows_go_by_area_where_that_tells_them_apart() -> None:
    one, other = family([1, 1])
    other = replace(other, policy_area="県庁の働き方改革の推進")
    turned = [replace(other, ordinal=1), replace(one, ordinal=2)]
    assert pairs(match_items([one, other], turned, "x")) == {1: 2, 2: 1}


def test_very_many_identical_rows_need_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(equal_rows, "_LARGEST_TABLE", 3)
    matches = match_items(family([1] * 5), family([1] * 4), "x")
    assert pairs(matches) == {1: 1, 2: 2, 3: 3, 4: 4}


def test_empty_rows_are_paired_by_their_place() -> None:
    rows = [item(1), item(2, status_mark="○"), *[replace(row, ordinal=row.ordinal + 2) for row in prose(0, 1)]]
    changed = [rows[0], replace(rows[1], status_mark="△"), *rows[2:]]
    assert pairs(match_items(rows, changed, "x")) == {1: 1, 2: 2, 3: 3, 4: 4}


# ── items of other publishers ───────────────────────────────────────────────────────────────────────────────────────


def shop(ordinal: int, name: str, phone: str, **more: str) -> Item:
    """A row of a list that no field claims a column of."""
    return item(ordinal, policy_area=None, category=None, extra={"名称": name, "電話": phone, "可否": "○", **more})


SHOPS = [shop(place, f"{name}商店", f"076-4{place:03}-{place * 37 % 10000:04}") for place, name in
         enumerate("青赤緑白黒金銀紫桃橙", 1)]  # fmt: skip


def test_items_known_by_extra_columns_alone_are_matched() -> None:
    new = [shop(1, "虹商店", "076-999-1234"), *(replace(row, ordinal=row.ordinal + 1) for row in SHOPS)]
    new[4] = replace(new[4], extra={**new[4].extra, "可否": "×"})
    new[7] = replace(new[7], extra={**new[7].extra, "名称": "銀座商店本店"})
    matches = match_items(SHOPS, new, "x")
    assert told(matches) == [("added", None, 1)]
    assert pairs(matches) == {place: place + 1 for place in range(1, 11)}


def test_a_reworded_header_does_not_part_the_rows() -> None:
    new = [
        replace(row, extra={"店舗の名称": row.extra["名称"], "電話番号": row.extra["電話"], "可否": "○"})
        for row in SHOPS
    ]
    assert pairs(match_items(SHOPS, new, "x")) == {place: place for place in range(1, 11)}


def test_a_column_that_came_and_one_that_went_part_no_row() -> None:
    new = [replace(row, extra={"名称": row.extra["名称"], "電話": "0", "件数": f"{row.ordinal}件"}) for row in SHOPS]
    old = [replace(row, extra={**row.extra, "区分": "新規"}) for row in SHOPS]
    assert pairs(match_items(old, new, "x")) == {place: place for place in range(1, 11)}


def test_a_row_is_its_name_though_every_flag_was_turned() -> None:
    def places(*flags: str) -> list[Item]:
        names = ("東", "西", "南", "北")
        return [shop(place, name, flag, 予約=flag) for place, (name, flag) in enumerate(zip(names, flags, strict=True))]

    assert told(match_items(places("○", "×", "○", "×"), places("○", "○", "×", "×"), "x")) == []


def test_a_running_number_is_no_name() -> None:
    old = [item(place, extra={"No": str(place), "名称": name}) for place, name in enumerate("青赤緑白黒", 1)]
    new = [item(place, extra={"No": str(place), "名称": name}) for place, name in enumerate("虹青赤緑白", 1)]
    assert pairs(match_items(old, new, "x")) == {1: 2, 2: 3, 3: 4, 4: 5}


def test_two_lists_of_different_shops_share_no_row() -> None:
    names = ("山田屋本店", "北陸交易", "海鮮市場たてやま", "川辺書房", "港町食堂")
    new = [shop(place, name, f"0857-{place * 7:02}-{place * 991:04}") for place, name in enumerate(names, 1)]
    assert {match.kind for match in match_items(SHOPS[:5], new, "x")} == {"added", "removed"}


# ── what is told of a match ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_match_says_why_and_what_the_next_best_was() -> None:
    new = prose(0, 1, 2)
    new[1] = replace(new[1], response="・電子決裁の研修を令和5年度に実施した。")
    by_ordinal = {match.to_ordinal: match for match in match_items(prose(0, 1, 2), new, "x")}
    assert by_ordinal[1].reason == "identical text"
    assert by_ordinal[1].similarity == 1
    assert by_ordinal[2].reason == "same heading, issue, source"
    assert 0 < by_ordinal[2].similarity < 1


def test_a_text_that_all_rows_share_speaks_less_for_a_pair_than_one_that_only_the_two_have() -> None:
    def similarity(others: str) -> float:
        old = [item(1, TOPICS[0], response=BOILERPLATE), item(2, TOPICS[1], response=others)]
        new = [replace(old[0], issue=TOPICS[0] + TOPICS[2]), old[1]]
        return match_items(old, new, "x")[0].similarity

    assert similarity(BOILERPLATE) < similarity(TOPICS[3])


def test_of_two_rows_alike_to_the_letter_the_other_one_is_the_next_best() -> None:
    twins = [item(1, TOPICS[0]), item(2, TOPICS[0])]
    assert [match.runner_up_similarity for match in match_items(twins[:1], twins, "x")] == [1, 1]


def test_a_row_left_alone_tells_its_best_candidate() -> None:
    matches = match_items(family(range(1, 41)), family([n for n in range(1, 42) if n != 13]), "x")
    alone = [match for match in matches if match.kind in ("added", "removed")]
    assert all(match.similarity == 0 and (match.runner_up_similarity or 0) > 0.9 for match in alone)


@pytest.mark.parametrize(("old", "new"), [([], []), ([], prose(0, 1)), (prose(0, 1), [])])
def test_an_empty_edition_can_be_compared(old: list[Item], new: list[Item]) -> None:
    matches = match_items(old, new, "x")
    assert len(matches) == len(old) + len(new)
    assert {match.kind for match in matches} <= {"added", "removed"}


# ── what always holds ───────────────────────────────────────────────────────────────────────────────────────────────

ISSUES = st.lists(st.sampled_from(["", "同じ課題", "同じ課題。", *TOPICS[:4], TOPICS[0] + TOPICS[1]]), max_size=9)


@given(ISSUES, ISSUES, st.integers(0, 2**16))
def test_matching_is_one_to_one_and_total_and_minds_no_order_of_input(
    before: list[str], after: list[str], seed: int
) -> None:
    old = [item(place, issue) for place, issue in enumerate(before, 1)]
    new = [item(place, issue) for place, issue in enumerate(after, 1)]
    matches = match_items(old, new, "x")
    assert sorted(match.from_ordinal for match in matches if match.from_ordinal) == [row.ordinal for row in old]
    assert sorted(match.to_ordinal for match in matches if match.to_ordinal) == [row.ordinal for row in new]
    assert all((match.from_ordinal is None) == (match.kind == "added") for match in matches)
    assert all((match.to_ordinal is None) == (match.kind == "removed") for match in matches)
    assert all(0 <= match.similarity <= 1 for match in matches)
    shuffler = random.Random(seed)  # noqa: S311 - not for secrets
    assert match_items(shuffler.sample(old, len(old)), shuffler.sample(new, len(new)), "x") == matches


@given(ISSUES)
def test_an_edition_is_the_same_as_itself(issues: list[str]) -> None:
    rows = [item(place, issue) for place, issue in enumerate(issues, 1)]
    assert all(match.kind == "same" and match.similarity == 1 for match in match_items(rows, rows, "x"))


@given(st.lists(st.integers(0, 9), unique=True), st.lists(st.integers(0, 9), unique=True))
def test_unedited_rows_always_find_each_other(before: list[int], after: list[int]) -> None:
    matched = pairs(match_items(prose(*before), prose(*after), "x"))
    # The others may be paired or not: with one row each, nothing tells a new issue from a rewritten one.
    expected = {before.index(topic) + 1: after.index(topic) + 1 for topic in set(before) & set(after)}
    assert matched.items() >= expected.items()
