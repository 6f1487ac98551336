"""Pages that every test of the drawn page can look at: two editions, their comparison, and the page over them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from pipeline.findings import finding
from pipeline.model import Commitment, EditionNote, EditionRecords, Segment, Series
from pipeline.report import (
    INDEX_PAGE_NAME,
    edition_page_name,
    pair_page_name,
    render_edition_page,
    render_pair_page,
    render_series_page,
)
from pipeline.report.text import EQUAL_FOLDED
from tests.report.records import audit, bare_item, cell, change, diff, draw_pdf, edition, item, lineage_row, mark, match

PDF = draw_pdf(
    "0 g 20 150 100 10 re f 1 0 0 rg 150 150 100 10 re f", "0 g 20 20 9 9 re f", page="/MediaBox [0 0 400 200]"
)

HOSTILE = (
    "<script>document.title='owned'</script>",
    '"><img src=x onerror="document.title=\'owned\'">',
    "'></style><svg onload=document.title='owned'>",
    "</title></script><!--",
    "javascript:document.title='owned'",
    "{{ 7 * 7 }}{% raw %}&lt;&#60;",
    "\x00\x1b[31m\u202eidet\u2066",
    "]]>`${document.title='owned'}`\\u003cscript>",
)


def plain(text: str) -> str:
    return text


def all_hostile(text: str) -> str:
    """Every hostile text after the given one, which keeps texts that must differ apart."""
    return text + " ".join(HOSTILE)


def records(name: str, said: Callable[[str], str] = plain, **values: Any) -> EditionRecords:
    items = [
        item(
            1,
            heading=said("人材"),
            issue=f"【{said('人材')}】\n・育てる",
            response="ＡＩを使う",
            policy_area=said("活性化"),
        ),
        item(
            2,
            status="continuing",
            status_mark=said("△"),
            status_label=said("検討中"),
            divisions=(said("管財課"), "人事課"),
            response=said("検討した"),
            has_marks=True,
            policy_area="改革",
        ),
        item(
            3, number=None, divisions=(said("管財課"),), page_number_last=2, policy_area_ditto=True, policy_area="改革"
        ),
        bare_item(4, {said("備考"): said("以上"), "別の欄": "値"}),
    ]
    marks = [mark(2, "response", 0, 2, "検討"), mark(2, "divisions", 0, 3, said("総務課"), style="strike", colour=None)]
    defaults: dict[str, Any] = {"title": said("対応状況"), "note": said("復元した版"), "source_name": said("E.pdf")}
    defaults |= {"label": said("会合用"), "producer": said("Excel"), "mark_legend": said("※赤字")}
    defaults |= {"document_label": said("資料"), "status_legend": {said("○"): said("済")}}
    return edition(name, items, marks, pdf=PDF, **(defaults | values))


CELLS = [
    cell(1, "issue", (10, 30, 140, 60), row_index=1),
    cell(1, "response", (140, 30, 390, 60), row_index=1, column_index=1),
    cell(2, "status", (10, 60, 40, 90), row_index=2),
    cell(2, "response", (40, 60, 390, 90), row_index=2, column_index=1),
    cell(3, "response", (40, 90, 390, 120), row_index=3, column_index=1),
    cell(3, "response", (40, 60, 390, 120), row_index=4, column_index=1, page_number=2),
]

AUDIT = audit(
    changed=3, marked_all=1, marked_none=2, stale=1, added=1, removed=1,
    changed_characters=9, marked_changed_characters=3, marked_characters=4, recall=1 / 3, precision=0.75,
)  # fmt: skip


def edition_page(folder: Path, said: Callable[[str], str] = plain, name: str = "E2", **values: Any) -> str:
    findings = [
        replace(
            finding("empty_field", ordinal=3, page_number=1, field=said("備考"), filled=9, total=10),
            text=said("無"),
        ),
        finding("no_mark_legend"),
    ]
    edition_records = records(name, said, **values)
    earlier = "E1" if name == "E2" else None
    return render_edition_page(
        edition_records, cells=CELLS, findings=findings, pdf=source(folder), earlier=earlier, later=None
    )


def pair_page(folder: Path, said: Callable[[str], str] = plain, *, alone: bool = False) -> str:
    old, new = records("E1", said), records("E2", said, note=None)
    folded = Segment("equal", "同じ文が続く。" * 60, False)
    status = (Segment("delete", "△", False), Segment("insert", "○", False))
    changes = [
        change(1, 1, segments=(folded, Segment("insert", said("実施した"), True)), marked="all"),
        change(
            2,
            2,
            segments=(Segment("equal", said("検討")[:EQUAL_FOLDED], False), Segment("delete", said("予定"), False)),
        ),
        change(2, 2, "status", segments=status, weights=("status",)),
        change(3, 3, said("備考"), segments=(Segment("equal", said("同じ"), True),), marked="stale", kind="unchanged"),
        change(None, 4, None, kind="added", marked=None, segments=()),
        change(4, None, None, kind="removed", marked=None, segments=()),
    ]
    matches = [match(1, 1), match(2, 2), match(3, 3, "renumbered"), match(None, 4, "added"), match(4, None, "removed")]
    compared = replace(diff(changes, matches), audit=AUDIT)
    pdf = source(folder)
    return render_pair_page(old, new, compared, old_cells=CELLS, new_cells=CELLS, old_pdf=pdf, new_pdf=pdf, alone=alone)


def series_page(said: Callable[[str], str] = plain) -> str:
    editions = [records("E1", said), records("E2", said, note=None)]
    series = Series(
        said("example"),
        publisher=said("県"),
        body=said("会議"),
        title=said("台帳"),
        licence=said("CC BY"),
        url=HOSTILE[4],
        editions={"E1": EditionNote(url="https://example.org/?a=1&b=<2>")},
    )
    lineage = {
        "E1": [lineage_row(f"E1:{n}", n, number=said(str(n))) for n in (1, 2, 3, 4)],
        "E2": [
            lineage_row("E1:1", 1, previous_edition="E1", previous_ordinal=1, changed=True, last_changed_edition="E2"),
            lineage_row("E1:2", 2, previous_edition="E1", previous_ordinal=2, changed=True, changed_unmarked=True,
                        ever_changed_unmarked=True, last_changed_edition="E2", status="continuing"),
            lineage_row("E1:3", 3, previous_edition="E1", previous_ordinal=3),
            lineage_row("E2:4", 4, previous_edition="E1", first_edition="E2", status="unknown"),
        ],
    }  # fmt: skip
    promises = [
        Commitment(
            2, "response", 0, 2, said("実施する予定"), "2023-04-01/2024-03-31", "overdue", "E2", said("する"), "E1:2"
        )
    ]
    return render_series_page(series, editions, [("E2", AUDIT)], lineage, {"E1": promises})


def source(folder: Path) -> Path:
    path = folder / "source.pdf"
    path.write_bytes(PDF)
    return path


def write_all(folder: Path, said: Callable[[str], str] = plain) -> dict[str, Path]:
    """Write the pages into a folder and return their paths by kind."""
    drawn = {
        "edition": (edition_page_name("E2"), edition_page(folder, said)),
        "earlier": (edition_page_name("E1"), edition_page(folder, said, "E1")),
        "pair": (pair_page_name("E1", "E2"), pair_page(folder, said)),
        "index": (INDEX_PAGE_NAME, series_page(said)),
    }
    for name, html in drawn.values():
        (folder / name).write_text(html, "utf-8", newline="\n")
    return {kind: folder / name for kind, (name, _) in drawn.items()}
