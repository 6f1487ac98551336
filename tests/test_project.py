"""The files around the package agree with it: versions, locks, and nothing that only one machine has."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import pipeline

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements-build.lock", "requirements.lock", "requirements-dev.lock")

# Written so that this file does not match itself.
MACHINE_PATHS = re.compile(r"(?<![\w.:/~$}-])/(?:home|root|opt|work|Users|mnt)/\w|\b[A-Z]:[\\]Users\b")
PACKAGE_INDEXES = re.compile(r"--(?:extra-)?index-url|--find[-]links|pythonhosted[.]org|[/]simple/\b")
MERGE_LEFTOVERS = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def locked(name: str) -> dict[str, str]:
    """Return a lock file's versions by distribution."""
    lines = re.findall(r"^([\w.-]+)==([^\s;\\]+)", (ROOT / name).read_text("utf-8"), re.MULTILINE)
    return {canonicalize_name(distribution): version for distribution, version in lines}


def tracked_texts() -> Iterator[tuple[str, str]]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listing.returncode:
        pytest.skip("not a git checkout")
    for name in filter(None, listing.stdout.decode().split("\0")):
        path = ROOT / name
        content = path.read_bytes() if path.is_file() else b""
        if b"\0" not in content[:8000] and path.suffix != ".pdf":  # a PDF need not hold any zero
            yield name, content.decode("utf-8")


def test_the_changelog_opens_with_the_version_of_the_package() -> None:
    versions = re.findall(r"^## \[(\d[^]]*)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert versions[0] == pipeline.__version__


@pytest.mark.parametrize(
    "pattern", [MACHINE_PATHS, PACKAGE_INDEXES, MERGE_LEFTOVERS], ids=["paths", "indexes", "merges"]
)
def test_no_file_speaks_of_one_machine(pattern: re.Pattern[str]) -> None:
    found = [f"{name}: {match.group()}" for name, text in tracked_texts() for match in pattern.finditer(text)]
    assert found == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_version_has_hashes(name: str) -> None:
    blocks = re.split(r"^(?=\w)", (ROOT / name).read_text("utf-8"), flags=re.MULTILINE)[1:]
    assert len(blocks) == len(locked(name))
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize(
    ("lock", "requirements"),
    [
        ("requirements-build.lock", project()["build-system"]["requires"]),
        ("requirements-build.lock", project()["dependency-groups"]["build"]),
        ("requirements.lock", project()["project"]["dependencies"]),
        ("requirements.lock", project()["project"]["optional-dependencies"]["excel"]),
        *(("requirements-dev.lock", extra) for extra in project()["project"]["optional-dependencies"].values()),
        ("requirements-dev.lock", project()["dependency-groups"]["dev"]),
    ],
)
def test_a_lock_has_a_fitting_version_of_each_requirement(lock: str, requirements: list[str]) -> None:
    versions = locked(lock)
    for requirement in map(Requirement, requirements):
        assert requirement.specifier.contains(versions[canonicalize_name(requirement.name)]), requirement


def test_what_is_imported_is_declared() -> None:
    """A library that only comes with another one may go with the other one's next version."""
    extras = project()["project"]["optional-dependencies"].values()
    lines = [*project()["project"]["dependencies"], *(line for lines in extras for line in lines)]
    declared = {canonicalize_name(name) for line in map(Requirement, lines) for name in (line.name, *line.extras)}
    distributions = metadata.packages_distributions()
    given_by = {
        name: {canonicalize_name(one) for one in distributions.get(name, [name])} for name in libraries_imported()
    }
    assert {name: given for name, given in given_by.items() if not given & declared} == {}


def libraries_imported() -> set[str]:
    names: set[str] = set()
    for path in (ROOT / "pipeline").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module)
    return {name.partition(".")[0] for name in names} - {"pipeline", *sys.stdlib_module_names}


def test_tests_run_with_the_versions_that_users_have() -> None:
    assert locked("requirements.lock").items() <= locked("requirements-dev.lock").items()


@pytest.mark.parametrize("name", locked("requirements.lock"))
def test_no_library_at_run_time_is_under_the_gpl(name: str) -> None:
    try:
        facts = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        pytest.skip("not needed on this platform")
    said = [*(facts.get_all("License-Expression") or []), *(facts.get_all("Classifier") or [])]
    assert not [words for words in said if re.search(r"\bA?GPL|(?<!Lesser )General Public License", words)]
