from pipeline.layout.grid import rules_to_grids
from pipeline.layout.text_rules import split_rules
from pipeline.model import Rule
from tests.pages import PageMaker

XS, YS = (50.0, 150.0, 250.0), (40.0, 80.0, 120.0)


def ruled() -> PageMaker:
    return PageMaker().grid(XS, YS)


def test_the_side_of_a_cell_right_under_its_text_underlines_nothing() -> None:
    page = ruled().text(51, 69.5, "文字文字文字文字文字").page()
    drawing, decorating = split_rules(page)
    assert decorating == []
    assert len(rules_to_grids(drawing)[0].cells) == 4


def test_rules_that_cannot_be_seen_draw_nothing() -> None:
    maker = ruled()
    maker.rules.append(Rule(50, 60, 250, 60.5, "#ffffff", visible=False))
    drawing, _ = split_rules(maker.page())
    assert len(rules_to_grids(drawing)[0].cells) == 4


def test_strokes_without_width_do_not_cut_where_others_have_one() -> None:
    maker = ruled()
    maker.rules.append(Rule(50, 60, 250, 60))
    drawing, _ = split_rules(maker.page())
    assert len(rules_to_grids(drawing)[0].cells) == 4


def test_a_table_drawn_with_strokes_without_width_is_still_one() -> None:
    drawing, _ = split_rules(PageMaker().grid(XS, YS, thickness=0).page())
    assert len(rules_to_grids(drawing)[0].cells) == 4


def test_the_dashes_of_a_side_right_under_text_underline_nothing() -> None:
    maker = PageMaker()
    maker.grid(XS, (40.0, 120.0)).text(60, 68, "文字文字文字")
    for x in range(50, 250, 6):
        maker.rule(float(x), 79.8, x + 4.0, 80.2)
    drawing, decorating = split_rules(maker.page())
    assert decorating == []
    assert len(rules_to_grids(drawing)[0].cells) == 4


def two_words() -> PageMaker:
    """Print a word into each cell of a row, the two nearly meeting at the upright between them."""
    return ruled().text(108, 60, "文字文字").text(152, 60, "文字文字")


def lines_along(y: float, colour: str) -> tuple[int, int]:
    """Draw a line along either word at that height; return how many draw the table there, and how many the text."""
    maker = two_words()
    maker.rules += [Rule(x, y, x + 40, y + 0.5, colour) for x in (108, 152)]
    drawing, decorating = split_rules(maker.page())
    return sum(rule.top == y for rule in drawing), len(decorating)


def test_a_row_struck_out_from_cell_to_cell_is_struck_out() -> None:
    assert lines_along(65, "#ff0000") == (0, 2)
    assert lines_along(65, "#000000") == (0, 2)


def test_underlines_in_two_cells_are_no_sides_unless_they_look_like_them() -> None:
    assert lines_along(71, "#ff0000") == (0, 2)
    assert lines_along(71, "#000000") == (2, 0)
