"""What means harm, or came to harm, ends in a clear error or in findings: never in a hang, a crash or a killed process.

Each input is read in a process of its own, whose memory is limited. The time given is a bound for the test's sake, far
above what reading takes; nothing here measures time.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import errors
from pipeline.errors import ExitCode
from tests.typeset import hostile

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60
BYTES = 2_000_000_000

READ = """
import sys
from pathlib import Path
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, ({limit}, {limit}))
except ImportError:  # no such limits on this system
    pass
from pipeline.errors import AkajiError
from pipeline.model import Series
from pipeline.documents import read_document
try:
    document = read_document(Path(sys.argv[1]), Series(series="any"), reader=sys.argv[2])
except AkajiError as error:
    print(type(error).__name__)
    print(error)
else:
    print("read")
    print(*sorted({{finding.code for finding in document.findings}}))
    print(*("".join(cell.text.split()) for table in document.tables for cell in table.cells), sep="|")
"""


def outcome(path: Path, reader: str = "pdfium") -> list[str]:
    """Read a file in a process of its own: the error's name and text, or "read", finding codes and cells."""
    done = subprocess.run(
        [sys.executable, "-c", READ.format(limit=BYTES), str(path), reader],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "OPENBLAS_NUM_THREADS": "1"},
        check=False,
    )
    assert done.returncode == 0, f"ended by {done.returncode}: {done.stderr[-2000:]}"
    return done.stdout.splitlines()


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "input.pdf"
    path.write_bytes(content)
    return path


READERS = ("pdfium", "pdfplumber")


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("build", hostile.BOUNDED, ids=lambda build: build.__name__)
def test_what_would_grow_without_end_ends_clearly(build: Callable[[], bytes], reader: str, tmp_path: Path) -> None:
    """The command is what is asked, since its workers hold the limits: PDFium aborts where it finds no memory."""
    path = written(tmp_path, build())
    command = [sys.executable, "-m", "pipeline", "extract", str(path), "--out", str(tmp_path / "out")]
    limits = ["--reader", reader, "--memory", "2", "--timeout", str(SECONDS)]
    done = subprocess.run(
        [*command, *limits], capture_output=True, text=True, timeout=2 * SECONDS, cwd=ROOT, check=False
    )
    told = done.stderr.strip().splitlines()
    assert done.returncode in (ExitCode.DONE, ExitCode.UNREADABLE, ExitCode.NO_TABLE), done.stderr
    if done.returncode != ExitCode.DONE:
        assert len(told) <= 2
        assert "input.pdf" in told[0], "an error names the file"


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("build", hostile.READABLE, ids=lambda build: build.__name__)
def test_what_is_odd_but_shows_a_table_is_read(build: Callable[[], bytes], reader: str, tmp_path: Path) -> None:
    if reader == "pdfplumber" and build is hostile.broken_cross_references:
        pytest.skip("pdfminer does not look for the objects of a file whose cross references are wrong; PDFium does")
    name, *rest = outcome(written(tmp_path, build()), reader)
    assert name == "read", rest
    assert "opinion1" in rest[-1]


def test_what_is_typed_into_a_form_field_is_not_lost(tmp_path: Path) -> None:
    _, findings, cells = outcome(written(tmp_path, hostile.form_fields()))
    assert "typedin" in cells or findings, "the text of a form field is in its cell, or a finding tells of it"


@pytest.mark.parametrize(
    ("build", "error"),
    [
        (hostile.no_bytes, errors.EmptyDocumentError),
        (hostile.no_pages, errors.EmptyDocumentError),
        (hostile.not_a_pdf, errors.NotAPdfError),
        (hostile.text_that_speaks_of_pdf, errors.NotAPdfError),
        (hostile.only_a_header, errors.DamagedPdfError),
        (hostile.truncated, errors.DamagedPdfError),
        (hostile.a_scan, errors.NoTextLayerError),
        (hostile.prose_without_a_table, errors.NoTableError),
    ],
    ids=lambda each: each.__name__,
)
@pytest.mark.parametrize("reader", READERS)
def test_what_cannot_be_read_says_why(
    build: Callable[[], bytes], error: type[errors.AkajiError], reader: str, tmp_path: Path
) -> None:
    name, *rest = outcome(written(tmp_path, build()), reader)
    assert name == error.__name__, rest
    assert "input.pdf" in rest[0]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(("user", "reads"), [("", True), ("secret", False)], ids=("empty password", "password"))
def test_an_encrypted_file_is_read_where_no_password_is_needed(
    user: str, reads: bool, reader: str, tmp_path: Path
) -> None:
    pikepdf = pytest.importorskip("pikepdf")
    hostile.japanese_table(tmp_path / "plain.pdf")
    with pikepdf.open(tmp_path / "plain.pdf") as pdf:
        pdf.save(tmp_path / "input.pdf", encryption=pikepdf.Encryption(owner="owner", user=user))
    name, *rest = outcome(tmp_path / "input.pdf", reader)
    assert name == ("read" if reads else "EncryptedPdfError"), rest
    if reads:
        assert "・対応2" in rest[-1]
