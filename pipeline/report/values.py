"""What the pages show, each frozen: computed whole before anything is drawn.

``editions``, ``pairs`` and ``timeline`` make these values from records; the templates only lay them out.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from pipeline.model import Audit, Edition, Finding, Item, Match
from pipeline.report.charts import Bar, FlowChart
from pipeline.report.crops import Crop
from pipeline.report.text import DiffPiece, Paragraph, Piece
from pipeline.vocabulary.labels import ANY_MARK, Label, MarkLabel


class Column(Struct, frozen=True):
    """A column of the items table: a field, or a header that no field claims."""

    name: str
    label: Label
    is_extra: bool


class CellView(Struct, frozen=True):
    """A field of an item. ``beside`` are marked texts that the shown value does not hold, shown after it.

    ``ditto`` says that the value was not printed in this row itself.
    """

    paragraphs: tuple[Paragraph, ...]
    beside: tuple[Piece, ...] = ()
    ditto: bool = False


class ItemView(Struct, frozen=True):
    """A row of the items table, what to call it in one line, and the pictures of it as printed.

    ``mark_colour`` is the colour of its first mark that has one, as ``#rrggbb``.
    """

    item: Item
    cells: Mapping[str, CellView]
    title: str | None = None
    mark_colour: str | None = None
    crops: tuple[Crop, ...] = ()


class Head(Struct, frozen=True):
    """What every page says of an edition."""

    series: str
    edition: str
    record: Edition
    mark: MarkLabel
    page_name: str
    marked_item_count: int


class Choice(Struct, frozen=True):
    """One value of a filter, and how many items have it."""

    value: str
    label: Label
    count: int


class Filter(Struct, frozen=True):
    """A list to choose from. ``name`` stands in the page's address."""

    name: str
    label: Label
    choices: tuple[Choice, ...]


class EditionPage(Struct, frozen=True):
    """All that an edition's page shows."""

    head: Head
    columns: tuple[Column, ...]
    items: tuple[ItemView, ...]
    filters: tuple[Filter, ...]
    statuses: tuple[Choice, ...]
    divisions: tuple[Bar, ...]
    findings: tuple[Finding, ...]
    crop_problem: Label | None
    crops_omitted: int


SHORT = 16
"""Characters of a change, old and new together, that stand on one line in large type."""


class ChangeView(Struct, frozen=True):
    """A changed field, a mark on text that did not change, or a part of an item that was split or merged.

    ``identifier`` is its name in the page's address, ``key`` the one under which a browser keeps that it was checked.
    ``marked`` is None where no mark could have told it. ``marked_before`` is an edition between the two that did.
    """

    identifier: str
    key: str
    kind: str
    kind_label: Label
    field: str
    field_label: Label
    marked: str | None
    weights: tuple[str, ...]
    gone: tuple[str, ...]
    from_number: str
    to_number: str
    from_ordinal: int | None
    to_ordinal: int | None
    title: str | None
    pieces: tuple[DiffPiece, ...]
    divisions: tuple[str, ...]
    old_crops: tuple[Crop, ...]
    new_crops: tuple[Crop, ...]
    marked_before: str | None = None

    @property
    def is_short(self) -> bool:
        """True for a change that is read at a glance, such as △ to ○, and may be set large."""
        return sum(len(piece.text) for piece in self.pieces) <= SHORT


class Share(Struct, frozen=True):
    """A part of a whole, for a sentence and a bar. ``ratio`` is None where the whole is nothing."""

    part: int
    whole: int
    ratio: float | None


class HeadChangeView(Struct, frozen=True):
    """A part of the document's head that changed: its title, a column, a legend, a note."""

    label: Label
    pieces: tuple[DiffPiece, ...]


class PairPage(Struct, frozen=True):
    """All that the page of two editions shows.

    ``renumbered`` are the pairs whose number or place differs, or that are parts of a split or merged item, and
    ``joined`` what the latter say. ``doubtful`` are changes that OCR may have made. ``marked_labels`` are in the word
    for the publisher's marks: 赤字なし. ``is_judged`` says whether marks can have told the changes: not where there are
    none, nor over editions that are no neighbours (``reach_note`` says so).
    """

    old: Head
    new: Head
    audit: Audit
    lead: Label
    never_marks: bool  # the newer edition has no legend of marks and no marks
    is_judged: bool
    reach_note: Label | None
    marked_labels: Mapping[str, Label]
    recall: Share
    precision: Share
    changes: tuple[ChangeView, ...]
    doubtful: tuple[ChangeView, ...]
    joined: tuple[ChangeView, ...]
    added: tuple[ItemView, ...]
    removed: tuple[ItemView, ...]
    renumbered: tuple[Match, ...]
    filters: tuple[Filter, ...]
    flow: FlowChart
    crop_problems: tuple[tuple[str, Label], ...]
    crops_omitted: int
    head_changes: tuple[HeadChangeView, ...] = ()

    @property
    def has_pictures(self) -> bool:
        """Whether any change stands beside its printed cell; without any, no place is kept for them."""
        return any(change.old_crops or change.new_crops for change in (*self.changes, *self.doubtful))


class Step(Struct, frozen=True):
    """An item in one edition of its time line."""

    number: str
    ordinal: int
    status: str
    changed: bool
    changed_unmarked: bool
    is_new: bool


class Line(Struct, frozen=True):
    """An item through the editions; ``steps`` has one place an edition, None where the item is not in it."""

    lineage_id: str
    heading: str
    status: str
    is_open: bool
    last_changed_edition: str | None
    ever_changed: bool
    ever_changed_unmarked: bool
    divisions: tuple[str, ...]
    steps: tuple[Step | None, ...]
    ever_went_back: bool = False


class CommitmentView(Struct, frozen=True):
    """A promise by a time, who made it, and what became of it."""

    edition: str
    ordinal: int
    number: str
    heading: str
    divisions: tuple[str, ...]
    text: str
    due: str
    state: str
    state_label: Label
    state_edition: str
    state_text: str | None


class PairLink(Struct, frozen=True):
    """Two editions that were compared."""

    old: str
    new: str
    page_name: str
    audit: Audit


class EditionRow(Struct, frozen=True):
    """An edition on the page over its series, with the comparison with the edition before it."""

    head: Head
    statuses: Bar
    before: PairLink | None
    url: str | None


class SeriesPage(Struct, frozen=True):
    """All that the page over a series shows. ``other_pairs`` are comparisons of editions that are no neighbours."""

    series: str
    title: str | None
    publisher: str | None
    body: str | None
    licence: str | None
    url: str | None
    editions: tuple[EditionRow, ...]
    other_pairs: tuple[PairLink, ...]
    lines: tuple[Line, ...]
    has_statuses: bool
    filters: tuple[Filter, ...]
    commitments: tuple[CommitmentView, ...] = ()

    @property
    def mark(self) -> MarkLabel:
        """What the newest edition's publisher calls its marks."""
        return self.editions[-1].head.mark if self.editions else ANY_MARK
