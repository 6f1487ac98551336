from __future__ import annotations

import json
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import (
    AkajiError,
    EmptyDocumentError,
    LimitExceededError,
    NoTableError,
    UnreadableDocumentError,
)
from pipeline.model import Box, ParsedDocument, Series
from pipeline.stages import extract_edition
from pipeline.transcript import document as transcript
from pipeline.transcript import tables
from pipeline.transcript.document import decode_text, read_transcript
from tests.transcript.pieces import (
    DIVISIONS,
    FRONT,
    HEADER,
    MARK,
    RESPONSE,
    ROWS,
    WRITERS,
    body,
    codes,
    headers,
    html,
    read,
    tabbed,
)

SPANNING = [(name, index + (index > MARK), 2 if index == MARK else 1) for index, name in enumerate(HEADER)]
"""The header as the print has it: 対応状況 over mark and text."""


def printed(row: tuple[str, ...]) -> list[str | None]:
    return list(row)


# ── the published example, where it lies beside the project ─────────────────────────────────────────────────────────


@cache
def example(shared: Path) -> ParsedDocument:
    return read_transcript(shared / "transcript" / "R5-1.txt")


def folded(text: str | None) -> str:
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def truth(shared: Path) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads((shared / "editions" / "R5-1" / "truth.json").read_text("utf-8"))["items"]
    return items


def test_all_items_of_the_example_equal_the_truth_but_for_cells_that_it_lost(shared: Path) -> None:
    tagged = extract_edition(shared / "transcript" / "R5-1.txt", Series("any"), "R5-1")
    lost = {(finding.ordinal, finding.field) for finding in tagged.findings if finding.code == "lost_cell"}
    differing = set()
    for item, true in zip(tagged.items, truth(shared), strict=True):
        for field in ("number", "policy_area", "category", "heading", "issue", "source", "status_mark", "response"):
            value = getattr(item, field)
            if (item.ordinal, field) in lost:
                assert value is None
                continue
            if folded(value) != folded(true[field]):
                differing.add((item.ordinal, field))
        assert [folded(division) for division in item.divisions] == [folded(name) for name in true["divisions"]]
        assert (item.policy_area_ditto, item.category_ditto) == (true["policy_area_ditto"], true["category_ditto"])
        assert item.status == true["status"]
    assert not differing


def test_the_marks_of_the_example_are_those_of_the_truth(shared: Path) -> None:
    tagged = extract_edition(shared / "transcript" / "R5-1.txt", Series("any"), "R5-1")
    true = [(i, m["field"], folded(m["text"])) for i, item in enumerate(truth(shared), 1) for m in item["marks"]]
    assert [(mark.ordinal, mark.field, folded(mark.text)) for mark in tagged.marks] == true
    assert {mark.colour for mark in tagged.marks} == {"#ff0000"}


def test_the_example_differs_from_the_pdf_of_its_edition_only_where_both_lost_text(shared: Path) -> None:
    """The PDF was typeset from the transcript: what the transcript lost is blank in its cells."""
    written = extract_edition(shared / "transcript" / "R5-1.txt", Series("any"), "R5-1")
    printed_items = extract_edition(shared / "editions" / "R5-1" / "R5-1.pdf", Series("any"), "R5-1").items
    for one, other in zip(written.items, printed_items, strict=True):
        for field in ("number", "policy_area", "category", "heading", "issue", "status_mark", "response", "divisions"):
            ours, theirs = getattr(one, field), getattr(other, field)
            assert ours == theirs, (one.number, field)
        assert folded(one.source) == folded(other.source)


def test_the_example_tells_what_it_lost_and_what_stood_in_one_cell(shared: Path) -> None:
    found = codes(example(shared))
    assert [o for code, o, field in found if (code, field) == ("lost_cell", "response")] == [18, 19, 20, 21, 22]
    assert [o for code, o, _ in found if code == "split_cell"] == [*range(26, 31), *range(36, 43)]
    assert [o for code, o, _ in found if code == "transcript_mark"] == [5, 6, 24, 36]
    assert {code for code, _, _ in found} == {"lost_cell", "split_cell", "transcript_mark"}


def test_the_example_has_its_pages_and_no_boxes(shared: Path) -> None:
    document = example(shared)
    assert [page.page_number for page in document.pages] == list(range(1, 12))
    assert {cell.box for table in document.tables for cell in table.cells} == {Box(0.0, 0.0, 0.0, 0.0)}
    assert document.source.kind == "transcript"


# ── the three ways to write a table ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS.keys())
def test_tabs_markdown_and_html_give_the_same_table(tmp_path: Path, write: Any) -> None:
    document = read(tmp_path, f"{FRONT}\n\n{write(ROWS)}\n")
    assert body(document) == [printed(row) for row in ROWS]
    assert headers(document) == SPANNING
    assert codes(document) == []
    assert (document.front.label, document.front.document_label) == ("R6第2回懇話会用", "資料3")
    assert document.front.notes == ("※変更部分は赤字",)


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS.keys())
def test_a_cell_that_is_missing_is_told_and_the_others_keep_their_columns(tmp_path: Path, write: Any) -> None:
    rows = [*ROWS[:3], ROWS[3][:RESPONSE] + ROWS[3][RESPONSE + 1 :]]
    document = read(tmp_path, write(rows))
    assert body(document)[3] == [*ROWS[3][:RESPONSE], None, ROWS[3][DIVISIONS]]
    assert codes(document) == [("lost_cell", 4, "response")]


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS.keys())
@pytest.mark.parametrize("between", ["", " ", "\n", "  \n"])
def test_a_mark_and_its_text_in_one_cell_are_taken_apart(tmp_path: Path, write: Any, between: str) -> None:
    joined = [*ROWS[1][:MARK], ROWS[1][MARK] + between + ROWS[1][RESPONSE], ROWS[1][DIVISIONS]]
    document = read(tmp_path, write([ROWS[0], joined, *ROWS[2:]]))
    assert body(document) == [printed(row) for row in ROWS]
    assert codes(document) == [("split_cell", 2, "status")]


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS.keys())
def test_a_column_that_always_holds_both_is_two(tmp_path: Path, write: Any) -> None:
    rows = [[*row[:MARK], row[MARK] + "\n" + row[RESPONSE], row[DIVISIONS]] for row in ROWS]
    document = read(tmp_path, write(rows))
    assert body(document) == [printed(row) for row in ROWS]
    assert headers(document) == SPANNING
    assert [code for code, _, _ in codes(document)] == ["split_cell"] * len(ROWS)


def test_circles_that_begin_paragraphs_are_no_status(tmp_path: Path) -> None:
    rows = [("1", "○ 夜も訓練を行う。<br>○ 昼も行う。", "危機管理課"), ("2", "○ 名簿を作る。", "危機管理課")]
    document = read(tmp_path, tabbed(rows, ("番号", "意見", "担当課")))
    assert document.tables[0].column_count == 3
    assert codes(document) == []


def test_a_row_with_more_cells_than_columns_loses_none(tmp_path: Path) -> None:
    cut = [*ROWS[1][:RESPONSE], "・写真から名簿を", "作るよう試している。", ROWS[1][DIVISIONS]]
    document = read(tmp_path, tabbed([ROWS[0], cut, *ROWS[2:]]))
    assert body(document)[1] == [*ROWS[1][:RESPONSE], "・写真から名簿を\n作るよう試している。", ROWS[1][DIVISIONS]]
    assert [code for code, _, _ in codes(document)] == ["joined_cell"]


def test_a_tab_at_the_end_of_a_line_is_no_column(tmp_path: Path) -> None:
    rows = [[*row[:MARK], row[MARK] + " " + row[RESPONSE], row[DIVISIONS], ""] for row in ROWS[2:]]
    document = read(tmp_path, tabbed([*ROWS[:2], *rows], (*HEADER, "")))
    assert body(document) == [printed(row) for row in ROWS]
    assert headers(document) == SPANNING


def test_a_line_feed_in_a_cell_does_not_end_the_row(tmp_path: Path) -> None:
    text = tabbed(ROWS, (*HEADER, "")).replace("・公開した。", "\n・公開した。").replace("<br>\n", "\n")
    document = read(tmp_path, text)
    assert body(document) == [printed(row) for row in ROWS]


def test_a_markdown_header_of_two_rows_keeps_both(tmp_path: Path) -> None:
    text = (
        "| 番号 | 意見 | 対応状況 | | 担当 |\n|---|---|---|---|---|\n| | | 評価 | 内容 | |\n"
        "| 1 | ・夜も訓練する。 | ○ | ・した。 | 人事課 |\n| 2 | 〃 | △ | ・する。 | 人事課 |"
    )
    document = read(tmp_path, text)
    named = [header for header in headers(document) if header[0]]
    assert named == [("番号", 0, 1), ("意見", 1, 1), ("対応状況", 2, 2), ("担当", 4, 1), ("評価", 2, 1), ("内容", 3, 1)]
    assert body(document) == [
        ["1", "・夜も訓練する。", "○", "・した。", "人事課"],
        ["2", "〃", "△", "・する。", "人事課"],
    ]


@pytest.mark.parametrize("line", ["1", "- 2 -", "3/11", "4ページ", "※△は検討中を表す。"])
def test_a_page_number_or_note_below_a_row_is_no_part_of_it(tmp_path: Path, line: str) -> None:
    document = read(tmp_path, f"{tabbed(ROWS[:2])}\n{line}\n{tabbed(ROWS[2:])}\n{line}")
    assert body(document) == [printed(row) for row in ROWS]
    assert line in [each.text for page in document.pages for each in page.furniture]


def test_quotes_of_a_spreadsheet_are_no_text(tmp_path: Path) -> None:
    text = tabbed(ROWS).replace("・地図で点検した。<br>・公開した。", '"・地図で""点検""した。\n・公開した。"')
    assert body(read(tmp_path, text))[2][RESPONSE] == '・地図で"点検"した。\n・公開した。'


def test_cells_merged_down_and_across_keep_their_spans(tmp_path: Path) -> None:
    text = (
        "<table><tr><th rowspan='2'>番号</th><th colspan='2'>対応状況</th></tr><tr><th>評価</th><th>内容</th></tr>"
        "<tr><td rowspan=2>1</td><td>○</td><td>行った。</td></tr><tr><td>△</td><td>試している。</td></tr></table>"
    )
    cells = read(tmp_path, text).tables[0].cells
    assert [(c.text, c.row_index, c.column_index, c.row_span, c.column_span, c.is_header) for c in cells] == [
        ("番号", 0, 0, 2, 1, True),
        ("対応状況", 0, 1, 1, 2, True),
        ("評価", 1, 1, 1, 1, True),
        ("内容", 1, 2, 1, 1, True),
        ("1", 2, 0, 2, 1, False),
        ("○", 2, 1, 1, 1, False),
        ("行った。", 2, 2, 1, 1, False),
        ("△", 3, 1, 1, 1, False),
        ("試している。", 3, 2, 1, 1, False),
    ]


# ── pages ───────────────────────────────────────────────────────────────────────────────────────────────────────────

PAGE_BREAKS = {
    "repeated title": f"\n\n{FRONT}\n\n",
    "form feed": "\n\f\n",
    "form feed and title": f"\n\f\n{FRONT}\n\n",
    "comment": "\n<!-- page 2 -->\n",
    "rule": "\n\n---\n\n",
    "heading": "\n\n## Page 2\n\n",
    "marker": f"\n\n{{1}}{'-' * 48}\n\n",
    "repeated header": "\n\n",
}


@pytest.mark.parametrize("page_break", PAGE_BREAKS.values(), ids=PAGE_BREAKS.keys())
@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS.keys())
def test_a_table_that_goes_on_is_one_table_on_two_pages(tmp_path: Path, write: Any, page_break: str) -> None:
    document = read(tmp_path, f"{FRONT}\n\n{write(ROWS[:2])}{page_break}{write(ROWS[2:])}\n")
    assert len(document.tables) == 1
    assert body(document) == [printed(row) for row in ROWS]
    assert headers(document) == SPANNING * 2
    pages = [cell.page_number for cell in document.tables[0].cells if not cell.is_header and cell.column_index == 0]
    assert pages == [1, 1, 2, 2]
    assert len(document.pages) == 2


def test_a_row_without_number_at_the_top_of_a_page_goes_on(tmp_path: Path) -> None:
    rest = ("", "", "", "・雪の多い年は特に遅い。", "", "", "", "")
    document = read(tmp_path, f"{tabbed(ROWS)}\n\f\n{tabbed([rest, ('5', *ROWS[0][1:])])}")
    data = [cell for cell in document.tables[0].cells if not cell.is_header]
    assert {cell.row_index for cell in data if cell.continues} == {6}


@pytest.mark.parametrize(("area", "mark"), [("", "○"), ("〃", "")], ids=["a mark", "a ditto"])
def test_a_row_without_number_at_the_top_of_a_page_begins_where_it_has_a_sign_of_its_own(
    tmp_path: Path, area: str, mark: str
) -> None:
    own = ("", area, "", "・水を配ってほしい。", "", mark, "・配った。", "")
    document = read(tmp_path, f"{tabbed(ROWS)}\n\f\n{tabbed([own, ('5', *ROWS[0][1:])])}")
    assert not any(cell.continues for cell in document.tables[0].cells)


@pytest.mark.parametrize(("end", "goes_on"), [("そのときには", True), ("。", False)])
def test_a_mark_at_the_top_of_a_page_is_the_cut_rows_where_its_text_breaks_off(
    tmp_path: Path, end: str, goes_on: bool
) -> None:
    long = "・歩道のない道が多く残っており、子どもたちが毎朝その道を通って学校に通うことを強いられている"
    rows = [(*row[:3], f"{long}。", *row[4:]) for row in ROWS]
    rows[-1] = (*ROWS[-1][:3], f"{long}{end}", *ROWS[-1][4:])
    rest = ("", "", "", "見守りを置く。", "", "○", "", "")
    document = read(tmp_path, f"{tabbed(rows)}\n\f\n{tabbed([rest, ('5', *ROWS[0][1:])])}")
    assert any(cell.continues for cell in document.tables[0].cells) is goes_on


def test_the_larger_of_two_tables_is_taken_and_the_other_told(tmp_path: Path) -> None:
    document = read(tmp_path, f"{tabbed([('○', '9件')], ('評価', '件数'))}\n\n{FRONT}\n\n{tabbed(ROWS)}")
    assert document.main_table_index == 1
    assert body(document) == [printed(row) for row in ROWS]
    assert codes(document) == [("table_not_used", None, None)]


# ── marks ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def marked(document: ParsedDocument) -> list[tuple[str, str]]:
    runs = [run for cell in document.tables[0].cells for line in cell.lines for run in line.runs]
    return [(run.text, run.style.colour) for run in runs if run.style.colour != "#000000"]


def with_response(text: str) -> tuple[tuple[str, ...], ...]:
    return (*ROWS[:3], (*ROWS[3][:RESPONSE], text, ROWS[3][DIVISIONS]))


@pytest.mark.parametrize(
    ("legend", "response", "expected"),
    [
        ("※変更部分は赤字着色", "・基準を<b>9月に</b>見直した。", [("9月に", "#ff0000")]),
        ("※前回からの変更は青字", "・基準を**9月に**見直した。", [("9月に", "#0000ff")]),
        ("※変更部分は太字", "・基準を<b>9月に</b>見直した。", []),
        ("", "・基準を<b>9月に</b>見直した。", []),
        ("※変更部分は赤字", "<b>【基準】</b>・<strong>9月</strong>に見直した。", [("9月", "#ff0000")]),
        ("※変更部分は赤字", '・基準を<span style="color:red">9月に</span><b>見直した</b>。', [("9月に", "#ff0000")]),
        ("※変更部分は赤字", '・基準を<font color="#C00000">9月に</font>見直した。', [("9月に", "#c00000")]),
    ],
)
def test_bold_stands_for_the_colour_that_the_legend_names(
    tmp_path: Path, legend: str, response: str, expected: list[tuple[str, str]]
) -> None:
    document = read(tmp_path, f"意見への対応状況\n\n{legend}\n\n{tabbed(with_response(response))}")
    assert marked(document) == expected


def test_a_column_that_is_bold_throughout_is_printed_so(tmp_path: Path) -> None:
    rows = [(f"<b>{row[0]}</b>", *row[1:]) for row in ROWS]
    document = read(tmp_path, f"{FRONT}\n\n{tabbed(rows)}")
    assert marked(document) == []
    assert codes(document) == []


INDENT = " " * 22

# ── text ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("cell", "lines"),
    [
        (f"<p><b>【訓練】</b>{INDENT}・夜も行う。{INDENT}・昼も。</p>", ["【訓練】", "・夜も行う。", "・昼も。"]),
        ("【訓練】 ・夜も行う。 ・昼も行う。", ["【訓練】", "・夜も行う。", "・昼も行う。"]),
        ('<ul style="list-style-type: none"> <li>・夜も。</li> <li>・昼も。</li> </ul>', ["・夜も。", "・昼も。"]),
        ("夜も行う。<br>昼も行う。<BR/>朝は行わない。", ["夜も行う。", "昼も行う。", "朝は行わない。"]),
        ("小川委員・ 石井委員 発言", ["小川委員・ 石井委員 発言"]),
        ("A&amp;B &lt;注&gt; R&D", ["A&B <注> R&D"]),
        ("<R5>の目標は<9件", ["<R5>の目標は<9件"]),
    ],
)  # fmt: skip
def test_each_paragraph_is_a_line(tmp_path: Path, cell: str, lines: list[str]) -> None:
    rows = ((*ROWS[0][:3], cell, *ROWS[0][4:]), *ROWS[1:])
    found = next(c for c in read(tmp_path, tabbed(rows)).tables[0].cells if (c.row_index, c.column_index) == (1, 3))
    assert [line.text for line in found.lines] == lines


def test_divisions_parted_by_spaces_are_lines_of_their_own(tmp_path: Path) -> None:
    rows = [(*row[:DIVISIONS], "危機管理課 デジタル化 推進室 人事課") for row in ROWS]
    assert {row[DIVISIONS] for row in body(read(tmp_path, tabbed(rows)))} == {"危機管理課\nデジタル化 推進室\n人事課"}


def test_what_a_script_tag_holds_is_text(tmp_path: Path) -> None:
    rows = ((*ROWS[0][:3], "<script>alert(1)</script>", *ROWS[0][4:]), *ROWS[1:])
    assert body(read(tmp_path, tabbed(rows)))[0][3] == "<script>alert(1)</script>"


# ── bytes ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le", "utf-16-be", "euc_jp", "iso2022_jp_2004"]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encodings_of_japanese_offices_are_told_apart(tmp_path: Path, encoding: str, newline: str) -> None:
    text = f"{FRONT}\n\n{tabbed(ROWS)}\n".replace("\n", newline)
    assert body(read(tmp_path, text.encode(encoding))) == [printed(row) for row in ROWS]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", EmptyDocumentError),
        (" \n\u3000\n".encode(), EmptyDocumentError),
        (bytes(range(256)) * 8, UnreadableDocumentError),
        ("議事録\n\n第1回の会議を開いた。\n".encode(), NoTableError),
        (b"\xef\xbb\xbf\xff\xfe", UnreadableDocumentError),
    ],
)
def test_what_is_no_transcript_is_a_clear_error(tmp_path: Path, content: bytes, error: type[AkajiError]) -> None:
    with pytest.raises(error):
        read(tmp_path, content)


def test_control_characters_are_told_and_stay_visible(tmp_path: Path) -> None:
    rows = ((*ROWS[0][:3], "夜\x00も\x1b行う。", *ROWS[0][4:]), *ROWS[1:])
    document = read(tmp_path, tabbed(rows))
    assert body(document)[0][3] == "夜\ufffdも\ufffd行う。"
    assert codes(document) == [("undecodable_glyph", None, None)]


def test_a_file_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transcript, "MAXIMUM_BYTES", 100)
    with pytest.raises(LimitExceededError):
        read(tmp_path, tabbed(ROWS))


HOSTILE = {
    "tags never closed": "<b" * 200_000,
    "comments never closed": "<!--" * 200_000,
    "declarations": "<![" * 200_000,
    "tables in tables": "<table><tr><td>" * 5_000 + "1",
    "styles in styles": "<table><tr><td>" + "<b>" * 50_000 + "1",
    "spans": "<table>" + "<tr><td rowspan=999999 colspan=999999>1</td><td>2</td></tr>" * 50 + "</table>",
    "tabs": "1" + "\t" * 100_000 + "2",
    "pipes": "|" * 100_000,
    "stars": "|" + "**" * 100_000 + "|a|",
    "spaces": "1\t" + " " * 500_000 + "2",
    "brackets": "1\t" + "○(" * 50_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_transcript_ends_with_a_table_or_an_error(tmp_path: Path, text: str) -> None:
    try:
        document = read(tmp_path, text)
    except AkajiError:
        return
    assert document.tables


# ── what always holds ───────────────────────────────────────────────────────────────────────────────────────────────

SCRAPS = st.lists(
    st.sampled_from(
        ["<table>", "<tr>", "<td>", "<td rowspan=2>", "</td>", "</tr>", "</table>", "<th>", "<b>", "</b>", "<br>",
         "**", "\t", "\n", "|", "|---|", " ", "　", "\f", "---", "○", "△ ", "・", "1", "〃", "課", "番号", "第1回",
         "<!--", "-->", "&lt;", "<R5>", "</p>", "※変更部分は赤字", "長い文" * 20, "\\|", "```"]
    ),
    max_size=60,
).map("".join)  # fmt: skip


@given(text=st.one_of(SCRAPS, st.text(max_size=80)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_reading_any_text_gives_a_document_that_loses_no_glyph_or_an_error(tmp_path: Path, text: str) -> None:
    try:
        document = read(tmp_path, text)
    except AkajiError:
        return
    in_cells = sum(cell.glyph_count for table in document.tables for cell in table.cells)
    around = sum(page.furniture_glyph_count for page in document.pages)
    assert in_cells + around == sum(page.glyph_count for page in document.pages)
    for table in document.tables:
        places = [
            (cell.row_index + down, cell.column_index + across)
            for cell in table.cells
            for down in range(cell.row_span)
            for across in range(cell.column_span)
        ]
        assert len(places) == len(set(places))
        assert all(column < table.column_count for _, column in places)


@given(text=st.text(alphabet="\t\n\f 　1○△・〃課番号回「」。、Aａ", max_size=80))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_character_that_is_no_markup_is_in_a_cell_or_around_the_tables(tmp_path: Path, text: str) -> None:
    try:
        document = read(tmp_path, text)
    except AkajiError:
        return
    lines = [line.text for page in document.pages for line in page.furniture]
    cells = [cell.text for table in document.tables for cell in table.cells]
    assert sorted("".join("".join((*lines, *cells)).split())) == sorted("".join(text.split()))


@given(content=st.binary(max_size=200))
def test_any_bytes_are_a_text_or_an_error(content: bytes) -> None:
    try:
        text, damaged = decode_text(content)
    except AkajiError:
        return
    assert text.strip()
    assert damaged == text.count("\ufffd")


@given(
    data=st.data(),
    write=st.sampled_from(sorted(WRITERS)),
    count=st.integers(6, 20),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_damage_to_few_rows_is_mended_or_told_and_harms_no_other(
    tmp_path: Path, data: st.DataObject, write: str, count: int
) -> None:
    whole = [(str(number + 1), *ROWS[number % len(ROWS)][1:]) for number in range(count)]
    damages = st.sampled_from(["none", "none", "none", "lost", "joined"])
    kinds = [data.draw(damages) if number >= len(ROWS) else "none" for number in range(count)]
    rows, expected = [], []
    for row, kind in zip(whole, kinds, strict=True):
        if kind == "lost":
            rows.append((*row[:RESPONSE], row[DIVISIONS]))
            expected.append([*row[:RESPONSE], None, row[DIVISIONS]])
        elif kind == "joined":
            rows.append((*row[:MARK], row[MARK] + " " + row[RESPONSE], row[DIVISIONS]))
            expected.append(list(row))
        else:
            rows.append(row)
            expected.append(list(row))
    document = read(tmp_path, WRITERS[write](rows))
    assert body(document) == expected
    codes_of = {"lost": "lost_cell", "joined": "split_cell"}
    assert [(code, o) for code, o, _ in codes(document)] == [
        (codes_of[kind], number + 1) for number, kind in enumerate(kinds) if kind != "none"
    ]


def test_html_with_a_cell_that_was_never_closed_keeps_its_text(tmp_path: Path) -> None:
    assert body(read(tmp_path, html(ROWS).replace("</td>", "").replace("</tr>", ""))) == [printed(r) for r in ROWS]


def test_a_header_that_was_recognised_a_little_differently_is_the_same_one_again(tmp_path: Path) -> None:
    first = "番号\t意見の概要\t県の考え方\n1\t避難所を増やす\t増やした\n"
    again = read(tmp_path, f"{first}\n令和5年度の資料\n\n番号\t意見の慨要\t県の考え方\n2\t訓練をする\tした\n")
    assert body(again) == [["1", "避難所を増やす", "増やした"], ["2", "訓練をする", "した"]]
    other = read(tmp_path, f"{first}\n令和5年度の資料\n\n団体\t所在地\t代表者\n見本会\t見本市\t山田\n")
    assert len(other.tables) == 2


def test_rows_behind_a_line_of_text_go_on_where_they_have_numbers(tmp_path: Path) -> None:
    first = "番号\t意見の概要\t県の考え方\n1\t避難所を増やす\t増やした\n"
    document = read(tmp_path, f"{first}\n令和5年度の資料\n\n2\t備蓄を増やす\t増やした\n3\t訓練をする\tした\n")
    assert [row[0] for row in body(document)] == ["1", "2", "3"]


@pytest.mark.parametrize(("count", "refused"), [(100, False), (102, True)])
def test_a_transcript_has_a_hundred_tables_at_most(tmp_path: Path, count: int, refused: bool) -> None:
    names = [chr(0x4E00 + 3 * number) * 6 for number in range(count)]
    text = "\n\n説明の文\n\n".join(f"{name}甲\t{name}乙\n一\t二" for name in names)
    if not refused:
        assert len(read(tmp_path, text).tables) == count
        return
    with pytest.raises(LimitExceededError, match="100 tables"):
        read(tmp_path, text)


def test_a_transcript_has_a_bounded_number_of_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cells = len(HEADER) + sum(map(len, ROWS))
    monkeypatch.setattr(tables, "MAXIMUM_CELLS", cells)
    assert len(read(tmp_path, tabbed(ROWS)).tables) == 1
    monkeypatch.setattr(tables, "MAXIMUM_CELLS", cells - 1)
    with pytest.raises(LimitExceededError, match=f"{cells - 1} cells"):
        read(tmp_path, tabbed(ROWS))


def test_a_text_of_which_more_than_a_tenth_is_control_characters_is_none() -> None:
    assert decode_text(("あ" * 9 + "\x01").encode()) == ("あ" * 9 + "\ufffd", 1)
    with pytest.raises(UnreadableDocumentError):
        decode_text(("あ" * 8 + "\x01").encode())


def test_a_picture_in_a_transcript_is_told(tmp_path: Path) -> None:
    text = "番号\t意見の概要\t県の考え方\n1\t避難所を増やす\t増やした\n"
    assert ("image_without_text", None, None) in codes(read(tmp_path, f"{text}<img src='a.png'>\n"))
    assert codes(read(tmp_path, text)) == []
