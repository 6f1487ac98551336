from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import schema
from pipeline.publish.layout import list_editions
from tests.end_to_end.broken import KINDS, truncated
from tests.end_to_end.conftest import Akaji, contents


@pytest.mark.parametrize(("make", "told"), KINDS.items(), ids=[make.__name__ for make in KINDS])
def test_a_file_that_cannot_be_read_is_told_in_one_line_and_leaves_nothing(
    akaji: Akaji, short_documents: Path, tmp_path: Path, make: Callable[[Path, Path], None], told: tuple[int, str]
) -> None:
    make(short_documents / "R5-1.pdf", tmp_path / "broken.pdf")
    ended = akaji("extract", "broken.pdf", "--out", "data", cwd=tmp_path)
    code, words = told
    assert ended.returncode == code, ended.stderr
    assert ended.stdout == ""
    (line,) = ended.stderr.splitlines()
    assert line.startswith("akaji: broken.pdf")
    assert words in line
    assert not (tmp_path / "data").exists()


def test_a_failing_document_stops_no_other_and_leaves_what_was_there(
    akaji: Akaji, short_documents: Path, tmp_path: Path
) -> None:
    shutil.copy(short_documents / "R5-1.pdf", tmp_path / "a.pdf")
    shutil.copy(short_documents / "R4-4.pdf", tmp_path / "b.pdf")
    assert akaji("extract", "a.pdf", "--out", "data", "--series", "s", cwd=tmp_path).returncode == 0
    before = contents(tmp_path / "data")
    truncated(short_documents / "R5-1.pdf", tmp_path / "a.pdf")
    ended = akaji("extract", "a.pdf", "b.pdf", "--out", "data", "--series", "s", "--jobs", 2, cwd=tmp_path)
    assert ended.returncode == 1
    assert [line.split()[0] for line in ended.stdout.splitlines()] == ["s/R4-4", "s/R5-1"]
    assert len(ended.stderr.splitlines()) == 1
    after = contents(tmp_path / "data")
    mine = [name for name in before if name.split("/")[0] in schema.EDITION_DATASETS]
    assert {name: after[name] for name in mine} == {name: before[name] for name in mine}
    assert list_editions(tmp_path / "data") == [("s", "R4-4"), ("s", "R5-1")]


def test_of_two_files_of_one_edition_the_first_is_written_and_the_other_told(
    akaji: Akaji, short_documents: Path, tmp_path: Path
) -> None:
    for name in ("a.pdf", "b.pdf"):
        shutil.copy(short_documents / "R5-1.pdf", tmp_path / name)
    ended = akaji("extract", "a.pdf", "b.pdf", short_documents / "R4-4.pdf", "--out", "data", cwd=tmp_path)
    assert ended.returncode == 1
    assert "b.pdf: taken for" in ended.stderr
    assert "as a.pdf is, which was written" in ended.stderr
    assert [edition for _, edition in list_editions(tmp_path / "data")] == ["R4-4", "R5-1"]


def test_an_edition_that_a_document_says_replaces_no_other_file_unless_it_is_named(
    akaji: Akaji, short_documents: Path, tmp_path: Path
) -> None:
    shutil.copy(short_documents / "R5-1.pdf", tmp_path / "first.pdf")
    second = (short_documents / "R5-1.pdf").read_bytes() + b"\n% printed again\n"
    (tmp_path / "second.pdf").write_bytes(second)
    extract = "extract", "--out", "data", "--series", "s"
    assert akaji(*extract, "first.pdf", cwd=tmp_path).returncode == 0
    before = contents(tmp_path / "data")
    ended = akaji(*extract, "second.pdf", cwd=tmp_path)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "second.pdf: taken for s/R5-1, which is there already from another file (first.pdf)" in ended.stderr
    assert contents(tmp_path / "data") == before

    same = akaji(*extract, "first.pdf", cwd=tmp_path)
    assert (same.returncode, same.stderr) == (0, "akaji: editions up to date: 1\n")
    named = akaji(*extract, "second.pdf", "--edition", "R5-1", cwd=tmp_path)
    assert named.returncode == 0
    assert "s/R5-1 replaces what was read from another file, first.pdf" in named.stderr
    beside = akaji(*extract, "first.pdf", "--edition", "R5-1-first", cwd=tmp_path)
    assert (beside.returncode, beside.stderr) == (0, "")
    assert list_editions(tmp_path / "data") == [("s", "R5-1"), ("s", "R5-1-first")]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["a.pdf"], "Missing option '--out'"),
        (["--out", "data"], "Missing argument 'FILE...'"),
        (["a.pdf", "b.pdf", "--out", "data", "--edition", "R1"], "--edition names one document"),
        (["a.pdf", "--out", "data", "--series", "../x"], "cannot name a series"),
        (["a.pdf", "--out", "data", "--edition", "a/b"], "cannot name an edition"),
        (["a.pdf", "--out", "data", "--edition", "第2回 会合"], "'第2回 会合' cannot name an edition: it has ' '"),
        (["a.pdf", "--out", "data", "--reader", "word"], "'word' is not one of"),
        (["empty-folder", "--out", "data"], "there are no documents"),
        (["*.docx", "--out", "data"], "there are no documents"),
    ],
)
def test_a_slip_on_the_command_line_is_told(akaji: Akaji, tmp_path: Path, arguments: list[str], told: str) -> None:
    (tmp_path / "empty-folder").mkdir()
    ended = akaji("extract", *arguments, cwd=tmp_path)
    assert ended.returncode == 2
    assert told in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


def test_a_folder_or_a_pattern_stands_for_its_documents(akaji: Akaji, short_documents: Path, tmp_path: Path) -> None:
    by_folder = akaji("extract", short_documents, "--out", "one", "--series", "s", cwd=tmp_path)
    by_pattern = akaji("extract", short_documents / "R*.pdf", "--out", "two", "--series", "s", cwd=tmp_path)
    assert (by_folder.returncode, by_pattern.returncode) == (0, 0)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_document_of_an_unknown_series_is_named_after_its_title(
    akaji: Akaji, short_documents: Path, tmp_path: Path
) -> None:
    assert akaji("extract", short_documents / "R5-1.pdf", "--out", "data", cwd=tmp_path).returncode == 0
    ((series, edition),) = list_editions(tmp_path / "data")
    assert series.startswith("継続的な検討課題")
    assert edition == "R5-1"
    assert "guessed_series" in akaji("check", "--data", "data", cwd=tmp_path).stdout


def test_a_document_of_a_series_of_the_project_is_recognised(akaji: Akaji, root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "raw", tmp_path / "raw")
    (tmp_path / "new.pdf").write_bytes((root / "raw/toyama-open-pt/R5-1.pdf").read_bytes())
    ended = akaji("extract", "new.pdf", "--out", "data", cwd=tmp_path)
    assert ended.stdout.startswith("toyama-open-pt/R5-1 ")


def test_how_many_processes_work_does_not_show_in_the_data(akaji: Akaji, short_documents: Path, tmp_path: Path) -> None:
    for jobs in (0, 1, 2):
        ended = akaji(
            "extract", short_documents, "--out", f"data-{jobs}", "--series", "s", "--jobs", jobs,
            cwd=tmp_path, env={"PYTHONHASHSEED": str(jobs), "TZ": ("UTC", "Asia/Tokyo", "America/Lima")[jobs]},
        )  # fmt: skip
        assert ended.returncode == 0
    assert contents(tmp_path / "data-0") == contents(tmp_path / "data-1") == contents(tmp_path / "data-2")


def test_a_document_that_takes_too_long_is_given_up(akaji: Akaji, short_documents: Path, tmp_path: Path) -> None:
    ended = akaji("extract", short_documents / "R5-1.pdf", "--out", "data", "--timeout", "0.01", cwd=tmp_path)
    assert ended.returncode == 3
    assert "R5-1.pdf: reading it takes more than 0.01 seconds. Raise --timeout" in ended.stderr


@pytest.mark.skipif("sys.platform == 'win32'", reason="memory is not limited on Windows")
def test_a_document_that_takes_too_much_memory_is_given_up(akaji: Akaji, short_documents: Path, tmp_path: Path) -> None:
    ended = akaji("extract", short_documents / "R5-1.pdf", "--out", "data", "--memory", "0.2", cwd=tmp_path)
    assert ended.returncode in (1, 3)  # where the limit falls while a library is loaded, it fails in its own words
    assert "R5-1.pdf" in ended.stderr
    assert not (tmp_path / "data").exists()


def test_a_pdf_that_only_restricts_printing_is_read(akaji: Akaji, short_documents: Path, tmp_path: Path) -> None:
    import pikepdf

    with pikepdf.open(short_documents / "R5-1.pdf") as pdf:
        pdf.save(tmp_path / "restricted.pdf", encryption=pikepdf.Encryption(user="", owner="other"))
    assert akaji("extract", "restricted.pdf", "--out", "data", cwd=tmp_path).returncode == 0
