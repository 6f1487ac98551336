"""How much one document may hold. A PDF is hostile: what is over a limit ends in a clear error, never in a hang.

The numbers are some twenty times what the largest page of 778 published ones holds (9,000 glyphs, 6,000 path
segments), and what a page at the limit costs: about two seconds and 300 MB.
"""

from __future__ import annotations

MAX_FILE_BYTES = 500_000_000
MAX_PAGES = 20_000
MAX_GLYPHS_ON_PAGE = 300_000
MAX_OBJECTS_ON_PAGE = 150_000
MAX_SEGMENTS_ON_PAGE = 400_000
MAX_ANNOTATIONS_ON_PAGE = 20_000
MAX_FORM_DEPTH = 12
MAX_RULES_ON_PAGE = 60_000
MAX_PAGE_SIDE = 20_000.0  # points; 14,400 is what PDF 1.7 allows
