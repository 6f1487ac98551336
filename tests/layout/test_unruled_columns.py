import pytest

from pipeline.documents import print_page
from tests.pages import PageMaker


@pytest.mark.parametrize(("lines", "columns", "told"), [(5, 3, True), (4, 3, False), (6, 2, False)])
def test_lines_of_text_in_the_same_columns_without_rules_are_told(lines: int, columns: int, told: bool) -> None:
    maker = PageMaker()
    for line in range(lines):
        for column in range(columns):
            maker.text(50 + 120 * column, 40 + 20 * line, f"値{line}")
    codes = [finding.code for finding in print_page(maker.page()).findings]
    assert codes == (["columns_without_rules"] if told else [])
