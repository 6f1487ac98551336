"""Text printed aslant across a table that is no part of it: a 案 at 45 degrees."""

from __future__ import annotations

from msgspec.structs import replace

from pipeline.colours import is_pale
from pipeline.findings import finding
from pipeline.model import Finding, Page


def take_out_slanted(page: Page) -> tuple[Page, tuple[Finding, ...]]:
    """Return the page without its slanted glyphs, unless it has no others, and a finding with what they say."""
    import numpy as np

    if not any(kind.slanted for kind in page.text_runs.kinds):
        return page, ()
    slanted = page.of_glyphs(lambda run: run.slanted, np.bool_)
    if slanted.all() or not slanted.any():
        return page, ()
    count, text = int(slanted.sum()), page.sample(slanted)
    is_watermark = not page.of_glyphs(lambda run: not is_pale(run.colour), np.bool_)[slanted].any()
    code = "watermark" if is_watermark else "text_across_table"
    told = finding(code, page_number=page.page_number, text=text, count=count)
    return replace(page, glyphs=page.glyphs.without(slanted)), (told,)
