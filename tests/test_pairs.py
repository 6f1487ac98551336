"""Two files compared without a data folder: names, order, errors, and a script without a main guard."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import UnreadableDocumentError
from pipeline.pairs import NOTHING_IN_COMMON, SAME_FILE, ComparedFiles, compare_files
from pipeline.project import load_known_series, load_series
from pipeline.stages import extract_edition
from pipeline.workers import Workers


@pytest.fixture(scope="module")
def folder(raw: Path) -> Path:
    return raw / "toyama-open-pt"


@pytest.fixture(scope="module")
def compared(folder: Path, raw: Path) -> ComparedFiles:
    return compare_files(folder / "R4-4.pdf", folder / "R5-1.pdf", known_series=load_known_series(raw))


def test_two_files_give_what_two_published_editions_give(compared: ComparedFiles, folder: Path, raw: Path) -> None:
    from pipeline.comparison import compare_editions
    from pipeline.model import EditionRecords

    series = load_series("toyama-open-pt", raw)
    tagged = [extract_edition(folder / f"{name}.pdf", series, name) for name in ("R4-4", "R5-1")]
    assert [compared.before, compared.after] == tagged
    records = [EditionRecords(t.series, t.edition, t.edition_record, t.items, t.marks) for t in tagged]
    assert compared.diff == compare_editions(*records)


def test_a_copy_of_the_file_that_it_is_compared_with_is_told(folder: Path, tmp_path: Path) -> None:
    copy = shutil.copy(folder / "R5-1.pdf", tmp_path / "new.pdf")
    assert compare_files(folder / "R5-1.pdf", Path(copy), workers=Workers(jobs=0)).warnings == (SAME_FILE,)


def test_the_later_meeting_given_first_is_the_wrong_order(compared: ComparedFiles, folder: Path) -> None:
    assert not compared.is_reversed
    assert compare_files(folder / "R5-1.pdf", folder / "R4-4.pdf", workers=Workers(jobs=0)).is_reversed


def test_two_drafts_of_one_meeting_are_called_after_their_files(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "R5-1.pdf", tmp_path / "draft 1.pdf")
    compared = compare_files(tmp_path / "draft 1.pdf", folder / "R5-1.pdf", workers=Workers(jobs=0))
    assert (compared.before.edition, compared.after.edition) == ("draft-1", "R5-1")
    assert {change.kind for change in compared.diff.changes} == {"unchanged"}  # the marks are stale, and no more


def test_a_draft_is_read_as_its_file_is_called_and_not_as_the_edition_of_its_meeting(
    folder: Path, raw: Path, tmp_path: Path
) -> None:
    series = load_series("toyama-open-pt", raw)
    draft = tmp_path / "draft 1.pdf"
    shutil.copy(folder / "R5-1.pdf", draft)
    compared = compare_files(draft, folder / "R5-1.pdf", series=series, workers=Workers(jobs=0))
    assert compared.before == extract_edition(draft, series, "draft-1")
    assert (compared.before.edition_record.note, compared.after.edition_record.note is None) == (None, False)


def test_two_files_of_one_name_are_the_old_and_the_new(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "R5-1.pdf", tmp_path / "R5-1.pdf")
    compared = compare_files(tmp_path / "R5-1.pdf", folder / "R5-1.pdf", workers=Workers(jobs=0))
    assert (compared.diff.from_edition, compared.diff.edition) == ("R5-1-old", "R5-1-new")


def test_documents_of_different_series_have_nothing_in_common(folder: Path, root: Path) -> None:
    other = root / "tests" / "golden" / "one-row" / "document.pdf"
    assert compare_files(folder / "R4-4.pdf", other, workers=Workers(jobs=0)).warnings == (NOTHING_IN_COMMON,)


def test_a_file_that_cannot_be_read_is_named(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    with pytest.raises(UnreadableDocumentError) as raised:
        compare_files(folder / "R4-4.pdf", tmp_path / "empty.pdf")
    assert raised.value.place == str(tmp_path / "empty.pdf")


def test_a_script_without_a_main_guard_reads_its_files_once(folder: Path, tmp_path: Path) -> None:
    """multiprocessing runs a script anew in each worker that it starts."""
    script = tmp_path / "script.py"
    lines = (
        "from pathlib import Path",
        "from pipeline.pairs import NOTHING_IN_COMMON, compare_files",
        f"folder = Path({str(folder)!r})",
        "print(len(compare_files(folder / 'R4-4.pdf', folder / 'R5-1.pdf').diff.changes))",
    )
    script.write_text("\n".join(lines), "utf-8")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True, cwd=Path.cwd())
    assert (done.stdout.count("\n"), done.stderr) == (1, "")
