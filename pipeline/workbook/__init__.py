"""Excel workbooks → cells as printed: drafts come as the sheets that the PDF is printed from.

A workbook says itself what a PDF only shows: which cell is which, what is merged, what is red or struck out. There are
no boxes, and a line is a paragraph, since nothing was wrapped yet.
"""

from pipeline.workbook.document import read_workbook

__all__ = ["read_workbook"]
