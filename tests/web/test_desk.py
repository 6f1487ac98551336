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
