"""Page values → HTML that stands alone: style, script and pictures inside, no request to anywhere.

Every value goes through ``text.visible`` and is escaped by Jinja; the content security policy lets nothing run but
the script of this package, known by its hash, and nothing load but the pictures in the page itself.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from msgspec import Struct

from pipeline.model import Audit, CellRecord, Commitment, EditionDiff, EditionRecords, Finding, LineageRow, Series
from pipeline.report.colour import printed_to_shown
from pipeline.report.editions import records_to_edition_page
from pipeline.report.names import INDEX_PAGE_NAME, href, pair_page_name, series_href
from pipeline.report.pairs import diff_to_pair_page
from pipeline.report.text import visible
from pipeline.report.timeline import series_to_page
from pipeline.report.values import Filter, Head
from pipeline.schema import FIELDS, SECTION
from pipeline.vocabulary import labels
from pipeline.vocabulary.labels import Label


def render_edition_page(  # noqa: PLR0913 - what it shows, and its two neighbours
    edition: EditionRecords,
    *,
    cells: Sequence[CellRecord],
    findings: Sequence[Finding],
    pdf: Path | None,
    earlier: str | None = None,
    later: str | None = None,
) -> str:
    """Return the page of one edition as HTML, to be written under ``edition_page_name``.

    ``pdf`` is the file that the edition was read from, for pictures of its cells; without it, or where its SHA-256 is
    another one, the page says so and has none. ``earlier`` and ``later`` are the editions that it was compared with,
    if any: the page links to those pages.
    """
    page = records_to_edition_page(edition, cells, findings, pdf)
    return _render(
        "edition.html",
        [mark.colour for mark in edition.marks],
        page=page,
        earlier=earlier,
        later=later,
        has_crops=any(view.crops for view in page.items),
        numbers={item.ordinal: item.number or f"({item.ordinal})" for item in edition.items},
        marked_only=Filter("marked", Label(f"{page.head.mark.ja}のある項目だけ", "Marked only"), ())
        if page.head.marked_item_count
        else None,
    )


def render_pair_page(  # noqa: PLR0913 - two of each
    old: EditionRecords,
    new: EditionRecords,
    diff: EditionDiff,
    *,
    old_cells: Sequence[CellRecord],
    new_cells: Sequence[CellRecord],
    old_pdf: Path | None,
    new_pdf: Path | None,
    alone: bool = False,
) -> str:
    """Return the page that compares two editions as HTML, to be written under ``pair_page_name``.

    ``alone`` is for a page without neighbours, which may be written anywhere: it links to no page of an edition.
    """
    page = diff_to_pair_page(old, new, diff, old_cells=old_cells, new_cells=new_cells, old_pdf=old_pdf, new_pdf=new_pdf)
    return _render("pair.html", [mark.colour for mark in (*old.marks, *new.marks)], page=page, alone=alone)


def render_series_page(
    series: Series,
    editions: Sequence[EditionRecords],
    audits: Sequence[tuple[str, Audit]],
    lineage: Mapping[str, Sequence[LineageRow]],
    commitments: Mapping[str, Sequence[Commitment]] | None = None,
) -> str:
    """Return the page over a series as HTML, to be written under ``INDEX_PAGE_NAME``.

    ``editions`` come oldest first. ``audits`` has the newer edition of each pair beside its audit, which names the
    older one; ``lineage`` and ``commitments`` each edition's rows of that dataset.
    """
    page = series_to_page(series, editions, audits, lineage, commitments)
    unmarked = any(line.ever_changed_unmarked for line in page.lines)
    return _render(
        "index.html",
        (),
        page=page,
        heads={row.head.edition: row.head for row in page.editions},
        unmarked_only=Filter("unmarked", Label(f"{page.mark.ja}なしで変わった項目だけ", "Ever changed unmarked"), ())
        if unmarked
        else None,
    )


class StartEntry(Struct, frozen=True):
    """A series on the start page. ``editions`` come oldest first; ``audit`` is that of the latest, if it has one."""

    series: str
    title: str | None
    publisher: str | None
    body: str | None
    editions: tuple[str, ...]
    audit: Audit | None


def render_start_page(series: Sequence[StartEntry]) -> str:
    """Return the page that leads to each series, whose pages lie in a folder of its name beside this page."""
    return _render("start.html", (), series=series)


def render_tool_page(*, script: Markup, style: Markup, most_megabytes: int) -> str:
    """Return the page that files are dropped on, in the report's look. It may ask its own server, and nobody else.

    ``script`` and ``style`` are the page's own; ``most_megabytes`` is what a file may have.
    """
    whole = Markup(_asset("style.css")) + style  # noqa: S704 - this package's own file
    policy = f"{content_security_policy(whole, script)}; connect-src 'self'"
    template = _environment().get_template("tool.html")
    return template.render(style=whole, script=script, policy=policy, most_megabytes=most_megabytes)


def _render(template_name: str, colours: Sequence[str | None], **values: object) -> str:
    style = Markup(_asset("style.css") + _colour_rules(colours))  # noqa: S704 - this package's own file and hex digits
    script = Markup(_asset("script.js"))  # noqa: S704 - this package's own file
    template = _environment().get_template(template_name)
    return template.render(
        style=style, script=script, policy=content_security_policy(style, script), first_use=_first_use(), **values
    )


def content_security_policy(style: str, script: str) -> str:
    """Return the policy under which the page is shown: this style and script by hash, pictures in the page, no more."""
    return (
        f"default-src 'none'; img-src data:; style-src '{_source_hash(style)}'; "
        f"script-src '{_source_hash(script)}'; base-uri 'none'; form-action 'none'"
    )


def _source_hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _colour_rules(colours: Sequence[str | None]) -> str:
    """Return a rule for each printed colour. A style attribute would need a policy that lets any style through."""
    shown = {colour: printed_to_shown(colour) for colour in dict.fromkeys(colours)}
    rules = sorted({colour for colour in shown.values() if colour is not None})
    light = "".join(f".{c.css_class}{{--mark-printed:{c.printed};--mark-ink:{c.on_light}}}\n" for c in rules)
    dark = "".join(f".{c.css_class}{{--mark-ink:{c.on_dark}}}" for c in rules)
    return light + (f"@media screen and (prefers-color-scheme:dark){{{dark}}}\n" if dark else "")


@cache
def _asset(name: str) -> str:
    return resources.files(__package__).joinpath("templates", name).read_text("utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("pipeline.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        statuses=labels.STATUSES,
        marked=labels.MARKED,
        weights=labels.WEIGHTS,
        severities=labels.SEVERITIES,
        matches=labels.MATCHES,
        status_label=lambda status: labels.label_of(labels.STATUSES, status),
        source_label=lambda kind: labels.label_of(labels.SOURCE_KINDS, kind),
        field_label=labels.field_label,
        is_field=(*FIELDS, SECTION).__contains__,
        colour=printed_to_shown,
        percent=_percent,
        weight_names=lambda names: "、".join(labels.label_of(labels.WEIGHTS, name).ja for name in names),
        href=href,
        index_href=href(INDEX_PAGE_NAME),
        edition_href=_edition_href,
        series_href=series_href,
        series_pair_href=lambda series, old, new: series_href(series, pair_page_name(old, new)),
        pair_href=lambda old, new: href(pair_page_name(old, new)),
    )
    return environment


def _finalize(value: Any) -> Any:
    """Spell out what would not be seen in anything printed, wherever a template prints it."""
    if hasattr(value, "__html__"):
        return value
    return "" if value is None else visible(str(value))


def _percent(ratio: float) -> str:
    """Return a share in whole percent; 100 % only where it is all of it, 0 % only where it is nothing."""
    rounded = round(100 * ratio)
    if rounded == 100 and ratio < 1:
        return "> 99%"
    return "< 1%" if rounded == 0 and ratio > 0 else f"{rounded}%"


def _edition_href(head: Head, ordinal: int | None = None) -> str:
    return href(head.page_name, f"item-{ordinal}" if ordinal is not None else "")


def _first_use() -> Callable[[str], bool]:
    """Return a question that is answered yes the first time each identifier is asked of, in one page."""
    seen: set[str] = set()

    def ask(identifier: str) -> bool:
        new = identifier not in seen
        seen.add(identifier)
        return new

    return ask
