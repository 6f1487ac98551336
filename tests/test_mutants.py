"""The list of changes that the tests are to notice (``tools/mutants.toml``), and the program that tries them."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tools.mutants import Change, Mutant, StaleError, changed, outermost, read_list

ROOT = Path(__file__).parents[1]
MUTANTS = read_list()


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_a_listed_change_still_applies_and_gives_another_program(mutant: Mutant) -> None:
    before, after = (ROOT / mutant.path).read_text("utf-8"), changed(mutant, ROOT)
    assert ast.dump(ast.parse(after)) != ast.dump(ast.parse(before))


def test_the_tests_that_are_to_notice_a_change_exist() -> None:
    assert [test for mutant in MUTANTS for test in mutant.tests if not (ROOT / test).exists()] == []


def test_no_claim_is_listed_twice() -> None:
    assert [claim for claim, count in Counter(map(str, MUTANTS)).items() if count > 1] == []


def test_every_room_has_changes_listed() -> None:
    rooms = {path.parent.name for path in (ROOT / "pipeline").glob("*/__init__.py")}
    assert rooms - {Path(mutant.path).parts[1] for mutant in MUTANTS} == set()


# ── the program ─────────────────────────────────────────────────────────────────────────────────────────────────────

LIMIT = "LIMIT = 3\n\ndef is_long(text: str) -> bool:\n    return len(text) > LIMIT\n"
TESTS = "from limit import is_long\n\ndef test_four_is_long() -> None:\n    assert is_long('four')\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one threshold, of which only the upper side is tested."""
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    (tmp_path / "limit.py").write_text(LIMIT)
    (tmp_path / "test_limit.py").write_text(TESTS)
    return tmp_path


def run_mutants(project: Path, **changes: tuple[str, str]) -> tuple[int, str]:
    listed = "".join(
        f'\n[[file.changes]]\nbreaks = "{claim}"\nbefore = "{before}"\nafter = "{after}"\n'
        for claim, (before, after) in changes.items()
    )
    table = project / "mutants.toml"
    table.write_text(f'[[file]]\npath = "limit.py"\ntests = ["test_limit.py"]\n{listed}')
    command = [sys.executable, str(ROOT / "tools" / "mutants.py"), "--root", str(project), "--list", str(table)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_a_change_that_no_test_notices_is_a_survivor_and_the_project_stays_as_it_is(project: Path) -> None:
    code, told = run_mutants(project, higher=("LIMIT = 3", "LIMIT = 4"), lower=("LIMIT = 3", "LIMIT = 2"))
    assert code == 1
    assert told == "noticed  limit.py: higher\nSURVIVED limit.py: lower\n1 of 2 survived\n"
    assert (project / "limit.py").read_text() == LIMIT


def test_where_every_change_is_noticed_the_program_ends_well(project: Path) -> None:
    code, told = run_mutants(project, higher=("LIMIT = 3", "LIMIT = 4"))
    assert (code, told) == (0, "noticed  limit.py: higher\n0 of 1 survived\n")


def test_a_change_whose_text_is_gone_is_stale_and_nothing_is_tried(project: Path) -> None:
    code, told = run_mutants(project, higher=("LIMIT = 3", "LIMIT = 4"), gone=("LIMIT = 5", "LIMIT = 6"))
    assert code == 2
    assert told == "stale: limit.py: gone: the text to replace is 0 times in the file\n"


def test_tests_that_fail_without_any_change_say_nothing(project: Path) -> None:
    (project / "test_limit.py").write_text(TESTS.replace("'four'", "'two'"))
    code, told = run_mutants(project, higher=("LIMIT = 3", "LIMIT = 4"))
    assert (code, told) == (2, "broken: test_limit.py fails without any change\n")


def test_a_text_that_is_there_twice_is_stale(project: Path) -> None:
    with pytest.raises(StaleError, match="2 times"):
        changed(Mutant("limit.py", (), Change("either", "LIMIT", "MOST")), project)


def test_without_a_change_a_folder_is_run_once_for_all_that_is_in_it() -> None:
    tests = ["tests/tag/test_status.py", "tests/tag", "tests/diff/test_match.py", "tests/test_batch.py"]
    assert outermost(tests) == ["tests/diff/test_match.py", "tests/tag", "tests/test_batch.py"]
