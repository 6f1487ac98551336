"""PDF → pages of glyphs and rules, read on pdfplumber's machinery (pdfminer): the second, independent reader.

``pages`` puts it together: ``interpreter`` keeps the graphics state as pdfminer reads a page's content, ``device``
collects what it paints, ``colour`` and ``functions`` resolve colours.
"""
