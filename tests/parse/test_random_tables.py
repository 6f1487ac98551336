"""What is drawn at random is read back: a table model, typeset in any way, gives itself."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, reject, settings

from pipeline.documents import read_document
from pipeline.model import ParsedDocument
from tests.typeset.hand import Hand, by_hand
from tests.typeset.layout import NoRoomError
from tests.typeset.model import DocumentModel, plain_text, truth
from tests.typeset.reading import ANY_SERIES, read, score
from tests.typeset.strategies import documents, hands

FEW = settings(  # the rest is what tests/conftest.py says: the same ones each time, unless it is to explore
    max_examples=30 if settings.default and settings.default.derandomize else 300,
    phases=[Phase.explicit, Phase.generate],  # shrinking takes minutes; the failing document says enough
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


def typeset(document: DocumentModel, hand: Hand, path: Path) -> Path:
    """Draw a document; a paper that is too small for its header is no example."""
    try:
        by_hand(document, path, hand)
    except NoRoomError:
        reject()
    return path


def bare(text: str) -> str:
    """Return a text without white space: what a cell holds, wherever print breaks it."""
    return re.sub(r"\s", "", text)


def printed_rows(document: DocumentModel) -> list[list[str]]:
    """Return what each row's cells print; a merged cell's text stands in its first row."""
    return [[bare("".join(piece.text for piece in cell.printed)) for cell in row.cells] for row in document.table.rows]


def parsed_rows(parsed: ParsedDocument) -> list[list[str]]:
    """Return the main table's rows without headers, with those joined that a page break cuts."""
    table = parsed.tables[parsed.main_table_index]
    rows: dict[int, list[str]] = {}
    begins: set[int] = set()
    for cell in table.cells:
        if not cell.is_header:
            row = rows.setdefault(cell.row_index, [""] * table.column_count)
            row[cell.column_index] += bare(cell.text)
            if cell.lines and not cell.continues:  # a merged cell goes on beside a new row, too
                begins.add(cell.row_index)
    joined: list[list[str]] = []
    for index, row in sorted(rows.items()):
        if index not in begins and joined:
            joined[-1] = [above + below for above, below in zip(joined[-1], row, strict=True)]
        else:
            joined.append(row)
    return joined


@FEW
@given(document=documents(), hand=hands)
def test_a_table_drawn_at_random_gives_its_cells_back(document: DocumentModel, hand: Hand, tmp_path: Path) -> None:
    path = typeset(document, hand, tmp_path / "document.pdf")
    parsed = read_document(path, ANY_SERIES, reader="pdfium")
    assert parsed_rows(parsed) == printed_rows(document)


@FEW
@given(document=documents(), hand=hands)
def test_a_table_drawn_at_random_gives_its_items_back(document: DocumentModel, hand: Hand, tmp_path: Path) -> None:
    path = typeset(document, hand, tmp_path / "document.pdf")
    result = score(truth(document), read(path).tagged)
    assert not result.differences, "\n".join(map(str, result.differences))


@FEW
@given(document=documents(), hand=hands)
def test_both_readers_see_the_same_random_table(document: DocumentModel, hand: Hand, tmp_path: Path) -> None:
    path = typeset(document, hand, tmp_path / "document.pdf")
    first, second = (read_document(path, ANY_SERIES, reader=reader) for reader in ("pdfium", "pdfplumber"))
    assert parsed_rows(first) == parsed_rows(second)


def test_what_counts_as_text_leaves_out_what_is_struck_out() -> None:
    from tests.typeset.model import Ink, Piece

    assert plain_text((Piece("前"), Piece("旧", Ink(strike=True)), Piece("新"))) == "前新"


DRAW = """
import hashlib
import tests.conftest
from hypothesis import given
from tests.parse.test_random_tables import FEW
from tests.typeset.strategies import documents, hands

drawn = hashlib.sha256()

@FEW
@given(document=documents(), hand=hands)
def draw(document, hand):
    drawn.update(repr((document, hand)).encode())

draw()
print(drawn.hexdigest())
"""


def test_the_tables_drawn_at_random_are_the_same_ones_whatever_else_is_loaded(tmp_path: Path) -> None:
    """Hypothesis would draw the constants of a module of ours now and then, so that each new one changed the tables."""
    (tmp_path / "loaded.py").write_text("CONSTANTS = (0.95, 1.05, 1.25, 21.5, 33.25, 44.5, 101, 123, 250, 4096, 2**31)")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), os.environ["PYTHONPATH"]))}
    drawn = [
        subprocess.run(
            [sys.executable, "-c", program], env=environment, cwd=tmp_path, capture_output=True, check=True
        ).stdout
        for program in (DRAW, f"import loaded\n{DRAW}")
    ]
    assert drawn[0] == drawn[1]
