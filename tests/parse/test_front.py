import pytest

from pipeline.model import PLAIN, Box, FrontMatter, Line, PageFacts, Run
from pipeline.parse.front import furniture_to_front


def page(page_number: int, *texts: tuple[str, float]) -> PageFacts:
    """A page with these lines around its table, each with its font size, from the top down."""
    lines = []
    for number, (text, size) in enumerate(texts):
        box = Box(50, 20.0 * number, 400, 20.0 * number + size)
        lines.append(Line((Run(text, PLAIN, box),), box, size, page_number))
    return PageFacts(page_number, 842, 595, 100, tuple(lines), 50)


def front(*texts: tuple[str, float]) -> FrontMatter:
    return furniture_to_front([page(1, *texts)], 1)


def test_the_meeting_in_brackets_behind_the_title_is_the_label() -> None:
    read = front(("委員指摘事項等への対応状況について(R5第1回PT会合用)", 10))
    assert (read.title, read.label) == ("委員指摘事項等への対応状況について", "R5第1回PT会合用")


def test_the_largest_line_is_the_title() -> None:
    read = front(("令和5年度 某協議会", 9), ("主な意見への対応一覧", 16), ("※赤字は変更", 9))
    assert read.title == "主な意見への対応一覧"
    assert read.notes == ("令和5年度 某協議会", "※赤字は変更")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("資料4", "資料4"),
        ("資料４", "資料4"),
        ("【資料No.3】", "資料No.3"),
        ("別紙1－3", "別紙1－3"),
        ("参考資料2-1", "参考資料2-1"),
        ("資 料 5", "資料5"),
    ],
)
def test_a_documents_number_is_known_in_any_dress(text: str, label: str) -> None:
    assert front(("対応状況について", 12), (text, 9)).document_label == label


def test_a_number_and_a_legend_on_one_line_are_two_things() -> None:
    read = front(("対応状況について", 12), ("資料４ ※変更部分は赤字着色", 9))
    assert read.document_label == "資料4"
    assert read.notes == ("※変更部分は赤字着色",)


@pytest.mark.parametrize("number", ["1", "- 2 -", "3/11", "４ページ", "p.5", "－６－"])
def test_page_numbers_are_no_notes(number: str) -> None:
    assert front(("対応状況について", 12), (number, 9)).notes == ()


def test_a_title_on_a_cover_page_is_found_from_the_page_of_the_table() -> None:
    pages = [page(1, ("意見への対応状況について", 20)), page(2, ("2", 9))]
    assert furniture_to_front(pages, 2).title == "意見への対応状況について"


def test_what_stands_on_every_page_is_told_once() -> None:
    pages = [page(number, ("対応状況について", 12), ("※赤字は変更", 9)) for number in (1, 2, 3)]
    assert furniture_to_front(pages, 1).notes == ("※赤字は変更",)


def test_a_page_without_furniture_has_no_front_matter() -> None:
    assert furniture_to_front([page(1)], 1) == FrontMatter()


def test_a_spread_title_is_joined() -> None:
    assert front(("繰 越 事 業 一 覧 表", 14)).title == "繰越事業一覧表"
