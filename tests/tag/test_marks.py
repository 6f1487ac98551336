"""Which styled stretches are marks, by the page's legend and without one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Box, FrontMatter, Mark, MarkStyle, Row, Series, Span, Style, StyledText
from pipeline.tag import tag_document
from pipeline.tag.colours import colour_name
from pipeline.tag.marks import read_marks
from pipeline.vocabulary.marks import NO_LEGEND, MarkRule, read_mark_legend, read_mark_line, sign_of_changes
from tests.tag.making import RED, make_document, make_row, struck, styled

BLUE = Style(colour="#0070c0")
UNDERLINED = Style(underline=True)
BOLD = Style(bold=True)
YELLOW = Style(highlight="#ffff00")
RED_LEGEND = read_mark_legend(["※変更部分は赤字着色"])


def rule(style: MarkStyle, colour: str | None = None) -> MarkRule:
    return MarkRule(style, colour)


def marks_of(*rows: Row, legend: str | None = "※変更部分は赤字着色") -> tuple[Mark, ...]:
    marks, _ = read_marks(rows, read_mark_legend([legend] if legend else []))
    return marks


@pytest.mark.parametrize(
    ("line", "rules"),
    [
        ("※変更部分は赤字着色", [rule("colour", "red")]),
        ("赤字：前回からの変更箇所", [rule("colour", "red")]),
        ("…からの変更は赤字", [rule("colour", "red")]),
        ("変更点は朱書き", [rule("colour", "red")]),
        ("変更部分は赤色で表示", [rule("colour", "red")]),
        ("※赤字：R5.6時点", [rule("colour", "red")]),
        ("※前回からの変更は青字", [rule("colour", "blue")]),
        ("緑字は追加", [rule("colour", "green")]),
        ("下線部は修正箇所", [rule("underline")]),
        ("アンダーラインは変更箇所", [rule("underline")]),
        ("赤下線部が変更", [rule("underline", "red")]),
        ("変更箇所は太字・下線", [rule("bold"), rule("underline")]),
        ("(変更箇所：ゴシック体)", [rule("bold")]),
        ("網掛けは新規", [rule("highlight")]),
        ("黄色マーカーは追加箇所", [rule("highlight", "yellow")]),
        ("見え消しで修正", [rule("strike")]),
        ("赤：追加、青：削除", [rule("colour", "red"), rule("colour", "blue")]),
        ("赤＝前回からの変更", [rule("colour", "red")]),
        ("取消線は削除、赤字は追加", [rule("strike"), rule("colour", "red")]),
        ("赤字は今回変更、青字は前回変更", [rule("colour", "red"), rule("colour", "blue")]),
    ],
)
def test_a_legend_says_how_changes_are_marked(line: str, rules: list[MarkRule]) -> None:
    assert list(read_mark_line(line)) == rules


@pytest.mark.parametrize(
    "line",
    [
        "赤字決算の改善",
        "赤字団体",
        "赤字路線の見直し状況",
        "赤字額は前回より減少",
        "資料4",
        "青字",
        "太字の見出し",
        "緑：新規　青：継続",
        "赤：未着手、青：完了",
        "",
    ],
)
def test_a_word_of_style_alone_is_no_legend(line: str) -> None:
    assert read_mark_line(line) == ()


def test_a_legend_on_the_cover_and_another_above_the_table_are_both_kept() -> None:
    legend = read_mark_legend(["進捗状況", "※前回からの変更は赤字", "資料1", "※前回からの変更は赤字", "下線部は追加"])
    assert legend.text == "※前回からの変更は赤字\n下線部は追加"
    assert legend.rules == (rule("colour", "red"), rule("underline"))


@pytest.mark.parametrize(
    ("line", "now", "others"),
    [
        ("赤字は今回の変更、青字は前回の変更", "red", "blue"),
        ("青字は前回の変更、赤字は今回の変更", "red", "blue"),
        ("※今回の修正箇所は赤字、前回の修正箇所は青字", "red", "blue"),
        ("変更箇所は赤字で、前回の変更箇所は青字で表示しています。", "red", "blue"),
        ("※ 変更箇所を赤字で記載（前回会議：青字）", "red", "blue"),
        ("今回：赤字、前回：青字", "red", "blue"),
        ("今回の資料では、赤字は前回変更、青字は今回変更", "blue", "red"),
        ("赤字：前回からの変更　青字：前々回からの変更", "red", "blue"),
        ("前回会議からの修正は赤字、前回会議での修正は青字", "red", "blue"),
        ("前回に追加した箇所は青字、今回追加は赤字", "red", "blue"),
        ("※前回（第3回）からの変更点を赤字、第2回からの変更点を青字で示す", "red", "blue"),
        ("青字：5月14日版からの更新、赤字：5月21日版からの更新", "red", "blue"),
        ("赤字は令和5年10月、青字は令和6年3月に追記", "blue", "red"),
        ("赤字が今回の修正部分、青字が第１回の修正部分", "red", "blue"),
        ("赤字は第2回の意見を踏まえた修正、青字は第1回の意見を踏まえた修正", "red", "blue"),
        ("前回の会議でいただいた意見を踏まえた修正は赤字、その他の修正は青字", "red blue", ""),
        ("※前回からの変更のうち、赤字は追加、青字は修正", "red blue", ""),
        ("赤字：前回の会議資料からの変更点、緑字：パブリックコメントによる修正", "red green", ""),
        ("赤字：追加　青字：文言整理", "red blue", ""),
        ("※青字は国の事業、赤字は前回からの変更", "red", "blue"),
        ("黒字：前回まで、赤字：今回の変更", "red", "black"),
        ("※青字は前回修正", "blue", ""),
        ("※赤字：今回（第3回）変更箇所、青字：前回（第2回）変更箇所", "red", "blue"),
        ("赤字は今回の修正、青字は第1回の修正", "red", "blue"),
    ],
)
def test_of_several_colours_only_those_of_this_editions_changes_are_marks(line: str, now: str, others: str) -> None:
    legend = read_mark_legend([line])
    assert [rule.colour for rule in legend.rules] == now.split()
    assert [rule.colour for rule in legend.others] == others.split()


def test_colours_that_are_explained_on_lines_of_their_own_are_told_apart_too() -> None:
    legend = read_mark_legend(["青字：前回", "赤字：今回"])
    assert (legend.rules, legend.others) == ((rule("colour", "red"),), (rule("colour", "blue"),))


def test_styles_named_together_share_what_is_said_of_them() -> None:
    legend = read_mark_legend(["※変更箇所のうち下線・赤字は今回、青字は前回"])
    assert (legend.rules, legend.others) == ((rule("underline"), rule("colour", "red")), (rule("colour", "blue"),))


@pytest.mark.parametrize(
    ("line", "colour", "code", "count"),
    [
        ("赤字は今回の変更、青字は前回の変更", "#ff0000", "style_of_other_meaning", 1),
        ("赤字は今回の変更、青字は前回の変更", "#0000ff", "style_of_other_meaning", 0),
        ("赤下線は今回の変更、青下線は前回の変更", "#ff0000", "style_of_other_meaning", 1),
        ("赤下線は今回の変更、青下線は前回の変更", "#0000ff", "style_of_other_meaning", 0),
        ("下線は今回の変更、青下線は前回の変更", "#000000", "style_of_other_meaning", 1),
        ("下線は今回の変更、青下線は前回の変更", "#0000ff", "style_of_other_meaning", 0),
        ("下線は今回の変更、二重下線は前回の変更", "#000000", "styles_not_told_apart", 1),
    ],
)
def test_what_a_legend_gives_to_another_edition_is_no_mark_and_told(
    line: str, colour: str, code: str, count: int
) -> None:
    rows = [make_row(issue=styled("前甲後", ("甲", Style(colour=colour, underline=True))))]
    marks, findings = read_marks(rows, read_mark_legend([line]))
    assert len(marks) == count
    assert [told.code for told in findings] == [code, *["legend_without_marks"] * (count == 0)]


def test_a_legend_that_is_repeated_in_other_words_is_one() -> None:
    legend = read_mark_legend(["※変更箇所は赤字", "前回修正箇所は赤字"])
    assert (legend.rules, legend.others) == ((rule("colour", "red"),), ())


COLOURS = {
    "red": "#ff0000 #c00000 #ee1d23 #ff001c #ed1c24 #bf0000 #e60012 #800000 #ff3300 #d7000f",
    "blue": "#0000ff #0563c1 #0070c0",
    "green": "#00b050",
    "purple": "#7030a0",
    "yellow": "#ffff00",
    "orange": "#ed7d31",
    "brown": "#993300 #8b4513",
    "pink": "#ff3399",
    "black": "#000000 #231f20 #1a0000 #330000",
    "grey": "#808080 #a09090",
    "white": "#ffffff",
}


@pytest.mark.parametrize(("name", "colours"), COLOURS.items())
def test_a_colour_is_named_as_a_reader_would(name: str, colours: str) -> None:
    assert {colour: colour_name(colour) for colour in colours.split()} == dict.fromkeys(colours.split(), name)


@given(st.integers(0, 0xFFFFFF))
def test_every_colour_has_a_name(colour: int) -> None:
    assert colour_name(f"#{colour:06x}")


def test_a_mark_has_the_text_at_its_offsets_and_the_colour_as_printed() -> None:
    (mark,) = marks_of(
        make_row(5, response=styled("・公開した旨お知らせする。(実施済)", ("(実施済)", Style(colour="#ee1d23"))))
    )
    assert (mark.ordinal, mark.field, mark.start, mark.end) == (5, "response", 13, 18)
    assert (mark.text, mark.style, mark.colour) == ("(実施済)", "colour", "#ee1d23")


def test_printed_lines_that_touch_are_one_mark_with_the_box_around_both() -> None:
    (mark,) = marks_of(make_row(issue=styled("前アドバイザー後", ("アドバ", RED), ("イザー", RED))))
    assert mark.text == "アドバイザー"
    assert (mark.x0, mark.top, mark.x1, mark.bottom) == (0, 0, 100, 30)


def test_two_reds_that_a_conversion_left_in_one_sentence_are_one_mark_and_red_and_blue_are_two() -> None:
    legend = "赤字は追加、青字は修正"
    reds = make_row(issue=styled("前甲乙後", ("甲", RED), ("乙", Style(colour="#ee1d23"))))
    assert [mark.text for mark in marks_of(reds, legend=legend)] == ["甲乙"]
    two = make_row(issue=styled("前甲乙後", ("甲", RED), ("乙", BLUE)))
    assert [mark.text for mark in marks_of(two, legend=legend)] == ["甲", "乙"]


def test_a_stretch_goes_on_over_white_space_and_ends_at_plain_text() -> None:
    marks = marks_of(make_row(issue=styled("甲 乙\n丙、丁", ("甲", RED), ("乙", RED), ("丙", RED), ("丁", RED))))
    assert [mark.text for mark in marks] == ["甲 乙\n丙", "丁"]


def test_a_stretch_over_a_page_break_is_one_mark_a_page() -> None:
    first = Span(0, 2, "甲乙", RED, 1, Box(0, 500, 20, 510))
    second = Span(2, 4, "丙丁", RED, 2, Box(0, 50, 20, 60))
    marks = marks_of(make_row(issue=StyledText("甲乙丙丁", (first, second))))
    assert [(mark.page_number, mark.text) for mark in marks] == [(1, "甲乙"), (2, "丙丁")]


def test_white_space_at_its_ends_is_no_part_of_a_mark() -> None:
    (mark,) = marks_of(make_row(issue=styled("において、 昨年度末に 、", (" 昨年度末に ", RED))))
    assert (mark.text, mark.start, mark.end) == ("昨年度末に", 6, 11)
    assert marks_of(make_row(issue=styled("甲 乙", (" ", RED)))) == ()


def test_text_struck_out_is_a_mark_of_no_length_whatever_the_legend_says() -> None:
    row = make_row(issue=StyledText("新案", (struck(0, "旧"), struck(0, "案"))))
    for legend in ("※変更部分は赤字着色", None):
        (mark,) = marks_of(row, legend=legend)
        assert (mark.start, mark.end, mark.text, mark.style) == (0, 0, "旧案", "strike")


@pytest.mark.parametrize(
    ("legend", "style"),
    [
        ("※変更部分は赤字", "colour"),
        ("※変更部分は下線", "underline"),
        ("※変更部分は太字", "bold"),
        ("※変更部分は網掛け", "highlight"),
        ("※変更部分は青字", "colour"),
    ],
)
def test_only_what_the_legend_names_is_a_mark(legend: str, style: str) -> None:
    styles = {"colour": RED if "赤" in legend else BLUE, "underline": UNDERLINED, "bold": BOLD, "highlight": YELLOW}
    for printed in (RED, BLUE, UNDERLINED, BOLD, YELLOW):
        marks = marks_of(make_row(issue=styled("前に変更した後", ("変更", printed))), legend=legend)
        expected = [(style, "変更")] if printed == styles[style] else []
        assert [(mark.style, mark.text) for mark in marks] == expected


def test_a_highlight_has_the_colour_behind_the_text() -> None:
    (mark,) = marks_of(make_row(issue=styled("前に変更", ("変更", YELLOW))), legend="※変更部分は網掛け")
    assert mark.colour == "#ffff00"


@pytest.mark.parametrize(("legend", "count"), [("※黄色の部分は変更箇所", 1), ("※変更部分は赤色", 0)])
def test_a_legend_of_a_colour_may_mean_what_lies_behind_the_text(legend: str, count: int) -> None:
    marks = marks_of(make_row(issue=styled("前に変更", ("変更", YELLOW))), legend=legend)
    assert [(mark.style, mark.text) for mark in marks] == [("highlight", "変更")] * count


@pytest.mark.parametrize(("highlight", "count"), [("#ffff00", 1), ("#000000", 0), ("#c0c0c0", 0), ("#ffffff", 0)])
def test_where_the_legend_names_no_colour_any_but_black_grey_and_white_is_one(highlight: str, count: int) -> None:
    row = make_row(issue=styled("前変更後", ("変更", Style(highlight=highlight))))
    assert len(marks_of(row, legend="※網掛け部分は修正箇所")) == count


def test_every_field_can_be_marked_and_a_column_that_no_field_claims() -> None:
    row = make_row(
        number=styled("48 新", ("新", RED)),
        status=styled("○", ("○", RED)),
        divisions=styled("人事課\n管財課", ("管財課", RED)),
        extra={"備考": styled("備考 追加", ("追加", RED))},
    )
    assert [mark.field for mark in marks_of(row)] == ["number", "status", "divisions", "備考"]


def test_a_value_that_was_not_printed_in_this_row_gives_no_mark() -> None:
    area = styled("県庁の活性化", ("活性化", RED))
    marks = marks_of(make_row(1, policy_area=area), make_row(2, policy_area=area, dittos=["policy_area"]))
    assert [mark.ordinal for mark in marks] == [1]


def test_a_legend_that_promises_marks_where_none_is_found_is_told_of() -> None:
    legend = read_mark_legend(["※網掛け部分は修正箇所"])
    marks, (found,) = read_marks([make_row(issue="変更した")], legend)
    assert (marks, found.code, found.severity, found.text) == ((), "legend_without_marks", "warning", legend.text)
    assert read_marks([make_row(issue=styled("変更した", ("変更", YELLOW)))], legend)[1] == ()


def test_a_row_that_is_struck_out_whole_is_a_mark_that_a_legend_promised() -> None:
    legend = read_mark_legend(["※変更部分は赤字"])
    assert read_marks([make_row(issue="変更なし")], legend, has_struck_rows=True) == ((), ())


def test_without_rows_a_legend_promises_nothing() -> None:
    assert read_marks([], RED_LEGEND) == ((), ())


# ── without a legend ────────────────────────────────────────────────────────────────────────────────────────────────


def test_red_is_a_mark_without_a_legend_and_a_finding_tells_of_it() -> None:
    marks, findings = read_marks([make_row(issue=styled("前に変更した", ("変更", RED)))], NO_LEGEND)
    assert [mark.text for mark in marks] == ["変更"]
    assert [found.code for found in findings] == ["no_mark_legend"]


def test_what_an_annotation_strikes_out_is_a_mark_on_text_that_stays() -> None:
    text = styled("前に変更した", ("変更", Style(crossed=True)))
    (mark,) = marks_of(make_row(issue=text))
    assert (mark.style, text.text[mark.start : mark.end]) == ("strike", "変更")


def test_an_underline_is_kept_without_a_legend_as_a_mark_of_unknown_meaning() -> None:
    marks, findings = read_marks([make_row(issue=styled("前に変更した", ("変更", UNDERLINED)))], NO_LEGEND)
    assert [(mark.text, mark.style) for mark in marks] == [("変更", "underline")]
    assert [found.code for found in findings] == ["no_mark_legend"]


LINK = Style(colour="#0563c1", underline=True)


@pytest.mark.parametrize("style", [BLUE, LINK, BOLD, YELLOW, Style(colour="#808080"), Style(colour="#231f20")])
def test_links_headings_and_grey_are_no_marks_without_a_legend(style: Style) -> None:
    assert read_marks([make_row(issue=styled("前に変更した", ("変更", style)))], NO_LEGEND) == ((), ())


def test_a_table_that_is_red_throughout_has_no_marks_without_a_legend() -> None:
    rows = [
        make_row(n, issue=styled("全部赤", ("全部赤", RED)), response=styled("これも", ("これも", RED)))
        for n in (1, 2, 3)
    ]
    assert read_marks(rows, NO_LEGEND) == ((), ())
    assert len(read_marks(rows, RED_LEGEND)[0]) == 6


@pytest.mark.parametrize(("black", "designed"), [(9, True), (11, False)])
def test_a_table_is_designed_red_where_nine_tenths_of_its_characters_are(black: int, designed: bool) -> None:
    text = "黒" * black + "赤" * (100 - black)
    rows = [make_row(n, issue=styled(text, (text[black:], RED))) for n in (1, 2, 3)]
    assert (read_marks(rows, NO_LEGEND)[0] == ()) is designed


@pytest.mark.parametrize(("count", "fields"), [(2, ["number", "number"]), (3, [])])
def test_two_red_cells_say_nothing_of_their_column(count: int, fields: list[str]) -> None:
    numbered = [make_row(n, number=styled(str(n), (str(n), RED)), issue="前に書いた文") for n in range(1, count + 1)]
    assert [mark.field for mark in read_marks(numbered, NO_LEGEND)[0]] == fields


def test_a_column_that_is_red_throughout_is_design() -> None:
    rows = [
        make_row(
            n,
            number=styled(str(n), (str(n), RED)),
            issue=styled("前に変更した文", *([("変更", RED)] if n == 2 else [])),
        )
        for n in (1, 2, 3)
    ]
    assert [(mark.ordinal, mark.field) for mark in read_marks(rows, NO_LEGEND)[0]] == [(2, "issue")]


def test_bold_headings_are_no_marks_where_changes_are_bold() -> None:
    rows = [make_row(n, issue=styled("【見出し】本文", ("【見出し】", BOLD))) for n in (1, 2)]
    rows.append(make_row(3, issue=styled("【見出し】本文を変更", ("【見出し】", BOLD), ("変更", BOLD))))
    assert [(mark.ordinal, mark.text) for mark in marks_of(*rows, legend="※変更部分は太字")] == [(3, "変更")]


STYLES = st.sampled_from([RED, BLUE, UNDERLINED, BOLD, Style(strike=True), Style(colour="#c00000", bold=True)])


@st.composite
def styled_texts(draw: st.DrawFn) -> StyledText:
    text = draw(st.text(alphabet="甲乙 \n丙", max_size=12))
    spans: list[Span] = []
    position = 0
    while position < len(text):
        end = draw(st.integers(position, len(text)))
        style = draw(STYLES)
        stop = position if style.strike else end
        spans.append(Span(position, stop, "旧" if style.strike else text[position:stop], style, 1, Box(0, 0, 1, 1)))
        position = max(end, position + 1)
    return StyledText(text, tuple(spans))


@given(styled_texts(), st.sampled_from(["※変更は赤字", "※変更は下線", "※変更は太字", None]))
def test_marks_cut_the_text_that_they_say_and_do_not_overlap(text: StyledText, legend: str | None) -> None:
    end = 0
    for mark in marks_of(make_row(issue=text), legend=legend):
        assert mark.start == mark.end or text.text[mark.start : mark.end] == mark.text
        assert mark.text == mark.text.strip()
        assert mark.start >= end
        end = mark.end


SHADED = Style(shade="#ffff00")


@pytest.mark.parametrize(
    ("legend", "marked"),
    [
        ("※網掛け部分は前回からの変更箇所", True),
        ("※変更箇所は黄色で着色", True),
        ("※変更部分は赤字着色", False),
        (None, False),
    ],
)
def test_a_cell_that_is_filled_is_a_mark_where_the_legend_says_so(legend: str | None, *, marked: bool) -> None:
    rows = make_row(1, response=styled("設けた。", ("設けた。", SHADED))), make_row(2, response="検討する。")
    found = [(mark.ordinal, mark.style, mark.colour) for mark in marks_of(*rows, legend=legend)]
    assert found == ([(1, "highlight", "#ffff00")] if marked else [])


def test_a_red_cell_is_no_red_letter() -> None:
    row = make_row(1, response=styled("遅れ", ("遅れ", Style(shade="#ff7c80"))))
    assert marks_of(row) == ()
    assert marks_of(row, legend=None) == ()


def test_a_column_of_which_every_cell_is_filled_is_designed_so() -> None:
    rows = [
        make_row(number, source=styled("発言", ("発言", SHADED)), response=styled("設けた。", ("設け", RED)))
        for number in range(1, 5)
    ]
    assert marks_of(*rows, legend="※網掛け部分は変更箇所") == ()
    assert len(marks_of(*rows, legend="※網掛け及び赤字は変更箇所")) == 4
    one = [make_row(5, source="発言"), make_row(6, source="発言")]
    assert len(marks_of(*rows, *one, legend="※網掛け部分は変更箇所")) == 4


@pytest.mark.parametrize(
    ("line", "is_told"),
    [
        ("★は変更箇所", True),
        ("※●印：前回からの変更箇所", True),
        ("修正した部分に◆", True),
        ("（☆ 追加項目）", True),
        ("※★の赤字は変更箇所", False),  # a mark that is read
        ("★：新規事業", False),
        ("○：対応済　△：見直し", False),
        ("▲は修正を要する", False),
        ("変更箇所は次のとおり", False),
    ],
)
def test_a_sign_that_marks_changes_is_told_because_nothing_looks_for_it(line: str, is_told: bool) -> None:
    sign = sign_of_changes(line)
    assert (sign is not None) is is_told
    document = make_document(make_row(1, issue=f"{sign or ''}課題"), front=FrontMatter(notes=(line,)))
    found = [
        told.text
        for told in tag_document(document, Series("any"), "R5-1").findings
        if told.code == "sign_marks_changes"
    ]
    assert found == [line] * is_told


def test_a_sign_that_stands_in_no_row_is_a_sample_of_the_colour_of_changes() -> None:
    note = FrontMatter(notes=("■：前回からの変更箇所",))
    document = make_document(make_row(1, issue=styled("課題", ("課", RED))), front=note)
    tagged = tag_document(document, Series("any"), "R5-1")
    assert [mark.text for mark in tagged.marks] == ["課"]
    assert "sign_marks_changes" not in {told.code for told in tagged.findings}
