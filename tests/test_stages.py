from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import EmptyDocumentError, NoTableError, NotAPdfError, UnreadableDocumentError
from pipeline.model import EditionNote, Series
from pipeline.project import load_series
from pipeline.stages import Job, build_edition, draw_page, extract_edition, name_document, parse_job, tag_named


@pytest.fixture
def document(raw: Path) -> Path:
    return raw / "toyama-open-pt" / "R5-1.pdf"


def test_an_edition_comes_from_a_file_in_one_call(raw: Path, document: Path) -> None:
    tagged = extract_edition(document, load_series("toyama-open-pt", raw), "R5-1")
    assert (tagged.series, tagged.edition, len(tagged.items)) == ("toyama-open-pt", "R5-1", 47)
    assert (tagged.edition_record.fiscal_year, tagged.edition_record.meeting_number) == (2023, 1)
    assert tagged.edition_record.note is not None


def test_an_edition_tells_what_its_series_file_says_of_where_it_comes_from(document: Path) -> None:
    note = EditionNote(url="https://www.example.jp/R5-1.pdf", published=date(2023, 6, 1))
    series = Series(
        "s", publisher="例示県", licence="CC BY 4.0", url="https://www.example.jp/", order=("R4-4", "R5-1"),
        editions={"R5-1": note},
    )  # fmt: skip
    record, other = (extract_edition(document, series, name).edition_record for name in ("R5-1", "R5-2"))
    assert (record.position, record.published, record.publisher) == (2, date(2023, 6, 1), "例示県")
    assert (record.licence, record.url) == ("CC BY 4.0", "https://www.example.jp/R5-1.pdf")
    assert (other.position, other.published, other.url) == (None, None, "https://www.example.jp/")


def test_both_readers_give_the_same_items(raw: Path, document: Path) -> None:
    from pipeline.builds import Options

    series = load_series("toyama-open-pt", raw)
    one, two = (extract_edition(document, series, "R5-1", Options(reader)) for reader in ("pdfium", "pdfplumber"))
    assert one.items == two.items


def test_what_is_given_is_not_guessed(document: Path) -> None:
    named = name_document(Job(document, Series("given"), "also-given"))
    assert (named.series.series, named.edition, named.guesses) == ("given", "also-given", ())


def test_a_known_series_is_recognised_and_an_edition_read(raw: Path, document: Path) -> None:
    known = (Series("other", title="別の一覧"), load_series("toyama-open-pt", raw))
    named = name_document(Job(document, None, None, known))
    assert (named.series.series, named.edition, named.guesses) == ("toyama-open-pt", "R5-1", ())


def test_a_guess_is_a_finding(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "no title.pdf"
    canvas = Canvas(str(path))
    canvas.grid([100, 200, 300], [600, 650, 700])
    for x, y, text in ((110, 670, "No"), (210, 670, "Text"), (110, 620, "1"), (210, 620, "words")):
        canvas.drawString(x, y, text)
    canvas.save()
    named = name_document(Job(path, None, None))
    assert (named.series.series, named.edition) == ("document", "no-title")
    assert [guess.code for guess in named.guesses] == ["guessed_series", "guessed_series"]


def test_an_error_names_its_file(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"no")
    with pytest.raises(NotAPdfError) as caught:
        build_edition(Job(path, Series("s"), "e"))
    assert caught.value.place == str(path)


def test_what_was_read_already_is_built_as_from_its_file_and_without_it(
    raw: Path, document: Path, tmp_path: Path
) -> None:
    known = (Series("other", title="別の一覧"), load_series("toyama-open-pt", raw))
    tagged = tag_named(parse_job(Job(document, None, None, known)))
    gone = tmp_path / document.name
    assert build_edition(Job(gone, None, "R5-1", known, tagged=tagged)) == build_edition(
        Job(document, None, None, known)
    )


def test_a_table_without_rows_is_an_error_and_no_empty_edition(tmp_path: Path) -> None:
    path = tmp_path / "header.txt"
    path.write_text("番号\t意見の概要\t県の考え方\n", "utf-8")
    with pytest.raises(NoTableError):
        extract_edition(path, Series("any"), "R5-1")


def test_a_file_without_bytes_or_without_a_place_is_told(tmp_path: Path) -> None:
    for name in ("empty.txt", "empty.pdf", "empty.xlsx"):
        (tmp_path / name).touch()
        with pytest.raises(EmptyDocumentError):
            build_edition(Job(tmp_path / name, Series("s"), "e"))
    with pytest.raises(UnreadableDocumentError, match="No such file"):
        build_edition(Job(tmp_path / "missing.pdf", Series("s"), "e"))
    with pytest.raises(UnreadableDocumentError, match="cannot be opened"):
        build_edition(Job(tmp_path, Series("s"), "e"))


@pytest.mark.parametrize("name", ["a.docx", "a.doc", "a.rtf", "a.pdf"])
@pytest.mark.parametrize("head", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1\\ansi"])
def test_a_document_of_an_office_program_is_to_be_printed_to_pdf(tmp_path: Path, name: str, head: bytes) -> None:
    (tmp_path / name).write_bytes(head + bytes(200))
    with pytest.raises(NotAPdfError, match=r"this is not a PDF but a document of an office program.*Print it to PDF"):
        build_edition(Job(tmp_path / name, Series("s"), "e"))


def test_a_worker_elsewhere_is_given_the_files_bytes(document: Path) -> None:
    here = build_edition(Job(document, Series("s"), "e"))
    there = build_edition(Job(Path("nowhere") / document.name, Series("s"), "e", content=document.read_bytes()))
    assert here == there


def test_a_page_is_drawn_as_png(document: Path) -> None:
    assert draw_page(Job(document, Series("s"), None), 1).content.startswith(b"\x89PNG")
