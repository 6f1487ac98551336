import numpy as np
import pytest

from pipeline.lines.spaces import find_spaces


def spaces(texts: str, gaps: list[float], printed: list[str] | None = None) -> dict[int, str]:
    """Set glyphs one em wide in a row, with a gap in ems before each but the first."""
    x0 = np.cumsum([0.0, *[1 + gap for gap in gaps]]) * 10
    boxes = np.stack([x0, np.zeros(len(texts)), x0 + 10, np.full(len(texts), 10.0)], axis=1)
    no_gap = np.zeros(len(texts), np.bool_)
    no_gap[0] = True
    told = {place: space for place, space in enumerate(printed or []) if space}
    return find_spaces(list(texts), told, boxes, np.full(len(texts), 10.0), no_gap)


SOLID = "高木新平氏陳内裕樹氏"


def test_on_a_page_set_solid_a_quarter_em_between_letters_is_a_space() -> None:
    gaps = [0.0] * 9
    gaps[1] = gaps[3] = 0.27
    assert spaces(SOLID * 3, [*gaps, *[0.0] * 20]) == {2: " ", 4: " "}


def test_on_a_page_set_justified_the_same_gap_is_none() -> None:
    assert spaces(SOLID * 3, [0.3] * 29) == {}


def test_a_quarter_em_everywhere_between_scripts_is_typesetting() -> None:
    assert spaces("第1回と第2回と第3回と第4回と" * 2, ([0.25, 0.25, 0, 0] * 8)[:31]) == {}


def test_a_gap_after_every_comma_is_typesetting() -> None:
    text = "あ、い、う、え、お、か、き、く、け、こ、さ、"
    assert spaces(text, ([0.0, 0.4] * 11)[:21]) == {}


@pytest.mark.parametrize("gap", [0.7, 1.0, 3.0])
def test_a_wide_gap_is_a_space_on_any_page(gap: float) -> None:
    gaps = [0.3] * 29
    gaps[4] = gap
    assert spaces(SOLID * 3, gaps) == {5: " "}


@pytest.mark.parametrize(
    ("printed", "expected"), [(" ", " "), ("  ", "  "), ("   ", " "), ("\u3000", "\u3000"), (" \u3000", "\u3000")]
)
def test_more_than_two_printed_spaces_count_as_one_and_an_ideographic_one_stays(printed: str, expected: str) -> None:
    assert spaces("岡新治", [0.0, 0.0], ["", printed, ""]) == {1: expected}


def test_a_quarter_em_between_a_half_width_bracket_and_japanese_is_typesetting_where_it_is_common() -> None:
    text = "会(P1)と" * 6
    assert spaces(text, ([0.25, 0.0, 0.0, 0.0, 0.25, 0.0] * 6)[:35]) == {}


@pytest.mark.parametrize(
    ("text", "gaps", "expected"),
    [
        ("３月19日", [0.2, 0.62, 0.25, 0.2], {2: " "}),  # a typed space among letters that are set apart
        ("19日", [0.25, 0.2], {}),
        ("意見の概要", [1.3] * 4, {}),  # spread over its cell
        ("123", [0.27, 0.27], {1: " ", 2: " "}),  # three figures, as Calc sets them
        ("岡新", [0.7], {1: " "}),  # two letters are no line that is spread
        ("DX推進室とIT企画", [0.1, *[0.0] * 8], {}),  # kerning
        ("DX推進室とIT企画", [0.18, *[0.0] * 8], {1: " "}),
    ],
)
def test_what_is_set_apart_throughout_a_line_is_no_space(
    text: str, gaps: list[float], expected: dict[int, str]
) -> None:
    assert spaces(text, gaps) == expected


@pytest.mark.parametrize(("gap", "expected"), [(0.3, {}), (0.5, {4: " "})])
def test_between_half_width_kana_only_a_gap_of_their_own_width_is_a_space(gap: float, expected: dict[int, str]) -> None:
    gaps = [0.0] * 20
    gaps[3] = gap
    assert spaces("ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅ", gaps) == expected


@pytest.mark.parametrize("sign", ["ー", "ッ", "ﾞ", "々"])
def test_before_a_letter_that_begins_no_word_a_gap_is_no_space(sign: str) -> None:
    gaps = [0.0] * 20
    gaps[4] = 0.3
    assert spaces("あいうえお" + sign + "かきくけこさしすせそたちつて", gaps[:19]) == {}
    assert spaces("あいうえお" + "の" + "かきくけこさしすせそたちつて", gaps[:19]) == {5: " "}
