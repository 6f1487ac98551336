"""The printed lines of a cell as paragraphs of text, with the place of every styled stretch."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, pairwise
from typing import overload

from msgspec import Struct

from pipeline.model import PLAIN, Line, Span, StyledText
from pipeline.normalise.breaks import Break, Evidence, Joint, ParagraphReader, PlacedLine, judge_break
from pipeline.normalise.characters import Repair, repair_characters
from pipeline.normalise.measure import Room
from pipeline.packed_lines import PackedLines
from pipeline.styled import EMPTY, cut_text, join_texts, replace_stretches, shift_spans
from pipeline.writing.kinsoku import ends_sentence

SENTENCES = 0.8
"""Share of a column's paragraphs that end with a full stop, from which on it is one of sentences."""

_NO_EVIDENCE = Evidence()
_SPREAD = re.compile(r"[^\W\d_a-zA-Z](?:[ \u3000][^\W\d_a-zA-Z]){1,3}")
_JUSTIFIED = re.compile(r"[^\W\d_a-zA-Z](?:[ \u3000][^\W\d_a-zA-Z]){3,}")
_GAPS = frozenset(" \u3000")
_LETTER = re.compile(r"[^\W\d_a-zA-Z]")
SET_HYPHEN = "\u2010"
"""The hyphen that browsers print where they part a word."""

_WEIGHT = {"": 0, " ": 1, "\n": 2}


class Fragment(Struct, frozen=True, gc=False):
    """The lines of one printed cell, and the room they had. A page break cuts a cell into several.

    ``goes_on`` says that the words go on from the fragment before, whatever room was left there, ``is_apart`` that a
    drawn rule parts them from it.
    """

    lines: Sequence[Line]
    room: Room
    goes_on: bool = False
    is_apart: bool = False


class PrintedText(Struct, frozen=True, gc=False):
    """The printed lines of one cell over all its fragments, blank ones left out, and the breaks between them."""

    lines: Sequence[PlacedLine]
    breaks: tuple[Break, ...]  # one less than there are lines


NOTHING = PrintedText((), ())


class _PlacedAgain(Sequence[PlacedLine]):
    """The lines of fragments that are packed: each is made when it is asked for, and not kept."""

    __slots__ = ("_count", "_fragments")

    def __init__(self, fragments: Sequence[Fragment], count: int) -> None:
        self._fragments = fragments
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[PlacedLine]:
        return chain.from_iterable(map(_place_lines, self._fragments))

    @overload
    def __getitem__(self, index: int) -> PlacedLine: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[PlacedLine]: ...
    def __getitem__(self, index: int | slice) -> PlacedLine | Sequence[PlacedLine]:
        return tuple(self)[index]


def _place_lines(fragment: Fragment) -> list[PlacedLine]:
    return [PlacedLine(line, text, fragment.room) for line in fragment.lines if (text := line.text.strip())]


def judge_lines(fragments: Iterable[Fragment]) -> PrintedText:
    """Return a cell's lines with what the width says of each break between two of them."""
    fragments = tuple(fragments)
    placed = [_place_lines(fragment) for fragment in fragments]
    lines = tuple(chain.from_iterable(placed))
    if not lines:
        return NOTHING
    breaks = _breaks(lines, fragments, list(map(len, placed))) if len(lines) > 1 else ()
    is_packed = any(isinstance(fragment.lines, PackedLines) for fragment in fragments)
    return PrintedText(_PlacedAgain(fragments, len(lines)) if is_packed else lines, breaks)


def _breaks(lines: Sequence[PlacedLine], fragments: Sequence[Fragment], counts: Sequence[int]) -> tuple[Break, ...]:
    """Return what each break is; ``counts`` has how many of the lines are of each fragment."""
    starts = list(zip(fragments, accumulate(counts, initial=0), strict=False))
    inside = {start for fragment, start in starts if fragment.goes_on}
    apart = {start for fragment, start in starts if fragment.is_apart}
    if len(lines) > 2 and not apart and all(_LETTER.fullmatch(line.text) for line in lines):
        downwards: Break = "wrap"  # a name printed letter by letter
        return (downwards,) * (len(lines) - 1)
    if not inside and not apart:
        return tuple(map(judge_break, lines, lines[1:]))
    return tuple(
        "wrap" if number in inside else "end" if number in apart else judge_break(above, below)
        for number, (above, below) in enumerate(pairwise(lines), start=1)
    )


def evidence_of(cells: Iterable[PrintedText], *, keeps_to_rules: bool) -> Evidence:
    """Return what a column's cells show of its paragraphs, where they surely end."""
    alone: set[str] = set()
    ended = count = 0
    for cell in cells:
        edges = ("end", *cell.breaks, "end")
        for line, around in zip(cell.lines, pairwise(edges), strict=False):
            if around[1] == "end":
                count += 1
                ended += ends_sentence(line.text)
                if around[0] == "end" and 1 < len(line.text) <= 40:
                    alone.add(line.text)
    return Evidence(frozenset(alone), count > 0 and ended >= SENTENCES * count, keeps_to_rules)


def lines_to_paragraphs(
    printed: PrintedText, evidence: Evidence = _NO_EVIDENCE, repair: Repair = repair_characters
) -> StyledText:
    """Return the text of a cell: printed line breaks gone, paragraphs parted by line feeds.

    Code points are repaired, white space at the ends of lines is trimmed, text struck out is left out (its span has
    no length) and everything else stays. Spaces within a line are as printed; a wrap between two Latin words is a
    space. A hyphen at a line's end stays: in Japanese text it belongs to the word (Wi-Fi, 076-444) far more often
    than it parts one. U+2010 between small Latin letters is what browsers part words with; authors type U+002D.
    Letters spread over a cell (人　事) or over a full line, and letters that stand one below the other, are one word.

    Args:
        printed: The cell's lines, their breaks judged by ``judge_lines``.
        evidence: What the rest of the document shows.
        repair: The repair of this document's code points.
    """
    if len(printed.lines) < 2:
        return _close_up(StyledText(*_line_text(printed.lines[0].line, repair))) if printed.lines else EMPTY
    parts: list[str] = []
    spans: list[Span] = []
    length = 0
    pending: Joint = ""
    for line, joint in zip(printed.lines, (*_joints(printed, evidence), "\n"), strict=True):
        text, line_spans = _line_text(line.line, repair)
        if parts and not pending and parts[-1].endswith(SET_HYPHEN) and _parts_word(printed, parts[-1], text):
            joined = cut_text(StyledText("".join(parts), tuple(spans)), 0, length - 1)
            parts, spans, length = [joined.text], [*joined.spans], length - 1
        # A browser justifies a narrow cell with gaps as wide as spaces.
        if joint == "" and text[1:2] in _GAPS and _JUSTIFIED.fullmatch(text):
            text, line_spans = _without_gaps(text, line_spans)
        if text:
            if length:
                parts.append(pending)
                length += len(pending)
            pending = ""
        if line_spans:
            spans += shift_spans(line_spans, length)
        parts.append(text)
        length += len(text)
        pending = max(pending, joint, key=_WEIGHT.__getitem__) if pending else joint
    return _close_up(StyledText("".join(parts), tuple(spans)))


def _parts_word(printed: PrintedText, above: str, below: str) -> bool:
    """Tell whether a line's last hyphen is the typesetter's: between small Latin letters, and never within a line."""
    letters = above[-2:-1] + below[:1]
    if not (len(letters) == 2 and letters.isascii() and letters.isalpha() and letters.islower()):
        return False
    return not any(SET_HYPHEN in placed.line.text.rstrip()[:-1] for placed in printed.lines)


def one_line(lines: Iterable[Line], repair: Repair) -> StyledText:
    """Return printed lines as one, whatever their breaks are: a heading, or a cell of a single line."""
    texts = (StyledText(*_line_text(line, repair)) for line in lines)
    return _close_up(join_texts(texts, ""))


def _joints(printed: PrintedText, evidence: Evidence) -> Iterator[Joint]:
    """Yield what stands between each line and the next."""
    reader = ParagraphReader(evidence)
    reader.begin(printed.lines[0].text)
    for kind, (above, below) in zip(printed.breaks, pairwise(printed.lines), strict=True):
        yield reader.joint(kind, above, below) or _printed_space(above.line.text, below.line.text)


def _printed_space(above: str, below: str) -> Joint:
    """Return the space that was printed where a line was broken; more than one pad the line, and are no text."""
    if not (above[-1].isspace() or below[0].isspace()):
        return ""
    at_end, at_start = len(above) - len(above.rstrip()), len(below) - len(below.lstrip())
    return " " if at_end + at_start == 1 and " " in (above[-1], below[0]) else ""


def _line_text(line: Line, repair: Repair) -> tuple[str, tuple[Span, ...]]:
    """Return a line's text, trimmed, and its spans."""
    if len(line.runs) == 1 and line.runs[0].style == PLAIN:
        return repair(line.runs[0].text).strip(), ()
    parts: list[str] = []
    marked: list[Span] = []
    length = 0
    for run in line.runs:
        printed = repair(run.text)
        start, end = length, length + (0 if run.style.strike else len(printed))
        if run.style != PLAIN:
            marked.append(Span(start, end, printed, run.style, line.page_number, run.box))
        if not run.style.strike:
            parts.append(printed)
            length = end
    whole = "".join(parts)
    text = whole.strip()
    indent = len(whole) - len(whole.lstrip())
    spans = (_trim(span, indent, len(text), text) for span in marked)
    return text, tuple(span for span in spans if span is not None)


def _trim(span: Span, indent: int, length: int, text: str) -> Span | None:
    """Return a span of a line within the line's trimmed text; None where only white space was in it."""
    start = min(max(span.start - indent, 0), length)
    if span.style.strike:
        struck = span.text.strip()
        return Span(start, start, struck, span.style, span.page_number, span.box) if struck else None
    end = min(max(span.end - indent, 0), length)
    if not text[start:end].strip():
        return None
    return Span(start, end, text[start:end], span.style, span.page_number, span.box)


def _close_up(text: StyledText) -> StyledText:
    """Return a text whose letters are spread over the cell as the word that they are: 人　事 is 人事."""
    if len(text.text) > 7 or text.text[1:2] not in _GAPS or not _SPREAD.fullmatch(text.text):
        return text
    return StyledText(*_without_gaps(text.text, text.spans))


def _without_gaps(text: str, spans: tuple[Span, ...]) -> tuple[str, tuple[Span, ...]]:
    """Return a text of single letters, with every second character, the gaps between them, left out."""
    closed = replace_stretches(StyledText(text, spans), [(at, at + 1, "") for at in range(1, len(text), 2)])
    return closed.text, closed.spans
