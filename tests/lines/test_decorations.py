import numpy as np
import pytest

from pipeline.layout.grid import rules_to_grids
from pipeline.layout.text_rules import split_rules
from pipeline.lines.cell_shades import CellShades
from pipeline.lines.decorations import decorate
from pipeline.model import Shade
from tests.pages import PageMaker

XS, YS = (50.0, 150.0, 250.0), (40.0, 80.0, 120.0)


def ruled() -> PageMaker:
    return PageMaker().grid(XS, YS)


def decorated(maker: PageMaker) -> tuple[str, str]:
    page = maker.page()
    drawing, decorating = split_rules(page)
    marks = decorate(page, decorating, CellShades.of(page.shades, rules_to_grids(drawing)))
    text = page.glyphs.text
    return (
        "".join(c for c, yes in zip(text, marks.underline, strict=True) if yes),
        "".join(c for c, yes in zip(text, marks.strike, strict=True) if yes),
    )


def test_a_line_under_glyphs_underlines_them() -> None:
    assert decorated(ruled().text(60, 50, "前下線後").rule(70, 60, 90, 60.5)) == ("下線", "")


def test_a_line_well_below_glyphs_is_no_underline() -> None:
    assert decorated(ruled().text(60, 50, "前下線後").rule(70, 63, 90, 63.5)) == ("下線", "")
    assert decorated(ruled().text(60, 50, "前下線後").rule(70, 65, 90, 65.5)) == ("", "")


def test_a_line_through_glyphs_strikes_them_out() -> None:
    assert decorated(ruled().text(60, 50, "前取消後").rule(70, 55, 90, 55.5)) == ("", "取消")


def test_a_thin_rectangle_does_as_a_line_does() -> None:
    assert decorated(ruled().text(60, 50, "前下線後").rule(70, 59.5, 90, 61)) == ("下線", "")


def test_an_underline_that_fills_its_cell_does_not_cut_it() -> None:
    maker = ruled().text(52, 55, "文字文字文字文字文").rule(52, 65, 147, 65.4)
    page = maker.page()
    drawing, _ = split_rules(page)
    assert len(rules_to_grids(drawing)[0].cells) == 4
    assert decorated(maker)[0] == "文字文字文字文字文"


def test_a_rule_longer_than_the_text_over_it_is_no_underline() -> None:
    assert decorated(PageMaker().text(60, 50, "題").rule(50, 60, 250, 60.5)) == ("", "")


@pytest.mark.parametrize(
    ("shade", "highlighted"),
    [
        (Shade(70, 49, 90, 61, "#ffff00"), ["", "#ffff00", "#ffff00", ""]),
        (Shade(50, 40, 150, 80, "#ffff00"), ["", "", "", ""]),
        (Shade(70, 49, 90, 61, "#ffffff"), ["", "", "", ""]),
    ],
    ids=["behind two letters", "the whole cell", "white"],
)
def test_a_shade_highlights_what_it_lies_behind_unless_it_fills_the_cell(shade: Shade, highlighted: list[str]) -> None:
    maker = ruled().text(60, 50, "前強調後")
    maker.shades.append(shade)
    page = maker.page()
    drawing, decorating = split_rules(page)
    shades = CellShades.of(page.shades, rules_to_grids(drawing))
    assert decorate(page, decorating, shades).highlight.tolist() == highlighted


@pytest.mark.parametrize(
    ("shade", "shaded"),
    [
        (Shade(50, 40, 150, 80, "#ffff00"), "前後"),
        (Shade(50, 40, 250, 80, "#ffff00"), "前後他"),  # two cells filled at once
        (Shade(50, 40, 138, 80, "#ffff00"), "前後"),  # 88 % of the cell
        (Shade(50, 40, 132, 80, "#ffff00"), ""),
        (Shade(50, 40, 150, 80, "#d9d9d9"), ""),  # grey is how tables are designed
        (Shade(50, 40, 150, 80, "#ddebf7"), "前後"),  # Excel's palest blue
    ],
)
def test_a_cells_own_shade_is_told_apart_from_a_highlight(shade: Shade, shaded: str) -> None:
    maker = ruled().text(60, 50, "前後").text(160, 50, "他")
    maker.shades.append(shade)
    page = maker.page()
    drawing, decorating = split_rules(page)
    grids = rules_to_grids(drawing)
    found = decorate(page, decorating, CellShades.of(page.shades, grids), np.array([0, 0, 1], np.int32))
    assert "".join(c for c, colour in zip(page.glyphs.text, found.shade, strict=True) if colour) == shaded
    assert "".join(found.highlight.tolist()).replace("#ffff00", "") == ""


def test_of_two_fills_the_one_painted_last_is_seen() -> None:
    maker = ruled().text(60, 50, "前")
    maker.shades += [Shade(50, 40, 150, 80, colour) for colour in ("#ffff00", "#ffffff")]
    page = maker.page()
    drawing, decorating = split_rules(page)
    found = decorate(page, decorating, CellShades.of(page.shades, rules_to_grids(drawing)), np.zeros(1, np.int32))
    assert found.shade.tolist() == [""]


def test_a_line_that_makes_room_for_what_hangs_below_the_letters_is_one() -> None:
    maker = ruled().text(60, 50, "前下、線く後")
    for x0, x1 in ((70, 81), (86, 92), (98, 110)):  # within the boxes of 、 (80 to 90) and 線 (90 to 100)
        maker.rule(x0, 60, x1, 60.5)
    assert decorated(maker) == ("下、線く", "")


def test_a_letter_that_an_author_left_out_of_the_line_stays_out_of_it() -> None:
    maker = ruled().text(60, 50, "前甲と乙後").rule(70, 60, 80, 60.5).rule(90, 60, 100, 60.5)
    assert decorated(maker) == ("甲乙", "")


def test_a_comma_with_a_box_of_its_own_size_is_struck_out_with_the_letters_around_it() -> None:
    maker = ruled().text(60, 50, "前取、消後").rule(70, 55, 100, 55.5)
    x0, top, x1, bottom = maker.boxes[2]
    maker.boxes[2] = (x0, top + 7, x1 - 6, bottom)
    assert decorated(maker) == ("", "取、消")


def test_a_flat_stripe_of_paint_under_letters_underlines_them_and_a_high_one_does_not() -> None:
    for height, marked in ((4.0, "下線"), (7.0, "")):
        maker = ruled().text(60, 50, "前下線後")
        maker.shades.append(Shade(70, 59, 90, 59 + height, "#ff0000"))
        assert decorated(maker)[0] == marked


@pytest.mark.parametrize(("gap", "marked"), [(3.1, "破線下線"), (4.5, "")])
def test_dashes_are_one_line_where_their_gaps_are_shorter_than_they(gap: float, marked: str) -> None:
    maker = ruled().text(60, 50, "前破線下線後")
    x = 70.0
    while x < 108:
        maker.rule(x, 60, min(x + 4.5, 110), 60.5)
        x += 4.5 + gap
    assert (decorated(maker)[0] == "破線下線") == bool(marked)


@pytest.mark.parametrize(
    ("lines", "marked"),
    [
        ([(81, 89), (111, 119)], "yaygay"),  # each line begins or ends within a letter that hangs below it
        ([(80, 90), (111, 119)], "aygay"),  # the first line begins with its letter
        ([(81, 89)], "yayg"),
        ([(80, 90)], "a"),
    ],
)
def test_letters_that_hang_below_an_underline_are_underlined_with_it(
    lines: list[tuple[float, float]], marked: str
) -> None:
    maker = ruled().text(60, 50, "前yaygay後")
    for x0, x1 in lines:
        maker.rule(x0, 61, x1, 61.4)
    assert decorated(maker)[0] == marked


def test_what_stands_between_two_underlined_words_that_end_and_begin_in_y_is_not_underlined() -> None:
    maker = ruled().text(60, 50, "ayとの点yaと")
    maker.rule(60, 61, 71, 61.4).rule(119, 61, 130, 61.4)
    assert decorated(maker)[0] == "ayya"


@pytest.mark.parametrize("angle", [90, 270])
def test_a_standing_line_through_turned_text_strikes_it_out(angle: int) -> None:
    assert decorated(ruled().text(60, 50, "取消後", down=True, angle=angle).rule(64.7, 50, 65.3, 70)) == ("", "取消")


@pytest.mark.parametrize(("angle", "x"), [(90, 59.0), (270, 70.5)], ids=["down", "up"])
def test_a_standing_line_below_turned_text_underlines_it_and_one_above_it_does_not(angle: int, x: float) -> None:
    maker = ruled().text(60, 50, "下線後", down=True, angle=angle)
    assert decorated(maker.rule(x, 50, x + 0.5, 70)) == ("下線", "")
    other = ruled().text(60, 50, "下線後", down=True, angle=360 - angle)
    assert decorated(other.rule(x, 50, x + 0.5, 70)) == ("", "")


def test_a_standing_line_through_upright_letters_below_each_other_strikes_them_out_and_one_beside_is_none() -> None:
    assert decorated(ruled().text(60, 50, "取消後", down=True).rule(64.7, 50, 65.3, 70)) == ("", "取消")
    assert decorated(ruled().text(60, 50, "取消後", down=True).rule(59, 50, 59.5, 70)) == ("", "")


@pytest.mark.parametrize(
    ("top", "bottom", "underlined"), [(46.0, 74.0, "横書き"), (42.0, 78.0, "")], ids=["free", "a side with gaps"]
)
def test_a_side_of_a_cell_beside_turned_text_is_no_underline(top: float, bottom: float, underlined: str) -> None:
    maker = ruled().text(60, 45, "横書き", down=True, angle=90).rule(59, top, 59.5, bottom)
    assert decorated(maker) == (underlined, "")


def test_a_side_of_a_cell_that_runs_through_turned_text_is_no_strikeout() -> None:
    drawing, decorating = split_rules(ruled().text(145, 45, "横書き", down=True, angle=90).page())
    assert (len(drawing), decorating) == (6, [])
