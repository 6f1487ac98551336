from __future__ import annotations

import pytest

from pipeline.errors import AkajiError, EncryptedPdfError, ExitCode, NoTableError, NotAPdfError
from pipeline.runs import failures_to_exit_code

LOCKED, NO_PDF, NO_TABLE = EncryptedPdfError("a"), NotAPdfError("b"), NoTableError("c")


@pytest.mark.parametrize(
    ("failures", "went_well", "code"),
    [
        ([], True, ExitCode.DONE),
        ([], False, ExitCode.DONE),
        ([LOCKED], False, ExitCode.UNREADABLE),
        ([LOCKED, NO_PDF], False, ExitCode.SOME_FAILED),
        ([NO_TABLE], False, ExitCode.NO_TABLE),
        ([LOCKED], True, ExitCode.SOME_FAILED),
        ([LOCKED, NO_TABLE], False, ExitCode.SOME_FAILED),
        ([AkajiError("d")], False, ExitCode.SOME_FAILED),
    ],
)
def test_a_run_ends_with_the_code_of_its_failures(failures: list[AkajiError], went_well: bool, code: ExitCode) -> None:
    assert failures_to_exit_code(failures, something_went_well=went_well) == code
