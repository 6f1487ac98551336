"""A transcript's markup → page breaks, lines of text and rows of cells.

The models write tables as lines with tabs, as Markdown, or as HTML, and mix them in one file; inside a cell of any of
these stand HTML tags. One pass of the standard library's HTML parser serves all: what is in a ``<table>`` becomes rows
at once, the rest becomes styled lines, which are then looked at for tabs and pipes.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pipeline.model import PLAIN, Style, StyledText
from pipeline.styled import EMPTY
from pipeline.transcript.text import SOFT_BREAK, apply_emphasis, styled_text

MAXIMUM_TAG_LENGTH = 2_000
"""A ``<`` without its ``>`` this near is text. Unclosed tags make the standard parser's time quadratic."""

MAXIMUM_SPAN = 1_000  # the limit that HTML itself sets for colspan
MAXIMUM_DEPTH = 100  # of styles in styles; deeper ones add nothing that a page could show

_BOLD: dict[str, Any] = {"bold": True}
_STYLE_TAGS: dict[str, dict[str, Any]] = {
    "b": _BOLD, "strong": _BOLD, "u": {"underline": True}, "ins": {"underline": True}, "s": {"strike": True},
    "del": {"strike": True}, "strike": {"strike": True}, "mark": {"highlight": "#ffff00"}, "span": {}, "font": {},
}  # fmt: skip
_BREAK_TAGS = frozenset(
    ("br", "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "hr", "blockquote", "section", "article", "header", "footer",
     "caption", "pre", "h1", "h2", "h3", "h4", "h5", "h6")
)  # fmt: skip
_SILENT_TAGS = frozenset(
    ("html", "head", "body", "title", "meta", "i", "em", "small", "sub", "sup", "a", "code", "img", "thead", "tbody",
     "tfoot", "colgroup", "col")
)  # fmt: skip
_TABLE_TAGS = frozenset(("table", "tr", "td", "th"))
_KNOWN_TAGS = _BREAK_TAGS | _SILENT_TAGS | _TABLE_TAGS | _STYLE_TAGS.keys()
_COLOUR_NAMES = {"red": "#ff0000", "blue": "#0000ff", "green": "#008000", "black": "#000000"}


class RawCell(Struct, frozen=True):
    """A cell as the transcript has it."""

    text: StyledText
    row_span: int = 1
    column_span: int = 1
    is_header: bool = False
    was_split: bool = False  # it is the first part of a cell that was cut in two


class RawRow(Struct, frozen=True):
    """A row as the transcript has it, and what its markup says of it: a header, the first row of a table of its own."""

    cells: tuple[RawCell, ...]
    is_header: bool = False
    starts_table: bool = False


class TextLine(Struct, frozen=True):
    """A line outside every HTML table, tabs and pipes and all."""

    text: StyledText


def tame_markup(text: str) -> str:
    """Return the text without comments, and with each ``<`` that begins no tag as a character reference.

    A comment that names a page becomes a form feed. Each step takes time linear in the text's length.
    """
    pieces: list[str] = []
    position = 0
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start)) >= 0:
        comment = text[start:end]
        pieces += (text[position:start], "\n\f\n" if re.search(r"(?i)page|ページ|頁", comment[:200]) else "")
        position = end + 3
    text = "".join((*pieces, text[position:]))
    tag = re.compile(rf"</?[A-Za-z][^<>]{{0,{MAXIMUM_TAG_LENGTH}}}>")
    return re.sub("<", lambda match: "<" if tag.match(text, match.start()) else "&lt;", text)


def style_of_tag(tag: str, attributes: dict[str, str | None], style: Style) -> Style:
    """Return the style inside a tag, given the one around it."""
    style = style._replace(**_STYLE_TAGS[tag])
    css = attributes.get("style") or ""
    colour = attributes.get("color") or "".join(re.findall(r"(?<![-\w])color\s*:\s*([#\w]+)", css)[:1])
    if re.fullmatch(r"#[0-9A-Fa-f]{6}", colour):
        style = style._replace(colour=colour.lower())
    elif colour.lower() in _COLOUR_NAMES:
        style = style._replace(colour=_COLOUR_NAMES[colour.lower()])
    if re.search(r"font-weight\s*:\s*(bold|[6-9]00)", css):
        style = style._replace(bold=True)
    if "line-through" in css:
        style = style._replace(strike=True)
    elif re.search(r"text-decoration[^;]*underline", css):
        style = style._replace(underline=True)
    return style


class MarkupReader(HTMLParser):
    """Collects lines and rows in ``blocks``, in the order of the text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[RawRow | TextLine] = []
        self.picture_count = 0
        self._characters: list[str] = []
        self._styles: list[Style] = []
        self._open_styles: list[tuple[str, Style]] = []
        self._table_depth = 0
        self._starts_table = False
        self._in_head = False
        self._row: list[RawCell] | None = None
        self._cell: RawCell | None = None

    # ── what the parser calls ──

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a tag for what it says; one that HTML does not know is text, such as <R5>."""
        if tag not in _KNOWN_TAGS:
            self._write(self.get_starttag_text() or "")
        elif tag in _STYLE_TAGS:
            if len(self._open_styles) < MAXIMUM_DEPTH:
                self._open_styles.append((tag, style_of_tag(tag, dict(attrs), self._style)))
        elif tag in _BREAK_TAGS:
            self._write(SOFT_BREAK)
        elif tag in _TABLE_TAGS:
            self._open_table_part(tag, dict(attrs))
        elif tag == "thead":
            self._in_head = True
        elif tag == "img":
            self.picture_count += 1

    def handle_endtag(self, tag: str) -> None:
        """Close what the tag closes; nothing where it was never opened."""
        if tag not in _KNOWN_TAGS:
            self._write(f"</{tag}>")
        elif tag in _STYLE_TAGS:
            names = [name for name, _ in self._open_styles]
            if tag in names:
                del self._open_styles[len(names) - 1 - names[::-1].index(tag) :]
        elif tag in _BREAK_TAGS:
            self._write(SOFT_BREAK)
        elif tag in _TABLE_TAGS:
            self._close_table_part(tag)
        elif tag == "thead":
            self._in_head = False

    def handle_data(self, data: str) -> None:
        """Take text: of the cell, or line by line of the page. A style left open ends with its cell or line."""
        if self._table_depth:
            self._take_table_data(data)
            return
        for piece in re.split(r"([\t\n])", data):
            if piece in ("\t", "\n"):
                self._open_styles.clear()
            if piece == "\n":
                self._flush_line()
            else:
                self._write(piece)

    def close(self) -> None:
        """End the text: whatever is open is closed."""
        super().close()
        self._table_depth = min(self._table_depth, 1)
        if self._table_depth:
            self._close_table_part("table")
        self._flush_line()

    # ── tables ──

    def _take_table_data(self, data: str) -> None:
        if self._cell is not None:
            self._write(data.replace("\n", " ").replace("\t", " "))
        elif data.strip():  # between the cells, such as a caption: it is on the page all the same
            self.blocks += (TextLine(StyledText(line)) for line in data.split("\n"))

    def _open_table_part(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag == "table":
            self._table_depth += 1
            if self._table_depth == 1:
                self._flush_line()
                self._starts_table = True
        elif self._table_depth != 1:
            self._write(SOFT_BREAK)  # a table in a cell: its cells are lines of that cell
        elif tag == "tr":
            self._flush_row()
            self._row = []
        else:
            self._flush_cell()
            self._row = self._row if self._row is not None else []
            row_span, column_span = _span(attributes.get("rowspan")), _span(attributes.get("colspan"))
            self._cell = RawCell(EMPTY, row_span, column_span, is_header=tag == "th" or self._in_head)

    def _close_table_part(self, tag: str) -> None:
        if self._table_depth == 1:
            if tag in ("td", "th"):
                self._flush_cell()
            else:
                self._flush_row()
        elif self._table_depth:
            self._write(SOFT_BREAK)
        if tag == "table" and self._table_depth:
            self._table_depth -= 1
            self._in_head = False

    def _flush_cell(self) -> None:
        text = self._take_text()
        if self._cell is not None and self._row is not None:
            self._row.append(replace(self._cell, text=text))
        self._cell = None

    def _flush_row(self) -> None:
        self._flush_cell()
        if self._row:
            is_header = all(cell.is_header for cell in self._row)
            self.blocks.append(RawRow(tuple(self._row), is_header, self._starts_table))
            self._starts_table = False
        self._row = None

    # ── text ──

    @property
    def _style(self) -> Style:
        return self._open_styles[-1][1] if self._open_styles else PLAIN

    def _write(self, text: str) -> None:
        self._characters.append(text)
        self._styles += [self._style] * len(text)

    def _take_text(self) -> StyledText:
        text = apply_emphasis(styled_text("".join(self._characters), self._styles))
        self._characters.clear()
        self._styles.clear()
        self._open_styles.clear()
        return text

    def _flush_line(self) -> None:
        self.blocks.append(TextLine(self._take_text()))


def _span(value: str | None) -> int:
    return min(max(int(value), 1), MAXIMUM_SPAN) if value and re.fullmatch(r"[0-9]{1,6}", value) else 1
