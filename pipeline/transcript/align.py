"""Rows of a transcript → the columns of the printed table, by what stands in the cells.

A model loses a cell, or writes two into one; then every cell after it stands in the wrong column. The rows that have
all their cells say what kind of text each column holds; a short row is laid over these columns so that the likelihood
of its cells is greatest (Needleman and Wunsch's alignment, with the log-likelihood of a categorical naive Bayes model
as its score), where a cell may be missing, stand with its neighbour in one, or be cut in two.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from pipeline.model import StyledText
from pipeline.styled import join_texts
from pipeline.transcript.text import cut_bare
from pipeline.vocabulary.transcript import CELL_KINDS, CellKind, TranscriptVocabulary

PSEUDO_COUNT = 0.1  # of each kind in each column before a row is seen: rare kinds are unlikely, none is impossible
HEADER_WEIGHT = 2.0  # rows that a header's wording is worth: it decides only where there are hardly any rows
EMPTY_SHARE = 0.05  # of a column's cells are blank in any table: a blank cell is likelier than a lost one
SMALLEST_SHARE = 0.1  # of the rows must have a width: models lose cells more often than they invent them
MAXIMUM_CELLS = 40  # a wider row is laid down as it comes: aligning takes time in the product of both widths

TELLING_KINDS = frozenset(("number", "ditto", "status", "divisions"))

# Logarithms of how likely a model is to do each. Writing two cells into one is commoner than losing one.
LOST, SPLIT, JOINED, STRAY_EMPTY = -4.0, -3.0, -5.0, -0.5


class Placed(Struct, frozen=True):
    """A cell of the transcript, or a part of one, in its column. ``span`` counts columns.

    ``was_split`` stands at the first part of a cell that was cut in two.
    """

    column_index: int
    text: StyledText
    span: int = 1
    was_split: bool = False
    was_joined: bool = False


class ColumnProfile(Struct, frozen=True):
    """How likely each kind of cell is in one column: the logarithms, in the order of ``CELL_KINDS``."""

    log_likelihoods: tuple[float, ...]

    def score(self, kind: CellKind) -> float:
        """Return the logarithm of the likelihood that a cell of this column is of that kind."""
        return self.log_likelihoods[CELL_KINDS.index(kind)]

    @property
    def kind(self) -> CellKind:
        """The kind that most cells of the column have, dittos and empty cells apart."""
        scores = {kind: self.score(kind) for kind in CELL_KINDS if kind not in ("ditto", "empty")}
        return max(scores, key=lambda kind: scores[kind])


def table_width(widths: Sequence[int]) -> int:
    """Return how many columns the rows agree on: the most that a fair share of them has, else the most of any."""
    counts = Counter(widths)
    enough = max(2, math.ceil(SMALLEST_SHARE * len(widths)))
    return max((width for width, count in counts.items() if count >= enough), default=max(widths, default=1))


def learn_profiles(
    rows: Sequence[Sequence[StyledText]], priors: Sequence[CellKind | None], vocabulary: TranscriptVocabulary
) -> tuple[ColumnProfile, ...]:
    """Return a profile a column from the rows that have every cell, and from what the headers announce."""
    profiles = []
    for column_index, prior in enumerate(priors):
        counts = Counter(vocabulary.kind(row[column_index].text) for row in rows)
        weights = [counts[kind] + PSEUDO_COUNT + (HEADER_WEIGHT if kind == prior else 0.0) for kind in CELL_KINDS]
        weights[CELL_KINDS.index("empty")] += EMPTY_SHARE * (len(rows) + HEADER_WEIGHT)
        if prior is None:  # any text may stand here
            weights = [
                w + HEADER_WEIGHT / 4 * (k in ("short", "long")) for w, k in zip(weights, CELL_KINDS, strict=True)
            ]
        profiles.append(ColumnProfile(tuple(math.log(weight / sum(weights)) for weight in weights)))
    return tuple(profiles)


def align_row(
    cells: Sequence[StyledText], profiles: Sequence[ColumnProfile], vocabulary: TranscriptVocabulary
) -> list[Placed]:
    """Return the cells in their columns, in order; columns that got none were lost.

    Time and memory grow with the product of the number of cells and of columns.
    """
    if max(len(cells), len(profiles)) > MAXIMUM_CELLS:
        return place_in_order(cells, len(profiles))
    kinds = [vocabulary.kind(cell.text) for cell in cells]
    cuts = [list(_possible_cuts(cell.text, vocabulary)) for cell in cells]

    def best_cut(i: int, j: int) -> tuple[float, int] | None:
        """Return the score and the place of the best cut of cell i over columns j and j + 1."""
        scores = ((profiles[j].score(left) + profiles[j + 1].score(right), at) for at, left, right in cuts[i])
        return max(scores, default=None)

    @cache
    def best(i: int, j: int) -> tuple[float, str]:
        """Return the best score for the cells from i on in the columns from j on, and the step that begins it."""
        if i == len(cells) and j == len(profiles):
            return 0.0, ""
        steps = []
        if i < len(cells) and j < len(profiles):
            steps.append((profiles[j].score(kinds[i]) + best(i + 1, j + 1)[0], "match"))
        if i < len(cells) and j + 1 < len(profiles) and (cut := best_cut(i, j)):
            steps.append((SPLIT + cut[0] + best(i + 1, j + 2)[0], "split"))
        if j < len(profiles):
            steps.append((LOST + best(i, j + 1)[0], "lost"))
        if i < len(cells):
            steps.append((_join_score(kinds, i) + best(i + 1, j)[0], "join"))
        return max(steps)

    return _follow(cells, len(profiles), lambda i, j: best(i, j)[1], best_cut)


def place_in_order(cells: Sequence[StyledText], column_count: int) -> list[Placed]:
    """Return the cells in the columns as they come; what is beyond the last column joins its cell."""
    placed = [Placed(index, cell) for index, cell in enumerate(cells[:column_count])]
    for cell in cells[column_count:]:
        placed[-1] = join_to(placed[-1], cell)
    return placed


def _join_score(kinds: Sequence[CellKind], index: int) -> float:
    """Return how likely a cell is to belong to the one before it: a mark and a text are no two parts of one cell."""
    if kinds[index] == "empty":
        return STRAY_EMPTY
    pair = {kinds[index - 1], kinds[index]} if index else set()
    return 2 * JOINED if len(pair) > 1 and pair & TELLING_KINDS else JOINED


def _follow(
    cells: Sequence[StyledText],
    column_count: int,
    step_at: Callable[[int, int], str],
    best_cut: Callable[[int, int], tuple[float, int] | None],
) -> list[Placed]:
    i = j = 0
    placed: list[Placed] = []
    before: list[StyledText] = []  # cells with nothing before them that they could join
    while i < len(cells) or j < column_count:
        step = step_at(i, j)
        if step == "join" and placed:
            placed[-1] = join_to(placed[-1], cells[i])
        elif step == "join":
            before.append(cells[i])
        elif step == "match":
            placed.append(Placed(j, cells[i]))
        elif step == "split" and (cut := best_cut(i, j)):
            placed.append(Placed(j, cut_bare(cells[i], 0, cut[1]), was_split=True))
            placed.append(Placed(j + 1, cut_bare(cells[i], cut[1])))
        i += step != "lost"
        j += {"match": 1, "split": 2, "lost": 1, "join": 0}[step]
    return _with_cells_before(placed, before)


def _with_cells_before(placed: list[Placed], before: Sequence[StyledText]) -> list[Placed]:
    texts = [cell for cell in before if cell.text]
    if not texts:
        return placed
    first, *others = placed or [Placed(0, texts.pop())]
    text = join_texts((*texts, first.text), "\n")
    return [replace(first, text=text, was_joined=True), *others]


def join_to(placed: Placed, cell: StyledText) -> Placed:
    """Return a placed cell with one more cell's text below its own; as it is where that is blank."""
    if not cell.text:
        return placed
    return replace(placed, text=join_texts((placed.text, cell), "\n"), was_joined=True)


def _possible_cuts(text: str, vocabulary: TranscriptVocabulary) -> Iterator[tuple[int, CellKind, CellKind]]:
    """Yield the places where a cell may be two, with the kinds of both parts.

    One part must be of a kind that is known by its look; else every long text would be two.
    """
    spaces = [match.start() for match in re.finditer(r"\s+", text)]
    places = {*spaces[:2], *spaces[-2:], vocabulary.status_end(text)}
    for at in sorted(places):
        left, right = vocabulary.kind(text[:at]), vocabulary.kind(text[at:])
        if at and "empty" not in (left, right) and left != right and TELLING_KINDS & {left, right}:
            yield at, left, right


# ── headers ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def align_header(
    headers: Sequence[StyledText], profiles: Sequence[ColumnProfile], vocabulary: TranscriptVocabulary
) -> list[Placed]:
    """Return a header row's cells over the columns: each covers one, or several where there are fewer cells.

    A row with as many cells as the table has columns stands as it is, unless its last cells alone are empty: such are
    left over from a header that spans two columns. Each covered column scores by how well what stands in it is what
    the header announces.
    """
    named = [header for header in headers if header.text]
    if len(headers) == len(profiles) and any(header.text for header in headers[len(named) :]):
        return _headers_in_place(headers, profiles, vocabulary)
    if not named or len(named) > len(profiles) or len(profiles) > MAXIMUM_CELLS:
        return place_in_order(headers, len(profiles))
    kinds = [vocabulary.header_kind(header.text) for header in named]

    @cache
    def best(i: int, j: int) -> tuple[float, int]:
        """Return the best score for the headers from i on over the columns from j on, and the first one's span."""
        if i == len(named):
            return (0.0, 0) if j == len(profiles) else (-math.inf, 0)
        options = []
        for span in range(1, len(profiles) - j - (len(named) - i - 1) + 1):
            score = sum(_header_score(kinds[i], profiles[k], k - j) for k in range(j, j + span))
            options.append((score + best(i + 1, j + span)[0], -span))
        score, span = max(options, default=(-math.inf, 0))
        return score, -span

    placed, column_index = [], 0
    for index, header in enumerate(named):
        span = best(index, column_index)[1]
        placed.append(Placed(column_index, header, span))
        column_index += span
    return placed


def _headers_in_place(
    headers: Sequence[StyledText], profiles: Sequence[ColumnProfile], vocabulary: TranscriptVocabulary
) -> list[Placed]:
    """Return a header a column; the empty one beside a status, over its text, is the status header's other half."""
    placed: list[Placed] = []
    for index, header in enumerate(headers):
        last = placed[-1] if placed else None
        goes_on = last is not None and not header.text and vocabulary.header_kind(last.text.text) == "status"
        if last is not None and goes_on and last.span == 1 and profiles[index].kind in ("short", "long"):
            placed[-1] = replace(last, span=2)
        else:
            placed.append(Placed(index, header))
    return placed


def _header_score(announced: CellKind | None, profile: ColumnProfile, position: int) -> float:
    """Return how well a header fits a column that it covers as its first (position 0) or a later one."""
    if position:  # below 対応状況 stand the mark and then its text; any other header rarely spans
        return -0.5 if announced == "status" and profile.kind in ("short", "long") else -3.0
    if announced is None:
        return 0.0 if profile.kind in ("short", "long", "source") else -2.0
    return profile.score(announced)
