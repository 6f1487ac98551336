"""The golden documents that are drawn by hand, each to show hazards that no program here makes on demand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Unpack

from tests.typeset import mend
from tests.typeset.content import OPINIONS, cell, pieces
from tests.typeset.golden_parts import (
    A4,
    CIRCLES,
    IPA_GOTHIC,
    IPA_MINCHO,
    LETTER_HEADERS,
    LONG,
    LOW,
    SMALL,
    TALL,
    FurnitureChanges,
    Golden,
    columns,
    furniture_of,
    many,
    rows,
    table_of,
    with_columns,
)
from tests.typeset.hand import Hand, by_hand
from tests.typeset.layout import Habits
from tests.typeset.model import (
    CellModel,
    ColumnModel,
    DocumentModel,
    Furniture,
    Ink,
    RowModel,
    Sheet,
    TableModel,
    plain_text,
)


def hand(document: DocumentModel, drawn: Hand, purpose: str, *mends: Callable[[Path], None]) -> Golden:
    """Return a golden document that is drawn so."""
    return Golden((document,), lambda each, path: by_hand(each, path, drawn), "ReportLab", purpose, mends)


def document(
    name: str, table: TableModel, sheet: Sheet = A4, style: str = "red", **changes: Unpack[FurnitureChanges]
) -> DocumentModel:
    """Return a document whose statuses are circles."""
    return DocumentModel(name, table, furniture_of(CIRCLES, **changes), sheet, style, CIRCLES)


def hand_documents() -> Iterable[Golden]:
    """Yield what is drawn by hand, each to show hazards that no program here makes on demand."""
    cut = replace(SMALL, split_rows=True)
    yield hand(
        document("dots-cmyk", table_of(opinions=OPINIONS[:5]), cut),
        Hand(rules="dots", red="cmyk", black="cmyk", font="HeiseiMin-W3"),
        "rules as hundreds of specks, CMYK red and black, font not embedded",
    )
    yield hand(
        document("rotated-cropped", table_of(opinions=OPINIONS[:6]), replace(LOW, rotate=90, crop=14, split_rows=True)),
        Hand(rules="rectangle", red="spot", order="columns"),
        "pages turned with /Rotate 90, smaller crop box, page origin not at 0, thin rectangles, spot-colour red",
        mend.move_origin,
    )
    yield hand(
        document("upside-down", table_of(opinions=OPINIONS[:4]), replace(LOW, rotate=180)),
        Hand(rules="cells", red="converted", order="backwards"),
        "pages turned with /Rotate 180, content stream backwards, red as colour conversion leaves it (1.0/0.11/0.14)",
    )
    yield hand(
        document("shaded-cells", table_of(opinions=OPINIONS[:6]), cut),
        Hand(rules="shade", red="dark"),
        "no rules at all: shaded cells with white between them",
    )
    yield hand(
        document("gaps-no-outer-verticals", table_of(opinions=OPINIONS[:8], repeats="merged"), cut),
        Hand(rules="gaps", outer_verticals=False, black="nearly"),
        "rules that miss each other, no rules at the table's sides, nearly black ink, merged cells",
    )
    yield hand(
        document("doubled-and-invisible", table_of(opinions=OPINIONS[:8]), A4),
        Hand(rules="doubled", invisible_rules=True),
        "each rule drawn twice; white, transparent and unpainted rules through the cells",
    )
    yield hand(
        document(
            "open-at-breaks",
            table_of(opinions=[*OPINIONS[:3], LONG, *OPINIONS[3:5]], repeats="merged"),
            replace(SMALL, height=300, split_rows=True),
            repeated=False,
        ),
        Hand(closed_at_breaks=False),
        "a row over several pages, no rule where the page cuts, a merged side cell that starts again blank",
    )
    yield hand(
        document("pattern-red", table_of(opinions=OPINIONS[:4])),
        Hand(red="pattern"),
        "red as a tiling pattern",
        mend.add_reds,
    )
    yield hand(
        document("icc-red", table_of(opinions=OPINIONS[:4])),
        Hand(red="icc"),
        "red in an ICC colour space",
        mend.add_reds,
    )
    yield hand(
        document("type3", table_of(opinions=OPINIONS[:5])),
        Hand(font=IPA_GOTHIC),
        "Type 3 fonts",
        lambda path: mend.to_type3(path, IPA_GOTHIC),
    )
    yield hand(
        document(
            "fake-bold-spread",
            table_of(opinions=OPINIONS[:6], ink=Ink(bold=True)),
            sheet=LOW,
            style="bold",
            mark_legend="※太字は前回からの変更箇所",
        ),
        Hand(font=IPA_GOTHIC, fake_bold=True, letter_by_letter=True, habits=Habits(spread=True)),
        "bold printed twice, header letters spread over their cells, each letter placed by itself, spaces as gaps",
    )
    yield hand(
        document("small-type", table_of(opinions=OPINIONS), replace(TALL, font_size=5, split_rows=True)),
        Hand(rule_width=0.25),
        "5 pt type, portrait, hair rules",
    )
    yield hand(document("one-row", table_of(opinions=OPINIONS[4:5])), Hand(), "a table of one row")
    yield hand(
        document("three-hundred-rows", table_of(opinions=many(300)), replace(TALL, split_rows=True), page_numbers=True),
        Hand(),
        "300 rows",
    )
    nameless = {"number": ("",)} | {name: text for name, text in LETTER_HEADERS.items() if name != "number"}
    yield hand(
        document("number-without-label", table_of(nameless, OPINIONS[:8])), Hand(), "a number column without a label"
    )
    yield hand(
        document("ditto-forms", table_of(opinions=OPINIONS, repeats=("〃", "″", "同上", "々", "同", "〃", '"')), LOW),
        Hand(font=IPA_GOTHIC),
        "ditto by 〃 ″ 々 同上 同 and a straight quotation mark",
    )
    fees = (
        ("1時間 5,000円", None),
        ("1時間 6,000円", "〃 6,000円"),
        ("半日 20,000円", None),
        ("半日 24,000円", "〃 24,000円"),
    )
    yield hand(
        document(
            "ditto-in-part",
            with_columns(
                table_of(opinions=OPINIONS[:6], leave_out=("source",)),
                (("使用料",), 60, lambda index: CellModel(cell(fees[index % 4][0]).pieces, fees[index % 4][1])),
            ),
        ),
        Hand(),
        "〃 as a part of a cell: it repeats the same part of the cell above",
    )
    yield from _more_by_hand()


def _more_by_hand() -> Iterable[Golden]:
    struck = [
        opinion._replace(response=opinion.response.replace("した", "⟪する予定である⟫した", 1))
        for opinion in OPINIONS[:6]
    ]
    for decoration in ("line", "rectangle"):
        yield hand(
            document(
                f"struck-and-underlined-{decoration}",
                table_of(opinions=struck, ink=Ink(underline=True)),
                style="underline",
                mark_legend="※下線部は追加、取消線は削除",
            ),
            Hand(decoration=decoration, rules="line" if decoration == "rectangle" else "rectangle"),
            f"old text struck out, new text underlined, both drawn as a {decoration}",
        )
    members = ("青山一郎", "石黒花子", "上田二葉", "遠藤三平", "岡部四季")
    votes = TableModel(
        (
            ColumnModel("number", ("番号",), 30),
            ColumnModel(None, ("件名",), 240),
            *(ColumnModel(None, ("議員名", name), 22) for name in members),
            ColumnModel(None, ("議決", "結果"), 50),
        ),
        tuple(
            RowModel(
                (
                    cell(str(index + 1)),
                    cell(f"{opinion.category}に関する条例の一部を改正する条例"),
                    *(cell("×" if (index * 3 + seat) % 5 == 0 else "○") for seat in range(len(members))),
                    cell("可決"),
                )
            )
            for index, opinion in enumerate(OPINIONS[:9])
        ),
    )
    yield hand(
        DocumentModel("votes", votes, Furniture(title="議案に対する議員の賛否", before=("凡例 ○:賛成、×:反対",)), A4),
        Hand(habits=Habits(downwards=frozenset(range(2, 7)), centred=frozenset(range(2, 8)))),
        "names printed downwards as column heads, columns that no field claims",
    )
    yield hand(
        document("column-outside", table_of(opinions=OPINIONS[:6])),
        Hand(unruled_columns=frozenset({7})),
        "the last column stands outside the rules",
    )
    notes = (
        "詳しくは県のページに載せた資料を見てください",
        "市町村と分担",
        "令和6年度の当初予算で対応する見込みである",
    )
    yield hand(
        document(
            "text-over-neighbours",
            with_columns(
                table_of(opinions=OPINIONS[:6], leave_out=("source",)),
                (("備考",), 60, lambda index: notes[index % 3]),
                (("確認",), 40, lambda index: "要" if index % 2 else ""),
                (("期限",), 60, lambda index: f"R6.{index + 4}"),
            ),
        ),
        Hand(font=IPA_GOTHIC, habits=Habits(overflow=frozenset({7}))),
        "text wider than its cell, clipped on the page and lying over the neighbour's, as spreadsheets print it",
    )
    count = TableModel(
        (ColumnModel(None, ("反映区分",), 60), ColumnModel(None, ("件数",), 40)),
        tuple(RowModel((cell(label), cell(str(number)))) for number, (_, label, _) in enumerate(CIRCLES, start=3)),
    )
    two = document("two-tables", table_of(opinions=OPINIONS[:6]), after=("注 件数は再掲を含む。",))
    yield hand(
        replace(two, tables_before=(count,), tables_after=(count,)),
        Hand(),
        "another table before and after the one that counts",
    )
    yield hand(
        document(
            "extra-columns",
            with_columns(
                table_of(opinions=OPINIONS[:7], leave_out=("source",)),
                (("予算額(千円)", "令和5年度"), 40, lambda index: f"{(index + 1) * 1250:,}"),
                (("予算額(千円)", "令和6年度"), 40, lambda index: f"{(index + 2) * 980:,}"),
            ),
        ),
        Hand(shaded_header=True),
        "columns that no field claims, under a header of two rows",
    )
    full = {char: chr(ord(char) + 0xFEE0) for char in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    yield hand(
        document("full-width", table_of(opinions=OPINIONS[:7])),
        Hand(font=IPA_MINCHO, disguise=full | {"○": "〇"}),
        "full-width digits and letters, circles as 〇 (U+3007)",
    )


def joined_documents() -> Iterable[Golden]:
    """Yield documents whose pages come from several sources, as when an office puts its files together."""
    made = columns(LETTER_HEADERS)
    halves = [
        DocumentModel(
            "landscape-and-portrait", TableModel(made, rows(made, OPINIONS[:6])), furniture_of(), A4, "red", CIRCLES
        ),
        DocumentModel(
            "second", TableModel(made, rows(made, OPINIONS[6:], first_number=7)), furniture_of(), TALL, "red", CIRCLES
        ),
    ]
    print_to = lambda document, path: by_hand(document, path, Hand(rules="rectangle"))  # noqa: E731
    yield Golden(tuple(halves), print_to, "ReportLab, joined with pikepdf", "landscape and portrait pages in one file")
    prose = DocumentModel(
        "prose",
        TableModel((), ()),
        Furniture(
            before=(
                "参考 懇話会の運営について",
                *(plain_text(pieces(opinion.response, Ink())) for opinion in OPINIONS[:3]),
            )
        ),
        A4,
    )
    first = replace(halves[0], name="prose-between")
    second = replace(halves[1], sheet=A4)
    yield Golden(
        (first, prose, second), print_to, "ReportLab, joined with pikepdf", "a page of prose between two pages of table"
    )
