"""Files that cannot be read, each in its own way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
from PIL import Image
from reportlab.pdfgen.canvas import Canvas


def encrypted(good: Path, path: Path) -> None:
    with pikepdf.open(good) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user="secret", owner="other"))


def truncated(good: Path, path: Path) -> None:
    path.write_bytes(good.read_bytes()[: good.stat().st_size // 2])


def empty(_: Path, path: Path) -> None:
    path.touch()


def something_else(_: Path, path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + bytes(500))


def scanned(_: Path, path: Path) -> None:
    Image.new("RGB", (600, 800), "white").save(path, "PDF")


def blank(_: Path, path: Path) -> None:
    canvas = Canvas(str(path))
    canvas.showPage()
    canvas.save()


def without_a_table(_: Path, path: Path) -> None:
    canvas = Canvas(str(path))
    canvas.drawString(100, 700, "Minutes, without a table.")
    canvas.save()


def missing(_: Path, path: Path) -> None:
    assert not path.exists()


KINDS: dict[Callable[[Path, Path], None], tuple[int, str]] = {
    encrypted: (3, "a password is needed"),
    truncated: (3, "the PDF is damaged"),
    empty: (3, "the file is empty"),
    something_else: (3, "this is not a PDF"),
    scanned: (3, "a scan without text"),
    blank: (3, "there is no text on its pages"),
    without_a_table: (4, "there is no ruled table in it"),
    missing: (3, "No such file"),
}
"""What makes each, and what akaji ends with and says."""
