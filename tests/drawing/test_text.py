import pytest

from pipeline.drawing.text import FILL, INVISIBLE, STROKE, is_bold, render_mode


@pytest.mark.parametrize(
    ("name", "flags", "weight", "bold"),
    [
        ("YuGothic-DemiBold", 0, 400, True),
        ("YuGothic", 0, 400, False),
        ("ABCDEF+F1", 1 << 18, 0, True),
        ("ABCDEF+F1", 1 << 17, 0, False),
        ("ABCDEF+F1", 0, 600, True),
        ("ABCDEF+F1", 0, 599, False),
    ],
)
def test_a_font_is_bold_by_its_name_its_flag_or_its_weight(name: str, flags: int, weight: float, bold: bool) -> None:
    assert is_bold(name, flags, weight) is bold


@pytest.mark.parametrize(("number", "mode"), [(0, FILL), (1, STROKE), (3, INVISIBLE), (4, FILL), (7, INVISIBLE)])
def test_a_text_that_also_clips_is_painted_as_one_that_does_not(number: int, mode: int) -> None:
    assert render_mode(number) == mode
