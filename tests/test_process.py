from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.outcomes import Done
from pipeline.publish.folder import open_data_folder
from pipeline.workers import Limits, run_batch

CONVERT = "import pyarrow; pyarrow.array(['a']); import sys; print('pandas' in sys.modules)"


def convert(value: str) -> tuple[list[str | None], bool]:
    """Let pyarrow convert a value, and tell whether it imported pandas for that."""
    import pyarrow as pa

    return pa.array([value]).to_pylist(), "pandas" in sys.modules


def printed_by(program: str) -> list[str]:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()


def test_a_worker_converts_values_without_pandas() -> None:
    (outcome,) = run_batch(convert, ["a"], jobs=1, limits=Limits(seconds=60))
    assert isinstance(outcome, Done)
    assert outcome.result == (["a"], False)


def test_a_process_that_settled_in_has_no_pandas_and_one_thread_for_matrices() -> None:
    program = "from pipeline.process import settle_in; settle_in(); import os\n"
    assert printed_by(program + CONVERT) == ["False"]
    assert printed_by(program + "print(os.environ['OPENBLAS_NUM_THREADS'])") == ["1"]


def test_settling_in_twice_changes_nothing_more() -> None:
    program = (
        "import sys\nfrom pipeline.process import settle_in\nsettle_in(); once = list(sys.meta_path); settle_in()\n"
    )
    assert printed_by(program + "print(once == sys.meta_path)") == ["True"]


@pytest.mark.parametrize("module", ["pipeline.stages", "pipeline.cli", "pipeline.extraction"])
def test_a_process_that_only_imports_the_package_keeps_pandas(module: str) -> None:
    assert printed_by(f"import {module}, pandas; print(pandas.__name__)") == ["pandas"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists a process's threads so")
def test_building_comparing_and_drawing_an_edition_starts_no_thread(tmp_path: Path) -> None:
    program = """
import os, sys
from pathlib import Path
from pipeline.process import settle_in
settle_in()
from pipeline.builds import file_sha256
from pipeline.model import Series
from pipeline.neighbours import compare_series
from pipeline.project import SeriesOnDisk
from pipeline.publish.folder import open_data_folder
from pipeline.report_pages import build_page, plan_pages, read_stamps
from pipeline.stages import Job, build_edition
path, data, series = Path("tests/golden/one-row/document.pdf"), Path(sys.argv[1]), Series("a")
with open_data_folder(data) as folder:
    for edition in ("R5-1", "R5-2"):
        folder.write(build_edition(Job(path, series, edition)).files)
    compare_series(folder, series)
on_disk = SeriesOnDisk(data, series, ("R5-1", "R5-2"))
for page in plan_pages(on_disk, read_stamps(on_disk), {file_sha256(path): path}):
    build_page(page)
print(len(os.listdir("/proc/self/task")))
"""
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "data"], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["1"]


# ── workers that are copies of akaji's own process ──────────────────────────────────────────────────────────────────

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process is copied")
SETTLED = "from pipeline.process import may_be_copied, settle_in\nsettle_in()\n"


@linux_only
@pytest.mark.parametrize(
    ("program", "expected"),
    [
        (SETTLED, "True"),
        ("from pipeline.process import may_be_copied\n", "False"),
        (SETTLED + "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()\n", "False"),
    ],
    ids=["akaji's own", "someone else's", "with another thread"],
)
def test_only_akajis_own_process_is_copied_and_only_while_it_has_one_thread(program: str, expected: str) -> None:
    assert printed_by(program + "print(may_be_copied())") == [expected]


@linux_only
def test_a_copied_worker_that_dies_or_takes_too_much_is_its_own_documents_error() -> None:
    program = (
        f"{SETTLED}from tests.test_workers import outcomes\nassert may_be_copied()\n"
        "for told in outcomes(['crash', 'exit', 'eat', 'a'], jobs=2):\n    print(str(told).replace(' ', '_'))\n"
    )
    crash, exited, eat, a = printed_by(program)
    assert "ended_by_signal_11" in crash
    assert "stopped_with_code_7" in exited
    assert "more_memory_than_allowed" in eat
    assert a == "A"


def wait_for_nothing(told: str) -> None:
    """Tell this worker's number, and be busy."""
    Path(told).with_suffix(".part").write_text(str(os.getpid()))
    Path(told).with_suffix(".part").rename(told)
    time.sleep(60)


@linux_only
def test_a_copied_worker_does_not_keep_its_killed_parents_lock(tmp_path: Path) -> None:
    data, told = tmp_path / "data", tmp_path / "worker"
    program = (
        f"{SETTLED}from pathlib import Path\nfrom pipeline.publish.folder import open_data_folder\n"
        "from pipeline.workers import run_batch\nfrom tests.test_process import wait_for_nothing\n"
        f"with open_data_folder(Path({str(data)!r})):\n    list(run_batch(wait_for_nothing, [{str(told)!r}]))\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program])
    try:
        while not told.exists():
            assert parent.poll() is None
            time.sleep(0.05)
    finally:
        parent.kill()
        parent.wait()
    try:
        with open_data_folder(data) as folder:
            assert folder.path == data
    finally:
        os.kill(int(told.read_text()), signal.SIGKILL)
