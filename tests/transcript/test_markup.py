from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import PLAIN, Style, StyledText
from pipeline.transcript.markup import MarkupReader, RawRow, TextLine, tame_markup
from pipeline.transcript.text import apply_emphasis, text_to_lines, tidy_white_space


def blocks(text: str) -> list[RawRow | TextLine]:
    reader = MarkupReader()
    reader.feed(tame_markup(text))
    reader.close()
    return reader.blocks


def styles(text: str) -> list[tuple[str, Style]]:
    lines = [block.text for block in blocks(text) if isinstance(block, TextLine)]
    return [(run.text, run.style) for line in lines for each in text_to_lines(line, 1) for run in each.runs]


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("<b>改</b>", Style(bold=True)),
        ("<STRONG>改</STRONG>", Style(bold=True)),
        ("<u>改</u>", Style(underline=True)),
        ("<ins>改</ins>", Style(underline=True)),
        ("<s>改</s>", Style(strike=True)),
        ("<del>改</del>", Style(strike=True)),
        ("<mark>改</mark>", Style(highlight="#ffff00")),
        ("<font color='red'>改</font>", Style("#ff0000")),
        ('<span style="color: #C00000">改</span>', Style("#c00000")),
        ('<span style="background-color: red">改</span>', PLAIN),
        ('<span style="font-weight:bold">改</span>', Style(bold=True)),
        ('<span style="text-decoration: line-through">改</span>', Style(strike=True)),
        ('<span style="text-decoration: underline">改</span>', Style(underline=True)),
        ("<b><u>改</b></u>", Style(bold=True, underline=True)),
        ("<i>改</i>", PLAIN),
        ("**改**", Style(bold=True)),
        ("~~改~~", Style(strike=True)),
    ],
)
def test_tags_become_styles(text: str, style: Style) -> None:
    assert styles(text) == [("改", style)]


@pytest.mark.parametrize(
    "text", ["a < b", "<R5>の目標", "<注>", "5 ** 2", "** 改 **", "a<b", "<", "<>", "</", "R&D", "<!", "<!-- 改"]
)
def test_what_is_no_markup_stays(text: str) -> None:
    assert "".join(run for run, _ in styles(text)) == text


@pytest.mark.parametrize(("depth", "is_bold"), [(99, True), (100, False)])
def test_the_hundred_and_first_style_within_others_adds_nothing(depth: int, is_bold: bool) -> None:
    assert styles("<u>" * depth + "<b>改") == [("改", Style(underline=True, bold=is_bold))]


def test_a_style_left_open_ends_with_its_line_or_cell() -> None:
    assert styles("<b>甲\n乙")[1] == ("乙", PLAIN)
    assert styles("<b>甲\t乙") == [("甲", Style(bold=True)), ("\t乙", PLAIN)]


def rows(text: str) -> list[list[str]]:
    return [[cell.text.text.strip() for cell in block.cells] for block in blocks(text) if isinstance(block, RawRow)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<table><tr><td>1</td><td>2</td></tr></table>", [["1", "2"]]),
        ("<table><tr><td>1<td>2<tr><td>3</table>", [["1", "2"], ["3"]]),
        ("<table><td>1</td></table>", [["1"]]),
        ("<table><tr><td>1", [["1"]]),
        ("<tr><td>1</td></tr>", []),
        ("<table><tr></tr></table>", []),
    ],
)
def test_rows_of_html(text: str, expected: list[list[str]]) -> None:
    assert rows(text) == expected


def test_a_table_in_a_cell_is_text_of_that_cell() -> None:
    ((cell,),) = rows("<table><tr><td>甲<table><tr><td>乙</td></tr></table>丙</td></tr></table>")
    assert cell.split() == ["甲", "乙", "丙"]


def test_what_stands_between_cells_is_around_the_table() -> None:
    found = blocks("<table>表1<tr><td>1</td></tr></table>")
    assert "表1" in [block.text.text for block in found if isinstance(block, TextLine)]


@given(st.text(alphabet="<>!-/&;b a1\n\t'\"=", max_size=60))
def test_text_of_tags_never_raises_and_taming_is_idempotent(text: str) -> None:
    blocks(text)
    assert tame_markup(tame_markup(text)) == tame_markup(text)


def is_told_truly(text: StyledText) -> bool:
    return all(span.text == text.text[span.start : span.end] for span in text.spans)


@given(st.text(alphabet=" \u3000\n\x0b・甲乙。\t", max_size=60))
def test_tidying_white_space_twice_is_tidying_it_once_and_changes_nothing_else(text: str) -> None:
    once = tidy_white_space(StyledText(text), "・")
    assert tidy_white_space(once, "・") == once
    assert "".join(once.text.split()) == "".join(text.split())
    assert is_told_truly(once)


@given(st.text(alphabet="*~甲 \n", max_size=40))
def test_emphasis_takes_pairs_only(text: str) -> None:
    result = apply_emphasis(StyledText(text))
    assert is_told_truly(result)
    assert result.text.replace("*", "").replace("~", "") == text.replace("*", "").replace("~", "")


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("甲 <b> 乙</b>", [("甲 ", PLAIN), ("乙", Style(bold=True))]),
        ("<b>甲 </b> 乙", [("甲 ", Style(bold=True)), ("乙", PLAIN)]),
    ],
)
def test_white_space_that_becomes_one_space_has_the_style_it_began_with(
    text: str, runs: list[tuple[str, Style]]
) -> None:
    (block,) = (block for block in blocks(text) if isinstance(block, TextLine))
    (line,) = text_to_lines(tidy_white_space(block.text, "・"), 1)
    assert [(run.text, run.style) for run in line.runs] == runs


@pytest.mark.parametrize(("length", "is_tag"), [(2000, True), (2001, False)])
def test_what_is_longer_than_two_thousand_characters_is_no_tag(length: int, is_tag: bool) -> None:
    tag = f"<b{'x' * length}>"
    assert (tame_markup(tag) == tag) is is_tag


@pytest.mark.parametrize(("written", "columns"), [("3", 3), ("5000", 1000), ("0", 1), ("many", 1)])
def test_a_cell_spans_as_many_columns_as_html_allows(written: str, columns: int) -> None:
    rows = blocks(f'<table><tr><td colspan="{written}">改</td></tr></table>')
    assert [block.cells[0].column_span for block in rows if isinstance(block, RawRow)] == [columns]
