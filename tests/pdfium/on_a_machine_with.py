"""Read documents as on a machine whose only fonts are those of a folder: ``python on_a_machine_with.py FOLDER PDF...``.

A program of its own, because PDFium is told once a process where its machine's fonts are. Prints a line a document:
its folder's name, how many characters PDFium alone finds, and a hash of the datasets, which are made after the
document was drawn with the machine's fonts.
"""

from __future__ import annotations

import ctypes
import hashlib
import sys
from pathlib import Path
from typing import Any

import pypdfium2_raw


def use_fonts_of(folder: str) -> Any:
    """Have PDFium look for fonts in this folder only; what is returned has to be kept."""
    texts = ctypes.POINTER(ctypes.c_char)
    paths = (texts * 2)(ctypes.cast(ctypes.c_char_p(folder.encode()), texts))  # the second one stays null
    pypdfium2_raw.FPDF_InitLibraryWithConfig(pypdfium2_raw.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=paths))
    return paths


def count_characters(path: Path) -> int:
    """Return how many characters PDFium finds when it is left to itself."""
    import pypdfium2

    count = 0
    with pypdfium2.PdfDocument(path) as document:
        for index in range(len(document)):
            page = document[index]
            text_page = page.get_textpage()
            count += text_page.count_chars()
            text_page.close()
            page.close()
    return count


def draw(path: Path) -> None:
    """Draw the first page with the machine's fonts."""
    import pypdfium2

    from pipeline.pdfium import drawing

    with drawing(), pypdfium2.PdfDocument(path) as document:
        page = document[0]
        page.render().close()
        page.close()


def main(folder: str, *files: str) -> None:
    """Print a line for each file."""
    kept = use_fonts_of(folder)
    from pipeline.model import Series
    from pipeline.stages import Job, build_edition

    counts = [count_characters(Path(file)) for file in files]
    for path, count in zip(map(Path, files), counts, strict=True):
        draw(path)
        built = build_edition(Job(path, Series("any"), "any"))
        datasets = hashlib.sha256(repr(sorted(built.files.items())).encode()).hexdigest()
        print(path.parent.name, count, datasets)  # noqa: T201 - this is what the program is for
    del kept


if __name__ == "__main__":
    main(*sys.argv[1:])
