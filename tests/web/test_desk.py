"""What the desk takes, and how much of it."""

from __future__ import annotations

import pytest

from pipeline.errors import UsageError
from pipeline.web import desk
from pipeline.web.desk import Desk


def test_files_are_taken_up_to_a_number_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "MAX_FILES", 2)
    taking = Desk()
    try:
        for name in ("a.pdf", "b.pdf"):
            assert taking.place_for(name)[1].name == name
        with pytest.raises(UsageError, match="more than 2 files"):
            taking.place_for("c.pdf")
    finally:
        taking.close()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/x.pdf", "x.pdf"),
        ("C:\\x\\y.pdf", "y.pdf"),
        ("a/../../b.pdf", "b.pdf"),
        ("/etc/意見.PDF", "意見.pdf"),
        ("a/..\\...pdf", "document.pdf"),
    ],
)
def test_of_a_path_the_last_name_is_kept_in_a_folder_of_its_own(name: str, kept: str) -> None:
    taking = Desk()
    try:
        identifier, path = taking.place_for(name)
        assert path == taking.folder / "files" / identifier / kept
    finally:
        taking.close()


def test_one_file_twice_and_a_file_that_is_not_there_are_no_two_documents() -> None:
    taking = Desk()
    try:
        identifier = taking.place_for("a.pdf")[0]
        for given in ([identifier], [identifier, identifier], [identifier, "unknown"]):
            with pytest.raises(UsageError, match="two documents are needed"):
                taking.start(given)
    finally:
        taking.close()
