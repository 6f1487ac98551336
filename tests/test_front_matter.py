import pytest
from msgspec.structs import replace

from pipeline.front_matter import furniture_to_front
from pipeline.model import PLAIN, Box, FrontMatter, Line, PageFacts, Run


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
    ("line", "is_title"),
    [
        ("R2．5．1現在", False),
        ("（令和6年3月31日時点）", False),
        ("2024.3.31 更新", False),
        ("令和6年3月の対応一覧", True),
        ("令和6年度予算の対応", True),
        ("令和6年3月31日会議の対応", True),
    ],
)
def test_a_line_that_is_a_day_is_no_title_however_large(line: str, is_title: bool) -> None:
    assert front(("主な意見への対応一覧", 9), (line, 12)).title == (line if is_title else "主な意見への対応一覧")


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


# ── meeting, number and note on one line ────────────────────────────────────────────────────────────────────────────


def test_a_meeting_before_a_note_is_the_label() -> None:
    read = front(("対応状況について", 14), ("（令和5年度第1回）\u3000※赤字は前回からの変更", 9))
    assert (read.label, read.notes) == ("令和5年度第1回", ("※赤字は前回からの変更",))


@pytest.mark.parametrize(
    "line", ["第2回環境審議会\u3000資料2", "第2回環境審議会　【資料2】", "第2回環境審議会【資料２】"]
)
def test_a_number_behind_the_meeting_is_the_documents(line: str) -> None:
    read = front(("意見と市の考え方", 14), (line, 9))
    assert (read.label, read.document_label) == ("第2回環境審議会", "資料2")


@pytest.mark.parametrize("line", ["第2回環境審議会の詳細は資料2を参照", "意見の詳細は 資料2"])
def test_a_number_in_a_sentence_is_not_the_documents(line: str) -> None:
    assert front(("意見と市の考え方", 14), (line, 9)).document_label is None


# ── over two lines ──────────────────────────────────────────────────────────────────────────────────────────────────


def set_page(*lines: tuple[str, float, float, float], leading: float = 1.2) -> PageFacts:
    """A page 600 pt wide: text, left edge, right edge and size of each line, from the top down."""
    top, set_lines = 40.0, []
    for text, x0, x1, size in lines:
        box = Box(x0, top, x1, top + size)
        set_lines.append(Line((Run(text, PLAIN, box),), box, size, 1))
        top += leading * size
    return PageFacts(1, 600, 800, 500, tuple(set_lines), 50)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ([("委員からの意見と対応につ", 50, 550, 14), ("いて", 286, 314, 14)], "委員からの意見と対応について"),
        ([("委員からの意見と対応につ", 50, 550, 14), ("いて", 50, 78, 14)], "委員からの意見と対応について"),
        ([("「検討課題」への", 200, 400, 14), ("対応状況について", 240, 360, 14)], "「検討課題」への対応状況について"),
        ([("県政改革審議会", 220, 380, 14), ("意見と対応の一覧", 230, 370, 14)], "県政改革審議会 意見と対応の一覧"),
    ],
)  # fmt: skip
def test_a_title_over_two_lines_of_one_size_is_one(lines: list[tuple[str, float, float, float]], title: str) -> None:
    read = furniture_to_front([set_page(*lines, ("※赤字は変更", 450, 550, 9))], 1)
    assert (read.title, read.notes) == (title, ("※赤字は変更",))


@pytest.mark.parametrize(
    "below",
    [
        ("第2回審議会", 270, 330, 14),
        ("令和5年12月28日現在", 250, 350, 14),
        ("（令和6年3月31日時点）", 250, 350, 14),
        ("※赤字は変更", 260, 340, 14),
        ("資料4", 280, 320, 14),
        ("県政策部", 480, 550, 14),
        ("意見への回答", 50, 150, 14),
        ("県政改革審議会", 250, 350, 10),
        ("県政改革審議会の意見への対応を次のとおりまとめたので、", 50, 550, 14),
    ],
)
def test_what_stands_below_a_title_is_no_part_of_it(below: tuple[str, float, float, float]) -> None:
    assert (
        furniture_to_front([set_page(("意見への対応状況について", 200, 400, 14), below)], 1).title
        == "意見への対応状況について"
    )


def test_a_note_that_print_wrapped_is_one_text_of_two_lines() -> None:
    lines = [("対応一覧について", 200, 400, 14), ("A：反映するもの B：反映が困難な", 50, 550, 9), ("もの", 50, 68, 9)]
    assert furniture_to_front([set_page(*lines)], 1).notes == ("A：反映するもの B：反映が困難な\nもの",)


@pytest.mark.parametrize(("leading", "count"), [(1.9, 1), (2.1, 2)])
def test_a_note_goes_on_at_double_spacing_and_not_farther_below(leading: float, count: int) -> None:
    lines = [("A：反映するもの B：反映が困難な", 50, 550, 9), ("もの", 50, 68, 9)]
    page = set_page(*lines, ("対応一覧について", 200, 400, 14), leading=leading)
    assert len(furniture_to_front([page], 1).notes) == count


@pytest.mark.parametrize(("x0", "count"), [(180, 1), (200, 2)])
def test_a_note_that_filled_most_of_the_page_goes_on_and_a_narrower_one_does_not(x0: float, count: int) -> None:
    lines = [("対応一覧について", 200, 400, 14), ("A：反映するもの B：反映が困難な", x0, 550, 9)]
    assert len(furniture_to_front([set_page(*lines, ("もの", x0, x0 + 18, 9))], 1).notes) == count


@pytest.mark.parametrize(("count", "title"), [(3, "県政改革への意見への対応状況への回答一覧"), (4, "回答一覧")])
def test_a_title_has_three_lines_at_most(count: int, title: str) -> None:
    texts = ("県政改革への", "意見への対応状況への", "回答一覧", "補足一覧")
    lines = [(text, 300 - 7 * len(text), 300 + 7 * len(text), 14) for text in texts[:count]]
    assert furniture_to_front([set_page(*lines)], 1).title == title


def test_a_page_of_prose_stays_line_by_line() -> None:
    prose = set_page(
        ("対応一覧について", 200, 400, 14),
        ("通知した基準の一部を次のとおり訂正するので、", 50, 550, 9),
        ("周知されたい。", 50, 120, 9),
    )
    notes = furniture_to_front([replace(prose, furniture_glyph_count=500)], 1).notes
    assert notes == ("通知した基準の一部を次のとおり訂正するので、", "周知されたい。")
