"""PDF → pages of glyphs and rules, by PDFium or by pdfplumber, which know nothing of each other.

``pdfium_pages`` is the first, ``pdfplumber_pages`` the second; both go by ``strokes`` and ``legibility``.
"""
