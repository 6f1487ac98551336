"""The engine under test, called as one function, and what it read set beside a truth."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.model import Item, Mark, NormalisedDocument, ParsedDocument, Series, TaggedEdition

if TYPE_CHECKING:
    from pipeline.model import ReaderName

Value = str | bool | Sequence[str] | None

ANY_SERIES = Series(series="any")

TEXT_FIELDS = (
    "number", "policy_area", "category", "heading", "issue", "source", "status_mark", "status", "response", "section",
)  # fmt: skip
FLAGS = ("policy_area_ditto", "category_ditto")
LINE_BREAKS_OPEN = {"source", "number", "policy_area", "category"}
"""Fields whose line breaks the print does not settle: a narrow column wraps them where it likes."""

CIRCLES = str.maketrans("◯〇⭕✕☓✖", "○○○×××")


@dataclass(frozen=True)
class Reading:
    """What each room made of one file."""

    parsed: ParsedDocument
    normalised: NormalisedDocument
    tagged: TaggedEdition


def read(path: Path, series: Series = ANY_SERIES, reader: ReaderName = "pdfium") -> Reading:
    """Read a PDF from end to end, without anything on disk."""
    from pipeline.documents import read_document
    from pipeline.normalise import normalise_document
    from pipeline.tag import tag_document

    parsed = read_document(path, series, reader=reader)
    normalised = normalise_document(parsed, series)
    return Reading(parsed, normalised, tag_document(normalised, series, "any"))


@dataclass(frozen=True)
class Difference:
    """One value that was read otherwise than it was meant. ``item`` counts from 1; 0 is the document itself."""

    item: int
    field: str
    meant: Value | Mapping[str, str] | list[tuple[str, str, str]]
    read: Value | Mapping[str, str] | list[tuple[str, str, str]]

    def __str__(self) -> str:
        where = f"item {self.item}" if self.item else "document"
        meant, read = self.meant, self.read
        if isinstance(meant, str) and isinstance(read, str):
            meant, read = around_difference(meant, read)
        return f"{where} {self.field}\n    meant {meant!r}\n    read  {read!r}"


def around_difference(meant: str, read: str, room: int = 24) -> tuple[str, str]:
    """Cut two long texts down to where they differ first, with some room on both sides."""
    if max(len(meant), len(read)) <= 3 * room:
        return meant, read
    place = next((i for i, (a, b) in enumerate(zip(meant, read, strict=False)) if a != b), min(len(meant), len(read)))
    start = max(0, place - room)
    return meant[start : place + room], read[start : place + room]


@dataclass(frozen=True)
class Score:
    """How much of a document was read as it was meant."""

    rows: int
    rows_exact: int
    fields: int
    fields_exact: int
    marks: int
    marks_exact: int
    differences: tuple[Difference, ...]

    @property
    def perfect(self) -> bool:
        """Whether nothing differs."""
        return not self.differences


def load_truth(path: Path) -> dict[str, Any]:
    """Return a ``truth.json``."""
    truth: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return truth


def score(truth: dict[str, Any], tagged: TaggedEdition) -> Score:
    """Compare what was read with the truth, item by item in document order."""
    differences = list(_document_differences(truth, tagged))
    rows_exact = fields = fields_exact = marks_exact = 0
    for index, meant in enumerate(truth["items"]):
        item = tagged.items[index] if index < len(tagged.items) else None
        pairs = list(_field_pairs(meant, item))
        wrong = [Difference(index + 1, name, a, b) for name, a, b in pairs if not same(name, a, b)]
        fields += len(pairs)
        fields_exact += len(pairs) - len(wrong)
        meant_marks = [(mark["field"], _bare(mark["text"]), mark["style"]) for mark in meant.get("marks", [])]
        read_marks = stretches(item, tagged.marks) if item else []
        marks_exact += sum(mark in read_marks for mark in meant_marks)
        if sorted(meant_marks) != sorted(read_marks):
            wrong.append(Difference(index + 1, "marks", meant_marks, read_marks))
        rows_exact += not wrong
        differences += wrong
    for item in tagged.items[len(truth["items"]) :]:
        differences.append(Difference(item.ordinal, "item", None, item.number or item.issue or dict(item.extra)))
    marks = sum(len(item.get("marks", [])) for item in truth["items"])
    return Score(len(truth["items"]), rows_exact, fields, fields_exact, marks, marks_exact, tuple(differences))


def _document_differences(truth: dict[str, Any], tagged: TaggedEdition) -> Iterator[Difference]:
    record = tagged.edition_record
    for name, key in (("title", "title"), ("label", "label"), ("document_label", "doc_label")):
        meant = truth.get(key)
        if meant is not None and not same(name, meant, getattr(record, name)):
            yield Difference(0, name, meant, getattr(record, name))
    legend = truth.get("status_legend") or {}
    read_legend = {_tidy(mark): label for mark, label in record.status_legend.items()}
    if legend and {_tidy(mark): label for mark, label in legend.items()} != read_legend:
        yield Difference(0, "status_legend", legend, read_legend)


def _field_pairs(meant: dict[str, Any], item: Item | None) -> Iterator[tuple[str, Value, Value]]:
    for name in (*TEXT_FIELDS, *FLAGS, "divisions"):
        if name in meant:
            yield name, meant[name], getattr(item, name, None)
    for header, text in meant.get("extra", {}).items():
        yield f"extra {header}", text, (item.extra if item else {}).get(header)


def same(field: str, meant: Value, read: Value) -> bool:
    """Say whether a value was read as meant: to the character, but for what the print leaves open."""
    if isinstance(meant, bool):
        return meant is read
    if not isinstance(meant, str | None) or not isinstance(read, str | None):
        assert read is not True, "only what is meant as a flag is read as one"
        return [_bare(name) for name in meant or ()] == [_bare(name) for name in read or ()]
    meant, read = meant or "", read or ""
    if field == "status_mark":
        return _tidy(meant) == _tidy(read)
    if field in LINE_BREAKS_OPEN or field.startswith("extra"):
        meant, read = meant.replace("\n", ""), read.replace("\n", "")
    return bool(meant == read)


def loosely_same(meant: object, read: object) -> bool:
    """Say whether two values are the same after NFKC and without white space: what peers are measured by."""
    return _loose(meant) == _loose(read)


def _loose(value: object) -> str:
    text = "\n".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text.translate(CIRCLES)))


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _tidy(mark: str) -> str:
    return _bare(mark).translate(CIRCLES)


def stretches(item: Item, marks: tuple[Mark, ...]) -> list[tuple[str, str, str]]:
    """Return an item's marks with those joined that only a printed line break parts: (field, bare text, style)."""
    joined: list[tuple[str, str, str]] = []
    end, parts = -1, ("", "")
    for mark in marks:
        if mark.ordinal != item.ordinal:
            continue
        style = mark.style if mark.style != "colour" else colour_name(mark.colour)
        text = getattr(item, mark.field, None) or item.extra.get(mark.field) or ""
        between = text[end : mark.start] if isinstance(text, str) and end >= 0 else ""
        if joined and parts == (mark.field, style) and end <= mark.start and not between.strip():
            joined[-1] = (mark.field, joined[-1][1] + _bare(mark.text), style)
        else:
            joined.append((mark.field, _bare(mark.text), style))
        end, parts = mark.end, (mark.field, style)
    return joined


def colour_name(colour: str | None) -> str:
    """Name a colour as truths do: by its strongest part."""
    if not colour:
        return "none"
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    if red > 1.5 * max(green, blue):
        return "red"
    if blue > 1.5 * red and blue > green:
        return "blue"
    return "green" if green > 1.5 * max(red, blue) else colour
