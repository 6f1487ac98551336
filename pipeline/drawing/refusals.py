"""What no reader reads, in the same words whichever meets it: a PDF that is locked, damaged, empty or over a limit."""

from __future__ import annotations

from msgspec import Struct

from pipeline import limits
from pipeline.errors import DamagedPdfError, EmptyDocumentError, EncryptedPdfError, LimitExceededError


def locked(name: str) -> EncryptedPdfError:
    """Return the error of a PDF that opens with a password only."""
    return EncryptedPdfError("a password is needed", name, "Save it without a password and try again.")


def damaged(name: str) -> DamagedPdfError:
    """Return the error of a PDF that cannot be opened."""
    return DamagedPdfError("the PDF is damaged", name, "Fetch it again, or print it anew to PDF.")


def damaged_page(place: str) -> DamagedPdfError:
    """Return the error of a page that cannot be loaded: a table with a page missing would be a wrong table."""
    remedy = "The file is cut off or damaged: fetch it again, or print it anew to PDF."
    return DamagedPdfError("the page cannot be read", place, remedy)


def without_pages(name: str) -> EmptyDocumentError:
    """Return the error of a PDF that has no pages."""
    return EmptyDocumentError("the PDF has no pages", name, "Fetch it again.")


def check_page_count(count: int, name: str) -> None:
    """Raise where a document has no pages, or more than it may."""
    if count == 0:
        raise without_pages(name)
    if count > limits.MAX_PAGES:
        raise LimitExceededError(f"{count} pages, more than {limits.MAX_PAGES}", name, "Split it into parts.")


def check_page_size(width: float, height: float, place: str) -> None:
    """Raise where a page has no extent, or more than it may; both in points, as shown."""
    if not (0 < width <= limits.MAX_PAGE_SIDE and 0 < height <= limits.MAX_PAGE_SIDE):
        raise LimitExceededError(f"a page of {width:.0f} × {height:.0f} points", place, "Print it anew to PDF.")


class Tally(Struct):
    """Counts what a page holds, and raises where that is more than it may; ``place`` is the file and page."""

    place: str
    glyphs: int = 0
    objects: int = 0
    points: int = 0

    def add_glyphs(self, count: int) -> None:
        """Count printed characters."""
        self.glyphs += count
        if self.glyphs > limits.MAX_GLYPHS_ON_PAGE:
            what = f"more than {limits.MAX_GLYPHS_ON_PAGE} glyphs on one page"
            raise LimitExceededError(what, self.place, "Split the page.")

    def add_objects(self, count: int) -> None:
        """Count texts, paths, pictures and forms."""
        self.objects += count
        if self.objects > limits.MAX_OBJECTS_ON_PAGE:
            what = f"more than {limits.MAX_OBJECTS_ON_PAGE} objects on one page"
            raise LimitExceededError(what, self.place, "It is a drawing rather than a table.")

    def add_points(self, count: int) -> None:
        """Count the points that paths go to."""
        self.points += count
        if self.points > limits.MAX_SEGMENTS_ON_PAGE:
            what = f"more than {limits.MAX_SEGMENTS_ON_PAGE} strokes on one page"
            raise LimitExceededError(what, self.place, "It is a drawing rather than a table.")

    def enter_form(self, depth: int) -> None:
        """Raise where forms lie in forms deeper than they may; 0 is a form on the page itself."""
        if depth >= limits.MAX_FORM_DEPTH:
            what = f"forms in forms, more than {limits.MAX_FORM_DEPTH} deep"
            raise LimitExceededError(what, self.place, "It is a drawing rather than a table.")
