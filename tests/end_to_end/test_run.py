from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline import schema
from pipeline.publish.folder import open_data_folder
from pipeline.publish.layout import partition
from tests.end_to_end.broken import truncated
from tests.end_to_end.conftest import Akaji, contents, times

SERIES = "toyama-open-pt"


def written_since(project: Path, before: dict[str, int]) -> set[str]:
    """Return the editions whose own datasets were written anew."""
    after = times(project / "extracted")
    changed = [Path(name) for name, time_written in after.items() if before.get(name) != time_written]
    own = [path for path in changed if any(part in schema.EDITION_DATASETS for part in path.parts)]
    return {path.parent.name.removeprefix("edition=") for path in own}


def test_every_dataset_of_every_edition_is_written(built: Path) -> None:
    for name in schema.DATASETS:
        for edition in ("R4-4", "R5-1"):
            assert (built / "extracted" / partition(name, SERIES, edition)).is_file()


def test_what_is_built_passes_the_check(akaji: Akaji, built: Path) -> None:
    ended = akaji("check", cwd=built)
    assert ended.returncode == 0, ended.stdout
    assert ended.stdout.startswith(f"2 editions, {2 * len(schema.DATASETS)} files, ")
    assert ended.stderr == ""


def test_the_reports_are_written(built: Path) -> None:
    report = built / "extracted" / "report"
    assert (report / "index.html").is_file()
    names = {path.name for path in (report / SERIES).glob("*.html")}
    assert names == {"index.html", "R4-4.html", "R5-1.html", "R4-4-to-R5-1.html"}


def test_a_second_run_writes_nothing(akaji: Akaji, project: Path) -> None:
    before = times(project / "extracted")
    ended = akaji("run", cwd=project)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "akaji: editions up to date: 2\n")
    assert times(project / "extracted") == before


def test_the_same_input_gives_the_same_bytes(akaji: Akaji, project: Path) -> None:
    before = contents(project / "extracted")
    assert akaji("run", "--force", "--jobs", 2, cwd=project, env={"PYTHONHASHSEED": "7"}).returncode == 0
    assert contents(project / "extracted") == before


def test_a_changed_document_is_built_anew_and_no_other(akaji: Akaji, project: Path, documents: Path) -> None:
    before = times(project / "extracted")
    shutil.copy(documents / "R4-4.pdf", project / "raw" / SERIES / "R5-1.pdf")
    ended = akaji("run", cwd=project)
    assert ended.returncode == 0
    assert written_since(project, before) == {"R5-1"}
    assert f"{SERIES}/R5-1  compared with R4-4" in ended.stdout


@pytest.mark.parametrize(
    ("line", "rebuilt"),
    [
        ("[headers]\n'別の見出し' = 'issue'", {"R4-4", "R5-1"}),
        ("[statuses]\n'対応済' = 'partial'", {"R4-4", "R5-1"}),
        ("[editions.R6-1]\nnote = 'of another edition'", set()),
    ],
)
def test_a_changed_series_file_rebuilds_what_it_bears_on(
    akaji: Akaji, project: Path, line: str, rebuilt: set[str]
) -> None:
    path = project / "raw" / SERIES / "series.toml"
    before = times(project / "extracted")
    path.write_text(f"{path.read_text('utf-8')}\n{line}\n", "utf-8")
    assert akaji("run", cwd=project).returncode == 0
    assert written_since(project, before) == rebuilt


def test_what_was_deleted_is_built_again(akaji: Akaji, project: Path) -> None:
    before = contents(project / "extracted")
    (project / "extracted" / partition("words", SERIES, "R5-1")).unlink()
    (project / "extracted" / partition("audits", SERIES, "R5-1")).unlink()
    (project / "extracted" / "datapackage.json").unlink()
    assert akaji("run", cwd=project).returncode == 0
    assert contents(project / "extracted") == before


def test_a_document_that_fails_leaves_what_was_there_and_stops_no_other(
    akaji: Akaji, project: Path, documents: Path
) -> None:
    before = contents(project / "extracted")
    truncated(documents / "R5-1.pdf", project / "raw" / SERIES / "R5-1.pdf")
    shutil.copy(documents / "R5-1.pdf", project / "raw" / SERIES / "R5-2.pdf")
    ended = akaji("run", cwd=project)
    assert ended.returncode == 1
    assert "R5-1.pdf: the PDF is damaged" in ended.stderr
    assert f"{SERIES}/R5-2  " in ended.stdout
    after = contents(project / "extracted")
    # What became of its commitments is told by the later edition.
    kept = [name for name in before if "edition=R5-1" in name and not name.startswith("commitments")]
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    assert akaji("check", cwd=project).returncode == 0


def test_one_edition_or_series_may_be_named(akaji: Akaji, project: Path) -> None:
    before = times(project / "extracted")
    assert akaji("run", f"{SERIES}/R4-4", "--force", cwd=project).returncode == 0
    assert written_since(project, before) == {"R4-4"}
    ended = akaji("run", f"{SERIES}/R9-9", cwd=project)
    assert ended.returncode == 2
    assert f"no edition '{SERIES}/R9-9' under raw/" in ended.stderr


def test_outside_a_project_there_is_nothing_to_run(akaji: Akaji, tmp_path: Path) -> None:
    ended = akaji("run", cwd=tmp_path)
    assert ended.returncode == 2
    assert "raw: there is no such folder" in ended.stderr


HANGING = """
import os, time
from pathlib import Path
import pipeline.stages

def build_edition(job):
    Path(os.environ["HANGS"]).touch()
    time.sleep(600)

build_edition.__module__ = "pipeline.stages"
pipeline.stages.build_edition = build_edition
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are of POSIX")
def test_a_run_that_is_interrupted_ends_at_once_and_leaves_what_was_there(project: Path, tmp_path: Path) -> None:
    before = contents(project / "extracted")
    (tmp_path / "sitecustomize.py").write_text(HANGING)
    hangs = tmp_path / "hangs"
    path = os.pathsep.join((str(tmp_path), str(Path(__file__).parents[2])))
    environment = {**os.environ, "PYTHONPATH": path, "HANGS": str(hangs)}
    command = [sys.executable, "-m", "pipeline", "run", "--force"]
    running = subprocess.Popen(command, cwd=project, env=environment, stderr=subprocess.PIPE, text=True)
    while not hangs.exists():
        assert running.poll() is None
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert (running.returncode, told) == (130, "akaji: interrupted\n")
    assert contents(project / "extracted") == before


# ── what lies under raw/ and cannot be used ─────────────────────────────────────────────────────────────────────────


def test_a_name_that_cannot_be_an_edition_or_a_broken_series_file_stops_nothing_else(
    akaji: Akaji, project: Path, short_documents: Path
) -> None:
    raw = project / "raw"
    shutil.copy(short_documents / "R5-1.pdf", raw / SERIES / "R5 3.pdf")
    shutil.copy(short_documents / "R5-1.pdf", raw / SERIES / os.fsdecode(b"\x8e\x91\x97\xbf.pdf"))  # Shift JIS
    (raw / "broken").mkdir()
    (raw / "broken" / "series.toml").write_text("title = [")
    shutil.copy(short_documents / "R5-1.pdf", raw / "broken" / "R5-1.pdf")
    shutil.copy(short_documents / "R5-1.pdf", raw / SERIES / "R5-2.pdf")
    ended = akaji("run", cwd=project)
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 5
    assert f"{SERIES}/R5-2 is the same file as R5-1" in ended.stderr
    assert "R5 3.pdf" in ended.stderr
    assert "not valid TOML" in ended.stderr
    assert "\\udc8e" in ended.stderr
    assert f"{SERIES}/R5-2  compared with R5-1" in ended.stdout
    assert akaji("check", cwd=project).returncode == 0


def test_a_document_that_is_gone_is_told_and_can_be_taken_out(akaji: Akaji, project: Path) -> None:
    (project / "raw" / SERIES / "R5-1.pdf").unlink()
    told = akaji("run", cwd=project)
    assert told.returncode == 0
    assert f"akaji remove {SERIES}/R5-1" in told.stderr
    ended = akaji("remove", f"{SERIES}/R5-1", cwd=project)
    assert (ended.returncode, ended.stdout) == (0, f"{SERIES}/R5-1\n")
    names = contents(project / "extracted")
    assert [name for name in names if "R5-1" in name] == []
    assert akaji("check", cwd=project).returncode == 0
    again = akaji("remove", f"{SERIES}/R5-1", cwd=project)
    assert again.returncode == 2


def test_an_edition_whose_datasets_cannot_be_removed_keeps_its_document(akaji: Akaji, project: Path) -> None:
    before = contents(project)
    with open_data_folder(project / "extracted"):
        ended = akaji("remove", f"{SERIES}/R5-1", cwd=project)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "another akaji is writing there" in ended.stderr
    assert contents(project) == before


def test_a_document_that_shares_nothing_with_the_edition_before_it_is_told(
    akaji: Akaji, project: Path, root: Path
) -> None:
    shutil.copy(root / "tests" / "golden" / "one-row" / "document.pdf", project / "raw" / SERIES / "R6-1.pdf")
    ended = akaji("run", "--no-report", cwd=project)
    assert f"{SERIES}/R6-1 has hardly an item in common with R5-1" in ended.stderr
    assert "R5-1 has hardly" not in ended.stderr


def test_a_run_that_was_stopped_is_unfinished_and_a_plain_run_mends_it(akaji: Akaji, project: Path) -> None:
    before = contents(project / "extracted")
    (project / "extracted" / ".unfinished").touch()
    (project / "extracted" / partition("audits", SERIES, "R5-1")).unlink()
    ended = akaji("check", cwd=project)
    assert ended.returncode == 5
    assert "unfinished. Run it again." in ended.stderr
    assert "--force" not in ended.stderr
    assert akaji("run", cwd=project).returncode == 0
    assert contents(project / "extracted") == before


def test_extracting_many_files_goes_on_where_it_was(akaji: Akaji, short_documents: Path, tmp_path: Path) -> None:
    first = akaji("extract", short_documents / "R4-4.pdf", "--out", tmp_path / "data", cwd=tmp_path)
    assert first.returncode == 0
    before = times(tmp_path / "data" / "items")
    second = akaji("extract", short_documents, "--out", tmp_path / "data", cwd=tmp_path)
    assert second.returncode == 0
    assert "editions up to date: 1" in second.stderr
    assert {name: when for name, when in times(tmp_path / "data" / "items").items() if name in before} == before
    assert len(times(tmp_path / "data" / "items")) == 2


def test_a_document_can_be_followed_page_by_page(akaji: Akaji, short_documents: Path, tmp_path: Path) -> None:
    ended = akaji("--verbose", "extract", short_documents / "R5-1.pdf", "--out", "data", cwd=tmp_path)
    assert ended.returncode == 0
    lines = ended.stderr.splitlines()
    assert any("R5-1.pdf, page 1: " in line for line in lines)
    assert any("R5-1.pdf: " in line and " items, " in line for line in lines)
    assert "page 1" not in akaji("extract", short_documents / "R5-1.pdf", "--out", "quiet", cwd=tmp_path).stderr
