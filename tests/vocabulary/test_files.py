from pathlib import Path

import pytest

from pipeline import vocabulary
from pipeline.errors import UsageError
from pipeline.vocabulary import load_series


class TooSmall(vocabulary.Entry, frozen=True):
    """A shape that knows one key of ``front.toml`` only."""

    label: str


def test_a_vocabulary_with_a_key_that_its_shape_does_not_know_is_refused() -> None:
    with pytest.raises(UsageError, match="unknown field `document_label`"):
        vocabulary.load("front", TooSmall)


def test_the_series_file_that_comes_with_the_project_is_read(raw: Path) -> None:
    series = load_series(raw / "toyama-open-pt" / "series.toml")
    assert series.series == "toyama-open-pt"
    assert "R4-4" in series.editions


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("publsher = '県'", "publsher"),
        ("[[renames]]\nold = '甲課'\nnew = '乙課'\nsince = 'R5-1'\nform = 'x'", "form"),
        ("[editions.R5-1]\nnotes = 'x'", "notes"),
        ("divisions = '人事課'", "divisions"),
        ('[headers]\n"出所" = "sourse"', "sourse"),
        ('[statuses]\n"対応中" = "finished"', "finished"),
        ("publisher = ", "TOML"),
    ],
    ids=["a key", "a key of an entry", "a key of an edition", "a type", "a field", "a status", "no TOML"],
)
def test_a_slip_of_the_pen_in_a_series_file_is_told_with_its_place(tmp_path: Path, text: str, word: str) -> None:
    path = tmp_path / "series.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=word) as caught:
        load_series(path)
    assert str(path) in str(caught.value)


def test_a_series_file_may_begin_as_windows_editors_begin_it(tmp_path: Path) -> None:
    path = tmp_path / "series.toml"
    path.write_text("publisher = '富山県'\nheaders = { '備考' = '' }", "utf-8-sig")
    assert load_series(path).publisher == "富山県"


def test_a_series_file_in_shift_jis_is_told(tmp_path: Path) -> None:
    path = tmp_path / "series.toml"
    path.write_text("publisher = '富山県'", "cp932")
    with pytest.raises(UsageError, match=r"series\.toml: this is no text in UTF-8\. Save it as UTF-8"):
        load_series(path)
