"""Pages and their grids → what is printed in each cell, as lines of text, and what is left over."""

from pipeline.lines.printed import print_page

__all__ = ["print_page"]
