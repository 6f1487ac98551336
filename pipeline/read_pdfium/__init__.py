"""PDF → pages of glyphs and rules, read by PDFium: the first reader.

``pages`` puts it together: ``paths`` asks what is drawn, ``characters`` and ``text`` what is written, ``layers`` and
``ink`` which of it nobody sees. ``calls`` is the way to PDFium for what is asked thousands of times a page.
"""
