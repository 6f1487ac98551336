"""Packed texts are the texts that were packed."""

from __future__ import annotations

import pickle

import pytest
from msgspec.structs import replace

from pipeline.model import Box, Row, Span, Style, StyledText
from pipeline.packed_texts import PackedTexts, PackedValues, pack_row
from pipeline.styled import EMPTY

BOX = Box(10.0, 20.125, 110.5, 30.0)
RED = Style(colour="#ff0000")
TEXTS = (
    StyledText("防災の計画を見直す"),
    EMPTY,
    StyledText("予定\n𠮷野", (Span(0, 2, "予定", RED, 3, BOX),)),
    StyledText("", (Span(0, 0, "廃止", Style(strike=True), 3, BOX),)),
    StyledText("○"),
)
NAMES = ("number", "issue", "response", "status", "divisions")
ROW = Row(7, dict(zip(NAMES, TEXTS, strict=True)), {"備考": TEXTS[2]}, frozenset({"status"}), 3, 4, "【陳情】")


def test_packed_texts_are_a_sequence_of_the_texts() -> None:
    packed = PackedTexts(TEXTS)
    assert tuple(packed) == TEXTS
    assert (len(packed), packed[2], packed[-1], packed[1:4]) == (5, TEXTS[2], TEXTS[-1], TEXTS[1:4])
    with pytest.raises(IndexError):
        packed[5]


def test_packed_values_are_a_mapping_of_the_texts_in_their_order() -> None:
    packed = PackedValues(ROW.values)
    assert list(packed.items()) == list(ROW.values.items())
    assert "issue" in packed
    assert "source" not in packed
    assert packed.get("source") is None
    with pytest.raises(KeyError):
        packed["source"]


def test_a_packed_row_is_the_row() -> None:
    assert pack_row(ROW) == ROW
    assert not pack_row(replace(ROW, extra={})).extra


def test_another_process_gets_plain_values() -> None:
    assert pickle.loads(pickle.dumps(PackedValues(ROW.values))) == ROW.values  # noqa: S301 - our own
