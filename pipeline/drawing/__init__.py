"""What a page's drawing instructions mean, whichever reader they come from; all readers of PDFs stand on it.

``strokes`` collects what is drawn, of which ``rules`` makes rules and shades, and ``shapes`` signs; ``legibility`` and
``outside`` say what of the text can be seen. ``opened`` is what a reader gives.
"""
