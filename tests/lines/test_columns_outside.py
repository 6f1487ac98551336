from pipeline.documents import print_page
from tests.pages import XS, YS, PageMaker, filled


def test_numbers_that_stand_outside_the_rules_are_a_column() -> None:
    maker = filled(PageMaker().grid(XS, YS))
    for row in range(1, 4):
        maker.text(80, 48 + 30 * row, str(row))
    (grid,) = print_page(maker.page()).grids
    assert [cell.text for cell in grid.cells if cell.column_index == 0] == ["", "1", "2", "3"]
    assert len(grid.columns) == 4


def test_a_lone_text_beside_a_table_is_no_column() -> None:
    (grid,) = print_page(filled(PageMaker().grid(XS, YS)).text(80, 50, "注").page()).grids
    assert len(grid.columns) == 3


def test_a_paragraph_around_a_small_table_is_no_column() -> None:
    maker = filled(PageMaker().grid(XS, YS))
    for row in range(4):
        maker.text(-55, 48 + 30 * row, "本文が左へずっと続いている")
    (grid,) = print_page(maker.page()).grids
    assert len(grid.columns) == 3


def test_a_list_beside_a_table_that_goes_on_above_and_below_it_is_no_column() -> None:
    maker = filled(PageMaker().grid(XS, YS))
    for row in range(-1, 5):
        maker.text(70, 48 + 30 * row, f"{row + 2}月")
    (grid,) = print_page(maker.page()).grids
    assert len(grid.columns) == 3


def test_numbers_outside_the_rules_between_a_title_and_a_note_are_a_column() -> None:
    maker = filled(PageMaker().grid(XS, YS)).text(80, 22, "一覧の題名").text(80, 170, "注は次のとおり")
    for row in range(1, 4):
        maker.text(80, 48 + 30 * row, str(row))
    (grid,) = print_page(maker.page()).grids
    assert len(grid.columns) == 4


def beside(*columns: tuple[float, str]) -> PageMaker:
    maker = filled(PageMaker(width=700).grid(XS, YS))
    for row in range(4):
        for x, text in columns:
            maker.text(x, 48 + 30 * row, f"{text}{row}")
    return maker


def test_marks_on_the_right_of_the_rules_are_a_column() -> None:
    (grid,) = print_page(beside((370, "済")).page()).grids
    assert [cell.text for cell in grid.cells if cell.column_index == 2] == ["済0", "済1", "済2", "済3"]


def test_a_list_without_rules_beside_a_table_is_no_column_of_it() -> None:
    (grid,) = print_page(beside((370, "四月"), (520, "千円")).page()).grids
    assert len(grid.columns) == 3


def test_a_list_without_rules_on_the_left_is_no_column_of_a_table() -> None:
    maker = filled(PageMaker(width=700).grid([x + 300 for x in XS], YS))
    for row in range(4):
        maker.text(80, 48 + 30 * row, f"項目{row}").text(340, 48 + 30 * row, f"額{row}")
        maker.text(410, 48 + 30 * row, f"左{row}")
    (grid,) = print_page(maker.page()).grids
    assert len(grid.columns) == 3
