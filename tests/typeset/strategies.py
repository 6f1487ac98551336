"""Documents drawn at random: tables of any shape that a publisher might print, drawn in any way that programs draw.

What is drawn keeps to what a reader can know: a wrapped line is full, a paragraph begins with a bullet, a merged cell's
text is short. Beyond that everything goes with everything.

Only small whole numbers are drawn. Among larger ones, floats and texts hypothesis mixes the constants of whatever
modules of the project are loaded at the time, so that the same test alone would try other documents than it does after
others, and each new constant anywhere in the package would change them all. No setting turns that off (6.170).
"""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

from tests.typeset.hand import BLACKS, DECORATIONS, PAPER_FONTS, RULES, Hand
from tests.typeset.layout import Habits
from tests.typeset.model import (
    PLAIN,
    RED,
    CellModel,
    ColumnModel,
    DocumentModel,
    Furniture,
    Ink,
    Piece,
    RowModel,
    Sheet,
    TableModel,
)

LETTERS = "県民窓口相談体制防災避難所運営子育支援研修移住定住観光交通路線森林道路河川図書館学校給食職員会議検討実施予定"
LETTERS += "のをにはがでとしたするなどれるかついてよりまた、。「」アプリデータシステムオンラインABC2345"

HEADERS = {
    "number": (("No.",), ("番号",), ("項番",), ("№",)),
    "policy_area": (("分野",), ("施策区分",)),
    "category": (("項目分類",), ("項目",)),
    "issue": (("意見の概要",), ("主な意見",), ("指摘事項",), ("ご意見",)),
    "source": (("出所",),),
    "response": (("県の考え方",), ("今後の対応",), ("市の考え方",)),
    "divisions": (("所管課",), ("担当課",), ("担当部署",)),
    "": (("備考",), ("特記事項",)),
}
"""Wordings by field; the column without one is one that no field claims."""

WIDTHS = {
    "number": 30, "policy_area": 60, "category": 60, "issue": 180, "source": 70,
    "status": 55, "response": 180, "divisions": 70, "": 60,
}  # fmt: skip
LEGENDS = (
    (("○", "対応済", "done"), ("△", "検討中", "continuing"), ("×", "対応困難", "declined")),
    (("◎", "完了", "done"), ("○", "検討中", "continuing"), ("●", "対応困難", "declined")),
    (("◇", "検討中", "continuing"), ("◆", "完了", "done")),
)
Legend = tuple[tuple[str, str, str], ...]
"""A mark, its label, and its status, one after the other."""

DITTOS = ("〃", "同上", "仝", "″")

AREAS = ("暮らしの安全", "子育て", "産業振興", "交通", "デジタル県庁")
DIVISIONS = ("防災危機管理課", "子ども未来課", "交通政策課", "情報システム室", "総合窓口推進班", "森林整備課")
SOURCES = ("第1回会議\n山本委員発言", "第2回会議\n小川座長発言", "第3回会議\n川端委員・石井委員発言")

REMARKS = ("なし", "令和6年度予算", "別紙のとおり", "国に要望中")

MARKS = {
    "red": (Ink(RED), "※変更部分は赤字"),
    "underline": (Ink(underline=True), "※下線部は変更箇所"),
}


PARTS = 99
"""Steps in which a number between two limits is drawn: hypothesis knows no constants of its own below 100."""

seeds = st.tuples(*[st.integers(0, PARTS)] * 4).map(str)


def between(low: float, high: float) -> st.SearchStrategy[float]:
    """Return the numbers from ``low`` to ``high``, in steps."""
    return st.integers(0, PARTS).map(lambda part: low + (high - low) * part / PARTS)


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    """Draw one to three paragraphs, each with a bullet before it; letters by a seed, for lengths of every size."""
    random = Random(draw(seeds))  # noqa: S311 - no secrets here
    texts = [
        "".join(random.choices(LETTERS, k=random.choice((2, 15, 60, 160)))) for _ in range(random.choice((1, 1, 2, 3)))
    ]
    return "\n".join("・" + (text.strip("、。「」") or "県") + "。" for text in texts)


@st.composite
def marked(draw: st.DrawFn, text: str, ink: Ink) -> tuple[Piece, ...]:
    """Draw where a text is marked: at most one stretch that begins and ends anywhere."""
    if draw(st.integers(0, 2)):
        return (Piece(text),)
    start = int(draw(between(0, len(text) - 1)))
    end = round(draw(between(start + 1, len(text))))
    if not text[start:end].strip():
        return (Piece(text),)
    pieces = (Piece(text[:start]), Piece(text[start:end], ink), Piece(text[end:]))
    return tuple(piece for piece in pieces if piece.text)


@st.composite
def columns_of(draw: st.DrawFn, legend: Legend) -> tuple[ColumnModel, ...]:
    """Draw which columns there are, under which wording, and whether the header has one row or two."""
    optional = ("policy_area", "category", "source", "divisions", "")
    fields = [name for name in WIDTHS if name not in optional or draw(st.booleans())]
    double = draw(st.booleans())
    explained = "、".join(f"{mark}{label}" for mark, label, _ in legend)
    wordings = {**HEADERS, "status": ((f"対応状況({explained})",),)}
    columns = []
    for name in fields:
        header: tuple[str, ...] = draw(st.sampled_from(wordings[name]))
        if double and name in {"policy_area", "category"}:
            header = ("区分", *header)
        columns.append(ColumnModel(name or None, header, WIDTHS[name] * draw(between(0.9, 1.3))))
    return tuple(columns)


@st.composite
def cell(draw: st.DrawFn, name: str, index: int, ink: Ink, repeat: CellModel, legend: Legend) -> CellModel:
    """Draw one cell of a field but the number; ``repeat`` is how this publisher prints what stands above already."""
    if name in {"policy_area", "category"}:
        if index and draw(st.booleans()):
            return repeat
        return CellModel((Piece(draw(st.sampled_from(AREAS))),))
    if name in {"issue", "response"}:
        text = draw(paragraphs())
        if name == "issue" and draw(st.booleans()):
            text = f"【{draw(st.sampled_from(AREAS))}の推進】\n{text}"
        return CellModel(draw(marked(text, ink)))
    choices = {"source": SOURCES, "status": marks_of(legend), "divisions": DIVISIONS, "": REMARKS}[name]
    return CellModel((Piece(draw(st.sampled_from(choices))),))


def marks_of(legend: Legend) -> tuple[str, ...]:
    """Return what a status cell may hold: each mark, or the first with the second for a part of it."""
    marks = tuple(mark for mark, _, _ in legend)
    return (*marks, f"{marks[0]}(一部{marks[1]})")


@st.composite
def numbers_of(draw: st.DrawFn, count: int) -> list[str]:
    """Draw the printed numbers: they run on; in a longer table some may be blank, or they begin again."""
    if count < 6:
        return [str(number + 1) for number in range(count)]
    restart = draw(st.sampled_from((0, 0, count // 2)))
    numbers = [str(number + 1) for number in range(count - restart)] + [str(number + 1) for number in range(restart)]
    few = ((), (), (), (2,), (count - 2,))  # not the first: what shows that it is a row?
    blank = draw(st.sampled_from((*few, (2, 3)) if count > 6 else few))
    return ["" if index in blank else number for index, number in enumerate(numbers)]


@st.composite
def tables(draw: st.DrawFn, legend: Legend, ink: Ink = PLAIN) -> TableModel:
    """Draw a table of up to nine rows."""
    columns = draw(columns_of(legend))
    count = draw(st.sampled_from((9, 6, 3, 1)))
    repeat = draw(st.sampled_from((*(CellModel(ditto=sign) for sign in DITTOS), *[CellModel(merged=True)] * 3)))
    rows = []
    for index, number in enumerate(draw(numbers_of(count))):
        cells = {"number": CellModel((Piece(number),) if number else ())}
        for column in columns[1:]:
            cells[column.field or ""] = draw(cell(column.field or "", index, ink, repeat, legend))
        area = cells.get("policy_area")
        if "category" in cells and area and area.pieces and cells["category"].merged:
            cells["category"] = CellModel((Piece(AREAS[0]),))  # a category ends where its area does
        often = 5 if number else 1  # a row that opens a page without a number: only its other cells show that it is one
        rows.append(RowModel(tuple(cells.values()), page_break=index > 0 and draw(st.integers(0, often)) == 0))
    return TableModel(columns, tuple(rows))


sheets = st.builds(
    Sheet,
    width=st.sampled_from((842.0, 595.0, 1191.0)),
    height=st.sampled_from((420.0, 595.0, 300.0, 842.0)),
    margin=between(20, 45),
    font_size=st.sampled_from((5.0, 7.0, 8.0, 10.5)),
    rotate=st.sampled_from((0, 0, 90, 180, 270)),
    crop=st.sampled_from((0.0, 0.0, 12.0)),
    split_rows=st.booleans(),
)

hands = st.builds(
    Hand,
    font=st.sampled_from(PAPER_FONTS),
    rules=st.sampled_from(RULES),
    rule_width=st.sampled_from((0.25, 0.5, 1.0)),
    red=st.sampled_from(("rgb", "dark", "cmyk", "spot", "converted")),
    black=st.sampled_from(BLACKS),
    decoration=st.sampled_from(DECORATIONS),
    outer_verticals=st.integers(0, 3).map(bool),
    closed_at_breaks=st.integers(0, 3).map(bool),
    invisible_rules=st.booleans(),
    letter_by_letter=st.booleans(),
    order=st.sampled_from(("rows", "columns", "backwards")),
    shaded_header=st.booleans(),
    habits=st.builds(Habits, spread=st.booleans(), leading=st.sampled_from((1.1, 1.25, 1.6))),
)


@st.composite
def documents(draw: st.DrawFn) -> DocumentModel:
    """Draw a whole document: a table with what stands around it, on some paper."""
    style = draw(st.sampled_from(sorted(MARKS)))
    ink, mark_legend = MARKS[style]
    legend = draw(st.sampled_from(LEGENDS))
    furniture = Furniture(
        title="県政懇話会における意見への対応状況",
        mark_legend=mark_legend,
        legend_ink=draw(st.sampled_from((PLAIN, ink))),
        repeated=draw(st.booleans()),
        page_numbers=draw(st.booleans()),
        cover=draw(st.sampled_from(((), ("県政懇話会資料", "令和5年6月")))),
        before=draw(st.sampled_from(((), ("前回の会議でいただいた意見への対応は次のとおりです。",)))),
        after=draw(st.sampled_from(((), ("注 対応状況は令和5年5月末のものです。",)))),
    )
    return DocumentModel("random", draw(tables(legend, ink)), furniture, draw(sheets), style, legend)
