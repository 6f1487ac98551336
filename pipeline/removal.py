"""Taking an edition out: its document, its datasets, what compared it with its neighbours, its pages, DVC's list."""

from __future__ import annotations

import shutil
from pathlib import Path

from pipeline.neighbours import compare_series, published_editions
from pipeline.project import PARAMS, RAW, documents_to_params, load_series, survey_raw
from pipeline.publish.folder import open_data_folder
from pipeline.publish.package import PACKAGE_FILE, write_data_package
from pipeline.publish.whole_file import write_whole, writing_to
from pipeline.report_pages import REPORT, find_pdfs
from pipeline.report_writing import write_reports


def remove_edition(data: Path, series: str, edition: str, raw: Path = RAW) -> bool:
    """Take an edition out everywhere, and compare its neighbours with each other; return whether it was anywhere.

    Args:
        data: The data folder.
        series: Name of its series.
        edition: Name of the edition.
        raw: The project's folder of documents.

    Raises:
        AkajiError: The data folder cannot be written to, or what is left cannot be read.
    """
    documents = [path for path in sorted((raw / series).glob(f"{edition}.*")) if path.stem == edition]
    # The document goes last: what else cannot be removed is built anew from it.
    was_published = _unpublish(data, series, edition, raw) if data.is_dir() else False
    shutil.rmtree(data / ".stages" / series / edition, ignore_errors=True)
    for path in documents:
        with writing_to(path):
            path.unlink()
    if documents and PARAMS.is_file():
        write_whole(PARAMS, documents_to_params(survey_raw(raw).documents).encode())
    return bool(documents) or was_published


def _unpublish(data: Path, series: str, edition: str, raw: Path) -> bool:
    loaded = load_series(series, raw)
    with open_data_folder(data) as folder:
        if not folder.remove(series, edition):
            return False
        left = published_editions(data, series, loaded.order)
        if left:
            compare_series(folder, loaded)
        if (data / "editions").is_dir():
            write_data_package(folder)
        else:
            (data / PACKAGE_FILE).unlink(missing_ok=True)
    pages = data / REPORT / series
    if pages.is_dir():
        shutil.rmtree(pages)
        if left:
            write_reports(data, [loaded], find_pdfs([raw]), force=True)
    return True
