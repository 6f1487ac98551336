"""A workbook gives what the PDF printed of it gives, and says what it leaves out."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color

from pipeline.errors import AkajiError, LimitExceededError, NoTableError, UnreadableDocumentError
from pipeline.model import Series, TaggedEdition
from pipeline.project import load_series
from pipeline.publish.excel import PrintedEdition, write_reading_workbook
from pipeline.stages import extract_edition
from pipeline.workbook import document

RED = InlineFont(color="FFFF0000")
HEADER = ("番号", "施策区分", "課題・指摘事項", "状況", "対応状況", "担当課")


@pytest.fixture
def sheet() -> Any:
    """A sheet as an office drafts it: title, legend, header, three items."""
    sheet = openpyxl.Workbook().active
    sheet.append(["委員意見への対応状況一覧"])
    sheet["A1"].font = Font(sz=16)
    sheet.append(["※変更部分は赤字着色"])
    sheet.append(HEADER)
    sheet.append(
        [1, "人材", "【育成】\n職員を育てる。", "○", CellRichText("方針を", TextBlock(RED, "改めた"), "。"), "人事課"]
    )
    sheet.append([2, "〃", "【採用】\n早める。", "○", "早めた。", "人事課"])
    sheet.append([3, "財政", "【予算】\n減らす。", "△", "減らす予定。", "財政課"])
    return sheet


def read(sheet: Any, folder: Path, edition: str = "R5-1") -> TaggedEdition:
    path = folder / "draft.xlsx"
    sheet.parent.save(path)
    return extract_edition(path, Series("s"), edition)


def codes(tagged: TaggedEdition) -> list[str]:
    return [found.code for found in tagged.findings]


def test_a_workbook_gives_the_items_and_marks_of_the_pdf(raw: Path, tmp_path: Path) -> None:
    """The bundled edition as its PDF, and as the workbook that a person would have printed."""
    series = load_series("toyama-open-pt", raw)
    printed = extract_edition(raw / "toyama-open-pt" / "R5-1.pdf", series, "R5-1")
    write_reading_workbook(tmp_path / "R5-1.xlsx", [PrintedEdition.of_tagged(printed)])
    drafted = extract_edition(tmp_path / "R5-1.xlsx", series, "R5-1")
    fields = ("number", "policy_area", "category", "heading", "issue", "source", "status_mark", "status", "response")
    for one, other in zip(printed.items, drafted.items, strict=True):
        assert [getattr(one, name) for name in fields] == [getattr(other, name) for name in fields]
        assert (one.divisions, one.has_marks) == (other.divisions, other.has_marks)
    assert [_of_mark(mark) for mark in drafted.marks] == [_of_mark(mark) for mark in printed.marks]
    assert (drafted.dates, drafted.item_divisions) == (printed.dates, printed.item_divisions)
    assert (drafted.edition_record.title or "").startswith(printed.edition_record.title or "-")
    assert drafted.edition_record.mark_legend == printed.edition_record.mark_legend
    assert drafted.edition_record.source_kind == "workbook"


def _of_mark(mark: Any) -> tuple[object, ...]:
    return mark.ordinal, mark.field, mark.start, mark.end, mark.text, mark.style, mark.colour


def test_a_draft_is_read_with_its_title_its_dittos_and_its_red(sheet: Any, tmp_path: Path) -> None:
    tagged = read(sheet, tmp_path)
    assert tagged.edition_record.title == "委員意見への対応状況一覧"
    assert [item.number for item in tagged.items] == ["1", "2", "3"]
    assert [(item.policy_area, item.policy_area_ditto) for item in tagged.items[:2]] == [
        ("人材", False),
        ("人材", True),
    ]
    assert [_of_mark(mark) for mark in tagged.marks] == [(1, "response", 3, 6, "改めた", "colour", "#ff0000")]
    assert tagged.marks[0].x0 is None
    assert sum(cell.glyph_count for cell in tagged.cells) + tagged.edition_record.furniture_glyph_count == (
        tagged.edition_record.glyph_count
    )


@pytest.mark.parametrize(
    ("font", "style", "text"),
    [
        (InlineFont(strike=True, color="FFFF0000"), "strike", "早め"),
        (InlineFont(u="single", color="FFFF0000"), "colour", "早め"),
        (InlineFont(color=Color(indexed=10)), "colour", "早め"),  # the old palette's red
    ],
)
def test_struck_out_underlined_and_palette_colours_are_seen(
    sheet: Any, tmp_path: Path, font: InlineFont, style: str, text: str
) -> None:
    sheet["E5"] = CellRichText(TextBlock(font, "早め"), "た。")
    marks = [mark for mark in read(sheet, tmp_path).marks if mark.ordinal == 2]
    assert [mark.text for mark in marks] == [text]
    assert style in [mark.style for mark in marks]


def test_a_cell_all_in_red_is_marked(sheet: Any, tmp_path: Path) -> None:
    sheet["E6"].font = Font(color="FFFF0000")
    assert [mark.text for mark in read(sheet, tmp_path).marks if mark.ordinal == 3] == ["減らす予定。"]


@pytest.mark.parametrize(("legend", "count"), [("※変更箇所は網掛け", 1), ("※変更部分は赤字着色", 0)])
def test_a_cell_that_is_filled_is_marked_where_the_legend_says_so(
    sheet: Any, tmp_path: Path, legend: str, count: int
) -> None:
    sheet["A2"] = legend
    sheet["E6"].fill = PatternFill("solid", fgColor="FFFFFF00")
    sheet["E5"].fill = PatternFill("solid", fgColor="FFD9D9D9")  # grey is how tables are designed
    marks = [(mark.ordinal, mark.style, mark.text) for mark in read(sheet, tmp_path).marks if mark.ordinal > 1]
    assert marks == [(3, "highlight", "減らす予定。")] * count


def test_a_cell_merged_down_counts_for_each_of_its_rows(sheet: Any, tmp_path: Path) -> None:
    sheet["B5"] = None
    sheet.merge_cells("B4:B5")
    tagged = read(sheet, tmp_path)
    assert [item.policy_area for item in tagged.items] == ["人材", "人材", "財政"]
    assert [cell.row_span for cell in tagged.cells if cell.text == "人材"] == [2]


def test_print_titles_are_the_header_whatever_stands_above(sheet: Any, tmp_path: Path) -> None:
    sheet.insert_rows(3)
    for column, text in enumerate(("番号", "課題", "状況"), 1):
        sheet.cell(3, column, text)
    sheet.print_title_rows = "4:4"
    tagged = read(sheet, tmp_path)
    assert tagged.edition_record.headers == HEADER
    assert len(tagged.items) == 3


def test_a_note_below_the_table_is_no_item(sheet: Any, tmp_path: Path) -> None:
    sheet["A8"] = "※ 担当課は令和5年4月現在"
    tagged = read(sheet, tmp_path)
    assert len(tagged.items) == 3
    assert "※ 担当課は令和5年4月現在" in tagged.edition_record.notes


def _hide_row(sheet: Any) -> None:
    sheet.row_dimensions[5].hidden = True


def _hide_column(sheet: Any) -> None:
    sheet.column_dimensions["B"].hidden = True


def _hide_sheet(sheet: Any) -> None:
    other = sheet.parent.create_sheet("下書き")
    other.append(["a", "b"])
    other.sheet_state = "hidden"


@pytest.mark.parametrize(
    ("hide", "items", "fields"), [(_hide_row, 2, 6), (_hide_column, 3, 5), (_hide_sheet, 3, 6), (lambda _: None, 3, 6)]
)
def test_what_is_hidden_is_left_out_and_told(
    sheet: Any, tmp_path: Path, hide: Callable[[Any], None], items: int, fields: int
) -> None:
    hide(sheet)
    tagged = read(sheet, tmp_path)
    assert (len(tagged.items), len(tagged.edition_record.headers)) == (items, fields)
    assert ("hidden_cells" in codes(tagged)) == ((items, fields) != (3, 6) or hide is _hide_sheet)


def test_a_formula_saved_without_its_value_is_an_error(sheet: Any, tmp_path: Path) -> None:
    sheet["E5"] = '="早"&"めた"'
    assert "formula_without_value" in codes(read(sheet, tmp_path))


def test_a_number_whose_format_is_unknown_is_told(sheet: Any, tmp_path: Path) -> None:
    sheet["E5"], sheet["E6"] = 1200, date(2023, 6, 1)
    sheet["E5"].number_format, sheet["E6"].number_format = '#,##0"千円"', "[$-411]ggge年m月d日"
    tagged = read(sheet, tmp_path)
    assert [item.response for item in tagged.items[1:]] == ["1,200千円", "令和5年6月1日"]
    assert "number_format" not in codes(tagged)
    sheet["E5"].number_format = "# ?/?"
    assert "number_format" in codes(read(sheet, tmp_path))


@pytest.mark.parametrize(
    ("content", "error"),
    [(b"PK\x03\x04broken", UnreadableDocumentError), (b"\xd0\xcf\x11\xe0old", UnreadableDocumentError)],
)
def test_what_is_no_workbook_is_told(tmp_path: Path, content: bytes, error: type[AkajiError]) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    with pytest.raises(error, match="no workbook that can be read"):
        extract_edition(tmp_path / "a.xlsx", Series("s"), "R5-1")


def test_a_workbook_without_a_table_is_told(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    with pytest.raises(NoTableError, match="no sheet with a table"):
        extract_edition(tmp_path / "a.xlsx", Series("s"), "R5-1")


def test_the_sheet_whose_headers_name_most_fields_is_the_table(sheet: Any, tmp_path: Path) -> None:
    other = sheet.parent.create_sheet("集計", 0)
    for row in (("課", "件数"), ("人事課", 2), ("財政課", 1)):
        other.append(row)
    tagged = read(sheet, tmp_path)
    assert len(tagged.items) == 3
    assert "table_not_used" in codes(tagged)


def test_a_sheet_of_more_cells_than_a_table_has_is_an_error(
    sheet: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "MOST_CELLS", 36)  # six rows of six columns
    assert len(read(sheet, tmp_path).items) == 3
    sheet.append([4, "財政", "【予算】\n増やす。", "△", "増やす予定。", "財政課"])
    with pytest.raises(LimitExceededError, match="36 cells"):
        read(sheet, tmp_path)


def test_a_workbook_that_grows_without_end_when_unpacked_is_an_error(
    sheet: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(sheet, tmp_path)
    with zipfile.ZipFile(tmp_path / "draft.xlsx") as archive:
        size = sum(member.file_size for member in archive.infolist())
    monkeypatch.setattr(document, "MOST_BYTES", size)
    assert len(read(sheet, tmp_path).items) == 3
    monkeypatch.setattr(document, "MOST_BYTES", size - 1)
    with pytest.raises(LimitExceededError, match="larger than"):
        read(sheet, tmp_path)
