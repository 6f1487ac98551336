"""Layers of a page (optional content) that are switched off: PDFium does not paint them, but reads their text.

Whether a layer is shown follows from lists, states and conditions in the file that PDFium evaluates for itself and
tells nobody. What it paints tells: a layer without which the page looks the same is not shown.
"""

from __future__ import annotations

import ctypes
import math
import re
import zlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from pipeline import limits
from pipeline.findings import finding
from pipeline.model import Finding
from pipeline.read_pdfium.calls import address_of, pdfium_calls
from pipeline.read_pdfium.ink_paint import activate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_OFF = re.compile(rb"/OFF\s*(\[\s*\d|\d)|/BaseState\s*/(OFF|Unchanged)|/ViewState\s*/OFF")
_STREAM = re.compile(rb"stream\r?\n")
_MAX_INFLATED = 16_000_000
_MAX_PIXELS = 2_000_000
_MAX_PAINTINGS = 64
"""A page is painted so often at the most, 15 ms each."""

_Objects = list[int]


def may_have_layers_off(content: bytes) -> bool:
    """Tell whether a file names a layer that is off: no other file pays for a look at its objects."""
    if b"/OCProperties" in content:
        return bool(_OFF.search(content)) or any(map(_OFF.search, _object_streams(content)))
    if b"/ObjStm" not in content or _has_plain_catalog(content):
        return False
    if b"/Encrypt" in content:
        return True
    streams = list(_object_streams(content))
    return any(b"/OCProperties" in stream for stream in streams) and any(map(_OFF.search, streams))


def _has_plain_catalog(content: bytes) -> bool:
    """Tell whether the catalog stands outside of compressed objects: it names no layers then."""
    number = re.match(rb"/Root\s+(\d+)\s", content[max(content.rfind(b"/Root"), 0) :][:40])
    return number is not None and any(lead + number[1] + b" 0 obj" in content for lead in (b"\n", b"\r", b" "))


def _object_streams(content: bytes) -> Iterator[bytes]:
    """Yield what stands in a file's compressed object streams, as far as they can be inflated."""
    room = _MAX_INFLATED
    for place in re.finditer(rb"/ObjStm\b", content):
        start = _STREAM.search(content, place.end(), place.end() + 1000)
        if start is None or room <= 0:
            continue
        try:
            inflated = zlib.decompressobj().decompress(memoryview(content)[start.end() :], room)
        except zlib.error:
            continue
        room -= len(inflated)
        yield inflated


class Layers:
    """Finds what lies on layers that are off, page by page; remembers the names of those that are shown."""

    def __init__(self) -> None:
        self._shown: set[object] = set()

    def hide(self, page: Any, page_number: int) -> tuple[frozenset[int], tuple[Finding, ...]]:
        """Take what is not shown out of an open page; return the addresses of these objects, and a finding of them.

        PDFium leaves inactive objects out of its text page, but its list of objects still has them.
        """
        groups = {key: group for key, group in _groups(page).items() if key not in self._shown}
        if not groups:
            return frozenset(), ()
        painter = _Painter(page)
        hidden = painter.unseen([*groups.values()])
        findings = []
        if painter.gave_up:
            findings.append(finding("hidden_layer", "too_many", page_number=page_number))
        else:
            self._shown |= {key for key, group in groups.items() if isinstance(key, str) and group not in hidden}
        objects = frozenset(_with_parts([item for group in hidden for item in group]))
        if objects:
            text = _text_of(page, objects)
            activate(objects, active=False)
            told = finding("hidden_layer", "hidden", page_number=page_number, text=text or None, count=len(objects))
            findings.append(told)
        return objects, tuple(findings)


class _Painter:
    """Compares how a page looks with and without some of its objects."""

    def __init__(self, page: Any) -> None:
        width, height = page.get_size()
        self._page = page
        self._scale = min(1.0, math.sqrt(_MAX_PIXELS / (width * height)))
        self._whole = self._paint()
        self._left = _MAX_PAINTINGS
        self.gave_up = False

    def unseen(self, groups: list[_Objects]) -> list[_Objects]:
        """Return the groups without which the page looks the same, halving what is in doubt."""
        self._left -= 1
        if self._left < 0:
            self.gave_up = True
            return []
        objects = [item for group in groups for item in group]
        activate(objects, active=False)
        same = bool((self._paint() == self._whole).all())
        activate(objects, active=True)
        if same or len(groups) == 1:
            return groups if same else []
        middle = len(groups) // 2
        return self.unseen(groups[:middle]) + self.unseen(groups[middle:])

    def _paint(self) -> NDArray[np.uint8]:
        pixels: NDArray[np.uint8] = self._page.render(scale=self._scale).to_numpy().copy()
        return pixels


def _groups(page: Any) -> dict[object, _Objects]:
    """Return the objects of each layer, and each form alone: a form's own layer is told by nothing."""
    import pypdfium2.raw as pdfium

    groups: dict[object, _Objects] = {}
    for item in _objects(page):
        keys = tuple(_layer_keys(item))
        if keys:
            groups.setdefault(keys[0] if len(keys) == 1 else keys, []).append(item)
        elif pdfium_calls().object_type.ask(item) == pdfium.FPDF_PAGEOBJ_FORM:
            groups[item] = [item]
    return {key: group for key, group in groups.items() if any(map(_has_ink, group))}


def _objects(page: Any) -> list[int]:
    """Return the page's objects, those within forms too."""
    import pypdfium2.raw as pdfium

    count = min(pdfium.FPDFPage_CountObjects(page.raw), limits.MAX_OBJECTS_ON_PAGE)
    return _with_parts(address_of(pdfium.FPDFPage_GetObject(page.raw, index)) for index in range(count))


def _with_parts(items: Iterable[int], depth: int = 0) -> list[int]:
    import pypdfium2.raw as pdfium

    call = pdfium_calls()
    found = []
    for item in items:
        found.append(item)
        if call.object_type.ask(item) == pdfium.FPDF_PAGEOBJ_FORM and depth < limits.MAX_FORM_DEPTH:
            count = min(max(call.form_count.ask(item), 0), limits.MAX_OBJECTS_ON_PAGE)
            found += _with_parts((call.form_object.ask(item, index) for index in range(count)), depth + 1)
    return found


def _layer_keys(item: int) -> Iterator[object]:
    """Yield the layers that an object is marked for: by name, or by address where a condition names none."""
    import pypdfium2.raw as pdfium

    handle = ctypes.cast(item, pdfium.FPDF_PAGEOBJECT)
    for index in range(pdfium.FPDFPageObj_CountMarks(handle)):
        mark = pdfium.FPDFPageObj_GetMark(handle, index)
        if _ask_text(pdfium.FPDFPageObjMark_GetName, mark) == "OC":
            yield _ask_text(pdfium.FPDFPageObjMark_GetParamStringValue, mark, b"Name") or address_of(mark)


def _ask_text(ask: Any, *arguments: Any) -> str:
    buffer, length = (ctypes.c_ushort * 256)(), ctypes.c_ulong()
    if not ask(*arguments, buffer, ctypes.sizeof(buffer), ctypes.byref(length)):
        return ""
    return bytes(buffer)[: min(length.value, 512)].decode("utf-16-le", "replace").rstrip("\0")


def _has_ink(item: int) -> bool:
    """Tell whether an object has an extent; a space has none, and the page looks the same without it."""
    import pypdfium2.raw as pdfium

    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium_calls().object_bounds.ask(item, *map(ctypes.byref, sides)):
        return False
    left, bottom, right, top = (side.value for side in sides)
    is_text = pdfium_calls().object_type.ask(item) == pdfium.FPDF_PAGEOBJ_TEXT
    return right > left or (top > bottom and not is_text)


def _text_of(page: Any, objects: frozenset[int]) -> str:
    """Return the text that these objects would print."""
    import pypdfium2.raw as pdfium

    text_page = page.get_textpage()
    try:
        indices = range(min(pdfium.FPDFText_CountChars(text_page.raw), limits.MAX_GLYPHS_ON_PAGE))
        codes = (
            pdfium.FPDFText_GetUnicode(text_page.raw, index)
            for index in indices
            if address_of(pdfium.FPDFText_GetTextObject(text_page.raw, index)) in objects
        )
        return "".join(chr(code) if code and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)
    finally:
        text_page.close()
