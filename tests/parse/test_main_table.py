from pipeline.model import PLAIN, Box, Cell, Line, Run, Series, Table
from pipeline.parse.main_table import choose_main_table

BOX = Box(0, 0, 10, 10)


def table(index: int, headers: list[str], glyphs: int) -> Table:
    cells = [
        Cell(1, index, 0, column, 1, 1, BOX, (Line((Run(text, PLAIN, BOX),), BOX, 10, 1),), len(text), is_header=True)
        for column, text in enumerate(headers)
    ]
    line = Line((Run("甲", PLAIN, BOX),), BOX, 10, 1)
    return Table(index, len(headers), (*cells, Cell(1, index, 1, 0, 1, 1, BOX, (line,), glyphs)))


def header_only(index: int, headers: list[str]) -> Table:
    cells = table(index, headers, 1).cells
    return Table(index, len(headers), cells[:-1])


def test_the_table_whose_headers_name_most_fields_is_taken_though_it_is_shorter() -> None:
    tables = [table(0, ["年度", "金額", "備考"], 5000), table(1, ["番号", "意見の概要", "県の考え方"], 300)]
    assert choose_main_table(tables, Series("any")) == 1


def test_two_known_headers_are_fewer_than_three_and_four_are_as_good_as_five() -> None:
    two, three = ["番号", "意見の概要", "備考"], ["番号", "意見の概要", "県の考え方"]
    assert choose_main_table([table(0, two, 5000), table(1, three, 300)], Series("any")) == 1
    four, five = [*three, "担当課"], [*three, "担当課", "施策区分"]
    assert choose_main_table([table(0, four, 5000), table(1, five, 300)], Series("any")) == 0


def test_of_tables_of_unknown_kinds_the_one_with_most_text_is_taken() -> None:
    tables = [table(0, ["年度", "金額"], 50), table(1, ["施設名", "電話"], 5000)]
    assert choose_main_table(tables, Series("any")) == 1


def test_what_the_series_says_of_a_header_counts() -> None:
    tables = [table(0, ["甲欄", "乙欄"], 5000), table(1, ["頭書き", "返し"], 300)]
    series = Series("any", headers={"頭書き": "issue", "返し": "response"})
    assert choose_main_table(tables, series) == 1


def test_of_equal_tables_the_first_is_taken() -> None:
    assert choose_main_table([table(0, ["番号"], 10), table(1, ["番号"], 10)], Series("any")) == 0


def test_a_table_of_a_header_only_is_not_taken_where_there_is_another() -> None:
    without_rows = header_only(0, ["番号", "意見の概要", "県の考え方"])
    assert choose_main_table([without_rows, table(1, ["年度", "金額"], 50)], Series("any")) == 1
