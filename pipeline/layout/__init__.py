"""Pages → where their tables are: the grids of cells that rules, shades and the text itself draw."""

from pipeline.layout.page_layout import page_to_layout

__all__ = ["page_to_layout"]
