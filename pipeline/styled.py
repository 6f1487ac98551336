"""Text with its styled stretches, put together and changed so that the stretches stay true."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from pipeline.model import Span, StyledText

EMPTY = StyledText("")


def join_texts(texts: Iterable[StyledText], separator: str = "\n") -> StyledText:
    """Return several texts as one, their spans moved along; empty ones leave nothing behind."""
    filled = [text for text in texts if text.text or text.spans]
    if len(filled) == 1:
        return filled[0]
    parts: list[str] = []
    spans: list[Span] = []
    length = 0
    for text in filled:
        if parts and text.text and length:
            parts.append(separator)
            length += len(separator)
        spans += shift_spans(text.spans, length)
        parts.append(text.text)
        length += len(text.text)
    return StyledText("".join(parts), tuple(spans))


def cut_text(text: StyledText, start: int, end: int) -> StyledText:
    """Return a stretch of a text; its spans come along, cut and shifted.

    What was struck out at the very end belongs to the stretch that ends there, elsewhere to the one that begins.
    """
    spans = []
    for span in text.spans:
        first, last = max(span.start, start), min(span.end, end)
        is_struck_inside = span.start == span.end and start <= span.start and (span.end < end or end == len(text.text))
        if first < last or is_struck_inside:
            printed = span.text if (first, last) == (span.start, span.end) else text.text[first:last]
            spans.append(replace(span, start=first - start, end=last - start, text=printed))
    return StyledText(text.text[start:end], tuple(spans))


def shift_spans(spans: Sequence[Span], distance: int) -> tuple[Span, ...]:
    """Return the spans moved to the right."""
    if not distance:
        return tuple(spans)
    return tuple(replace(span, start=span.start + distance, end=span.end + distance) for span in spans)


def replace_stretches(text: StyledText, stretches: Sequence[tuple[int, int, str]]) -> StyledText:
    """Return the text with stretches of it replaced, in order and without overlap, and its spans moved along.

    A span that holds a replaced stretch grows or shrinks with it.
    """
    parts: list[str] = []
    done = 0
    shifts = [0]  # how far what follows each stretch moves
    for start, end, new in stretches:
        parts += (text.text[done:start], new)
        done = end
        shifts.append(shifts[-1] + len(new) - (end - start))
    parts.append(text.text[done:])
    whole = "".join(parts)
    ends = [end for _, end, _ in stretches]

    def moved(offset: int, *, at_end: bool) -> int:
        """Return where an offset is now; one within a stretch goes to that stretch's edge."""
        before = bisect_right(ends, offset)
        if before < len(stretches) and offset > (start := stretches[before][0]):
            return start + shifts[before] + (len(stretches[before][2]) if at_end else 0)
        return offset + shifts[before]

    spans = []
    for span in text.spans:
        start, end = moved(span.start, at_end=False), moved(span.end, at_end=True)
        spans.append(replace(span, start=start, end=end, text=whole[start:end] if end > start else span.text))
    return StyledText(whole, tuple(spans))
