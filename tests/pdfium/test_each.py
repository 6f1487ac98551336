"""Whether PDFium is asked by ``each.c`` or through ctypes, it says the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray
from pypdfium2 import raw

from pipeline import pdfium
from pipeline.pdfium.each import Question, by_ctypes, compiled, load
from pipeline.read_pdfium.calls import address_of, pdfium_calls

GOLDEN = Path(__file__).parents[1] / "golden"
DOCUMENTS = [
    "dotted-pictures-under-white",
    "multiplied-marker-over-rules",
    "clipped-away",
    "rounded-frame",
    "signs-drawn-as-shapes",
]

Numbers = NDArray[np.int64]


@contextmanager
def first_page(path: Path) -> Iterator[tuple[int, int, int, int]]:
    """Give the addresses of a text page and of its page, and how many characters and objects they have."""
    with pdfium.reading():
        document = pypdfium2.PdfDocument(path)
        page = document[0]
        text_page = page.get_textpage()
        characters, objects = text_page.count_chars(), raw.FPDFPage_CountObjects(page.raw)
        yield address_of(text_page.raw), address_of(page.raw), characters, objects
        text_page.close()
        page.close()
        document.close()


def same(question: Question, subjects: int | Numbers, indices: Numbers | None = None) -> Numbers:
    """Ask in both ways, and return what the function returned if all that it told is the same."""
    count = np.size(subjects if indices is None else indices)
    told: list[tuple[Numbers, NDArray[Any]]] = []
    ask = compiled()
    assert ask is not None
    for way in (ask, by_ctypes):
        results, answers = np.zeros(count, np.int64), np.zeros((count, question.values), question.of)
        way(question, subjects, indices, results, answers)
        told.append((results, answers))
    (results, answers), (other_results, other_answers) = told
    assert results.tolist() == other_results.tolist()
    assert answers.tobytes() == other_answers.tobytes()
    return results


@pytest.mark.compiled
@pytest.mark.parametrize("name", DOCUMENTS)
def test_both_ways_tell_the_same_of_a_page(name: str) -> None:
    if compiled() is None:
        pytest.skip("each.c is not built: there was no C compiler when akaji was installed")
    call = pdfium_calls()
    with first_page(GOLDEN / name / "document.pdf") as (text_page, page, characters, count):
        indices, numbers = np.arange(characters), np.arange(count)
        for of_character in (
            call.char_unicode, call.char_object, call.char_is_generated, call.char_is_hyphen, call.char_lacks_unicode,
            call.char_box, call.char_loose_box, call.char_origin, call.char_matrix,
        ):  # fmt: skip
            same(of_character, text_page, indices)
        items = same(call.object_at, page, numbers)
        for of_object in (
            call.object_type, call.fill_colour, call.stroke_colour, call.clip_path, call.object_matrix,
            call.object_bounds, call.is_translucent, call.stroke_width,
        ):  # fmt: skip
            same(of_object, items)
        kinds = call.object_type.each(items)
        texts, paths = items[kinds == raw.FPDF_PAGEOBJ_TEXT], items[kinds == raw.FPDF_PAGEOBJ_PATH]
        for of_text in (call.render_mode, call.font, call.font_size):
            same(of_text, texts)
        same(call.draw_mode, paths)
        counts = same(call.segment_count, paths)
        segments = same(
            call.segment_at, np.repeat(paths, counts), np.concatenate([counts[:0], *map(np.arange, counts)])
        )
        for of_segment in (call.segment_type, call.segment_point, call.segment_closes):
            same(of_segment, segments)
        clips = call.clip_path.each(items)
        clips = clips[same(call.clip_count, clips) > 0]
        same(call.clip_first_segment, clips, np.zeros(len(clips), np.int64))
        for form in items[kinds == raw.FPDF_PAGEOBJ_FORM]:
            (parts,) = same(call.form_count, np.array([form]))
            same(call.form_object, np.full(parts, form), np.arange(parts))


def test_more_questions_than_there_are_places_at_once_are_all_answered() -> None:
    call = pdfium_calls()
    with first_page(GOLDEN / DOCUMENTS[0] / "document.pdf") as (text_page, _, characters, _):
        again = np.arange(5_000) % characters
        results, boxes = np.zeros(5_000, np.int64), np.zeros((5_000, 4), np.float32)
        by_ctypes(call.char_loose_box, text_page, again, results, boxes)
        assert results.all()
        assert (boxes == boxes[again]).all()


def test_what_pdfium_does_not_tell_is_nought() -> None:
    call = pdfium_calls()
    with first_page(GOLDEN / DOCUMENTS[0] / "document.pdf") as (text_page, _, characters, _):
        for _ in range(2):  # the places were written to before
            told, origins = call.char_origin.answers(text_page, np.array([0, characters + 1]))
            assert told.tolist() == [1, 0]
            assert origins[0].any()
            assert not origins[1].any()


@pytest.mark.parametrize("content", [None, b"built for another machine"])
def test_without_a_compiled_part_of_its_own_there_is_none(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "each.bin").write_bytes(content)
    assert load(tmp_path) is None
