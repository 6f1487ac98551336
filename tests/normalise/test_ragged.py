"""Lines of prose that a program ended before they were full."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import PLAIN, Box, Line, Run
from pipeline.normalise.lines import Fragment, PrintedText, judge_lines
from pipeline.normalise.measure import TableMeasure, measure_table
from pipeline.normalise.ragged import mend_ragged
from tests.normalise.printed import normalise, printed_cell, table_of

EMS = 20
FULL = ["県民の声を聴き組織の垣根を越えて業務を進", "める。"]
SENTENCE = [
    "現場に赴き、県民の声を聴き、組織の",
    "垣根を越えて業務を進める。",
]  # seventeen characters in a room of twenty


def judged(*cells: Sequence[str], ems: float = EMS, align: str = "left") -> list[PrintedText]:
    """Return the cells of one column, given their lines."""
    made = [printed_cell(lines, row=number, ems=ems, align=align) for number, lines in enumerate(cells)]
    measure = measure_table(made)
    return [judge_lines([Fragment(cell.lines, measure.room(cell))]) for cell in made]


def mended(*cells: Sequence[str], ems: float = EMS, align: str = "left") -> list[tuple[str, ...]]:
    return [cell.breaks for cell in mend_ragged(judged(*cells, ems=ems, align=align))]


def test_a_line_that_ends_early_in_mid_sentence_goes_on() -> None:
    assert [cell.breaks for cell in judged(SENTENCE)] == [("end",)]
    assert mended(SENTENCE) == [("full",)]


ENDS: list[tuple[str, list[str]]] = [
    ("a full stop", ["現場に赴いて県民の声を聴いている。", "組織の垣根を越えて業務を進める。"]),
    ("a full stop within brackets", ["(現場に赴いて県民の声を聴きます。)", "組織の垣根を越えて業務を進める。"]),
    ("a note after the full stop", ["県民の声を聴いている。(令和4年度)", "組織の垣根を越えて業務を進める。"]),
    ("a colon", ["県民の声を聴いて決めることは次の通り：", "組織の垣根を越えて業務を進める。"]),
    ("a bracketed heading", ["【県民の声を聴きながら組織の革新】", "組織の垣根を越えて業務を進める。"]),
    ("a bullet below", ["現場に赴き、県民の声を聴き、組織の", "・垣根を越えて業務を進める。"]),
    ("a number below", ["現場に赴き、県民の声を聴き、組織の", "② 垣根を越えて業務を進める。"]),
    ("a heading below", ["現場に赴き、県民の声を聴き、組織の", "【業務】を進める。"]),
    ("an indent below", ["現場に赴き、県民の声を聴き、組織の", "　垣根を越えて業務を進める。"]),
    ("a short line", ["組織の垣根と業務の革新", "垣根を越えて業務を進める。"]),
    ("codes", ["現場に赴いて県民の声を聴くのはA1", "B2で業務を進める。"]),
    ("a list", ["県庁内の業務の改善と県民の声の聴取", "市町村の業務の改善と県民の声の聴取"]),
]  # fmt: skip


@pytest.mark.parametrize("lines", [case[1] for case in ENDS], ids=[case[0] for case in ENDS])
def test_a_line_that_ends_all_the_same_stays_a_paragraph(lines: list[str]) -> None:
    assert mended(*([FULL] * 9), lines)[-1] == ("end",)


def test_a_column_of_lists_stays_one() -> None:
    lists = ["県庁内の業務の改善と県民の声の聴取", "市町村の業務の改善と県民の声の聴取"]
    assert mended(lists, lists, SENTENCE, FULL)[:3] == [("end",)] * 3


def test_a_narrow_column_stays_a_list() -> None:
    assert mended(["デジタル推進", "室による。"], ems=8) == [("end",)]


def test_centred_lines_were_ended_by_the_author() -> None:
    assert mended(SENTENCE, align="centre") == [("end",)]


def test_lines_below_a_bullet_that_stand_further_in_go_on() -> None:
    cell = printed_cell(["・現場に赴き、県民の声を聴き、組織の", "垣根を越えて業務を進める。"], ems=EMS)
    first, second = cell.lines
    box = second.box._replace(x0=second.box.x0 + 10, x1=second.box.x1 + 10)
    hanging = Line(second.runs, box, second.font_size, 1)
    room = measure_table([cell]).room(cell)
    assert [text.breaks for text in mend_ragged([judge_lines([Fragment((first, hanging), room)])])] == [("full",)]
    plain = printed_cell([SENTENCE[0]], ems=EMS).lines[0]
    assert [text.breaks for text in mend_ragged([judge_lines([Fragment((plain, hanging), room)])])] == [("end",)]


@pytest.mark.parametrize(("further", "kind"), [(1.0, "full"), (4.0, "full"), (6.0, "end")])
def test_a_line_that_begins_half_a_character_further_in_opens_a_paragraph(further: float, kind: str) -> None:
    first, second = printed_cell(SENTENCE, ems=EMS).lines
    box = second.box._replace(x0=second.box.x0 + further, x1=second.box.x1 + further)
    room = measure_table([]).room(printed_cell(SENTENCE, ems=EMS))
    printed = judge_lines([Fragment((first, Line(second.runs, box, second.font_size, 1)), room)])
    assert [text.breaks for text in mend_ragged([printed])] == [(kind,)]


def test_a_transcripts_lines_stay_its_paragraphs() -> None:
    nowhere = Box(0.0, 0.0, 0.0, 0.0)
    lines = [Line((Run(text, PLAIN, nowhere),), nowhere, 0.0, 1) for text in SENTENCE]
    measure: TableMeasure = measure_table([])
    printed = judge_lines([Fragment(lines, measure.room(printed_cell(SENTENCE)))])
    assert mend_ragged([printed]) == [printed]


def test_a_document_set_ragged_reads_as_one_set_full() -> None:
    ragged = "\n".join(SENTENCE)
    cells = table_of(["No.", "意見の概要", "県の考え方"], [["1", ragged, ragged], ["2", ragged, ragged]], ems=EMS)
    rows = normalise(cells, 3).rows
    assert {row.values[field].text for row in rows for field in ("issue", "response")} == {"".join(SENTENCE)}


LINES = st.lists(st.text(st.sampled_from("県庁、。・（）【】①： 　aZ09"), min_size=1, max_size=22), max_size=5)


@given(st.lists(LINES, max_size=4), st.floats(1, 22))
def test_only_an_end_becomes_another_break_and_no_line_is_lost(cells: list[list[str]], ems: float) -> None:
    before = judged(*cells, ems=ems)
    for old, new in zip(before, mend_ragged(before), strict=True):
        assert new.lines == old.lines
        assert all(now == was or (was, now) == ("end", "full") for was, now in zip(old.breaks, new.breaks, strict=True))
