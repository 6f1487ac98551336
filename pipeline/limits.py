"""How much one document may hold. A PDF is hostile: what is over a limit ends in a clear error, never in a hang.

The fullest pages at hand (a hundred of published tables, and as many typeset for tests) hold 6,100 glyphs, 3,100 text
objects and 700 rules. A page at these limits takes some seconds and some hundred megabytes.
"""

from __future__ import annotations

MAX_FILE_BYTES = 500_000_000
MAX_PAGES = 20_000
MAX_PAGE_SIDE = 20_000.0  # points; 14,400 is what PDF 1.7 allows
MAX_GLYPHS_ON_PAGE = 300_000
MAX_OBJECTS_ON_PAGE = 150_000
MAX_SEGMENTS_ON_PAGE = 400_000
MAX_ANNOTATIONS_ON_PAGE = 20_000
MAX_FORM_DEPTH = 12
MAX_RULES_ON_PAGE = 20_000
MAX_OVERLAPS_ON_PAGE = 10_000_000  # strokes and filled areas that may cover each other, in pairs
MAX_PLACES_IN_GRID = 100_000  # elementary cells: rows times columns of the mesh that a table's lines make
MAX_TABLES_ON_PAGE = 2_000

# Of a whole document: a page at its limits again and again is no longer some seconds.
MAX_GLYPHS_IN_DOCUMENT = 4_000_000  # 2,000 pages as full as the editions at hand have 3.2 million
MAX_OBJECTS_IN_DOCUMENT = 3_000_000
MAX_RULES_IN_DOCUMENT = 300_000
MAX_TABLES_IN_DOCUMENT = 10_000
MAX_CELLS_IN_DOCUMENT = 500_000
