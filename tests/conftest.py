"""What all tests share: where the files are, and how hypothesis looks for counter-examples."""

from __future__ import annotations

import importlib
import os
import pkgutil
import shutil
import subprocess
import sys
from collections.abc import Generator
from functools import cache
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from tests.browsing import browser

__all__ = ["browser"]

ROOT = Path(__file__).parents[1]

# The same commit gets the same verdict: examples are derandomised, and nothing is judged by a clock. To look further
# than that: HYPOTHESIS_PROFILE=explore make test.
settings.register_profile("ci", derandomize=True, deadline=None, database=None, print_blob=True)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

PACKAGES = ("pipeline", "akaji")


@cache
def load_packages() -> None:
    """Import every module of ours: hypothesis draws their constants, of those that are loaded when a test begins.

    Without this a test would try one set of examples by itself, and another after others have loaded more.
    """
    for name in PACKAGES:
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            importlib.import_module(module.name)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let a property try the same examples in whatever order tests are run, and by whichever worker."""
    if item.get_closest_marker("hypothesis"):
        load_packages()


# The tests are of this checkout: whatever they start imports it first, whichever akaji is installed.
os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])

# Tests drive DVC, which would otherwise send word of it to its makers.
os.environ.setdefault("DVC_NO_ANALYTICS", "1")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test that was skipped for want of what is required here, as all of it is by ``.ci/run``."""
    report = yield
    for marker, required in (("browser", "AKAJI_REQUIRE_BROWSER"), ("compiled", "AKAJI_REQUIRE_COMPILED")):
        if report.skipped and item.get_closest_marker(marker) and os.environ.get(required) == "1":
            report.outcome = "failed"
            report.longrepr = f"{required} is set, and this was skipped: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def raw() -> Path:
    """The series that come with the project."""
    return ROOT / "raw"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Documents that lie beside the project and are no part of it; where they are not, their tests are skipped."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the documents beside the project are not there")
    return folder


@pytest.fixture(scope="session")
def built_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of ``raw/`` with the datasets that ``akaji run`` makes of it, built once for all workers.

    Tests read it only: whoever changes files works in a folder of their own.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "built-project"
    with FileLock(f"{folder}.lock"):
        if not folder.is_dir():
            unfinished = folder.with_suffix(".unfinished")
            shutil.copytree(ROOT / "raw", unfinished / "raw", dirs_exist_ok=True)
            subprocess.run([sys.executable, "-m", "pipeline", "run"], cwd=unfinished, check=True)
            unfinished.rename(folder)
    return folder
