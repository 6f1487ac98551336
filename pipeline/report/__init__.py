"""Datasets → web pages that stand alone: one an edition, one a pair of editions, one over a series.

Compute first, render once: ``editions``, ``pairs`` and ``timeline`` make the values of ``values`` from records,
``crops`` cuts pictures of printed cells out of the PDF, ``html`` lays it all out.
"""

from pipeline.report.html import (
    StartEntry,
    render_edition_page,
    render_pair_page,
    render_series_page,
    render_start_page,
    render_tool_page,
)
from pipeline.report.names import INDEX_PAGE_NAME, edition_page_name, pair_page_name

__all__ = [
    "INDEX_PAGE_NAME",
    "StartEntry",
    "edition_page_name",
    "pair_page_name",
    "render_edition_page",
    "render_pair_page",
    "render_series_page",
    "render_start_page",
    "render_tool_page",
]
