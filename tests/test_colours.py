import pytest

from pipeline.colours import channels, channels_to_colour, has_hue, nearly_same_colour, over_white


def test_a_colour_is_its_channels_and_back() -> None:
    assert channels("#ff8001") == (255, 128, 1)
    assert channels_to_colour(255, 128, 1) == "#ff8001"


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("#ffffff", "#fdfeff", True),
        ("#000000", "#080808", True),
        ("#000000", "#000009", False),
        ("#ffffff", "#eeeeee", False),
    ],
)
def test_colours_that_no_eye_parts_are_the_same(first: str, second: str, same: bool) -> None:
    assert nearly_same_colour(first, second) is same


@pytest.mark.parametrize(
    ("colour", "expected"),
    [("#ffff00", True), ("#ddebf7", True), ("#e7e6e6", False), ("#e8ffe8", False), ("#e7ffe7", True)],
)
def test_a_colour_has_a_hue_where_its_channels_differ(colour: str, *, expected: bool) -> None:
    assert has_hue(colour) is expected


@pytest.mark.parametrize(("alpha", "colour"), [(1.0, "#ff0000"), (0.5, "#ff8080"), (0.0, "#ffffff")])
def test_a_translucent_colour_is_told_as_it_looks_on_paper(alpha: float, colour: str) -> None:
    assert over_white(255, 0, 0, alpha) == colour
