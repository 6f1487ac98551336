"""What is within each limit is read, what is over one is refused: both under the memory and time of the command."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import ExitCode
from tests.typeset import hostile_large

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("build", "code", "words"),
    [
        (hostile_large.a_form_that_draws_itself_twice, ExitCode.UNREADABLE, "more memory than allowed"),
        (hostile_large.two_forms_that_draw_each_other_twice, ExitCode.UNREADABLE, "more memory than allowed"),
        (hostile_large.a_text_of_fifty_million_gaps, ExitCode.UNREADABLE, "more memory than allowed"),
        (hostile_large.a_grey_word_on_a_page_of_5000_points, ExitCode.DONE, "3 items"),
        (hostile_large.grey_words_all_over_a_page_of_14400_points, ExitCode.DONE, "3 items"),
        (hostile_large.shades_over_every_cell, ExitCode.UNREADABLE, "strokes and areas over each other"),
        (hostile_large.twelve_hundred_small_tables, ExitCode.DONE, "35 items"),
        (hostile_large.three_thousand_small_tables, ExitCode.UNREADABLE, "tables on one page"),
        (hostile_large.four_hundred_thousand_dots, ExitCode.DONE, "3 items"),
        (hostile_large.dashes_on_layers, ExitCode.DONE, "warning"),
    ],
    ids=lambda each: getattr(each, "__name__", None),
)
def test_a_file_of_too_much_ends_as_it_should_within_the_usual_limits(
    build: Callable[[], bytes], code: ExitCode, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "input.pdf"
    path.write_bytes(build())
    command = [sys.executable, "-m", "pipeline", "extract", str(path), "--out", str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    told = done.stdout + done.stderr
    assert done.returncode == code, told
    assert words in told
    assert "input" in told, "the file is named"
