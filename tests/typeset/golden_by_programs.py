"""The golden documents that office programs, browsers and other typesetters make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tests.typeset import mend
from tests.typeset.canvases import by_cairo, by_fpdf
from tests.typeset.content import OPINIONS
from tests.typeset.golden_parts import (
    A4,
    CIRCLES,
    IPA_MINCHO,
    LETTER_HEADERS,
    LONG,
    LOW,
    SMALL,
    TITLE,
    TWO,
    WORDS,
    Golden,
    furniture_of,
    legend_text,
    table_of,
)
from tests.typeset.html import by_chromium, by_weasyprint
from tests.typeset.model import (
    BLUE,
    DARK_RED,
    YELLOW,
    DocumentModel,
    Ink,
)
from tests.typeset.office import by_calc, by_writer
from tests.typeset.typst import by_typst


def office_documents() -> Iterable[Golden]:
    """Yield what offices make with office programs and browsers."""
    spanning = LETTER_HEADERS | {
        "status": (f"対応状況({legend_text(TWO)})",),
        "response": (f"対応状況({legend_text(TWO)})",),
    }
    yield Golden(
        (
            DocumentModel(
                "writer-rows-cut",
                table_of(spanning, [*OPINIONS[:6], LONG], legend=TWO),
                furniture_of(None, label="R5第3回懇話会用", document_label="資料2"),
                replace(LOW, split_rows=True),
                status_legend=TWO,
            ),
        ),
        by_writer,
        "LibreOffice Writer, from .docx",
        "header cell over two columns, rows cut by pages, ditto, red",
    )
    yield Golden(
        (
            DocumentModel(
                "calc-merged",
                table_of(
                    LETTER_HEADERS | {"status": ("進捗",), "response": ("今後の対応",), "divisions": ("担当部署",)},
                    opinions=[*OPINIONS, *OPINIONS[:9]],
                    legend=WORDS,
                    ink=Ink(DARK_RED),
                    repeats="merged",
                ),
                replace(furniture_of(None), title=f"{TITLE}({legend_text(WORDS)})", page_numbers=True),
                A4,
                status_legend=WORDS,
            ),
        ),
        by_calc,
        "LibreOffice Calc, from .xlsx",
        "cells merged down and over page breaks, statuses as words, Office's dark red",
    )
    yield Golden(
        (
            DocumentModel(
                "typst-notes",
                table_of(ink=Ink(BLUE)),
                furniture_of(mark_legend="※青字は今回修正した箇所"),
                replace(LOW, split_rows=True),
                "blue",
                CIRCLES,
            ),
        ),
        by_typst,
        "Typst",
        "blue marks; gaps between Japanese and Latin letters that are no spaces; rows cut",
    )
    three = {
        "number": ("項番",),
        "policy_area": ("区分", "大区分"),
        "category": ("区分", "小区分"),
        "issue": ("会議での意見", "主な意見"),
        "source": ("会議での意見", "出所"),
        "status": ("県の対応", "対応", "区分"),
        "response": ("県の対応", "対応", "内容"),
        "divisions": ("県の対応", "担当課"),
    }
    yield Golden(
        (
            DocumentModel(
                "chromium-three-header-rows",
                table_of(three, OPINIONS[:8], ink=Ink(underline=True)),
                furniture_of(mark_legend="※下線部は変更箇所"),
                LOW,
                "underline",
                CIRCLES,
            ),
        ),
        lambda document, path: by_chromium(document, path, rule="0.5pt dotted #000", shade="background: #ddd"),
        "Chromium (Skia/PDF)",
        "header of three rows, dotted rules, shaded header, underlines as marks",
    )
    yield Golden(
        (
            DocumentModel(
                "weasyprint-cover",
                table_of(ink=Ink(highlight=YELLOW), opinions=OPINIONS[3:11]),
                furniture_of(
                    mark_legend="※網掛け部分は変更箇所", cover=("県政懇話会", TITLE, "令和5年11月"), page_numbers=True
                ),
                replace(LOW, split_rows=True),
                "highlight",
                CIRCLES,
            ),
        ),
        lambda document, path: by_weasyprint(document, path, font="IPAMincho"),
        "WeasyPrint",
        "cover page, highlighted changes, page numbers, a note before the table",
    )
    yield Golden(
        (
            DocumentModel(
                "fpdf2-boxes", table_of(opinions=OPINIONS[:7], repeats="whole"), furniture_of(), LOW, "red", CIRCLES
            ),
        ),
        lambda document, path: by_fpdf(document, path, IPA_MINCHO),
        "fpdf2",
        "each cell a stroked rectangle, values printed again in each row",
    )
    yield Golden(
        (
            DocumentModel(
                "cairo-merged",
                table_of(opinions=OPINIONS[:9], repeats="merged"),
                furniture_of(),
                replace(SMALL, split_rows=True),
                "red",
                CIRCLES,
            ),
        ),
        by_cairo,
        "Cairo",
        "merged cells, rows cut by pages",
    )
    yield Golden(
        (DocumentModel("radicals", table_of(opinions=OPINIONS[:10]), furniture_of(), LOW, "red", CIRCLES),),
        lambda document, path: by_weasyprint(document, path, font="IPAGothic"),
        "WeasyPrint, then its Unicode maps changed",
        "目, 民, 長, 見, 生 … and ・ as radicals and ‧ in the text layer",
        (mend.map_to_radicals,),
    )
    names = [
        opinion._replace(source=opinion.source.replace("小川", "𠮷川"), issue=opinion.issue.replace("食品", "𩸽"))
        for opinion in (*OPINIONS[2:12:2], OPINIONS[13])
    ]
    yield Golden(
        (DocumentModel("beyond-sixteen-bits", table_of(opinions=names), furniture_of(), LOW, "red", CIRCLES),),
        lambda document, path: by_typst(document, path, font="IPAMincho"),
        "Typst",
        "characters beyond the basic plane, as in names: 𠮷 and 𩸽",
    )
