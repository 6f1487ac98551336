from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import StyledText
from pipeline.transcript.align import align_header, align_row, learn_profiles, table_width
from pipeline.vocabulary.transcript import vocabulary
from tests.transcript.pieces import HEADER, ROWS

WORDS = vocabulary()


def rich(*texts: str) -> list[StyledText]:
    return [StyledText(text) for text in texts]


PROFILES = learn_profiles([rich(*row) for row in ROWS], [None] * len(ROWS[0]), WORDS)


@pytest.mark.parametrize(
    ("widths", "expected"),
    [
        ([8] * 30 + [7] * 17, 8),
        ([8] * 3 + [7] * 44, 7),
        ([8] * 5 + [7] * 44, 8),
        ([8] * 30 + [12], 8),
        ([3], 3),
        ([3, 4], 4),
        ([], 1),
    ],
)
def test_a_table_is_as_wide_as_a_fair_share_of_its_rows(widths: list[int], expected: int) -> None:
    assert table_width(widths) == expected


N, A, C, I, S, M, R, D = range(8)  # noqa: E741 - one letter a column, for the table below
TEXT = "・訓練の時間を改めた。"


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        (("5", "防災", "訓練", "・夜も。", "第1回懇話会", "○", TEXT, "人事課"), (N, A, C, I, S, M, R, D)),
        (("5", "防災", "訓練", "・夜も。", "第1回懇話会", "○", "人事課"), (N, A, C, I, S, M, D)),
        (("5", "防災", "訓練", "・夜も。", "第1回懇話会", TEXT, "人事課"), (N, A, C, I, S, R, D)),
        (("5", "防災", "訓練", "・夜も。", "第1回懇話会", "○", TEXT), (N, A, C, I, S, M, R)),
        (("防災", "訓練", "・夜も。", "第1回懇話会", "○", TEXT, "人事課"), (A, C, I, S, M, R, D)),
        (("5", "〃", "〃", "・夜も。", "○", TEXT, "人事課"), (N, A, C, I, M, R, D)),
        (("5", "〃", "〃", "・夜も。", "第1回懇話会", "○ " + TEXT, "人事課"), (N, A, C, I, S, M, R, D)),
        (("5 〃", "〃", "・夜も。", "第1回懇話会", "○", TEXT, "人事課"), (N, A, C, I, S, M, R, D)),
        (("5", "〃", "〃", "・夜も。", "第1回懇話会", "○", TEXT + " 人事課"), (N, A, C, I, S, M, R, D)),
        (("5", "〃", "〃", "・夜も。", "第1回懇話会", "○", TEXT, "人事課", ""), (N, A, C, I, S, M, R, D)),
    ],
)
def test_cells_find_their_columns_by_what_stands_in_them(cells: tuple[str, ...], columns: tuple[int, ...]) -> None:
    assert tuple(placed.column_index for placed in align_row(rich(*cells), PROFILES, WORDS)) == columns


@pytest.mark.parametrize(("count", "is_aligned"), [(40, True), (41, False)])
def test_a_row_of_more_than_forty_cells_is_laid_down_as_it_comes(count: int, is_aligned: bool) -> None:
    placed = align_row(rich("5", *[TEXT] * (count - 2), "人事課"), PROFILES, WORDS)
    assert (placed[-1].text.text == "人事課") is is_aligned


CELLS = st.lists(
    st.sampled_from(["", "5", "〃", "○", "○ ・夜も。", "人事課", "・夜も行う。" * 9, "第1回 小川委員", "防災 訓練"]),
    max_size=12,
)


@given(CELLS)
def test_aligning_keeps_every_character_and_the_order(texts: list[str]) -> None:
    placed = align_row(rich(*texts), PROFILES, WORDS)
    assert "".join("".join(cell.text.text.split()) for cell in placed) == "".join("".join("".join(texts).split()))
    columns = [cell.column_index for cell in placed]
    assert columns == sorted(set(columns))


@pytest.mark.parametrize(
    ("headers", "spans"),
    [
        (HEADER, (1, 1, 1, 1, 1, 2, 1)),
        ((*HEADER, ""), (1, 1, 1, 1, 1, 2, 1)),
        ((*HEADER[:6], "", HEADER[6]), (1, 1, 1, 1, 1, 2, 1)),
        (("", *HEADER[1:6], "県の考え方", HEADER[6]), (1,) * 8),
        ((*HEADER[:6], "県の考え方", HEADER[6]), (1,) * 8),
    ],
)
def test_a_header_spans_the_columns_that_it_announces(headers: tuple[str, ...], spans: tuple[int, ...]) -> None:
    assert tuple(placed.span for placed in align_header(rich(*headers), PROFILES, WORDS)) == spans


@given(st.lists(st.sampled_from(["", "番号", "意見", "状況(○済)", "担当課", "5"]), max_size=11))
def test_a_header_row_covers_columns_once_and_in_order(texts: list[str]) -> None:
    placed = align_header(rich(*texts), PROFILES, WORDS) if texts else []
    covered = [column for cell in placed for column in range(cell.column_index, cell.column_index + cell.span)]
    assert covered == sorted(set(covered))
    assert all(column < len(PROFILES) for column in covered)
    assert "".join(cell.text.text.replace("\n", "") for cell in placed) == "".join(texts)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "empty"), (" \n", "empty"), ("12", "number"), ("１２", "number"), ("No.3", "number"), ("3-1", "number"),
        ("〃", "ditto"), ("同上", "ditto"), ("○", "status"), ("〇", "status"), ("○ (一部 △)", "status"),
        ("○(一部△)", "status"), ("継続", "status"), ("○ ・行った。", "status_text"), ("○・行った。", "status_text"),
        ("○(一部△)\n・行った。", "status_text"), ("○印を付ける。", "short"), ("危機管理課", "divisions"),
        ("デジタル化 推進室 人事課", "divisions"), ("第1回懇話会 小川委員発言", "source"), ("最終報告書", "source"),
        ("避難所", "divisions"), ("・夜も行う。", "short"), ("・" + "夜も行う。" * 9, "long"),
    ],
)  # fmt: skip
def test_kinds_of_cells(text: str, kind: str) -> None:
    assert WORDS.kind(text) == kind
