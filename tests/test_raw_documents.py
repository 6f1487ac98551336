"""``pipeline/project.py``: what lies under raw/. (tests/test_project.py is about the files around the package.)"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.model import Series
from pipeline.project import (
    RawDocument,
    documents_to_params,
    file_document,
    list_raw_documents,
    load_series,
    recognise_series,
    select_documents,
    with_order,
)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    for name in (
        "b/R5-10.pdf",
        "b/R5-1.pdf",
        "b/R4-4.txt",
        "b/series.toml",
        "b/README.md",
        "b/.R6.pdf.part",
        "a/1.PDF",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return folder


def test_documents_are_listed_by_series_oldest_first(raw: Path) -> None:
    assert [document.name for document in list_raw_documents(raw)] == ["a/1", "b/R4-4", "b/R5-1", "b/R5-10"]


def test_the_series_file_may_order_its_editions(raw: Path) -> None:
    (raw / "b/series.toml").write_text('order = ["R5-10", "R4-4"]')
    assert [document.edition for document in list_raw_documents(raw)] == ["1", "R5-10", "R4-4", "R5-1"]


def test_two_files_of_one_edition_are_told(raw: Path) -> None:
    (raw / "b/R5-1.txt").touch()
    with pytest.raises(UsageError, match=r"R5-1.txt: the same edition as R5-1.pdf"):
        list_raw_documents(raw)


def test_a_file_that_cannot_name_an_edition_is_told(raw: Path) -> None:
    (raw / "b/R5 1.pdf").touch()
    with pytest.raises(UsageError, match=r"R5 1.pdf: .* cannot name an edition"):
        list_raw_documents(raw)


def test_a_place_without_raw_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="akaji extract FILE"):
        list_raw_documents(tmp_path / "raw")


@pytest.mark.parametrize(
    ("names", "selected"),
    [
        ([], ["a/1", "b/R4-4", "b/R5-1", "b/R5-10"]),
        (["b/R5-1"], ["b/R5-1"]),
        (["b"], ["b/R4-4", "b/R5-1", "b/R5-10"]),
        (["b/", "a/1"], ["a/1", "b/R4-4", "b/R5-1", "b/R5-10"]),
    ],
)
def test_documents_are_selected_by_edition_or_series(raw: Path, names: list[str], selected: list[str]) -> None:
    assert [document.name for document in select_documents(list_raw_documents(raw), names)] == selected


@pytest.mark.parametrize("name", ["c", "b/R9-9", "R5-1", "../raw/b/R5-1", "\x1b[2J"])
def test_a_name_that_is_not_there_is_told(raw: Path, name: str) -> None:
    with pytest.raises(UsageError, match="no edition") as caught:
        select_documents(list_raw_documents(raw), [name])
    assert str(caught.value).isprintable()


def test_a_series_is_recognised_by_its_title_however_it_is_set() -> None:
    long, short = Series("long", title="対応状況について（案）"), Series("short", title="対応状況について")
    assert recognise_series("対 応 状 況に\nついて(案) R5", [short, long, Series("untitled")]) is long
    assert recognise_series("対応状況について", [short, long]) is short
    assert recognise_series("別の表", [short, long]) is None
    assert recognise_series(None, [short, long]) is None


def test_a_series_without_a_file_is_just_its_name(tmp_path: Path) -> None:
    assert load_series("unheard-of", tmp_path) == Series("unheard-of")


# ── filing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_filed_document_lies_in_its_place_with_a_series_file(tmp_path: Path) -> None:
    new = tmp_path / "Scan 1.PDF"
    new.write_bytes(b"%PDF")
    document = file_document(new, "city-reform", "R6-2", '対応"状況"', tmp_path / "raw")
    assert document.path == tmp_path / "raw/city-reform/R6-2.pdf"
    assert document.path.read_bytes() == b"%PDF"
    assert load_series("city-reform", tmp_path / "raw").title == '対応"状況"'
    assert [path.name for path in sorted(document.path.parent.iterdir())] == ["R6-2.pdf", "series.toml"]


def test_filing_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    new = tmp_path / "new.pdf"
    new.write_bytes(b"%PDF")
    first = file_document(new, "s", "R6-2", raw=tmp_path / "raw")
    (first.path.parent / "series.toml").write_text('title = "kept"')
    assert file_document(new, "s", "R6-2", raw=tmp_path / "raw") == first
    assert load_series("s", tmp_path / "raw").title == "kept"


def test_a_document_is_put_in_its_place_whole_and_not_written_there(tmp_path: Path) -> None:
    """Whoever has the file of before open, or a link to it, keeps it: the new one takes its name when it is whole."""
    (tmp_path / "new.pdf").write_bytes(b"%PDF")
    path = file_document(tmp_path / "new.pdf", "s", "R6-2", raw=tmp_path / "raw").path
    (tmp_path / "linked.pdf").hardlink_to(path)
    file_document(tmp_path / "new.pdf", "s", "R6-2", raw=tmp_path / "raw")
    assert not path.samefile(tmp_path / "linked.pdf")


@pytest.mark.parametrize("name", ["other.pdf", "other.txt"])
def test_another_file_is_never_overwritten(tmp_path: Path, name: str) -> None:
    (tmp_path / "new.pdf").write_bytes(b"%PDF")
    (tmp_path / name).write_bytes(b"%PDF-other")
    first = file_document(tmp_path / "new.pdf", "s", "R6-2", raw=tmp_path / "raw")
    with pytest.raises(UsageError, match="another file is this edition already"):
        file_document(tmp_path / name, "s", "R6-2", raw=tmp_path / "raw")
    assert first.path.read_bytes() == b"%PDF"


@pytest.mark.parametrize(("series", "edition"), [("../evil", "R1"), ("s", "../../x"), ("s", "")])
def test_a_name_never_leads_out_of_raw(tmp_path: Path, series: str, edition: str) -> None:
    (tmp_path / "new.pdf").touch()
    with pytest.raises(UsageError, match="cannot name"):
        file_document(tmp_path / "new.pdf", series, edition, raw=tmp_path / "raw")


def test_a_place_in_the_series_counts_the_editions_that_lie_under_raw() -> None:
    documents = [
        RawDocument(Path(edition), series, edition) for series, edition in (("a", "x"), ("s", "R4"), ("s", "R5"))
    ]
    ordered = with_order(Series("s", order=("R5", "R4", "gone")), documents)
    assert [ordered.position(edition) for edition in ("R4", "R5", "gone")] == [1, 2, None]


def test_the_parameters_of_dvc_are_yaml_in_which_names_stay_texts() -> None:
    yaml = pytest.importorskip("yaml", reason="DVC is not installed")
    documents = [RawDocument(Path("raw/市/2023.pdf"), "市", "2023"), RawDocument(Path("raw/b/R5-1.pdf"), "b", "R5-1")]
    assert yaml.safe_load(documents_to_params(documents)) == {
        "editions": {
            "市-2023": {"series": "市", "edition": "2023", "position": 1, "file": "raw/市/2023.pdf"},
            "b-R5-1": {"series": "b", "edition": "R5-1", "position": 1, "file": "raw/b/R5-1.pdf"},
        },
        "series": {"市": {}, "b": {}},
    }


def test_two_editions_that_dvc_could_not_tell_apart_are_told() -> None:
    with pytest.raises(UsageError, match="two editions are a-b-c to DVC"):
        documents_to_params([RawDocument(Path("x"), "a-b", "c"), RawDocument(Path("y"), "a", "b-c")])


def test_the_committed_parameters_are_what_lies_under_raw(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    assert Path("params.yaml").read_text("utf-8") == documents_to_params(list_raw_documents())
