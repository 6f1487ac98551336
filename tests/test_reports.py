from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from msgspec.structs import replace

from pipeline.builds import file_sha256
from pipeline.errors import BrokenDatasetError
from pipeline.model import Series
from pipeline.neighbours import compare_series
from pipeline.publish.files import edition_to_files
from pipeline.publish.folder import open_data_folder
from pipeline.reports import build_report, find_pdfs, plan_report, series_index
from tests.publish import made

SERIES = Series("city-reform", title="対応状況一覧")
EDITIONS = ("R4-4", "R5-1")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with open_data_folder(tmp_path / "data") as folder:
        for name in ("R4-4", "R5-1"):
            folder.write(edition_to_files(made.edition(name=name), f"build of {name}"))
        compare_series(folder, SERIES.series)
    return tmp_path / "data"


def test_every_edition_and_pair_has_a_page(data: Path) -> None:
    files = build_report(plan_report(data, SERIES, EDITIONS, {}))
    assert {path.name for path in files} == {"R4-4.html", "R5-1.html", "R4-4-to-R5-1.html", "index.html", "build.txt"}
    assert {path.parent for path in files} == {PurePosixPath("report/city-reform")}


def test_the_same_datasets_give_the_same_pages(data: Path) -> None:
    assert build_report(plan_report(data, SERIES, EDITIONS, {})) == build_report(
        plan_report(data, SERIES, EDITIONS, {})
    )


def test_pages_are_up_to_date_until_what_they_show_changes(data: Path) -> None:
    job = plan_report(data, SERIES, EDITIONS, {})
    assert not job.is_up_to_date()
    with open_data_folder(data) as folder:
        folder.write(build_report(job))
    assert plan_report(data, SERIES, EDITIONS, {}).is_up_to_date()
    assert not plan_report(data, replace(SERIES, publisher="市"), EDITIONS, {}).is_up_to_date()
    assert not plan_report(data, SERIES, EDITIONS, {made.SHA256: Path("found.pdf")}).is_up_to_date()
    with open_data_folder(data) as folder:
        folder.write(edition_to_files(made.edition(name="R5-1"), "another build"))
    assert not plan_report(data, SERIES, EDITIONS, {}).is_up_to_date()


def test_an_edition_that_was_not_compared_is_told(data: Path) -> None:
    with open_data_folder(data) as folder:
        folder.write(edition_to_files(made.edition(name="R6-1")))
    with pytest.raises(BrokenDatasetError, match="R6-1 has no changes"):
        plan_report(data, SERIES, (*EDITIONS, "R6-1"), {})


def test_pdfs_are_found_in_folders_by_what_is_in_them(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    paths = [tmp_path / "a.pdf", tmp_path / "deep" / "er" / "B.PDF"]
    for path in paths:
        path.write_text(path.name)
    (tmp_path / "deep" / "c.txt").touch()
    assert find_pdfs([tmp_path / "a.pdf", tmp_path / "deep", tmp_path / "missing"]) == {
        file_sha256(path): path for path in paths
    }


def test_the_first_page_leads_to_every_series() -> None:
    (page,) = series_index(["b", "富山"]).values()
    assert b'<a href="b/index.html">b</a>' in page
    assert '<a href="%E5%AF%8C%E5%B1%B1/index.html">富山</a>'.encode() in page
    assert b"refresh" not in page
    (only,) = series_index(["b"]).values()
    assert b'content="0; url=b/index.html"' in only
