"""Scans: a golden document drawn, turned, spoilt with noise, and read again."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from pipeline.builds import Options
from pipeline.documents import pages_to_document, read_document
from pipeline.errors import NoTableError, NoTextLayerError
from pipeline.model import Box, ParsedDocument, Series, Source
from pipeline.normalise import normalise_document
from pipeline.read_scan.picture import skew
from pipeline.stages import Job, name_document
from tests.pages import PageMaker
from tests.typeset.paper import Paper, to_scan

pytest.importorskip("onnxruntime", reason="the extra 'ocr' is not installed")

GOLDEN = Path(__file__).parents[1] / "golden"
Scan = Callable[..., Path]


@pytest.fixture
def scan(tmp_path: Path) -> Scan:
    """Return a function that makes a scan of a golden document's first page."""

    def make(name: str, **how: Any) -> Path:
        content = (GOLDEN / name / "document.pdf").read_bytes()
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(to_scan(content, Paper(mode="RGB", **how), [0]))
        return path

    return make


def _cells(document: ParsedDocument) -> list[str]:
    return ["".join(cell.text.split()) for cell in document.tables[document.main_table_index].cells]


def test_a_scan_has_the_cells_of_the_document_it_was_made_from(scan: Scan) -> None:
    path = scan("icc-red")
    printed = read_document(GOLDEN / "icc-red" / "document.pdf", Series("x"))
    read = read_document(path, Series("x"), reader="scan")
    known = str.maketrans("﨑", "崎")  # the network does not know it
    assert _cells(read) == [text.translate(known) for text in _cells(printed)]
    assert read.source.kind == "scan"
    assert "read_by_ocr" in {finding.code for finding in read.findings}
    confidences = [cell.confidence for cell in read.tables[0].cells if cell.lines]
    assert all(value is not None and 0 < value <= 1 for value in confidences)


@pytest.mark.parametrize("turned", [1, 2])
def test_a_page_that_lay_on_its_side_or_upside_down_is_read_upright_and_said(scan: Scan, turned: int) -> None:
    upright = read_document(scan("one-row"), Series("x"), reader="scan")
    read = read_document(scan("one-row", turned=turned), Series("x"), reader="scan")
    alike = [one == other for one, other in zip(_cells(read), _cells(upright), strict=True)]
    assert sum(alike) >= 0.75 * len(alike)  # the grain of the paper is another on each
    assert "scan_turned" in {finding.code for finding in read.findings}
    assert "scan_turned" not in {finding.code for finding in upright.findings}
    angles = {cell.angle for cell in read.tables[0].cells}
    assert angles == {360 - 90 * turned}


def test_red_letters_of_a_scan_are_red_and_no_others(scan: Scan) -> None:
    def reds(document: ParsedDocument) -> list[str]:
        lines = (line for table in document.tables for cell in table.cells for line in cell.lines)
        return [run.text for line in lines for run in line.runs if run.style.colour != "#000000"]

    printed = read_document(GOLDEN / "icc-red" / "document.pdf", Series("x"))
    assert reds(printed)
    assert reds(read_document(scan("icc-red"), Series("x"), reader="scan")) == reds(printed)


def test_a_scan_without_ocr_ends_in_an_error_that_names_the_extra(scan: Scan) -> None:
    with pytest.raises(NoTextLayerError, match="scan") as raised:
        read_document(scan("icc-red"), Series("x"))
    assert "akaji[ocr]" in str(raised.value.remedy)


def test_a_scan_with_ocr_and_without_its_extra_ends_in_an_error_that_names_it(
    scan: Scan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)  # as where it is not installed
    with pytest.raises(NoTextLayerError, match="not installed") as raised:
        read_document(scan("one-row"), Series("x"), reader="scan")
    assert "akaji[ocr]" in str(raised.value.remedy)
    assert raised.value.place == "one-row.pdf, page 1"


def test_a_scan_below_150_dots_per_inch_is_refused(scan: Scan) -> None:
    with pytest.raises(NoTextLayerError, match="100 dots per inch"):
        read_document(scan("icc-red", resolution=100), Series("x"), reader="scan")


def test_a_scanned_page_between_pages_of_text_is_read_where_asked_for_and_else_told(tmp_path: Path) -> None:
    import pypdfium2 as pdfium

    content = (GOLDEN / "one-row" / "document.pdf").read_bytes()
    mixed, path = pdfium.PdfDocument.new(), tmp_path / "mixed.pdf"
    for part in (content, to_scan(content, Paper(), [0])):
        mixed.import_pages(pdfium.PdfDocument(part), [0])
    mixed.save(path)
    without, read = (read_document(path, Series("x"), reader=reader) for reader in ("pdfium", "scan"))
    assert (without.source.kind, read.source.kind) == ("pdf", "scan")
    told = {(found.code, found.page_number) for found in without.findings}
    assert ("image_without_text", 2) in told
    assert "read_by_ocr" not in {code for code, _ in told}
    assert [found.page_number for found in read.findings if found.code == "read_by_ocr"] == [2]
    assert len(_cells(read)) > len(_cells(without))


def test_a_scan_whose_text_another_program_read_and_whose_rules_are_in_the_picture_names_the_option() -> None:
    maker = PageMaker().text(50, 50, "番号", visible=False)
    maker.images.append(Box(0, 0, maker.width, maker.height))
    with pytest.raises(NoTableError) as raised:
        pages_to_document([maker.page()], Source("x.pdf", "", "pdf", 1, None), Series("x"))
    assert "--ocr" in raised.value.remedy


@pytest.mark.parametrize(
    ("name", "how"),
    [("one-row", {"dark_edges": True, "holes": True, "light": 0.4, "angle": 1.2}), ("two-pages-on-a-sheet", {})],
)
def test_holes_dark_edges_and_two_pages_on_a_sheet_leave_the_cells_as_they_are(
    scan: Scan, name: str, how: dict[str, Any]
) -> None:
    read = read_document(scan(name, **how), Series("x"), reader="scan")
    printed = read_document(GOLDEN / name / "document.pdf", Series("x"))
    meant = ["".join(cell.text.split()) for table in printed.tables for cell in table.cells if cell.page_number == 1]
    found = ["".join(cell.text.split()) for table in read.tables for cell in table.cells]
    assert len(found) == len(meant)
    assert sum(map(str.__eq__, found, meant)) >= 0.9 * len(meant)


@pytest.mark.parametrize("angle", [1.5, -0.8])
def test_cells_of_a_page_that_lay_askew_are_told_where_they_are_seen(scan: Scan, angle: float) -> None:
    printed, read = (
        normalise_document(read_document(path, Series("x"), reader="scan"), Series("x"))
        for path in (GOLDEN / "one-row" / "document.pdf", scan("one-row", angle=angle))
    )
    page = printed.pages[0]
    for cell, other in zip(printed.cells, read.cells, strict=True):
        assert other.box == pytest.approx(cell.box.askew(-angle, page.width, page.height), abs=2.5)


def test_an_error_in_a_scan_tells_the_page(scan: Scan) -> None:
    job = Job(scan("one-row", resolution=100), Series("x"), None, options=Options(ocr=True))
    with pytest.raises(NoTextLayerError) as raised:
        name_document(job)
    assert raised.value.place.endswith("one-row.pdf, page 1")


def test_a_document_with_text_is_read_with_ocr_as_without() -> None:
    path = GOLDEN / "icc-red" / "document.pdf"
    assert read_document(path, Series("x"), reader="scan") == read_document(path, Series("x"))


@pytest.mark.parametrize("angle", [-1.3, 0.0, 0.5])
def test_a_page_turned_by_an_angle_is_known_for_it(angle: float) -> None:
    page = Image.new("L", (1600, 1200), "white")
    for top in range(100, 1100, 40):
        page.paste(0, (100, top, 1500, top + 3))
    ink = np.asarray(page.rotate(-angle, fillcolor="white")) < 128
    assert skew(ink) == pytest.approx(angle, abs=0.05)


@pytest.mark.parametrize("edge", [4, 60])
def test_the_dark_edge_of_the_glass_does_not_tell_how_a_page_lies(edge: int) -> None:
    page = Image.new("L", (1600, 1200), "white")
    for top in range(200, 600, 40):  # a short table: less ink than the edge has
        page.paste(0, (200, top, 1000, top + 3))
    page = page.rotate(-1.3, fillcolor="white")
    page.paste(0, (0, 0, 1600, edge))
    page.paste(0, (1600 - edge, 0, 1600, 1200))
    assert skew(np.asarray(page) < 128) == pytest.approx(1.3, abs=0.05)
