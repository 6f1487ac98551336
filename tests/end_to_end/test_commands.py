"""diff, check, export, report, add, show: what they print, where, and how they end."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from pipeline.project import list_raw_documents, load_series
from pipeline.publish.layout import partition
from tests.end_to_end.conftest import Akaji, contents

SERIES = "toyama-open-pt"
COMMANDS = (
    "run", "extract", "add", "remove", "show", "diff", "open", "check", "export", "report",
    "parse", "normalise", "tag", "publish", "compare", "package",
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(akaji: Akaji, tmp_path: Path, command: str) -> None:
    ended = akaji(command, "--help", cwd=tmp_path)
    assert ended.returncode == 0
    assert f"    akaji {command}" in ended.stdout
    assert ended.stderr == ""


def test_help_names_every_command(akaji: Akaji, tmp_path: Path) -> None:
    listed = akaji("--help", cwd=tmp_path).stdout.split("Commands:")[1].split("Examples:")[0]
    assert {line.split()[0] for line in listed.splitlines() if line.startswith("  ") and line.strip()} == set(COMMANDS)


@pytest.mark.parametrize("arguments", [["nosuch"], ["--nosuch"], ["diff", "R4-4"], ["run", "--jobs", "-1"]])
def test_wrong_usage_ends_with_2_and_says_so_on_stderr(akaji: Akaji, tmp_path: Path, arguments: list[str]) -> None:
    ended = akaji(*arguments, cwd=tmp_path)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "--help" in ended.stderr
    assert "Traceback" not in ended.stderr


# ── diff ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_diff_prints_a_plain_table_in_a_pipe(akaji: Akaji, built: Path) -> None:
    ended = akaji("diff", "R4-4", "R5-1", cwd=built)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "\x1b" not in ended.stdout
    assert "復元した版" in ended.stdout


def test_diff_prints_json(akaji: Akaji, built: Path) -> None:
    told = json.loads(akaji("diff", "R4-4", "R5-1", "--format", "json", cwd=built).stdout)
    assert (told["from_edition"], told["edition"], told["audit"]["marked_none"]) == ("R4-4", "R5-1", 3)


def test_diff_can_fail_on_what_nobody_marked(akaji: Akaji, built: Path) -> None:
    ended = akaji("diff", "R4-4", "R5-1", "--fail-on", "unmarked", cwd=built)
    assert ended.returncode == 1
    assert ended.stdout == akaji("diff", "R4-4", "R5-1", cwd=built).stdout


def test_two_loose_files_are_compared_and_nothing_is_kept(akaji: Akaji, documents: Path, tmp_path: Path) -> None:
    for name in ("R4-4", "R5-1"):
        shutil.copy(next(documents.glob(f"{name}.*")), tmp_path)
    old, new = (path.name for path in sorted(tmp_path.iterdir()))
    ended = akaji("diff", old, new, "--report", "changes.html", "--limit", "1", cwd=tmp_path)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.rstrip().endswith("changes.html")
    assert "more" in ended.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == [old, new, "changes.html"]
    assert "data:image/png" in (tmp_path / "changes.html").read_text("utf-8")


def test_what_changed_is_written_as_a_workbook_of_files_and_of_editions(
    akaji: Akaji, built: Path, tmp_path: Path
) -> None:
    old, new = (built / "raw" / SERIES / f"{name}.pdf" for name in ("R4-4", "R5-1"))
    for given in ((old, new), ("R4-4", "R5-1")):
        ended = akaji("diff", *given, "--summary", "--excel", tmp_path / "changes.xlsx", cwd=built)
        assert (ended.returncode, ended.stdout.splitlines()[-1]) == (0, str(tmp_path / "changes.xlsx"))
        sheets = openpyxl.load_workbook(tmp_path / "changes.xlsx").sheetnames
        assert sheets == ["R4-4", "R5-1", "変更一覧", "所見"]


def test_files_given_the_wrong_way_round_are_told(akaji: Akaji, documents: Path, tmp_path: Path) -> None:
    old, new = (next(documents.glob(f"{name}.*")) for name in ("R4-4", "R5-1"))
    ended = akaji("diff", new, old, "--summary", cwd=tmp_path)
    assert ended.returncode == 0
    assert "wrong way round" in ended.stderr
    assert len(ended.stdout.splitlines()) == 2


def test_the_datasets_of_two_files_are_kept_where_a_folder_is_named(
    akaji: Akaji, short_documents: Path, tmp_path: Path
) -> None:
    old, new = (next(short_documents.glob(f"{name}.*")) for name in ("R4-4", "R5-1"))
    ended = akaji("diff", old, new, "--data", "kept", "--format", "json", cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["edition"] == "R5-1"
    assert akaji("check", "--data", "kept", cwd=tmp_path).returncode == 0


def test_diff_in_markdown_strikes_what_went(akaji: Akaji, built: Path) -> None:
    told = akaji("diff", "R4-4", "R5-1", "--format", "markdown", "--only", "unmarked", cwd=built).stdout
    assert told.startswith("# toyama\\-open\\-pt: R4\\-4 → R5\\-1\n")
    assert "## 印のない変更" in told
    assert "## 印のある変更" not in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["diff", "R4-4", "R5-1", "--report", "raw/R5-1.pdf"], "raw/R5-1.pdf: .pdf is not the suffix of what is"),
        (["diff", "R4-4", "R5-1", "--report", "changes"], "changes: no suffix is not the suffix of what is written."),
        (["diff", "R4-4", "R5-1", "--excel", "changes.xls"], "Give a name that ends in .xlsx."),
        (["diff", "R4-4", "R5-1", "--excel", "nosuch/changes.xlsx"], "nosuch: there is no such folder. Make it"),
        (["show", "raw/toyama-open-pt/R5-1.pdf", "--out", "page.pdf"], "Give a name that ends in .png."),
        (["show", "raw/toyama-open-pt/R5-1.pdf", "--out", "nosuch/page.png"], "nosuch: there is no such folder."),
    ],
)
def test_a_file_to_write_is_named_as_what_it_is_before_anything_is_read(
    akaji: Akaji, built: Path, arguments: list[str], told: str
) -> None:
    """A page that is written to the name of a PDF would take the document's place."""
    ended = akaji(*arguments, cwd=built)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert told in ended.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["compare", "nosuch"], "no series 'nosuch'. There are: toyama-open-pt."),
        (["report", "nosuch"], "no series 'nosuch'. There are: toyama-open-pt."),
        (["compare", SERIES, "--data", "nosuch"], "nosuch: nothing is published there"),
        (["package", "--data", "nosuch"], "nosuch: nothing is published there"),
        (["report", "--data", "nosuch"], "nosuch: nothing is published there"),
        (["remove", "R5-1"], "'R5-1' is not one edition. Name one edition, as SERIES/EDITION."),
    ],
)
def test_what_is_not_there_is_told_and_nothing_is_made(
    akaji: Akaji, built: Path, arguments: list[str], told: str
) -> None:
    ended = akaji(*arguments, cwd=built)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert told in ended.stderr
    assert not (built / "nosuch").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["gone.pdf", "R5-1.pdf"], "gone.pdf: there is no such file"),
        (["R4-4", "R9-9"], "no series has both 'R4-4' and 'R9-9'"),
        (["R4-4", "第9回"], "no series has both 'R4-4' and '第9回'"),
        (["R5-1", "R5-1"], "'R5-1' is named twice"),
        (["R4-4", "R5-1", "--series", "nosuch"], "there is no nosuch/R4-4"),
        (["R4-4", "R5-1", "--data", "nosuch"], "none; run akaji run"),
    ],
)
def test_editions_that_cannot_be_compared_are_told(akaji: Akaji, built: Path, arguments: list[str], told: str) -> None:
    ended = akaji("diff", *arguments, cwd=built)
    assert ended.returncode == 2
    assert told in ended.stderr


def test_the_series_must_be_named_where_several_have_both_editions(akaji: Akaji, project: Path) -> None:
    for dataset in ("editions", "items", "marks"):
        folder = project / "extracted" / dataset
        shutil.copytree(folder / f"series={SERIES}", folder / "series=other")
    ended = akaji("diff", "R4-4", "R5-1", cwd=project)
    assert ended.returncode == 2
    assert "several series have these editions: other, toyama-open-pt" in ended.stderr
    assert akaji("diff", "R4-4", "R5-1", "--series", "other", cwd=project).returncode == 0


def test_a_reader_who_hangs_up_is_no_error(built: Path) -> None:
    import os
    import subprocess
    import sys

    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-m", "pipeline", "check", "--findings"]
    running = subprocess.Popen(command, cwd=built, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout is not None
    running.stdout.close()
    assert running.stderr is not None
    assert running.stderr.read() == b""
    running.stderr.close()
    assert running.wait(60) == 0


# ── check ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_check_counts_findings_and_can_print_each(akaji: Akaji, built: Path) -> None:
    counted = akaji("check", cwd=built).stdout.splitlines()
    listed = akaji("check", "--findings", cwd=built).stdout.splitlines()
    assert listed[: len(counted)] == counted
    assert sum(int(line.split()[2]) for line in counted[1:]) == len(listed) - len(counted)


@pytest.mark.parametrize(
    ("language", "place"), [("en", " page 5 item 18 response: "), ("ja", " 5ページ 項目18 response: ")]
)
def test_a_finding_is_listed_with_its_place(akaji: Akaji, built: Path, language: str, place: str) -> None:
    listed = akaji("--lang", language, "check", "--findings", cwd=built).stdout
    assert f"{SERIES}/R5-1{place}info blank_cell: " in listed


def test_what_is_broken_on_disk_ends_with_5(akaji: Akaji, project: Path) -> None:
    path = project / "extracted" / partition("items", SERIES, "R5-1")
    path.write_bytes(path.read_bytes()[:100])
    ended = akaji("check", cwd=project)
    assert ended.returncode == 5
    assert "broken  items/" in ended.stdout
    assert len(ended.stderr.splitlines()) == 1
    ended = akaji("diff", "R4-4", "R5-1", cwd=project)
    assert ended.returncode == 5
    assert "not a Parquet file that can be read" in ended.stderr
    assert akaji("run", cwd=project).returncode == 0
    assert akaji("check", cwd=project).returncode == 0


def test_there_is_nothing_to_check_in_an_empty_folder(akaji: Akaji, tmp_path: Path) -> None:
    assert akaji("check", cwd=tmp_path).returncode == 2


# ── export and report ───────────────────────────────────────────────────────────────────────────────────────────────


def test_export_writes_csv_that_excel_opens(akaji: Akaji, built: Path, tmp_path: Path) -> None:
    ended = akaji("export", "--out", tmp_path / "csv", cwd=built)
    assert ended.returncode == 0
    assert str(tmp_path / "csv" / "items.csv") in ended.stdout.splitlines()
    content = (tmp_path / "csv" / "items.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines(keepends=True)))
    assert len(rows) == 94
    assert not [value for row in rows for value in row.values() if value.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize(
    ("form", "files"),
    [
        ("excel", ["toyama-open-pt/R4-4.xlsx", "toyama-open-pt/R5-1.xlsx"]),
        ("excel-data", ["akaji.xlsx"]),
    ],
)
def test_export_writes_workbooks_with_the_same_bytes_each_time(
    akaji: Akaji, built: Path, tmp_path: Path, form: str, files: list[str]
) -> None:
    for name in ("a", "b"):
        ended = akaji("export", "--format", form, "--out", tmp_path / name, cwd=built)
        assert (ended.returncode, ended.stdout.splitlines()) == (0, [str(tmp_path / name / file) for file in files])
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert sorted(contents(tmp_path / "a")) == files


def test_report_writes_the_pages_again(akaji: Akaji, project: Path) -> None:
    before = contents(project / "extracted" / "report")
    shutil.rmtree(project / "extracted" / "report")
    ended = akaji("report", cwd=project)
    assert ended.returncode == 0
    assert f"extracted/report/{SERIES}/R4-4-to-R5-1.html" in ended.stdout.splitlines()
    assert contents(project / "extracted" / "report") == before


def test_report_takes_pictures_from_pdfs_that_lie_elsewhere(akaji: Akaji, documents: Path, tmp_path: Path) -> None:
    assert akaji("extract", documents, "--out", "data", "--series", "s", cwd=tmp_path).returncode == 0
    pages = tmp_path / "data" / "report" / "s" / "R5-1.html"
    without = akaji("report", "--data", "data", cwd=tmp_path)
    assert without.returncode == 0
    assert "no pictures of s/R4-4, s/R5-1: the PDF is not at hand" in without.stderr
    assert "data:image" not in pages.read_text("utf-8")
    with_them = akaji("report", "--data", "data", "--pdf", documents, cwd=tmp_path)
    assert (with_them.returncode, with_them.stderr) == (0, "")
    assert "data:image" in pages.read_text("utf-8")


# ── add and show ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_add_files_a_new_edition_under_the_name_that_it_bears(akaji: Akaji, documents: Path, tmp_path: Path) -> None:
    (tmp_path / "raw" / SERIES).mkdir(parents=True)
    shutil.copy(documents / "series.toml", tmp_path / "raw" / SERIES)
    shutil.copy(documents / "R5-1.pdf", tmp_path / "download.pdf")
    ended = akaji("add", "download.pdf", cwd=tmp_path)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == f"{SERIES}/R5-1  raw/{SERIES}/R5-1.pdf\n"
    assert '"edition": "R5-1"' in (tmp_path / "params.yaml").read_text("utf-8")
    assert [document.name for document in list_raw_documents(tmp_path / "raw")] == [f"{SERIES}/R5-1"]
    assert akaji("add", "download.pdf", cwd=tmp_path).returncode == 0


def test_add_starts_a_new_series_by_its_title(akaji: Akaji, documents: Path, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    ended = akaji("add", documents / "R5-1.pdf", "--series", "new", cwd=tmp_path)
    assert ended.returncode == 0
    assert load_series("new", tmp_path / "raw").title == "「継続的な検討課題」及び委員指摘事項等への対応状況について"
    ended = akaji("add", documents / "R4-4.pdf", cwd=tmp_path)
    assert ended.stdout.startswith("new/R4-4 ")


def test_add_never_overwrites_another_file(akaji: Akaji, documents: Path, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    names = ("--series", "s", "--edition", "R5-1")
    assert akaji("add", documents / "R5-1.pdf", *names, cwd=tmp_path).returncode == 0
    before = contents(tmp_path)
    ended = akaji("add", documents / "R4-4.pdf", *names, cwd=tmp_path)
    assert ended.returncode == 2
    assert "another file is this edition already" in ended.stderr
    assert contents(tmp_path) == before


def test_add_outside_a_project_is_told(akaji: Akaji, documents: Path, tmp_path: Path) -> None:
    assert akaji("add", documents / "R5-1.pdf", cwd=tmp_path).returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_show_draws_a_page(akaji: Akaji, documents: Path, tmp_path: Path) -> None:
    from PIL import Image

    ended = akaji("show", documents / "R5-1.pdf", "--page", 2, "--out", "page.png", cwd=tmp_path)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "page.png\n", "")
    with Image.open(tmp_path / "page.png") as picture:
        assert picture.format == "PNG"
        assert picture.width > 800


def test_show_of_a_page_that_is_not_there_is_told(akaji: Akaji, documents: Path, tmp_path: Path) -> None:
    ended = akaji("show", documents / "R5-1.pdf", "--page", 99, "--out", "page.png", cwd=tmp_path)
    assert ended.returncode == 2
    assert not (tmp_path / "page.png").exists()
