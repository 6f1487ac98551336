"""Letters printed twice in two colours have the colour of the upper print."""

from __future__ import annotations

import pytest

from tests.pdfs import pages_by_pdfium, pdf, shown

BLACK, RED = "#000000", "#ff0000"
PAINT = {BLACK: "0 0 0 rg\n", RED: "1 0 0 rg\n"}


def colours(content: str) -> list[tuple[str, str]]:
    """Return each letter with its colour."""
    (page,) = pages_by_pdfium(pdf(content))
    kinds = [page.text_runs[int(run)].colour for run in page.glyphs.runs]
    return list(zip(page.glyphs.text, kinds, strict=True))


def printed(text: str, colour: str, x: float = 50, y: float = 100) -> str:
    return PAINT[colour] + shown(text, x, y)


@pytest.mark.parametrize(("lower", "upper"), [(BLACK, RED), (RED, BLACK)])
def test_the_upper_print_is_what_is_seen(lower: str, upper: str) -> None:
    assert colours(printed("変更。", lower) + printed("変更。", upper)) == [(letter, upper) for letter in "変更。"]


def test_only_the_letters_that_are_printed_again_have_the_upper_colour() -> None:
    read = colours(printed("県庁の職員", BLACK) + printed("の職", RED, x=70))
    assert read == [("県", BLACK), ("庁", BLACK), ("の", RED), ("職", RED), ("員", BLACK)]


@pytest.mark.parametrize("y", [109, 92], ids=["above", "below"])
def test_a_line_that_a_print_just_reaches_into_keeps_its_colour(y: float) -> None:
    lines = printed("道路の整備", BLACK, y=y) + printed("県庁の職員", BLACK)
    assert [letter for letter, colour in colours(lines + printed("の職", RED, x=70)) if colour == RED] == ["の", "職"]


def test_the_last_of_three_prints_counts() -> None:
    assert colours(printed("変", BLACK) + printed("変", RED) + printed("変", BLACK)) == [("変", BLACK)]


@pytest.mark.parametrize("other", [printed("変", RED, y=130), printed("変", RED, x=62)], ids=["line", "beside"])
def test_the_same_letter_elsewhere_is_another_letter(other: str) -> None:
    assert sorted(colours(printed("変", BLACK) + other)) == [("変", BLACK), ("変", RED)]


@pytest.mark.parametrize("mode", [1, 3])
def test_a_print_without_a_fill_colours_nothing(mode: int) -> None:
    """An outline around the letter, or a print that nobody sees."""
    assert colours(printed("変", BLACK) + f"{mode} Tr\n" + printed("変", RED) + "0 Tr\n") == [("変", BLACK)]


def test_a_print_over_one_that_nobody_sees_is_seen_and_not_bold() -> None:
    """Browsers print a word with a shadow in this way."""
    (page,) = pages_by_pdfium(pdf("3 Tr\n" + printed("変更", BLACK) + "0 Tr\n" + printed("変更", BLACK)))
    runs = [page.text_runs[int(run)] for run in page.glyphs.runs]
    assert [(letter, run.visible, run.bold) for letter, run in zip(page.glyphs.text, runs, strict=True)] == [
        ("変", True, False), ("更", True, False)
    ]  # fmt: skip
