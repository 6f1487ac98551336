from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline import builds
from pipeline.builds import (
    HANDED_ON,
    STAGE_CODE,
    Options,
    code_hash,
    edition_build,
    is_up_to_date,
    lineage_build,
    page_build,
    pair_build,
    stage_build,
)
from pipeline.model import EditionNote, Rename, Series
from pipeline.publish.files import edition_to_files
from pipeline.publish.folder import open_data_folder
from tests.publish import made
from tests.test_layers import module_names, part_of, parts_imported

ROOT = Path(__file__).parents[1]
SERIES = Series("s", divisions=("人事課",), editions={"R5-1": EditionNote("note")})
BUILD = edition_build("R5-1.pdf", "ab" * 32, SERIES, "R5-1")


@pytest.mark.parametrize(
    "other",
    [
        edition_build("R5-2.pdf", "ab" * 32, SERIES, "R5-1"),
        edition_build("R5-1.pdf", "cd" * 32, SERIES, "R5-1"),
        edition_build("R5-1.pdf", "ab" * 32, SERIES, "R5-2"),
        edition_build("R5-1.pdf", "ab" * 32, replace(SERIES, divisions=()), "R5-1"),
        edition_build("R5-1.pdf", "ab" * 32, replace(SERIES, renames=(Rename("a", "b", "R5-1"),)), "R5-1"),
        edition_build("R5-1.pdf", "ab" * 32, replace(SERIES, editions={"R5-1": EditionNote("other")}), "R5-1"),
        edition_build("R5-1.pdf", "ab" * 32, SERIES, "R5-1", Options("pdfplumber")),
        edition_build("R5-1.pdf", "ab" * 32, SERIES, "R5-1", Options(audit=True)),
    ],
)
def test_whatever_an_edition_depends_on_makes_another_build(other: str) -> None:
    assert other != BUILD


@pytest.mark.parametrize(
    "series",
    [
        replace(SERIES, order=("R4-4", "R6-1")),  # which does not name it
        replace(SERIES, editions={**SERIES.editions, "R6-1": EditionNote("of another edition")}),
    ],
)
def test_what_bears_on_other_editions_only_makes_no_other_build(series: Series) -> None:
    assert edition_build("R5-1.pdf", "ab" * 32, series, "R5-1") == BUILD


def test_an_edition_put_before_it_makes_another_build_and_a_later_one_none() -> None:
    """Because ``editions.position`` counts the editions before it."""
    orders = (("R5-1",), ("R5-1", "R5-2"), ("R4-4", "R5-1"))
    alone, followed, second = (
        edition_build("R5-1.pdf", "ab" * 32, replace(SERIES, order=order), "R5-1") for order in orders
    )
    assert alone == followed != second


def test_another_version_makes_another_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builds, "__version__", "99")
    assert edition_build("R5-1.pdf", "ab" * 32, SERIES, "R5-1") != BUILD


def test_the_code_counts_by_its_lines_and_not_by_their_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builds, "_PACKAGE", tmp_path)
    hashes = []
    (tmp_path / "room").mkdir()
    for name, content in (
        ("module.py", b"a = 1\nb = 2\n"), ("module.py", b"a = 1\r\nb = 2\r\n"), ("module.pyc", b"compiled"),
        ("module.py", b"a = 1\nb = 3\n"), ("words.toml", b"a = 1\n"), ("page.html", b"<p>"),
    ):  # fmt: skip
        (tmp_path / "room" / name).write_bytes(content)
        code_hash.cache_clear()
        hashes.append(code_hash("room"))
    code_hash.cache_clear()
    assert hashes[0] == hashes[1] == hashes[2]
    assert len({*hashes[2:]}) == 4


def test_a_pair_depends_on_both_its_editions_and_a_history_on_all() -> None:
    assert len({pair_build(None, "b"), pair_build("a", "b"), pair_build("b", "a"), pair_build("a", "c")}) == 4
    assert lineage_build(lineage_build("", "x"), "y") != lineage_build(lineage_build("", "z"), "y")


def test_a_report_depends_on_its_datasets_and_its_series() -> None:
    assert len({page_build(SERIES, ["a"]), page_build(SERIES, ["b"]), page_build(Series("s"), ["a"])}) == 3


def test_an_edition_is_up_to_date_until_its_file_changes(tmp_path: Path) -> None:
    path, data = tmp_path / "R5-1.pdf", tmp_path / "data"
    path.write_bytes(b"one")
    build = edition_build(path.name, builds.file_sha256(path), SERIES, "R5-1")
    assert not is_up_to_date(data, path, SERIES, "R5-1")
    with open_data_folder(data) as folder:
        folder.write(edition_to_files(made.edition("s"), build))
    assert is_up_to_date(data, path, SERIES, "R5-1")
    path.write_bytes(b"two")
    assert not is_up_to_date(data, path, SERIES, "R5-1")


# ── what depends on which code ──────────────────────────────────────────────────────────────────────────────────────

TOP_OF_A_STAGE = {
    "parse": ("documents", "parse"),
    "normalise": ("normalise",),
    "tag": ("tag",),
    "publish": ("publish",),
    "compare": ("neighbours", "comparison"),
    "package": ("publish",),
    "report": ("report_pages", "report"),
}
"""Where a stage begins; what it imports from there is its code. The names of stages and rooms are the same."""


def code_of(*roots: str) -> set[str]:
    """Return the parts of the house that these import, directly or through others, themselves included."""
    names = module_names()
    found: set[str] = set()
    waiting = [name for name in names if part_of(name) in roots]
    while waiting:
        name = waiting.pop()
        part = part_of(name)
        new = (
            parts_imported(name) - found - {"builds", "project", "workers"}
        )  # what lies on disk, and where work is done
        found |= new | {part}
        waiting += [other for other in names if part_of(other) in new]
    return found


def parts_in(names: Iterable[str]) -> set[str]:
    return {name.removesuffix(".py") for name in names}


@pytest.mark.parametrize("stage", STAGE_CODE)
def test_a_stage_is_built_anew_when_any_code_changes_that_it_imports(stage: str) -> None:
    assert code_of(*TOP_OF_A_STAGE[stage]) <= parts_in(STAGE_CODE[stage])


@pytest.mark.parametrize("stage", STAGE_CODE)
def test_dvc_depends_on_the_code_that_the_stages_are_made_of(stage: str) -> None:
    yaml = pytest.importorskip("yaml", reason="DVC is not installed")
    stages = yaml.safe_load((ROOT / "dvc.yaml").read_text("utf-8"))["stages"]
    assert [name for name in stages if name in STAGE_CODE] == list(STAGE_CODE)
    deps = [Path(one) for one in stages[stage].get("do", stages[stage])["deps"] if one.startswith("pipeline/")]
    told = {dep.relative_to("pipeline").as_posix() for dep in deps}
    assert told == set(STAGE_CODE[stage])


def test_what_a_stage_handed_on_is_known_by_its_code_and_document() -> None:
    builds = {stage_build(stage, document) for stage in HANDED_ON for document in ("a", "b")}
    assert len(builds) == 2 * len(HANDED_ON)
