"""PDF → pages of glyphs and rules, by either of two readers that know nothing of each other.

``pdfium_pages`` is the first, ``pdfplumber_pages`` the second; both go by ``strokes``, ``legibility`` and ``limits``.
"""
