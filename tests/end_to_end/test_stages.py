"""The stages one by one, and DVC that calls them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import schema
from tests.end_to_end.conftest import Akaji, contents

SERIES = "toyama-open-pt"


def datasets(folder: Path) -> dict[str, bytes]:
    """Return the files of the datasets and the data package, without reports and what stages hand on."""
    return {
        name: content
        for name, content in contents(folder).items()
        if name.split("/")[0] in {*schema.DATASETS, "datapackage.json"}
    }


def test_stage_by_stage_gives_the_bytes_that_a_run_gives(akaji: Akaji, project: Path) -> None:
    expected = datasets(project / "extracted")
    shutil.rmtree(project / "extracted")
    for stage in ("parse", "normalise", "tag", "publish"):
        for edition in ("R4-4", "R5-1"):
            ended = akaji(stage, f"{SERIES}/{edition}", cwd=project, env={"PYTHONHASHSEED": edition[1]})
            assert ended.returncode == 0, ended.stderr
    assert akaji("compare", SERIES, cwd=project).stdout == f"{SERIES}/R5-1  compared with R4-4\n"
    assert akaji("package", cwd=project).returncode == 0
    assert datasets(project / "extracted") == expected
    assert akaji("run", cwd=project).stderr == "akaji: editions up to date: 2\n"


def test_what_a_stage_hands_on_is_the_same_each_time(akaji: Akaji, project: Path) -> None:
    found = []
    for seed in ("1", "2"):
        for stage in ("parse", "normalise", "tag"):
            akaji(stage, f"{SERIES}/R5-1", "--data", "data", cwd=project, env={"PYTHONHASHSEED": seed})
        found.append(contents(project / "data"))
    assert found[0] == found[1]
    assert len(found[0]) == 3


@pytest.mark.parametrize(("stage", "first"), [("normalise", "parse"), ("tag", "normalise"), ("publish", "tag")])
def test_a_stage_without_the_one_before_it_is_told(akaji: Akaji, project: Path, stage: str, first: str) -> None:
    ended = akaji(stage, f"{SERIES}/R5-1", "--data", "nothing", cwd=project)
    assert ended.returncode == 2
    assert f"Run akaji {first} first" in ended.stderr


def test_what_was_handed_on_from_another_series_file_is_not_published(akaji: Akaji, project: Path) -> None:
    for stage in ("parse", "normalise", "tag"):
        assert akaji(stage, f"{SERIES}/R5-1", cwd=project).returncode == 0
    with (project / "raw" / SERIES / "series.toml").open("a", encoding="utf-8") as file:
        file.write("\n[statuses]\n'対応済' = 'partial'\n")
    ended = akaji("publish", f"{SERIES}/R5-1", cwd=project)
    assert ended.returncode == 2
    assert "tag.json: made from another file" in ended.stderr
    assert "Run akaji tag." in ended.stderr


def test_a_stage_of_a_whole_series_is_told(akaji: Akaji, project: Path) -> None:
    assert akaji("parse", SERIES, cwd=project).returncode == 2


class Dvc:
    """DVC in a copy of the project, with the code under test as ``akaji``."""

    def __init__(self, root: Path, raw: Path, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(raw, folder / "raw")
        for name in ("pipeline", "extracted/README.md", "dvc.yaml", "params.yaml", ".dvcignore", ".gitignore"):
            source, target = root / name, folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, target)
        (folder / ".dvc").mkdir()
        shutil.copy(root / ".dvc" / "config", folder / ".dvc")
        commands = folder.parent / "bin"
        commands.mkdir()
        script = f'#!/bin/sh\nexec "{sys.executable}" -m pipeline "$@"\n'
        (commands / "akaji").write_text(script)
        (commands / "akaji").chmod(0o755)
        path = os.pathsep.join((str(commands), os.environ["PATH"]))
        self.environment = {**os.environ, "PATH": path, "PYTHONPATH": str(folder), "DVC_NO_ANALYTICS": "1"}
        subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)

    def repro(self) -> list[str]:
        """Run the pipeline; return the stages that ran."""
        command = [sys.executable, "-m", "dvc", "repro"]
        ended = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return [line.split("'")[1] for line in ended.stdout.splitlines() if line.startswith("Running stage")]


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for akaji is a shell script")
def test_dvc_builds_each_edition_once_and_a_new_one_alone(
    akaji: Akaji, root: Path, short: Path, tmp_path: Path
) -> None:
    pytest.importorskip("dvc", reason="the extra 'dvc' is not installed")
    dvc = Dvc(root, short / "raw", tmp_path / "clone")
    stages = ("parse", "normalise", "tag", "publish")
    first = dvc.repro()
    assert sorted(first) == sorted(
        [f"{stage}@{SERIES}-{edition}" for stage in stages for edition in ("R4-4", "R5-1")]
        + [f"compare@{SERIES}", "package", f"report@{SERIES}"]
    )
    assert dvc.repro() == []
    here = {"PYTHONPATH": str(dvc.folder)}
    assert akaji("check", cwd=dvc.folder, env=here).returncode == 0
    assert akaji("run", cwd=dvc.folder, env=here).stderr == "akaji: editions up to date: 2\n"
    assert dvc.repro() == []

    shutil.copy(short / "raw" / SERIES / "R5-1.pdf", tmp_path / "new.pdf")
    assert akaji("add", tmp_path / "new.pdf", "--edition", "R5-2", cwd=dvc.folder, env=here).returncode == 0
    assert dvc.repro() == [
        *(f"{stage}@{SERIES}-R5-2" for stage in stages),
        f"compare@{SERIES}",
        "package",
        f"report@{SERIES}",
    ]
    assert dvc.repro() == []
