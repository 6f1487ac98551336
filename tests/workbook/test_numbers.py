from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from pipeline.workbook.numbers import value_to_text


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (1, "General", "1"),
        (1.5, "General", "1.5"),
        (1200, "#,##0", "1,200"),
        (-1200, "#,##0_ ;[Red]\\-#,##0\\ ", "-1,200"),
        (0.25, "0%", "25%"),
        (3, "0.0", "3.0"),
        (12, '0"件"', "12件"),
        (True, "General", "TRUE"),
        ("○", "General", "○"),
        (None, "General", ""),
        (date(2023, 6, 1), 'yyyy"年"m"月"d"日"', "2023年6月1日"),
        (date(2019, 4, 30), "[$-411]ggge年m月d日", "平成31年4月30日"),
        (date(2019, 5, 1), "[$-411]ge.m.d", "R1.5.1"),
        (datetime(2023, 6, 1), "yyyy/mm/dd", "2023/06/01"),
    ],
)
def test_a_value_is_shown_as_its_format_says(value: Any, number_format: str, text: str) -> None:
    assert value_to_text(value, number_format) == (text, True)


@pytest.mark.parametrize(("value", "number_format"), [(1, "# ?/?"), (0.5, "0.0E+0"), (date(2023, 6, 1), "h:mm")])
def test_a_format_that_is_not_known_is_said_to_be_so(value: Any, number_format: str) -> None:
    assert not value_to_text(value, number_format).is_sure
