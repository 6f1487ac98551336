from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import pytest
from msgspec.structs import replace

from pipeline.builds import file_sha256
from pipeline.errors import BrokenDatasetError
from pipeline.model import Series
from pipeline.neighbours import compare_series
from pipeline.project import SeriesOnDisk
from pipeline.publish.files import edition_to_files
from pipeline.publish.folder import open_data_folder
from pipeline.report_pages import PageJob, build_page, find_pdfs, plan_pages, read_stamps, start_page
from pipeline.report_writing import write_reports
from pipeline.workers import Workers
from tests.publish import made

SERIES = Series("city-reform", title="対応状況一覧")
EDITIONS = ("R4-4", "R5-1")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with open_data_folder(tmp_path / "data") as folder:
        for name in ("R4-4", "R5-1"):
            folder.write(edition_to_files(made.edition(name=name), f"build of {name}"))
        compare_series(folder, SERIES)
    return tmp_path / "data"


def pages_of(data: Path, series: Series = SERIES, pdfs: Mapping[str, Path] | None = None) -> dict[str, PageJob]:
    on_disk = SeriesOnDisk(data, series, EDITIONS)
    return {job.path.name: job for job in plan_pages(on_disk, read_stamps(on_disk), pdfs or {})}


def stale(data: Path, series: Series = SERIES, pdfs: Mapping[str, Path] | None = None) -> set[str]:
    return {name for name, job in pages_of(data, series, pdfs).items() if not job.is_up_to_date()}


ALL = {"R4-4.html", "R5-1.html", "R4-4-to-R5-1.html", "index.html"}


@pytest.fixture
def drawn(data: Path) -> Path:
    """The same, with all its pages."""
    with open_data_folder(data) as folder:
        for job in pages_of(data).values():
            folder.write(build_page(job))
    return data


def test_every_edition_and_pair_has_a_page(data: Path) -> None:
    jobs = pages_of(data)
    assert set(jobs) == ALL
    assert {job.path.parent for job in jobs.values()} == {PurePosixPath("report/city-reform")}


@pytest.mark.parametrize("name", sorted(ALL))
def test_the_same_datasets_give_the_same_page(data: Path, name: str) -> None:
    assert build_page(pages_of(data)[name]) == build_page(pages_of(data)[name])


def test_pages_are_stale_until_they_are_made(data: Path, drawn: Path) -> None:
    assert data == drawn
    assert stale(drawn) == set()


def test_only_the_pages_that_show_what_changed_are_stale(drawn: Path) -> None:
    assert stale(drawn, replace(SERIES, publisher="市")) == {"index.html"}
    assert stale(drawn, pdfs={made.SHA256: Path("found.pdf")}) == ALL - {"index.html"}
    with open_data_folder(drawn) as folder:
        folder.write(edition_to_files(made.edition(name="R5-1"), "another build"))
    assert stale(drawn) == ALL - {"R4-4.html"}


def test_a_page_that_was_cut_off_is_stale(drawn: Path) -> None:
    path = drawn / "report" / "city-reform" / "R4-4.html"
    path.write_bytes(path.read_bytes()[:-10])
    assert stale(drawn) == {"R4-4.html"}


def test_an_edition_that_was_not_compared_is_told(data: Path) -> None:
    with open_data_folder(data) as folder:
        folder.write(edition_to_files(made.edition(name="R6-1")))
    with pytest.raises(BrokenDatasetError, match="R6-1 has no changes"):
        read_stamps(SeriesOnDisk(data, SERIES, (*EDITIONS, "R6-1")))


def test_a_series_that_was_not_compared_is_told_and_the_others_have_their_pages(data: Path) -> None:
    with open_data_folder(data) as folder:
        folder.write(edition_to_files(made.edition(name="R6-1", series="other")))
    result = write_reports(data, [Series("other"), SERIES], {}, workers=Workers(jobs=0))
    assert [str(error) for error in result.failures] == [
        f"{data}: other/R6-1 has no changes. Run akaji run, or akaji compare."
    ]
    assert {path.name for path in result.written} == ALL


def test_pages_of_editions_that_are_gone_are_removed_and_others_are_not(drawn: Path) -> None:
    folder = drawn / "report" / "city-reform"
    (folder / "R3-1.html").write_text("of an edition that is gone")
    (folder / "notes.txt").write_text("mine")
    written = write_reports(drawn, [SERIES], {}, workers=Workers(jobs=0)).written
    assert written == [PurePosixPath("report/index.html")]
    assert {path.name for path in folder.iterdir()} == {*ALL, "notes.txt"}


def test_pdfs_are_found_in_folders_by_what_is_in_them(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    paths = [tmp_path / "a.pdf", tmp_path / "deep" / "er" / "B.PDF"]
    for path in paths:
        path.write_text(path.name)
    (tmp_path / "deep" / "c.txt").touch()
    assert find_pdfs([tmp_path / "a.pdf", tmp_path / "deep", tmp_path / "missing"]) == {
        file_sha256(path): path for path in paths
    }


def test_the_start_page_says_of_every_series_what_it_is_and_what_nobody_marked(drawn: Path) -> None:
    (page,) = start_page([SeriesOnDisk(drawn, SERIES, EDITIONS)]).values()
    assert b'<a href="./city-reform/index.html">' in page
    assert "対応状況一覧".encode() in page
    assert b'href="./city-reform/R4-4-to-R5-1.html"' in page
    assert "2版".encode() in page
