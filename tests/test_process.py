from __future__ import annotations

import subprocess
import sys

import pytest

from pipeline.workers import Done, Limits, run_batch

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
