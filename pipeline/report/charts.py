"""Charts as geometry; the templates draw them as inline SVG beside the numbers that they show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from pipeline.vocabulary.labels import STATUSES


class Segment(Struct, frozen=True):
    """A part of a bar; ``x`` and ``width`` are percent of the longest bar of its chart."""

    status: str
    count: int
    x: float
    width: float


class Bar(Struct, frozen=True):
    """A row of a chart: how many items of each status."""

    name: str
    total: int
    segments: tuple[Segment, ...]

    def count(self, status: str) -> int:
        """Return the number of items of a status."""
        return sum(segment.count for segment in self.segments if segment.status == status)


def counts_to_bars(counts: Mapping[str, Mapping[str, int]]) -> tuple[Bar, ...]:
    """Return stacked bars, statuses in their own order, the longest bar 100 wide. Bars keep the order of ``counts``."""
    longest = max((sum(by_status.values()) for by_status in counts.values()), default=0)
    bars = []
    for name, by_status in counts.items():
        segments, x = [], 0.0
        for status in in_order(by_status):
            width = 100 * by_status[status] / longest
            segments.append(Segment(status, by_status[status], round(x, 3), round(width, 3)))
            x += width
        bars.append(Bar(name, sum(by_status.values()), tuple(segments)))
    return tuple(bars)


def in_order(statuses: Iterable[str]) -> list[str]:
    """Return the statuses in the order that every page keeps; one that it does not know comes last."""
    known = list(STATUSES)
    return sorted(statuses, key=lambda status: (known.index(status) if status in known else len(known), status))


class FlowNode(Struct, frozen=True):
    """All items of one status in one edition; ``y`` and ``height`` in units of the chart."""

    status: str
    count: int
    y: float
    height: float


class FlowBand(Struct, frozen=True):
    """The items that went from one status to another. ``path`` is SVG; ``numbers`` are theirs in the newer edition."""

    before: str
    after: str
    count: int
    path: str
    numbers: tuple[str, ...]

    @property
    def moved(self) -> bool:
        """True where the status is another one than before."""
        return self.before != self.after


class FlowChart(Struct, frozen=True):
    """Statuses of two editions, and what went from where to where. Widths and heights are SVG units."""

    left: tuple[FlowNode, ...] = ()
    right: tuple[FlowNode, ...] = ()
    bands: tuple[FlowBand, ...] = ()
    height: float = 0.0

    @property
    def still_count(self) -> int:
        """The number of items whose status is the same in both."""
        return sum(band.count for band in self.bands if not band.moved)


FLOW_WIDTH = 300.0
NODE_WIDTH = 14.0
_HEIGHT = 168.0
_GAP = 12.0
_LEAST = 5.0  # a band of one item among hundreds is still to be seen


def moves_to_flow(moves: Sequence[tuple[str, str, str]]) -> FlowChart:
    """Return the chart of ``(status before, status after, number)``, one an item. No items give an empty chart."""
    if not moves:
        return FlowChart()
    numbers: dict[tuple[str, str], list[str]] = {}
    for before, after, number in moves:
        numbers.setdefault((before, after), []).append(number)
    unit = _HEIGHT / len(moves)
    heights = {pair: max(_LEAST, unit * len(of_pair)) for pair, of_pair in numbers.items()}
    left, left_tops = _stack(heights, numbers, side=0)
    right, right_tops = _stack(heights, numbers, side=1)
    bands = tuple(
        FlowBand(*pair, len(numbers[pair]), _band_path(left_tops[pair], right_tops[pair], heights[pair]),
                 tuple(numbers[pair]))
        for pair in left_tops
    )  # fmt: skip
    height = max(node.y + node.height for node in (*left, *right))
    return FlowChart(left, right, bands, round(height, 2))


Pair = tuple[str, str]


def _stack(
    heights: Mapping[Pair, float], numbers: Mapping[Pair, Sequence[str]], side: int
) -> tuple[tuple[FlowNode, ...], dict[Pair, float]]:
    """Return one side's nodes from the top down, and where each band meets its node."""
    nodes, tops, y = [], {}, 0.0
    for status in in_order({pair[side] for pair in heights}):
        others = in_order({pair[1 - side] for pair in heights if pair[side] == status})
        pairs = [(status, other) if side == 0 else (other, status) for other in others]
        start = y
        for pair in pairs:
            tops[pair] = y
            y += heights[pair]
        nodes.append(FlowNode(status, sum(len(numbers[pair]) for pair in pairs), round(start, 2), round(y - start, 2)))
        y += _GAP
    return tuple(nodes), tops


def _band_path(left: float, right: float, height: float) -> str:
    x0, x1 = NODE_WIDTH, FLOW_WIDTH - NODE_WIDTH
    middle = (x0 + x1) / 2
    upper = f"M{x0:g} {left:.2f}C{middle:g} {left:.2f} {middle:g} {right:.2f} {x1:g} {right:.2f}"
    left, right = left + height, right + height
    return f"{upper}V{right:.2f}C{middle:g} {right:.2f} {middle:g} {left:.2f} {x0:g} {left:.2f}Z"
