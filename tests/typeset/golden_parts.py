"""What the golden documents are made of: columns, rows and furniture from the texts, papers, and the record of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypedDict, Unpack

from tests.typeset.content import LONG_RESPONSE, OPINIONS, Opinion, cell
from tests.typeset.model import (
    RED,
    CellModel,
    ColumnModel,
    DocumentModel,
    Furniture,
    Ink,
    RowModel,
    Sheet,
    TableModel,
)

IPA_GOTHIC = "/usr/share/fonts/opentype/ipafont-gothic/ipag.ttf"
IPA_MINCHO = "/usr/share/fonts/opentype/ipafont-mincho/ipam.ttf"

TITLE = "県政懇話会における意見への対応状況について"


@dataclass(frozen=True)
class Golden:
    """One golden document: its models (several are typeset one after another), program and hazards."""

    documents: tuple[DocumentModel, ...]
    print_to: Callable[[DocumentModel, Path], None]
    program: str
    purpose: str
    mends: tuple[Callable[[Path], None], ...] = ()

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.documents[0].name


# ── tables ──────────────────────────────────────────────────────────────────────────────────────────────────────────

CIRCLES = (
    ("◎", "反映済", "done"),
    ("○", "一部反映", "partial"),
    ("△", "検討中", "continuing"),
    ("×", "対応困難", "declined"),
)
WORDS = (
    ("済", "実施済", "done"),
    ("一部", "一部実施", "partial"),
    ("継続", "継続して検討", "continuing"),
    ("不可", "実施しない", "declined"),
)
TWO = (("○", "対応済", "done"), ("△", "引き続き検討", "continuing"))

LETTER_HEADERS: dict[str, tuple[str, ...]] = {
    "number": ("No.",),
    "policy_area": ("分野",),
    "category": ("項目",),
    "issue": ("意見の概要",),
    "source": ("出所",),
    "status": ("反映区分",),
    "response": ("県の考え方",),
    "divisions": ("所管課",),
}
WIDTHS = {
    "number": 28,
    "policy_area": 56,
    "category": 56,
    "issue": 210,
    "source": 84,
    "status": 44,
    "response": 230,
    "divisions": 84,
}


def columns(headers: Mapping[str, tuple[str, ...]], leave_out: Iterable[str] = ()) -> tuple[ColumnModel, ...]:
    """Return the columns under these headers, in the headers' order."""
    return tuple(
        ColumnModel(name, header, WIDTHS[name]) for name, header in headers.items() if name not in set(leave_out)
    )


def rows(
    of: tuple[ColumnModel, ...],
    opinions: Iterable[Opinion] = OPINIONS,
    legend: tuple[tuple[str, str, str], ...] = CIRCLES,
    ink: Ink = Ink(RED),  # noqa: B008
    repeats: str | tuple[str, ...] = "〃",
    first_number: int = 1,
) -> tuple[RowModel, ...]:
    """Return the opinions as rows; an area or category as above is printed as ``repeats``: a ditto, merged or whole."""
    made: list[RowModel] = []
    before: Opinion | None = None
    for index, opinion in enumerate(opinions):
        cells = [
            _cell(column.field or "", opinion, before, index + first_number, legend, ink, _nth(repeats, index))
            for column in of
        ]
        made.append(RowModel(tuple(cells)))
        before = opinion
    return tuple(made)


def _nth(repeats: str | tuple[str, ...], index: int) -> str:
    return repeats if isinstance(repeats, str) else repeats[index % len(repeats)]


def _cell(
    name: str,
    opinion: Opinion,
    before: Opinion | None,
    number: int,
    legend: tuple[tuple[str, str, str], ...],
    ink: Ink,
    repeats: str,
) -> CellModel:
    if name == "number":
        return cell(str(number))
    if name == "status":
        return cell(legend[min(opinion.status, len(legend) - 1)][0])
    text = {"policy_area": "area", "category": "category"}.get(name, name)
    value: str = getattr(opinion, text)
    if (
        name in {"policy_area", "category"}
        and before
        and value == getattr(before, text)
        and before.area == opinion.area
    ):
        if repeats == "merged":
            return CellModel(merged=True)
        if repeats != "whole":
            return CellModel(ditto=repeats)
    return cell(value, ink)


def legend_text(legend: tuple[tuple[str, str, str], ...]) -> str:
    """Return a legend as documents print it."""
    between = ":" if any("一" <= mark[0] <= "龥" for mark, _, _ in legend) else ""
    return "、".join(f"{mark}{between}{label}" for mark, label, _ in legend)


def with_columns(
    table: TableModel, *extra: tuple[tuple[str, ...], float, Callable[[int], str | CellModel]]
) -> TableModel:
    """Return a table with further columns that no field claims: header, width, and text or cell by row."""
    added = tuple(ColumnModel(None, header, width) for header, width, _ in extra)
    made = tuple(
        replace(row, cells=row.cells + tuple(_as_cell(text(index)) for _, _, text in extra))
        for index, row in enumerate(table.rows)
    )
    return TableModel(table.columns + added, made)


def _as_cell(content: str | CellModel) -> CellModel:
    return content if isinstance(content, CellModel) else cell(content)


def table_of(
    headers: Mapping[str, tuple[str, ...]] | None = None,
    opinions: Iterable[Opinion] = OPINIONS,
    leave_out: Iterable[str] = (),
    legend: tuple[tuple[str, str, str], ...] = CIRCLES,
    ink: Ink = Ink(RED),  # noqa: B008
    repeats: str | tuple[str, ...] = "〃",
) -> TableModel:
    """Return a whole table."""
    made = columns(headers or LETTER_HEADERS, leave_out)
    return TableModel(made, rows(made, opinions, legend, ink, repeats))


class FurnitureChanges(TypedDict, total=False):
    """What a document may have otherwise than ``furniture_of`` gives it."""

    label: str
    document_label: str
    mark_legend: str
    repeated: bool
    page_numbers: bool
    cover: tuple[str, ...]
    after: tuple[str, ...]


def furniture_of(
    legend: tuple[tuple[str, str, str], ...] | None = CIRCLES, **changes: Unpack[FurnitureChanges]
) -> Furniture:
    """Return the usual furniture; the status legend stands as a note before the table."""
    notes = (f"反映区分の凡例 {legend_text(legend)}",) if legend else ()
    plain = Furniture(title=TITLE, mark_legend="※前回からの変更部分は赤字", before=notes)
    return replace(plain, **changes)


LONG = OPINIONS[0]._replace(
    category="交通",
    issue="【路線バスの見直し】\n・利用の減った路線をどう残すのか、全体の考え方を示すこと。",
    response=LONG_RESPONSE,
    divisions="交通政策課",
    status=1,
)


def many(count: int) -> list[Opinion]:
    """Return as many short opinions as are asked for, no two alike."""
    made = []
    for index in range(count):
        opinion = OPINIONS[(index // 4) % len(OPINIONS)]
        made.append(
            opinion._replace(
                issue=f"・第{index + 1}地区の説明会で出た意見のうち、{opinion.category}についての対応を示すこと。",
                response=f"・第{index + 1}地区で{index % 7 + 1}回の話し合いを行った。",
                divisions=opinion.divisions.split("\n")[0],
                status=index % 4,
            )
        )
    return made


A4 = Sheet()
LOW = Sheet(height=380)
TALL = Sheet(width=595, height=842, font_size=7)
SMALL = Sheet(width=595, height=420, font_size=8, margin=24)
