"""Pages that are pictures of paper → the same pages with glyphs and rules, by OCR: the third reader.

``pages`` puts it together: ``picture`` straightens, ``rules`` and ``lines`` part the page, ``recognise`` reads the
lines, ``letters`` mends what it read. ``scans`` says which pages are scans.
"""
