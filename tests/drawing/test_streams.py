from __future__ import annotations

import zlib

import pytest

from pipeline.drawing.streams import broken_streams
from tests.typeset.hostile import TABLE, one_page

WHOLE = one_page(TABLE)
PRESSED = zlib.compress(TABLE, 9)


@pytest.mark.parametrize(
    ("pressed", "broken"),
    [
        (PRESSED, 0),
        (PRESSED[:-4] + b"\0\0\0\0", 1),  # another checksum: what was inflated is not what was written
        (PRESSED[: len(PRESSED) // 2] + bytes(len(PRESSED) - len(PRESSED) // 2), 1),
        (b"\xff" * len(PRESSED), 1),
    ],
    ids=["whole", "checksum", "cut", "noise"],
)
def test_a_compressed_stream_that_is_damaged_is_told(pressed: bytes, broken: int) -> None:
    content = WHOLE.replace(PRESSED, pressed)
    assert [found.code for found in broken_streams(content)] == ["broken_stream"] * broken


def test_a_stream_that_is_followed_by_other_bytes_is_whole() -> None:
    assert not list(broken_streams(WHOLE.replace(b"\nendstream", b"\r\n\0 \nendstream")))


def test_streams_of_an_encrypted_file_are_not_judged() -> None:
    content = WHOLE.replace(PRESSED, b"\xff" * len(PRESSED)).replace(b"/Size", b"/Encrypt 9 0 R/Size")
    assert not list(broken_streams(content))


@pytest.mark.parametrize(("pictures", "told"), [(True, ["broken_stream"]), (False, [])])
def test_a_damaged_picture_is_told_where_text_was_recognised_in_pictures(pictures: bool, told: list[str]) -> None:
    content = WHOLE.replace(PRESSED, b"\xff" * len(PRESSED)).replace(b"/Filter", b"/Subtype /Image /Filter")
    assert [found.code for found in broken_streams(content, pictures=pictures)] == told


def test_damaged_instructions_are_told_whether_or_not_pictures_were_read() -> None:
    content = WHOLE.replace(PRESSED, b"\xff" * len(PRESSED))
    assert [found.code for found in broken_streams(content, pictures=False)] == ["broken_stream"]
